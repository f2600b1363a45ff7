// Search over topics, cards and pitfalls, alike for everybody, and over one's own cards: needs no person and makes none. The index is core's and
// stands in this process's memory, built when first asked for and again when other notes have been loaded.
import { setImmediate } from 'node:timers/promises'
import type { Lang } from '#lib/core/notes/card.ts'
import { startSearchIndex, type SearchIndex, type SearchText } from '#lib/core/notes/search/build-index.ts'
import { plainText } from '#lib/core/notes/search/plain-text.ts'
import { searchIndex } from '#lib/core/notes/search/search-index.ts'
import { makeSnippet, markFound, type Part } from '#lib/core/notes/search/snippet.ts'
import type { Server } from '#lib/server/server.ts'
import type { CardText, LoadedTopic } from '#lib/server/store/content.ts'
import type { Store } from '#lib/server/store/store.ts'

export interface SearchResult {
  /** `own`: a card of the person who asks; `topic` is its collection. */
  readonly kind: 'topic' | 'card' | 'own'
  readonly id: string
  readonly topic: { readonly id: string; readonly title: string }
  /** The card's place on its topic's page. */
  readonly href: string
  readonly title: readonly Part[]
  /** In which part it was found, in the text's own language; `title`: the snippet is the text's beginning. */
  readonly snippet: { readonly lang: Lang; readonly field: 'title' | 'keyPoints' | 'pitfalls' | 'answer'; readonly parts: readonly Part[] }
}

export interface SearchAnswer {
  readonly query: string
  readonly lang: Lang
  /** Of all that was found, not only of `results`. */
  readonly total: number
  readonly results: readonly SearchResult[]
}

interface Kept {
  readonly hash: string
  readonly index: SearchIndex
  readonly titles: ReadonlyMap<string, LoadedTopic['titles']>
  readonly lookedAtMs: number
}

const kept = new WeakMap<Store, Promise<Kept>>()
const lookAgainAfterMs = 5_000
const textsAtOnce = 25

/** Own cards that are shown above ours; the rest is one more word away. */
const ownAtMost = 5

/** One's own first, then ours, best first; `limit` bounds what is shown. */
export async function searchNotes(
  { store }: Pick<Server, 'store'>,
  userId: string | null,
  asked: { readonly q: string; readonly lang: Lang; readonly limit: number },
): Promise<SearchAnswer> {
  const { q, lang, limit } = asked
  const own = userId === null ? { total: 0, results: [] } : await searchOwn(store, userId, asked)
  const { index, titles } = await findIndex(store)
  const { total, hits } = searchIndex(index, q, lang, limit)
  const results = hits.map(({ text, shown, terms }): SearchResult => {
    const { kind, id, topic } = shown
    const named = titles.get(topic)
    return {
      ...{ kind, id, topic: { id: topic, title: named?.[lang] ?? named?.zh ?? named?.en ?? topic } },
      href: `/${lang}/topics/${topic}${kind === 'card' ? `#${id}` : ''}`,
      title: markFound(shown.title, terms),
      snippet: { lang: text.lang, ...makeSnippet(text, terms) },
    }
  })
  return { query: q, lang, total: total + own.total, results: [...own.results, ...results].slice(0, limit) }
}

/** People's own indexes, the newest used last: each is a few hundred kilobytes. */
const ownKept = new Map<string, { readonly state: string; readonly index: SearchIndex; readonly titles: ReadonlyMap<string, string> }>()
const ownKeptAtMost = 50

async function searchOwn(store: Store, userId: string, { q, lang }: { readonly q: string; readonly lang: Lang }): Promise<{ total: number; results: readonly SearchResult[] }> {
  const collections = await store.ownNotes.collections(userId)
  if (collections.length === 0) return { total: 0, results: [] }
  const state = JSON.stringify(collections.map(({ id, cards, updatedAtMs }) => [id, cards, updatedAtMs]))
  let known = ownKept.get(userId)
  ownKept.delete(userId)
  if (known?.state !== state) {
    const builder = startSearchIndex()
    for (const { id } of collections)
      for (const [at, { missing, id: card, lang: language, current, tags, contextPath }] of (await store.ownNotes.wholeCards(userId, id)).entries()) {
        if (missing) continue
        const also = [...tags, ...contextPath].join(' · ')
        const [title = ''] = current.question.split('\n')
        builder.add({ kind: 'card', id: card, topic: id, lang: language, title: plainText(title), keyPoints: [], pitfalls: [], answer: plainText(`${current.question.slice(title.length)}\n${current.answer}`), also })
        if (at % textsAtOnce === 0) await setImmediate()
      }
    known = { state, index: builder.finish(), titles: new Map(collections.map(({ id, title }) => [id, title])) }
  }
  ownKept.set(userId, known)
  for (const oldest of ownKept.keys()) if (ownKept.size > ownKeptAtMost) ownKept.delete(oldest)
  const { titles, index } = known
  const { total, hits } = searchIndex(index, q, lang, ownAtMost)
  const results = hits.map(({ text, shown, terms }): SearchResult => ({
    ...{ kind: 'own', id: shown.id, topic: { id: shown.topic, title: titles.get(shown.topic) ?? '' } },
    href: `/${lang}/notes?collection=${shown.topic}#${shown.id}`,
    title: markFound(shown.title, terms),
    snippet: { lang: text.lang, ...makeSnippet(text, terms) },
  }))
  return { total, results }
}

async function findIndex(store: Store): Promise<Kept> {
  const known = await kept.get(store)
  if (known !== undefined && performance.now() - known.lookedAtMs < lookAgainAfterMs) return known
  const reading = readIndex(store, known)
  kept.set(store, reading)
  reading.catch(() => kept.delete(store))
  return reading
}

async function readIndex(store: Store, known: Kept | undefined): Promise<Kept> {
  const hash = (await store.content.state())?.hash ?? ''
  const lookedAtMs = performance.now()
  if (known?.hash === hash) return { ...known, lookedAtMs }
  const [topics, texts] = await Promise.all([store.content.topics(), store.content.texts()])
  const builder = startSearchIndex()
  for (const topic of topics) for (const text of textsOfTopic(topic, texts)) builder.add(text)
  for (const [at, text] of texts.entries()) {
    builder.add(textOfCard(text))
    // Others are answered in between.
    if (at % textsAtOnce === 0) await setImmediate()
  }
  const index = builder.finish()
  return { hash, index, titles: new Map(topics.map(({ id, titles }) => [id, titles])), lookedAtMs }
}

/** What a topic is about, where its title alone was found: the first questions. */
function textsOfTopic({ id, tags, titles }: LoadedTopic, texts: readonly CardText[]): SearchText[] {
  return (Object.entries(titles) as [Lang, string][]).map(([lang, title]) => {
    const questions = texts.filter((text) => text.topic === id && text.lang === lang).slice(0, 4).map(({ question }) => question)
    return { kind: 'topic', id, topic: id, lang, title, keyPoints: [], pitfalls: [], answer: questions.join(' '), also: `${tags.join(' ')} ${id}` }
  })
}

function textOfCard({ card, topic, lang, question, answer, tags, sheet }: CardText): SearchText {
  return {
    ...{ kind: 'card', id: card, topic, lang, title: question, answer: plainText(answer) },
    keyPoints: (sheet?.keyPoints ?? []).map(({ text }) => plainText(text)),
    pitfalls: (sheet?.pitfalls ?? []).map(({ text }) => plainText(text)),
    also: [card, ...tags, ...(sheet?.keyPoints ?? []).flatMap(({ synonyms }) => synonyms)].join(' · '),
  }
}
