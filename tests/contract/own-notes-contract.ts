// What every `OwnNotesStore` keeps.
import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { noSuccession } from '#lib/core/notes/succession.ts'
import type { FacetId } from '#lib/core/notes/card.ts'
import type { OwnCardWrite, OwnImport, OwnVersion } from '#lib/server/store/own-notes.ts'
import type { Store } from '#lib/server/store/store.ts'

const encoder = new TextEncoder()
const version = (text: string): OwnVersion => ({
  ...{ hash: text, question: `${text}?`, answer: text, options: null },
  view: { question: { text: `${text}?`, html: `<p>${text}?</p>` } } as OwnVersion['view'],
})
const card = (id: string, place: number, more: Partial<OwnCardWrite> = {}): OwnCardWrite => ({
  ...{ id, kind: 'explain', place, tags: [], file: 'a.md', line: place + 1, textId: null, tier: 'T1', lang: 'en', contextPath: ['Top'], tiedTopic: null, material: false },
  ...{ source: version(id), current: version(id) },
  ...more,
})
const change = (cards: readonly OwnCardWrite[], more: Partial<OwnImport> = {}): OwnImport => ({
  ...{ draft: null, collection: { id: 'n0123456789ab', title: 'Mine' }, missing: [], aliases: [], pictures: [] },
  ...{ files: [{ name: 'a.md', bytes: encoder.encode('text'), hash: 'h' }], cards },
  ...more,
})
const facet = (id: string) => `n0123456789ab/${id}#main` as FacetId
const queueRequest = {
  ...{ studyDay: 20_000, learningUntilMs: 0, learnTopics: [], learnLevels: [], topic: null, dueLimit: 10, newLimit: 10 },
}

