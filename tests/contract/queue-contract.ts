// What every `QueueStore` keeps: with its candidates the queue comes out as with all that there is.
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import type { FacetEvent } from '#lib/core/memory/event.ts'
import { foldFacet } from '#lib/core/memory/fold.ts'
import { defaultWeights } from '#lib/core/memory/fsrs.ts'
import type { Grade } from '#lib/core/memory/memory.ts'
import { buildQueue, type Candidate } from '#lib/core/memory/queue.ts'
import { defaultSettings } from '#lib/core/memory/settings.ts'
import type { TopicId } from '#lib/core/notes/card.ts'
import { noSuccession } from '#lib/core/notes/succession.ts'
import type { CandidateRequest, Candidates } from '#lib/server/store/queue.ts'
import type { Store } from '#lib/server/store/store.ts'
import { bury, mark, review, voiding } from '../core/memory/logs.ts'
import { addGuest, facetId, loadInto } from './fixtures.ts'

const dayMs = 86_400_000
const today = 20_500
const nowMs = today * dayMs + 43_200_000
const names = [
  ...Array.from({ length: 8 }, (_, i) => `alpha/plain-${i}`),
  ...['c1', 'c2', 'c3'].flatMap((facet) => [`beta/cloze-one#${facet}`, `beta/cloze-two#${facet}`]),
  ...['beta/last', 'gamma/gone'],
]
const facets = names.map((name) => facetId(...(name.slice(name.indexOf('/') + 1).split('#') as [string, string?])))
const request: CandidateRequest = {
  ...{ studyDay: today, learningUntilMs: nowMs + dayMs, learnTopics: null, learnLevels: [1, 2, 3], topic: null, dueLimit: 240, newLimit: 50 },
}

interface Action {
  readonly facet: number
  readonly kind: 'review' | 'suspend' | 'unsuspend' | 'bury'
  readonly daysAgo: number
  readonly grade: number
}

function toEvent({ facet: i, kind, daysAgo, grade }: Action, n: number): FacetEvent {
  const atMs = nowMs - daysAgo * dayMs - 3_600_000 + n * 1000
  const columns = { facet: facets[i]! }
  if (kind === 'review') return review(randomUUID(), atMs, grade as Grade, {}, columns)
  if (kind === 'bury') return bury(randomUUID(), atMs, today - daysAgo, columns)
  return mark(kind, randomUUID(), atMs, columns)
}

/** What a queue built of candidates shows. */
function queueOf(candidates: Candidates, settings: { newPerDay: number; reviewsPerDay: number }) {
  const rows = [...candidates.learning, ...candidates.due, ...candidates.siblingsDue, ...candidates.gradedToday]
  const memories = new Map(rows.map(({ memory }) => [memory.facet, memory]))
  const fresh = new Map(candidates.new.map((record) => [record.id, record]))
  const all = [...new Set([...memories.keys(), ...fresh.keys()])].map((facet): Candidate => {
    const record = fresh.get(facet)
    const placement = record === undefined ? null : { topic: record.topicId, topicOrder: record.topicOrder, level: record.level, place: record.place }
    return { facet, memory: memories.get(facet) ?? null, placement }
  })
  const used = { newCards: candidates.done.new, reviews: candidates.done.reviews }
  return buildQueue({ today, nowMs, settings: { ...defaultSettings, ...settings }, candidates: all, used, dueTotal: candidates.dueTotal })
}

