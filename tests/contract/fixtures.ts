// What the suites put into a store: a small collection, and people.
import { randomUUID } from 'node:crypto'
import type { CardId, FacetId, FacetName, Level, TopicId } from '#lib/core/notes/card.ts'
import { makeFacetId } from '#lib/core/notes/facets.ts'
import type { FacetRecord, LoadedCard, LoadedContent } from '#lib/server/store/content.ts'
import type { Store } from '#lib/server/store/store.ts'

/** `topic/card#facet` or `topic/card` (its `main`), in the order of their cards' places; two texts a card. */
export function makeContent(names: readonly string[], more: Partial<LoadedContent> = {}): LoadedContent {
  const cardNames = [...new Set(names.map((name) => name.split('#')[0]!))]
  const facets = names.map((name): FacetRecord => {
    const place = cardNames.indexOf(name.split('#')[0]!)
    const [, topic = '', card = '', facet = 'main'] = /^([a-z0-9-]+)\/([a-z0-9-]+)(?:#(\w+))?$/.exec(name) ?? []
    const id = makeFacetId(card as CardId, facet as FacetName)
    const topicOrder = topic.charCodeAt(0)
    return { id, cardId: card as CardId, topicId: topic as TopicId, topicOrder, level: ((place % 3) + 1) as Level, place, retired: false }
  })
  const topics = [...new Set(facets.map(({ topicId }) => topicId))]
  const cards = new Map<CardId, LoadedCard>()
  for (const { cardId, topicId, level, place } of facets) {
    const version = (lang: 'zh' | 'en') => ({
      ...{ lang, hash: `${cardId}-${lang}-1`, question: `${cardId}?`, answer: 'Answer' },
      view: {
        ...{ kind: 'explain', topic: topicId, level, tags: [], answer: { html: '<p>Answer</p>' } } as const,
        question: { html: `<p>${cardId}?</p>`, text: `${cardId}?` },
      },
      sheet: {
        ...{ importance: 2, pitfalls: [], followUps: [] } as const,
        keyPoints: [
          { id: 'ack', text: 'the server acknowledges the segment', weight: 2, synonyms: [] },
          { id: 'timer', text: 'the retransmission timer runs out', weight: 1, synonyms: ['timeout'] },
        ],
      },
    })
    if (!cards.has(cardId)) cards.set(cardId, { id: cardId, topicId, kind: 'explain', level, place, tags: [], versions: [version('en'), version('zh')] })
  }
  return {
    ...{ hash: randomUUID(), release: '0.1.0', aliases: [], cards: [...cards.values()], facets },
    topics: topics.map((id) => ({ id, order: id.charCodeAt(0), layer: 'transport', level: 1, tags: [], requires: [], titles: { en: id, zh: id } })),
    ...more,
  }
}

export const loadInto = (store: Store, names: readonly string[], more?: Partial<LoadedContent>): Promise<boolean> =>
  store.content.load(makeContent(names, more), () => true)

export async function addGuest(store: Store, settings: unknown = {}): Promise<string> {
  const id = randomUUID()
  await store.people.createGuest(id, settings)
  return id
}

export const facetId = (card: string, facet = 'main'): FacetId => `protodeck/${card}#${facet}` as FacetId
