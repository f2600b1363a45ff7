// Notes are brought, reviewed, edited and brought again: the schedule stays with its card.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FacetId } from '#lib/core/notes/card.ts'
import { noSuccession } from '#lib/core/notes/succession.ts'
import { writePackage } from '#lib/server/anki/write-package.ts'
import { createReader, type NotesReader } from '#lib/server/reading/reader.ts'
import type { Store } from '#lib/server/store/store.ts'
import { acceptDraft, type Accepted } from '#lib/server/usecases/accept-own-notes.ts'
import { editOwnCard, undoJoin, writeOwnCard } from '#lib/server/usecases/edit-own-card.ts'
import { deleteOwnCollection, listOwnNotes, readOwnCollection } from '#lib/server/usecases/list-own-notes.ts'
import { listQueue } from '#lib/server/usecases/list-queue.ts'
import { openDraft, readOwnNotes, type Decision, type LookOverView, type NotesSent } from '#lib/server/usecases/read-own-notes.ts'
import { recordReviews } from '#lib/server/usecases/record-reviews.ts'
import { edits, render, startFiles } from '../../core/notes/twenty-edits.ts'
import { openScratchStore, type ScratchStore } from '../store/scratch-store.ts'

let scratch: ScratchStore
let deps: { store: Store; reader: NotesReader; timeShiftMs: () => number }

beforeAll(async () => {
  scratch = await openScratchStore()
  deps = { store: scratch.store, reader: createReader(), timeShiftMs: () => 0 }
})
afterAll(() => scratch.close())

async function makePerson(): Promise<string> {
  const person = randomUUID()
  await deps.store.people.createGuest(person, {})
  return person
}

async function draftOf(person: string, sent: NotesSent): Promise<LookOverView> {
  const read = await readOwnNotes(deps, person, sent, 'en')
  if (!read.ok || 'restored' in read.value) throw new Error(read.ok ? 'restored' : read.problem.code)
  return read.value
}

async function bring(person: string, text: string, decide: (index: number, id: string, question: string) => Partial<Decision> | null = () => null, name = 'tcp.md'): Promise<Accepted> {
  const read = await draftOf(person, { files: [{ name, text }] })
  const decisions = read.cards.flatMap(({ index, id, question }): Decision[] => {
    const said = decide(index, id, question)
    return said === null ? [] : [{ index, id, use: 'accept', ...said }]
  })
  const accepted = await acceptDraft(deps, person, { draft: read.draft, decisions })
  if (!accepted.ok) throw new Error(accepted.problem.code)
  return accepted.value
}

async function queueOf(person: string) {
  const queue = await listQueue(deps, person, { limit: 50, lang: 'en' })
  if (!queue.ok) throw new Error(queue.problem.code)
  return queue.value.cards
}

async function grade(person: string, facet: FacetId) {
  const item = { id: randomUUID(), facet, grade: 4, answeredAt: new Date().toISOString(), elapsedMs: 900, timeZone: 'UTC' }
  const { results } = await recordReviews(deps, person, { sentAtMs: null, deviceId: null, items: [item] })
  return results[0]!
}

async function cardsOf(person: string, collection: string) {
  const found = await readOwnCollection(deps, person, collection)
  if (!found.ok) throw new Error(found.problem.code)
  return found.value.cards
}

const first = `# Transport

## Why does the handshake take three segments?

Because each side must have its initial sequence number acknowledged by the other one.

## What is the maximum segment size?

The largest payload that a host wants to receive in one segment, announced in the SYN.
`

