import { describe, expect, it } from 'vitest'
import { searchNotes } from '#lib/server/usecases/search-notes.ts'
import { loadInto, makeContent } from '../../contract/fixtures.ts'
import { inMemoryStore } from '../../contract/in-memory-store.ts'

describe('searchNotes', () => {
  it('gives each card its place on its topic, what was found marked, in the language asked for', async () => {
    const store = inMemoryStore(() => 0)
    const content = makeContent(['alpha/card-one', 'beta/card-two'])
    const cards = content.cards.map((card) => ({
      ...card,
      versions: card.versions.map((version) => ({ ...version, question: version.lang === 'zh' ? `问题 ${card.id}` : `Question ${card.id}`, answer: version.lang === 'zh' ? '零窗口' : '**zero** window' })),
    }))
    await loadInto(store, ['alpha/card-one', 'beta/card-two'], { cards })
    const { results, total } = await searchNotes({ store }, null, { q: 'zero', lang: 'zh', limit: 1 })
    expect(total).toBe(2)
    expect(results).toEqual([{
      ...{ kind: 'card', id: 'card-one', topic: { id: 'alpha', title: 'alpha' }, href: '/zh/topics/alpha#card-one' },
      title: [{ text: '问题 card-one', found: false }],
      snippet: { lang: 'en', field: 'answer', parts: [{ text: 'zero', found: true }, { text: ' window', found: false }] },
    }])
    const topic = await searchNotes({ store }, null, { q: 'beta', lang: 'en', limit: 5 })
    expect(topic.results[0]).toMatchObject({ kind: 'topic', id: 'beta', href: '/en/topics/beta', snippet: { field: 'title', parts: [{ text: 'Question card-two', found: false }] } })
  })
})