export function ownNotesContract(open: () => Store): void {
  let store: Store
  beforeAll(() => {
    store = open()
  })
  const makePerson = async () => {
    const id = randomUUID()
    await store.people.createGuest(id, {})
    return id
  }
  const fresh = async (person: string) =>
    (await store.queue.candidates(person, queueRequest)).new.map(({ id }) => id).filter((id) => id.startsWith('n0'))

  it('keeps what was brought, in its order, for one person alone', async () => {
    const [owner, other] = [await makePerson(), await makePerson()]
    await store.ownNotes.import(owner, change([card('second', 1), card('first', 0)]))
    expect(await store.ownNotes.collections(owner)).toMatchObject([{ id: 'n0123456789ab', title: 'Mine', files: ['a.md'], cards: 2, missing: 0 }])
    expect((await store.ownNotes.cards(owner, 'n0123456789ab')).map(({ id }) => id)).toEqual(['first', 'second'])
    expect((await store.ownNotes.views(owner, [facet('first')])).map(({ hash, title }) => [hash, title])).toEqual([['first', 'Mine']])
    expect(await fresh(owner)).toEqual([facet('first'), facet('second')])
    expect(await store.ownNotes.size(owner)).toBe(4)
    expect(await store.ownNotes.collections(other)).toEqual([])
    expect(await store.ownNotes.views(other, [facet('first')])).toEqual([])
    expect(await store.ownNotes.findFacets(other, [facet('first')])).toEqual([])
    expect(await fresh(other)).toEqual([])
  })

  it('takes missing cards out of the queue, keeps them known, and brings them back', async () => {
    const owner = await makePerson()
    await store.ownNotes.import(owner, change([card('here', 0), card('gone', 1)]))
    await store.ownNotes.import(owner, change([card('here', 0)], { missing: ['gone'] }))
    expect(await fresh(owner)).toEqual([facet('here')])
    expect(await store.ownNotes.collections(owner)).toMatchObject([{ cards: 1, missing: 1 }])
    expect((await store.ownNotes.known(owner, 'n0123456789ab')).cards.map(({ id, missing }) => [id, missing])).toEqual([['here', false], ['gone', true]])
    await store.ownNotes.import(owner, change([card('here', 0), card('gone', 1)]))
    expect(await fresh(owner)).toEqual([facet('here'), facet('gone')])
  })

  it('asks the current text and compares with the one of the file', async () => {
    const owner = await makePerson()
    await store.ownNotes.import(owner, change([card('one', 0)]))
    await store.ownNotes.import(owner, change([card('one', 0, { current: version('edited here') })]))
    await store.ownNotes.import(owner, change([card('one', 0, { current: null })]))
    expect((await store.ownNotes.views(owner, [facet('one')]))[0]?.hash).toBe('edited here')
    expect((await store.ownNotes.known(owner, 'n0123456789ab')).cards).toMatchObject([{ question: 'one?', edited: true }])
  })

  it('keeps what a card said before it came to mean something else', async () => {
    const owner = await makePerson()
    await store.ownNotes.import(owner, change([card('one', 0, { tags: ['a'] })]))
    expect((await store.ownNotes.views(owner, [facet('one')]))[0]?.changed).toBeNull()
    await store.ownNotes.import(owner, change([card('one', 0, { source: version('new'), current: version('new'), material: true })]))
    expect((await store.ownNotes.views(owner, [facet('one')]))[0]?.changed).toMatchObject({ before: 'one?\n\none', now: 'new?\n\nnew' })
    const [whole] = await store.ownNotes.wholeCards(owner, 'n0123456789ab')
    expect(whole).toMatchObject({ id: 'one', missing: false, current: { question: 'new?', options: null }, before: { answer: 'one', hash: 'one' } })
  })

  it('keeps pictures with the collection, and logs joins that rested on likeness', async () => {
    const [owner, other] = [await makePerson(), await makePerson()]
    const picture = { path: 'a/b.png', name: '00.png', bytes: encoder.encode('png') }
    const aliases = [{ alias: 't-1', successor: 'one', reason: 'likeness' }, { alias: 't-2', successor: 'one', reason: 'explicit-id' }]
    await store.ownNotes.import(owner, change([card('one', 0)], { pictures: [picture], aliases }))
    expect((await store.ownNotes.pictures(owner, 'n0123456789ab')).map(({ path, name }) => [path, name])).toEqual([['a/b.png', '00.png']])
    expect(new TextDecoder().decode((await store.ownNotes.findPicture(owner, 'n0123456789ab', '00.png'))!)).toBe('png')
    expect(new TextDecoder().decode((await store.ownNotes.findFile(owner, 'n0123456789ab', 'a.md'))!)).toBe('text')
    expect(await store.ownNotes.findFile(other, 'n0123456789ab', 'a.md')).toBeNull()
    expect(await store.ownNotes.findPicture(other, 'n0123456789ab', '00.png')).toBeNull()
    expect(await store.ownNotes.joins(owner, 'n0123456789ab')).toMatchObject([{ alias: 't-1', card: 'one', rule: 'likeness' }])
  })

  it('remembers what was dropped', async () => {
    const owner = await makePerson()
    await store.ownNotes.import(owner, change([card('kept', 0)], { aliases: [{ alias: 'bad', successor: null, reason: 'dropped' }] }))
    expect((await store.ownNotes.known(owner, 'n0123456789ab')).dropped).toEqual(new Set(['bad']))
  })

  it('keeps drafts until they are accepted', async () => {
    const [owner, other] = [await makePerson(), await makePerson()]
    const draft = { id: randomUUID(), collection: null, title: 'Draft', files: [{ name: 'a.md', bytes: encoder.encode('x') }], decisions: {} }
    await store.ownNotes.putDraft(owner, draft)
    expect(await store.ownNotes.decide(owner, draft.id, { q: 'drop' })).toBe(true)
    expect(await store.ownNotes.decide(other, draft.id, {})).toBe(false)
    expect(await store.ownNotes.findDraft(owner, draft.id)).toEqual({ ...draft, decisions: { q: 'drop' } })
    expect(await store.ownNotes.findDraft(other, draft.id)).toBeNull()
    await store.ownNotes.import(owner, change([card('one', 0)], { draft: draft.id }))
    expect(await store.ownNotes.drafts(owner)).toEqual([])
  })

  it('deletes a collection and leaves its facets known', async () => {
    const owner = await makePerson()
    await store.ownNotes.import(owner, change([card('one', 0)]))
    expect(await store.ownNotes.deleteCollection(owner, 'n0123456789ab')).toBe(true)
    expect(await store.ownNotes.deleteCollection(owner, 'n0123456789ab')).toBe(false)
    expect(await fresh(owner)).toEqual([])
    expect(await store.ownNotes.findFacets(owner, [facet('one')])).toEqual([facet('one')])
  })

  it('moves to the account with its guest, and goes with its person', async () => {
    const [guest, account] = [await makePerson(), await makePerson()]
    await store.ownNotes.import(guest, change([card('one', 0)]))
    await store.log.merge(guest, account, noSuccession, () => null)
    expect(await fresh(account)).toEqual([facet('one')])
    expect(await store.ownNotes.collections(guest)).toEqual([])
    await store.log.erase(account)
    expect(await store.ownNotes.collections(account)).toEqual([])
  })
}
