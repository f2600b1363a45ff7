// The `###` headings that format 1 reads as parts of a card, in both languages. All other `###` are prose.
import type { Lang } from '#lib/core/notes/card.ts'

export type SectionName = 'options' | 'order' | 'accept' | 'keyPoints' | 'pitfalls' | 'followUps' | 'sources'

export const reservedHeadings: Readonly<Record<SectionName, Readonly<Record<Lang, string>>>> = {
  options: { en: 'Options', zh: '选项' },
  order: { en: 'Order', zh: '顺序' },
  accept: { en: 'Accept', zh: '答案' },
  keyPoints: { en: 'Key points', zh: '要点' },
  pitfalls: { en: 'Pitfalls', zh: '误区' },
  followUps: { en: 'Follow-ups', zh: '追问' },
  sources: { en: 'Sources', zh: '来源' },
}

/** The order in which they stand in a card. The first three exclude each other. */
export const sectionRank: Readonly<Record<SectionName, number>> = {
  options: 0,
  order: 0,
  accept: 0,
  keyPoints: 1,
  pitfalls: 2,
  followUps: 3,
  sources: 4,
}

export interface ReservedHeading {
  readonly name: SectionName
  readonly lang: Lang
  /** False where letters' case, punctuation or a plural `s` differ: meant as this heading, but misspelt. */
  readonly exact: boolean
}

const fold = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}]/gu, '')
    .replace(/s$/, '')

const byFolded = new Map<string, { name: SectionName; lang: Lang; text: string }>()
for (const name of Object.keys(reservedHeadings) as SectionName[]) {
  for (const lang of ['en', 'zh'] as const) {
    const text = reservedHeadings[name][lang]
    byFolded.set(fold(text), { name, lang, text })
  }
}

/** Which reserved heading a heading's plain text is, or null if it is prose. */
export function findReservedHeading(heading: string): ReservedHeading | null {
  const found = byFolded.get(fold(heading))
  return found === undefined ? null : { name: found.name, lang: found.lang, exact: found.text === heading }
}
