// Topic pages from content/, never from Postgres: they are built statically and have the same bytes for everybody. Not
// for pages rendered at a request: the first reading takes seconds.
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { drawShuffled, startRandom } from '#lib/core/engine/random.ts'
import type { Card, CardId, CardKind, FacetId, FacetName, Lang, Layer, Level, Topic, TopicId } from '#lib/core/notes/card.ts'
import { facetsOf, makeFacetId } from '#lib/core/notes/facets.ts'
import { readingOrder } from '#lib/core/notes/reading-order.ts'
import { renderDetails, renderOptions, renderProse, renderQuestion, renderSolution, renderSteps } from '#lib/core/notes/render-card.ts'
import { renderCloze } from '#lib/core/notes/render-cloze.ts'
import { renderMarkdown, type RenderOptions } from '#lib/core/notes/render-markdown.ts'
import { plainText } from '#lib/core/notes/search/plain-text.ts'
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
  /** The question it begins with, as plain text. */
  readonly firstQuestion: string
  /** In the order of the page. */
  readonly cardIds: readonly string[]
  readonly requires: readonly TopicId[]
}

interface NamedTopic {
  readonly id: TopicId
  readonly title: string
}

export interface TopicPage extends Omit<TopicSummary, 'requires'> {
  readonly reviewed: string
  readonly introductionHtml: string
  readonly requires: readonly NamedTopic[]
  /** Topics that require this one. */
  readonly leadsTo: readonly NamedTopic[]
  readonly sections: readonly TopicSection[]
  /** In the order of reading: prerequisites first. */
  readonly previous: NamedTopic | null
  readonly next: NamedTopic | null
}

export interface TopicSection {
  readonly id: CardId
  readonly version: string
  readonly kind: CardKind
  readonly level: Level
  readonly questionHtml: string
  readonly question: string
  /** What there is to choose, fill in or put in order, solved; the prose; key points; follow-ups. */
  readonly bodyHtml: string
  /** Pitfalls and sources, for the margin; '' where there is neither. */
  readonly marginHtml: string
  readonly pitfalls: number
  /** The key points as one text without marks, for search engines; '' where there are none. */
  readonly summary: string
  /** What is asked of each facet while the answer is covered. */
  readonly cues: readonly Cue[]
}

export interface Cue {
  readonly facet: FacetId
  /** Shown beside the question: options without marks, steps out of order, the passage with a gap. */
  readonly html: string | null
  /** Where only a part of the answer is uncovered before the next facet is asked: that part. */
  readonly uncovered: string | null
}

const content = join(root, 'content')

let kept: { readonly stamp: string; readonly folder: Promise<NotesFolder> } | null = null

/** The notes as they are now. A build makes every page from them: they are read again only when a file has changed. */
async function readFolder(): Promise<NotesFolder> {
  const names = (await readdir(content, { recursive: true })).sort()
  const stats = await Promise.all(names.map((name) => stat(join(content, name))))
  const stamp = names.map((name, at) => `${name} ${stats[at]?.mtimeMs} ${stats[at]?.size}`).join('\n')
  if (kept?.stamp !== stamp) {
    const folder = readNotes(content)
    kept = { stamp, folder }
    folder.catch(() => { kept = null })
  }
  return kept.folder
}

async function topicsIn(lang: Lang) {
  const { files, scenarios } = await readFolder()
  return { topics: readingOrder(files.flatMap(({ topic }) => (topic?.lang === lang ? [topic] : []))), scenarios }
}

/** Protocols that have a lab of their own; the text of the others' labs is all that there is of them. */
const labs: ReadonlySet<string> = new Set(['tcp', 'dns', 'websocket'])

/** The address at which a scenario runs, or null where it does not exist. */
function labHref(lang: Lang, scenarios: readonly string[], scenario: string): string | null {
  const [protocol = '', name = ''] = scenario.split('/')
  return labs.has(protocol) && scenarios.includes(scenario) ? `/${lang}/labs/${protocol}#scenario=${name}` : null
}

/** All topics in the order of reading. */
export async function readTopics(lang: Lang): Promise<readonly TopicSummary[]> {
  return (await topicsIn(lang)).topics.map(({ id, title, layer, level, order, cards, requires }) => ({ id, title, layer, level, order, requires, cards: cards.length, firstQuestion: cards[0]?.question ?? '', cardIds: cards.map((card) => card.id) }))
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
  const named = (other: Topic | undefined) => (other === undefined ? null : { id: other.id, title: other.title })
  const { title, layer, level, order, reviewed } = topic
  return {
    ...{ id: topic.id, title, layer, level, order, reviewed, cards: topic.cards.length, firstQuestion: topic.cards[0]?.question ?? '', cardIds: topic.cards.map((card) => card.id) },
    introductionHtml: renderMarkdown(topic.introduction, options),
    requires: topic.requires.flatMap((required) => named(topics.find((other) => other.id === required)) ?? []),
    leadsTo: topics.filter(({ requires }) => requires.includes(topic.id)).flatMap((other) => named(other) ?? []),
    sections: topic.cards.map((card) => renderSection(card, options)),
    previous: named(topics[at - 1]),
    next: named(topics[at + 1]),
  }
}

function renderSection(card: Card, options: RenderOptions): TopicSection {
  const prose = card.kind === 'cloze' ? renderCloze(card, null, 'shown', options) : renderProse(card, options)
  return {
    ...{ id: card.id, version: card.version, kind: card.kind, level: card.level, question: card.question },
    questionHtml: renderQuestion(card, options),
    bodyHtml: renderSolution(card, options) + prose + renderDetails(card, options, ['keyPoints', 'followUps']),
    marginHtml: renderDetails(card, options, ['pitfalls', 'sources']),
    pitfalls: card.pitfalls.length,
    summary: card.keyPoints.map(({ text }) => plainText(text)).join('; '),
    cues: facetsOf(card).map((facet) => ({ facet: makeFacetId(card.id, facet), ...renderCue(card, facet, options) })),
  }
}

function renderCue(card: Card, facet: FacetName, options: RenderOptions): Omit<Cue, 'facet'> {
  if (card.kind === 'cloze') {
    // The last gap is uncovered with the whole answer.
    const isLast = facetsOf(card).at(-1) === facet
    return { html: renderCloze(card, facet, 'hidden', options), uncovered: isLast ? null : renderCloze(card, facet, 'shown', options) }
  }
  const list = (items: readonly string[]) => `<ul class="cue">${items.map((html) => `<li>${html}</li>`).join('')}</ul>`
  // In an order of its own, the same for everybody: the page is.
  const mixed = <T>(items: readonly T[]) => drawShuffled(startRandom(card.id), items).value
  if (card.kind === 'choice') return { html: list(mixed(renderOptions(card, options)).map(({ html }) => html)), uncovered: null }
  if (card.kind === 'order') return { html: list(mixed(renderSteps(card, options))), uncovered: null }
  return { html: null, uncovered: null }
}