describe('notes brought, reviewed and brought again', () => {
  it('keeps the schedule of a card that was reworded and moved', async () => {
    const person = await makePerson()
    const { collection, added } = await bring(person, first)
    expect(added).toBe(2)
    const [card] = (await queueOf(person)).filter(({ question }) => question.text.includes('handshake'))
    expect(card).toMatchObject({ topic: collection, own: { collection, title: 'Transport' }, memory: null })
    expect(card!.facet).toMatch(/^n[a-z2-7]{12}\/q-[a-z2-7]{12}#main$/)
    const graded = await grade(person, card!.facet)
    expect(graded).toMatchObject({ status: 'recorded', memory: { reps: 1 } })

    const reworded = `# Transport

## What is the maximum segment size?

The largest payload that a host wants to receive in one segment, announced in the SYN.

## 1. Why does the handshake take **three** segments, and not two?

Because each side must have its initial sequence number acknowledged by the other one. Two would leave one unconfirmed.
`
    const looked = await draftOf(person, { files: [{ name: 'tcp.md', text: reworded }] })
    expect(looked.cards.map(({ status, changed }) => [status, changed?.filter(({ kind }) => kind !== 'same').map(({ kind, text }) => `${kind}: ${text}`)])).toEqual([
      ['same', undefined],
      ['changed', ['added: , and not two', 'added: . Two would leave one unconfirmed']],
    ])
    expect(await bring(person, reworded)).toMatchObject({ collection, added: 0, changed: 1, kept: 1, missing: 0 })
    const cards = await cardsOf(person, collection)
    expect(cards.map(({ facet }) => facet)).toContain(card!.facet)
    expect(cards).toHaveLength(2)
    const memories = await deps.store.log.memories(person)
    expect(memories.get(card!.facet)?.memory).toEqual(graded.memory)
  })

  it('takes a missing card out of the queue and joins it again when it comes back', async () => {
    const person = await makePerson()
    const { collection } = await bring(person, first)
    const facet = (await queueOf(person)).find(({ question }) => question.text.includes('maximum'))!.facet
    await grade(person, facet)
    const shorter = first.slice(0, first.indexOf('## What is'))
    expect(await bring(person, shorter)).toMatchObject({ collection, missing: 1 })
    expect((await queueOf(person)).map((card) => card.facet)).not.toContain(facet)
    expect((await deps.store.log.memories(person)).has(facet)).toBe(true)

    expect(await bring(person, first)).toMatchObject({ collection, returned: 1, added: 0, missing: 0 })
    expect((await cardsOf(person, collection)).find((card) => card.facet === facet)?.missing).toBe(false)
    expect((await deps.store.log.memories(person)).get(facet)?.memory.reps).toBe(1)
  })

  it('knows a renamed file by its questions', async () => {
    const person = await makePerson()
    const { collection } = await bring(person, first, undefined, 'old.md')
    expect(await bring(person, first, undefined, 'new.md')).toMatchObject({ collection, added: 0, kept: 2, missing: 0 })
  })

  it('keeps what was edited here until the file itself says something else', async () => {
    const person = await makePerson()
    const { collection } = await bring(person, first, (_, __, question) => (question.includes('maximum') ? { question: 'What does MSS mean?' } : null))
    const textOf = async () => (await cardsOf(person, collection)).map(({ view }) => view.question.text).sort()
    expect(await textOf()).toEqual(['What does MSS mean?', 'Why does the handshake take three segments?'])
    await bring(person, first)
    expect(await textOf()).toEqual(['What does MSS mean?', 'Why does the handshake take three segments?'])
    await bring(person, first.replace('What is the maximum segment size?', 'What is the maximum segment size of TCP?'))
    expect(await textOf()).toEqual(['What is the maximum segment size of TCP?', 'Why does the handshake take three segments?'])
  })

  it('does not ask again for what was dropped', async () => {
    const person = await makePerson()
    const { collection } = await bring(person, first, (_, __, question) => (question.includes('maximum') ? { use: 'drop' } : null))
    expect(await cardsOf(person, collection)).toHaveLength(1)
    expect(await bring(person, first)).toMatchObject({ collection, added: 0, dropped: 1 })
  })

  it("refuses a review of a facet in another person's collection", async () => {
    const [owner, other] = [await makePerson(), await makePerson()]
    await bring(owner, first)
    const facet = (await queueOf(owner)).find(({ own }) => own !== undefined)!.facet
    expect(await grade(other, facet)).toMatchObject({ status: 'refused', problem: { code: 'unknown-facet' } })
  })

  it('opens a draft only for its person, with what was decided so far', async () => {
    const [owner, other] = [await makePerson(), await makePerson()]
    const { draft, cards } = await draftOf(owner, { files: [{ name: 'tcp.md', text: first }] })
    await deps.store.ownNotes.decide(owner, draft, [{ index: 0, id: cards[0]!.id, use: 'drop' }])
    expect(await openDraft(deps, owner, draft, 'en')).toMatchObject({ ok: true, value: { decisions: [{ use: 'drop' }] } })
    expect(await openDraft(deps, other, draft, 'en')).toMatchObject({ ok: false, problem: { code: 'unknown-draft' } })
  })

  it('takes a deleted collection out of the queue and leaves the log alone', async () => {
    const person = await makePerson()
    const { collection } = await bring(person, first)
    const facet = (await queueOf(person)).find(({ own }) => own !== undefined)!.facet
    await grade(person, facet)
    expect((await deleteOwnCollection(deps, person, collection)).ok).toBe(true)
    expect((await listOwnNotes(deps, person)).collections).toEqual([])
    expect((await queueOf(person)).filter(({ own }) => own !== undefined)).toEqual([])
    expect((await deps.store.log.memories(person)).has(facet)).toBe(true)
  })

  it('brings the collections of a guest into an account, and erases them with their person', async () => {
    const [guest, account] = [await makePerson(), await makePerson()]
    const { collection } = await bring(guest, first)
    await deps.store.log.merge(guest, account, noSuccession, () => null)
    expect((await listOwnNotes(deps, account)).collections.map(({ id, cards }) => [id, cards])).toEqual([[collection, 2]])
    await deps.store.log.erase(account)
    expect(await deps.store.ownNotes.collections(account)).toEqual([])
  })

  it("refuses more than a guest's bound", async () => {
    const person = await makePerson()
    const read = await readOwnNotes(deps, person, { files: [{ name: 'big.md', text: 'word '.repeat(450_000) }] }, 'en')
    expect(read).toMatchObject({ ok: false, problem: { code: 'notes-quota' } })
  })
})

describe("an Anki collection, brought with its schedule", () => {
  it('gives memories from its review log, which count in no limit of today; brought twice, nothing is counted twice', async () => {
    const person = await makePerson()
    const day = 86_400_000
    const now = Date.now()
    const reviews = [now - 20 * day, now - 20 * day + 700_000, now - 12 * day].map((atMs) => ({ atMs, grade: 3, elapsedMs: 1000, type: 1 as const, interval: 1, lastInterval: 1 }))
    const card = { deck: 'Net::TCP', answer: '<p>Both ISNs are acknowledged.</p>', source: '', tags: ['isn'], suspended: false, schedule: null }
    const bytes = await writePackage({
      cards: [{ ...card, guid: 'aB<7', question: 'Why three segments?', reviews }, { ...card, guid: 'cD>8', question: 'What is an ISN?', reviews: [] }],
      ...{ media: [], nowMs: now, beganMs: now - 30 * day },
    })
    const bringPackage = async () => {
      const { draft, cards } = await draftOf(person, { files: [{ name: 'net.apkg', bytes }] })
      expect(cards.map(({ question, contextPath }) => [question, contextPath.join('/')])).toEqual([['Why three segments?', 'Net:TCP'], ['What is an ISN?', 'Net:TCP']])
      const accepted = await acceptDraft(deps, person, { draft, decisions: [] })
      if (!accepted.ok) throw new Error(accepted.problem.code)
      return accepted.value
    }
    const { collection, added, reviews: recorded } = await bringPackage()
    expect([added, recorded]).toEqual([2, 3])
    const [memory] = [...(await deps.store.log.memories(person)).values()].map((stored) => stored.memory)
    expect(memory).toMatchObject({ state: 'review', reps: 3, lapses: 0, countedDay: null })
    expect((await deps.store.log.list(person, null, 10)).map(({ kind, payload }) => [kind, (payload as { source?: string }).source])).toEqual([['review', 'import'], ['review', 'import'], ['review', 'import']])
    expect(await bringPackage()).toMatchObject({ collection, added: 0, kept: 2, reviews: 0 })
    expect((await cardsOf(person, collection)).map(({ tags }) => tags)).toEqual([['isn'], ['isn']])
  })
})

describe('a card by itself', () => {
  it('shows what changed at the next review after a material edit of the file, once, and keeps its schedule', async () => {
    const person = await makePerson()
    const { collection } = await bring(person, first)
    const facet = (await queueOf(person)).find(({ question }) => question.text.includes('handshake'))!.facet
    const again = () => recordReviews(deps, person, { sentAtMs: null, deviceId: null, items: [{ id: randomUUID(), facet, grade: 1, answeredAt: new Date().toISOString(), elapsedMs: 900, timeZone: 'UTC' }] })
    expect((await again()).results[0]?.status).toBe('recorded')
    await bring(person, first.replace('acknowledged by the other one', 'acknowledged by its peer'))
    // Two minutes later, when the learning step has ended.
    const shown = async () => {
      const queue = await listQueue({ ...deps, timeShiftMs: () => 120_000 }, person, { limit: 50, lang: 'en' })
      return queue.ok ? queue.value.cards.find((card) => card.facet === facet) : undefined
    }
    expect((await shown())?.changed?.filter(({ kind }) => kind !== 'same').map(({ kind, text }) => `${kind} ${text}`)).toEqual(['removed the other', 'added its', 'removed one', 'added peer'])
    await again()
    expect(await shown()).toMatchObject({ facet, question: { text: 'Why does the handshake take three segments?' } })
    expect((await shown())?.changed).toBeUndefined()
    expect((await deps.store.log.memories(person)).get(facet)?.memory.reps).toBe(2)
    expect((await cardsOf(person, collection)).length).toBe(2)
  })

  it('is written by hand, changed in place and put to a topic; an import of the notes leaves it alone', async () => {
    const person = await makePerson()
    const { collection } = await bring(person, first)
    const written = await writeOwnCard(deps, person, { collection, question: 'What is RTT?', answer: 'A round trip.', tags: ['timers'], topic: 'tcp-connection' })
    if (!written.ok) throw new Error(written.problem.code)
    expect(await bring(person, first)).toMatchObject({ collection, kept: 2, missing: 0 })
    const { card } = written.value
    await grade(person, `${collection}/${card}#main` as FacetId)
    expect((await editOwnCard(deps, person, collection, card, { question: 'What is the RTT?', answer: 'The round-trip time.' })).ok).toBe(true)
    expect((await cardsOf(person, collection)).find(({ id }) => id === card)).toMatchObject({ tags: ['timers'], tiedTopic: 'tcp-connection', view: { question: { text: 'What is the RTT?' } } })
    expect((await deps.store.log.memories(person)).get(`${collection}/${card}#main` as FacetId)?.memory.reps).toBe(1)
    const other = await makePerson()
    expect(await editOwnCard(deps, other, collection, card, { question: 'x', answer: 'y' })).toMatchObject({ ok: false, problem: { code: 'unknown-own-card' } })
    expect(await writeOwnCard(deps, other, { collection, question: 'x', answer: 'y' })).toMatchObject({ ok: false, problem: { code: 'unknown-collection' } })
  })

  it('is cut in two at looking over, and the second part stays when the notes are brought again', async () => {
    const person = await makePerson()
    const { collection, added } = await bring(person, first, (index) => (index === 0 ? { answer: 'Because.', extra: [{ question: 'Why not two?', answer: 'One would be unconfirmed.' }], topic: 'tcp-connection' } : null))
    expect(added).toBe(3)
    expect(await bring(person, first)).toMatchObject({ collection, kept: 2, missing: 0 })
    const cards = await cardsOf(person, collection)
    expect(cards.map(({ view, tiedTopic }) => [view.question.text, tiedTopic])).toEqual(expect.arrayContaining([['Why not two?', 'tcp-connection'], ['Why does the handshake take three segments?', 'tcp-connection']]))
  })

  it('takes a join by likeness back: two cards, the old one waits with its schedule, and no import joins them again', async () => {
    const person = await makePerson()
    const { collection } = await bring(person, first)
    const facet = (await queueOf(person)).find(({ question }) => question.text.includes('maximum'))!.facet
    await grade(person, facet)
    const reworded = first.replace('What is the maximum segment size?', 'The largest segment: how is it agreed?')
    expect(await bring(person, reworded)).toMatchObject({ collection, changed: 1, added: 0 })
    const old = facet.slice(facet.indexOf('/') + 1, facet.indexOf('#'))
    expect(await deps.store.ownNotes.joins(person, collection)).toMatchObject([{ card: old, rule: 'answer' }])
    const undone = await undoJoin(deps, person, collection, old)
    if (!undone.ok) throw new Error(undone.problem.code)
    expect(await deps.store.ownNotes.joins(person, collection)).toEqual([])
    const texts = async () => (await cardsOf(person, collection)).map(({ id, missing, view }) => [id, missing, view.question.text])
    const expected = [[undone.value.card, false, 'The largest segment: how is it agreed?'], [old, true, 'What is the maximum segment size?']]
    expect(await texts()).toEqual(expect.arrayContaining(expected))
    expect((await queueOf(person)).map((card) => card.facet)).not.toContain(facet)
    expect(await bring(person, reworded)).toMatchObject({ collection, kept: 2, added: 0, changed: 0 })
    expect(await texts()).toEqual(expect.arrayContaining(expected))
    expect((await deps.store.log.memories(person)).get(facet)?.memory.reps).toBe(1)
  })
})

describe('twenty edits of notes that are being learnt', () => {
  it('cost no schedule and give none to another card', async () => {
    const person = await makePerson()
    const files = startFiles()
    const facets = new Map<string, FacetId>()
    const wrong: string[] = []
    const importAll = async (edit: string) => {
      const draft = await draftOf(person, { files: files.map((file) => ({ name: file.name, text: render(file) })) })
      const truths = files.flatMap((file) => file.sections.flatMap(({ cards }) => cards.map(({ truth }) => truth)))
      expect(draft.cards.length, edit).toBe(truths.length)
      // Whoever is asked answers rightly.
      const decisions = draft.cards.flatMap(({ index, id, perhaps }): Decision[] =>
        perhaps === null ? [] : [{ index, id, use: 'accept', same: facets.get(truths[index]!)?.includes(`/${perhaps.id}#`) === true }],
      )
      const accepted = await acceptDraft(deps, person, { draft: draft.draft, decisions })
      if (!accepted.ok) throw new Error(accepted.problem.code)
      const cards = (await cardsOf(person, accepted.value.collection)).filter(({ missing }) => !missing)
      expect(cards.length, edit).toBe(truths.length)
      for (const [index, truth] of truths.entries()) {
        const { facet } = cards[index]!
        const before = facets.get(truth)
        if (before === undefined) {
          if ([...facets.values()].includes(facet)) wrong.push(`${edit}: ${truth} has the schedule of another`)
          facets.set(truth, facet)
          await grade(person, facet)
        } else if (before !== facet) wrong.push(`${edit}: ${truth} lost its schedule`)
      }
    }
    await importAll('first import')
    for (const [name, edit] of edits) {
      edit(files)
      await importAll(name)
    }
    expect(wrong).toEqual([])
    const memories = await deps.store.log.memories(person)
    expect([...facets.values()].map((facet) => memories.get(facet)?.memory.reps)).toEqual([...facets].map(() => 1))
  }, 120_000)
})
