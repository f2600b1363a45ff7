// What a person takes away: a collection with its cards, and for each card its events, which this part carries and does
// not understand. Every export format holds all of it, so that bringing one back gives the same cards and memories.
import type { CardKind, Lang } from '#lib/core/notes/card.ts'
import type { Tier } from '#lib/core/notes/import/mark.ts'
import type { ReadOption } from '#lib/core/notes/import/read-card.ts'

export const exportFormats = ['markdown', 'csv', 'json', 'apkg'] as const
export type ExportFormat = (typeof exportFormats)[number]

export interface ExportedWords {
  readonly question: string
  readonly answer: string
  readonly options: readonly ReadOption[] | null
}

export interface ExportedCard extends ExportedWords {
  readonly id: string
  readonly kind: CardKind
  readonly lang: Lang
  readonly tier: Tier
  readonly contextPath: readonly string[]
  readonly tags: readonly string[]
  readonly tiedTopic: string | null
  /** Where it stood in the notes that were brought. */
  readonly file: string
  readonly line: number
  readonly textId: string | null
  /** It is not in those notes any more. */
  readonly missing: boolean
  /** What those notes say, where its person has edited the card since. */
  readonly original: ExportedWords | null
  /** What its memory folds from, as the log has it; Markdown carries them in a file beside it. */
  readonly events: readonly unknown[]
}

export interface ExportedCollection {
  /** `n` and 12 base32 characters. */
  readonly id: string
  readonly title: string
  readonly cards: readonly ExportedCard[]
}

/** The guid of an exported card where a format has but one column for it. */
export const exportedGuid = (collection: string, card: string): string => `${collection}/${card}`

/** The parts of such a guid; null where it is another program's. */
export function readExportedGuid(guid: string): { readonly collection: string; readonly card: string } | null {
  const found = /^(n[a-z2-7]{12})\/([a-z0-9-]{2,40})$/.exec(guid)
  return found === null ? null : { collection: found[1]!, card: found[2]! }
}
