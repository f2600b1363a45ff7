// Topic pages from content/, never from Postgres: they are built statically and have the same bytes for everybody.
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { CardKind, Lang, Layer, Level, TopicId } from '#lib/core/notes/card.ts'
import { renderDetails, renderProse, renderQuestion, renderSolution } from '#lib/core/notes/render-card.ts'
import { renderMarkdown } from '#lib/core/notes/render-markdown.ts'
import { root } from '#lib/server/env.ts'
import { loadHighlight } from '#lib/server/usecases/highlight-code.ts'
import { readNotes, type NotesFolder } from '#lib/server/usecases/read-notes.ts'

export interface TopicSummary {
  readonly id: TopicId
  readonly title: string
  readonly layer: Layer
  readonly level: Level
  readonly order: number
  readonly cards: number
  /** In the order of the page. */
  readonly cardIds: readonly string[]
}

export interface TopicPage extends TopicSummary {
  readonly reviewed: string
  readonly introductionHtml: string
  readonly requires: readonly { readonly id: TopicId; readonly title: string }[]
  readonly sections: readonly {
    readonly id: string
    readonly kind: CardKind
    readonly level: Level
    readonly questionHtml: string
    readonly question: string
    /** The prose, or what there is to choose, fill in or put in order, solved. */
    readonly bodyHtml: string
    readonly detailsHtml: string
  }[]
  readonly previous: { readonly id: TopicId; readonly title: string } | null
  readonly next: { readonly id: TopicId; readonly title: string } | null
}

const content = join(root, 'content')

let kept: { readonly stamp: string; readonly folder: Promise<NotesFolder> } | null = null

/** The notes as they are now. A build makes every page from them: they are read again only when a file has changed. */
async function readFolder(): Promise<NotesFolder> {
  const names = (await readdir(content, { recursive: true })).sort()
  const stats = await Promise.all(names.map((name) => stat(join(content, name))))
  const stamp = names.map((name, at) => `${name} ${stats[at]?.mtimeMs} ${stats[at]?.size}`).join('\n')
  if (kept?.stamp !== stamp) kept = { stamp, folder: readNotes(content) }
  return kept.folder
}

async function topicsIn(lang: Lang) {
  const { files, scenarios } = await readFolder()
  const topics = files
    .flatMap(({ topic }) => (topic?.lang === lang ? [topic] : []))
    .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
  return { topics, scenarios }
}

/** Protocols that have a lab of their own; the text of the others' labs is all that there is of them. */
const labs: ReadonlySet<string> = new Set(['tcp', 'websocket'])

/** The address at which a scenario runs, or null where it does not exist. */
function labHref(lang: Lang, scenarios: readonly string[], scenario: string): string | null {
  const [protocol = '', name = ''] = scenario.split('/')
  return labs.has(protocol) && scenarios.includes(scenario) ? `/${lang}/labs/${protocol}#scenario=${name}` : null
}

/** All topics in their order. */
export async function readTopics(lang: Lang): Promise<readonly TopicSummary[]> {
  return (await topicsIn(lang)).topics.map(({ id, title, layer, level, order, cards }) => ({ id, title, layer, level, order, cards: cards.length, cardIds: cards.map((card) => card.id) }))
}

/** One topic, rendered; null where there is none of that name. */
export async function readTopic(lang: Lang, id: string): Promise<TopicPage | null> {
  const { topics, scenarios } = await topicsIn(lang)
  const at = topics.findIndex((topic) => topic.id === id)
  const topic = topics[at]
  if (topic === undefined) return null
  const options = {
    lang,
    highlight: await loadHighlight(),
    labHref: (scenario: string) => labHref(lang, scenarios, scenario),
  }
  const named = (other: (typeof topics)[number] | undefined) => (other === undefined ? null : { id: other.id, title: other.title })
  const { title, layer, level, order, reviewed } = topic
  return {
    ...{ id: topic.id, title, layer, level, order, reviewed, cards: topic.cards.length, cardIds: topic.cards.map((card) => card.id) },
    introductionHtml: renderMarkdown(topic.introduction, options),
    requires: topic.requires.flatMap((required) => named(topics.find((other) => other.id === required)) ?? []),
    sections: topic.cards.map((card) => ({
      id: card.id,
      kind: card.kind,
      level: card.level,
      questionHtml: renderQuestion(card, options),
      question: card.question,
      bodyHtml: renderProse(card, options) + renderSolution(card, options),
      detailsHtml: renderDetails(card, options),
    })),
    previous: named(topics[at - 1]),
    next: named(topics[at + 1]),
  }
}
