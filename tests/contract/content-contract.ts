// What every `ContentStore` keeps.
import { beforeAll, expect, it } from 'vitest'
import type { Store } from '#lib/server/store/store.ts'
import { facetId, loadInto, makeContent } from './fixtures.ts'

export function contentContract(open: () => Store): void {
  let store: Store
  beforeAll(() => {
    store = open()
  })

  it('replaces the notes: what is gone is retired and what comes back is not', async () => {
    await loadInto(store, ['alpha/kept', 'alpha/gone'])
    expect(await loadInto(store, ['alpha/kept', 'beta/new'])).toBe(true)
    const retired = async () => new Map((await store.content.facets()).map(({ id, retired }) => [id, retired]))
    const now = await retired()
    expect([now.get(facetId('kept')), now.get(facetId('gone')), now.get(facetId('new'))]).toEqual([false, true, false])
    expect((await store.content.topics()).map(({ id }) => id)).toEqual(['alpha', 'beta'])
    await loadInto(store, ['alpha/kept', 'alpha/gone'])
    expect((await retired()).get(facetId('gone'))).toBe(false)
    expect((await store.content.topics()).map(({ id }) => id)).toEqual(['alpha'])
  })

  it('does not load the same notes twice, nor over notes that must stay', async () => {
    const content = makeContent(['alpha/kept'], { hash: 'same', release: '9.0.0' })
    expect(await store.content.load(content, () => true)).toBe(true)
    expect(await store.content.load(content, () => true)).toBe(false)
    expect(await store.content.load({ ...content, hash: 'other' }, (release) => release !== '9.0.0')).toBe(false)
    expect(await store.content.state()).toEqual({ hash: 'same', release: '9.0.0' })
    await store.content.confirm('another', 'confirmed')
    expect((await store.content.state())?.hash).toBe('same')
    await store.content.confirm('same', 'confirmed')
    expect((await store.content.state())?.hash).toBe('confirmed')
  })

  it('shows a card in the language asked for, and in the other one where that is missing', async () => {
    const content = makeContent(['alpha/both', 'alpha/english'])
    const cards = content.cards.map((card) =>
      card.id === 'english' ? { ...card, versions: card.versions.filter(({ lang }) => lang === 'en') } : card,
    )
    await store.content.load({ ...content, cards }, () => true)
    const views = await store.content.views(cards.map(({ id }) => id), 'zh')
    expect(new Map(views.map(({ cardId, lang }) => [cardId, lang]))).toEqual(new Map([['both', 'zh'], ['english', 'en']]))
    expect(views.find(({ cardId }) => cardId === 'both')?.view.question.text).toBe('both?')
    await loadInto(store, ['alpha/both'])
    expect(await store.content.views(['english' as never], 'en')).toEqual([])
  })

  it('gives every current text for search, without cards that are gone', async () => {
    await loadInto(store, ['alpha/kept', 'alpha/gone'])
    await loadInto(store, ['alpha/kept'])
    const texts = await store.content.texts()
    expect(texts.map(({ card, lang, topic }) => [card, lang, topic])).toEqual([['kept', 'en', 'alpha'], ['kept', 'zh', 'alpha']])
    expect(texts[0]).toMatchObject({ question: 'kept?', answer: 'Answer', tags: [], sheet: { pitfalls: [] } })
    expect(texts[0]?.sheet?.keyPoints.map(({ id }) => id)).toEqual(['ack', 'timer'])
  })

  it('tells which texts came last, and which of them are edits', async () => {
    await loadInto(store, ['alpha/card-a', 'alpha/card-b'])
    const content = makeContent(['alpha/card-a', 'alpha/card-b'])
    const cards = content.cards.map((card) =>
      card.id === 'card-b' ? { ...card, versions: card.versions.map((version) => ({ ...version, hash: `${version.hash}-edited`, question: 'Edited?' })) } : card,
    )
    await new Promise((resolve) => { setTimeout(resolve, 5) })
    await store.content.load({ ...content, cards }, () => true)
    const changes = await store.content.changes('en', 10)
    expect(changes.map(({ card, question, isEdit }) => [card, question, isEdit])).toEqual([['card-b', 'Edited?', true], ['card-a', 'card-a?', false]])
    expect(changes[0]!.changedAtMs).toBeGreaterThan(changes[1]!.changedAtMs)
    expect(await store.content.changes('zh', 1)).toHaveLength(1)
  })

  it('keeps the aliases of the newest load', async () => {
    await loadInto(store, ['alpha/kept'], { aliases: [{ alias: 'old', successor: 'kept', reason: 'renamed' }, { alias: 'kept#c2', successor: null, reason: 'gone' }] })
    expect(await store.content.aliases()).toEqual(new Map([['old', 'kept'], ['kept#c2', null]]))
    await loadInto(store, ['alpha/kept'])
    expect((await store.content.aliases()).size).toBe(0)
  })
}