export function queueContract(open: () => Store, runs: number): void {
  let store: Store
  beforeAll(async () => {
    store = open()
    await loadInto(store, names)
    await loadInto(store, names.filter((name) => name !== 'gamma/gone'))
  })

  const store1 = async (person: string, events: readonly FacetEvent[]) =>
    store.log.rewrite(person, events, [...new Set(events.map(({ facet }) => facet))].sort(), noSuccession, (facet, own) => foldFacet(facet, own, defaultWeights))

  it('brings what a queue of everything would bring', async () => {
    const action = fc.record({
      facet: fc.nat(facets.length - 1),
      kind: fc.constantFrom('review' as const, 'review' as const, 'review' as const, 'suspend' as const, 'unsuspend' as const, 'bury' as const),
      daysAgo: fc.constantFrom(0, 0, 1, 3, 10, 40),
      grade: fc.integer({ min: 1, max: 4 }),
    })
    const limits = fc.record({ newPerDay: fc.integer({ min: 0, max: 6 }), reviewsPerDay: fc.integer({ min: 0, max: 6 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 40 }), limits, fc.constantFrom(null, 'alpha', 'beta', 'gamma'), async (actions, settings, topic) => {
        const person = await addGuest(store)
        await store1(person, actions.map(toEvent))
        const candidates = await store.queue.candidates(person, { ...request, topic: topic as TopicId | null })
        const records = new Map((await store.content.facets()).map((record) => [record.id, record]))
        const memories = await store.log.memories(person)
        const all = facets.flatMap((facet): Candidate[] => {
          const record = records.get(facet)!
          const placement = { topic: record.topicId, topicOrder: record.topicOrder, level: record.level, place: record.place }
          const memory = memories.get(facet)?.memory ?? null
          return record.retired || (topic !== null && record.topicId !== topic) ? [] : [{ facet, memory, placement }]
        })
        const counted = [...memories.values()].flatMap(({ memory }) => (memory.state !== 'new' && memory.countedDay === today ? [memory] : []))
        const used = {
          newCards: counted.reduce((sum, { countedNew }) => sum + countedNew, 0),
          reviews: counted.reduce((sum, { countedReviews }) => sum + countedReviews, 0),
        }
        expect(queueOf(candidates, settings)).toEqual(buildQueue({ today, nowMs, settings: { ...defaultSettings, ...settings }, candidates: all, used }))
        expect(candidates.done).toEqual({ new: used.newCards, reviews: used.reviews })
      }),
      { numRuns: runs },
    )
  })

  it('gives the first of each, and counts all that are due', async () => {
    const person = await addGuest(store)
    await store1(person, [0, 1, 2, 3].map((facet) => toEvent({ facet, kind: 'review', daysAgo: 40 - facet, grade: 4 }, facet)))
    const all = await store.queue.candidates(person, request)
    const few = await store.queue.candidates(person, { ...request, dueLimit: 2, newLimit: 3 })
    expect(all.due.length).toBe(4)
    expect(few.dueTotal).toBe(4)
    expect(few.due).toEqual(all.due.slice(0, 2))
    expect(few.new).toEqual(all.new.slice(0, 3))
    expect(all.new.map(({ id }) => id)).not.toContain(facetId('gone'))
  })

  it('brings new cards of the chosen topics and levels only', async () => {
    const person = await addGuest(store)
    const candidates = await store.queue.candidates(person, { ...request, learnTopics: ['beta' as TopicId], learnLevels: [1] })
    expect(candidates.new.length).toBeGreaterThan(0)
    for (const { topicId, level } of candidates.new) expect([topicId, level]).toEqual(['beta', 1])
  })

  it('sees at once that a new card was graded, came back by an undo, or was hidden and shown', async () => {
    const person = await addGuest(store)
    const first = async () => (await store.queue.candidates(person, { ...request, newLimit: 2 })).new[0]?.id
    const start = await first()
    const graded = toEvent({ facet: 0, kind: 'review', daysAgo: 0, grade: 3 }, 0)
    expect(start).toBe(facets[0])
    await store1(person, [graded])
    expect(await first()).not.toBe(start)
    await store.log.rewrite(person, [voiding('undo', randomUUID(), nowMs, [graded.id])], [], noSuccession, (facet, own) => foldFacet(facet, own, defaultWeights))
    expect(await first()).toBe(start)
    await store1(person, [toEvent({ facet: 0, kind: 'suspend', daysAgo: 0, grade: 1 }, 1)])
    expect(await first()).not.toBe(start)
    await store1(person, [toEvent({ facet: 0, kind: 'unsuspend', daysAgo: 0, grade: 1 }, 2)])
    expect(await first()).toBe(start)
    // More hidden than are looked for at first.
    for (let i = 0; i < 8; i++) await store1(person, [toEvent({ facet: i, kind: 'suspend', daysAgo: 0, grade: 1 }, 3)])
    expect(await first()).toBeDefined()
    // And what the notes add.
    await loadInto(store, ['alpha/aaa', ...names.filter((name) => name !== 'gamma/gone')])
    expect((await store.queue.candidates(person, request)).new.map(({ id }) => id)).toContain(facetId('aaa'))
  })

  it('answers for nobody with new cards alone', async () => {
    const candidates = await store.queue.candidates(null, request)
    expect(candidates).toMatchObject({ learning: [], due: [], siblingsDue: [], gradedToday: [], dueTotal: 0, done: { new: 0, reviews: 0 } })
    expect(candidates.new.length).toBeGreaterThan(5)
  })

  it('forecasts the days to come, what is overdue on the first', async () => {
    const person = await addGuest(store)
    await store1(person, [
      toEvent({ facet: 0, kind: 'review', daysAgo: 40, grade: 4 }, 0),
      toEvent({ facet: 1, kind: 'review', daysAgo: 0, grade: 4 }, 1),
      toEvent({ facet: 2, kind: 'review', daysAgo: 0, grade: 4 }, 2),
      toEvent({ facet: 2, kind: 'suspend', daysAgo: 0, grade: 4 }, 3),
    ])
    const memories = await store.log.memories(person)
    const dueDay = memories.get(facets[1]!)!.memory
    const forecast = await store.queue.forecast(person, today, 60)
    expect(forecast).toEqual([{ day: today, due: 1 }, { day: dueDay.state === 'review' ? dueDay.dueDay : 0, due: 1 }])
  })
}
