// What the review page shows of a card that a person brought. The text is untrusted: sanitised, no pictures from the
// network, links that vouch for nothing.
import { createHash } from 'node:crypto'
import type { Lang } from '#lib/core/notes/card.ts'
import type { ReadCard } from '#lib/core/notes/import/read-card.ts'
import { plainText } from '#lib/core/notes/import/plain-text.ts'
import type { LinkTarget } from '#lib/core/notes/link-target.ts'
import { renderBullet, renderInline, renderMarkdown } from '#lib/core/notes/render-markdown.ts'
import type { CardView } from '#lib/server/store/content.ts'
import type { OwnPicture, OwnVersion, OwnWords } from '#lib/server/store/own-notes.ts'
import type { Highlight } from '#lib/server/usecases/highlight-code.ts'

/** Everything of a read card that can be edited before it is accepted. */
export type OwnText = OwnWords & Pick<ReadCard, 'kind'>

/** What a card says, and how it looks; equal words have equal hashes. */
export function makeVersion(text: OwnText, where: OwnPlace, highlight: Highlight): OwnVersion {
  const { question, answer, options } = text
  const hash = createHash('sha256').update(JSON.stringify([question, answer, options ?? []])).digest('hex').slice(0, 16)
  return { hash, question, answer, options, view: viewOwnCard(text, where, highlight) }
}

/** The collection that shows it, and where its pictures are. */
export interface OwnPlace {
  readonly topic: string
  readonly imageUrl: (path: string) => string | null
}

/** Where the pictures of a collection (or of a draft, by its id) are served, by their path in the notes. */
export function pictureUrl(collection: string, pictures: readonly Pick<OwnPicture, 'path' | 'name'>[]): OwnPlace['imageUrl'] {
  const names = new Map(pictures.map(({ path, name }) => [path, name]))
  return (path) => {
    const name = findPicture(names, path)
    return name === null ? null : `/api/v1/notes/pictures/${collection}/${name}`
  }
}

/** The name of a picture by its path as notes write it: from the file that shows it, or from a folder above. */
export function findPicture(names: ReadonlyMap<string, string>, path: string): string | null {
  let wanted: string
  try {
    wanted = decodeURIComponent(path).replace(/^(?:\.{0,2}\/)+/, '')
  } catch {
    return null
  }
  return names.get(wanted) ?? [...names].find(([known]) => known.endsWith(`/${wanted}`))?.[1] ?? null
}

/** Of the links in a person's notes those to the web lead somewhere. */
export const toWeb = (target: LinkTarget): string | null => (target.to === 'web' ? target.url : null)

/** The view of a card. Cards of kinds that need format 1's parts are explained in prose. */
export function viewOwnCard({ question, answer, kind, options }: OwnText, { topic, imageUrl }: OwnPlace, highlight: Highlight): CardView {
  const lang = langOfText(`${question}\n${answer}`)
  const rendering = { lang, highlight, untrusted: true, imageUrl, href: () => null, linkRfcs: false } as const
  const asked = kind === 'cloze' ? hideClozes(question) : question
  const [line = '', ...body] = asked.split('\n')
  const below = body.join('\n').trim()
  const isChoice = kind === 'choice' && options !== null && options.some(({ right }) => right)
  return {
    kind: isChoice ? 'choice' : 'explain',
    topic: topic as CardView['topic'],
    level: 1,
    tags: [],
    question: { html: renderInline(line, rendering) + (below === '' ? '' : renderMarkdown(below, rendering)), text: plainText(line) },
    answer: { html: renderMarkdown(answer, { ...rendering, href: toWeb }) },
    ...(isChoice
      ? {
          choice: {
            multiple: options.filter(({ right }) => right).length > 1,
            options: options.map(({ text, right }) => ({ html: renderBullet(text, rendering), right, why: null })),
          },
        }
      : {}),
  }
}

/** `{{c1::text::hint}}` → `[hint]` or `[…]`: one card asks for all of them. */
function hideClozes(text: string): string {
  return text.replace(/\{\{c\d{1,2}::((?:(?!::|\}\}).)*)(?:::((?:(?!\}\}).)*))?\}\}/gsu, (_, _hidden: string, hint?: string) => `[${hint ?? '…'}]`)
}

/** Chinese if one letter in ten is Han: Chinese notes on protocols are full of English names. */
export function langOfText(text: string): Lang {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  return han * 10 >= letters && han > 0 ? 'zh' : 'en'
}
