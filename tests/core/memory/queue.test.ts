import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FacetId, Level, TopicId } from '#lib/core/notes/card.ts'
import type { GradedMemory, Memory } from '#lib/core/memory/memory.ts'
import type { Candidate, Queue, QueueInput } from '#lib/core/memory/queue.ts'
import { buildQueue, cardOfFacet, daysToClear } from '#lib/core/memory/queue.ts'
import { defaultSettings } from '#lib/core/memory/settings.ts'

const today = 20_103
const nowMs = today * 86_400_000 + 12 * 3_600_000

const graded = (facet: string, changes: Record<string, unknown> = {}): Candidate => ({
  facet: facet as FacetId,
  placement: null,
  memory: {
    facet: facet as FacetId, state: 'review', step: 0, dueAtMs: null, dueDay: today, stability: 10, difficulty: 5, reps: 3,
    lapses: 0, lastAtMs: 0, lastDay: today - 10, firstDay: today - 30, countedDay: today - 10, countedNew: 0,
    countedReviews: 1, suspended: false, starred: false, buriedDay: null, head: { atMs: 0, id: 'x' }, ...changes,
  },
})
const learning = (facet: string, dueAtMs: number, changes: Record<string, unknown> = {}): Candidate =>
  graded(facet, { state: 'learning', step: 1, dueAtMs, dueDay: null, lastDay: today, countedDay: today, countedNew: 1, countedReviews: 0, ...changes })
const unseen = (facet: string, topicOrder: number, level: Level, place: number, topic = `t${topicOrder}`): Candidate => ({
  facet: facet as FacetId, memory: null, placement: { topic: topic as TopicId, topicOrder, level, place },
})

const queueOf = (candidates: readonly Candidate[], changes: Partial<QueueInput> = {}): Queue =>
  buildQueue({ today, nowMs, settings: defaultSettings, candidates, ...changes })
const limited = (newPerDay: number, reviewsPerDay: number): Partial<QueueInput> => ({
  settings: { ...defaultSettings, newPerDay, reviewsPerDay },
})

describe('the order', () => {
  it('steps that have ended, by when; then the due, nearest forgetting first; then the new, by place', () => {
    const { facets, counts, nextLearningAtMs } = queueOf([
      unseen('p/n4#main', 2, 1, 1), unseen('p/n2#main', 1, 1, 9), unseen('p/n3#main', 1, 2, 1), unseen('p/n1#main', 1, 1, 2),
      graded('p/r2#main', { stability: 10, lastDay: today - 20 }), graded('p/r1#main', { stability: 5, lastDay: today - 15 }),
      graded('p/r4#main', { stability: 20, lastDay: today - 20 }), graded('p/r3#main', { stability: 10, lastDay: today - 10 }),
      learning('p/l2#main', nowMs), learning('p/l1#main', nowMs - 1), learning('p/l4#main', nowMs + 9), learning('p/l3#main', nowMs + 2),
      graded('p/later#main', { dueDay: today + 1 }),
    ])
    expect(facets).toEqual([
      'p/l1#main', 'p/l2#main', 'p/r1#main', 'p/r2#main', 'p/r3#main', 'p/r4#main', 'p/n1#main', 'p/n2#main', 'p/n3#main', 'p/n4#main',
    ])
    expect(counts).toEqual({ learning: 4, due: 4, dueTotal: 4, new: 4 })
    expect(nextLearningAtMs).toBe(nowMs + 2)
  })

  it('a step that waits for a day is due on that day, not at an instant', () => {
    const waits = graded('p/a#main', { state: 'learning', step: 1, dueDay: today, stability: 0.2, lastDay: today - 1 })
    expect(queueOf([graded('p/b#main', { lastDay: today - 12 }), waits])).toMatchObject({
      facets: ['p/a#main', 'p/b#main'], counts: { learning: 0, due: 2 },
    })
  })

  it('is empty of nothing', () => {
    expect(queueOf([])).toEqual({ facets: [], counts: { learning: 0, due: 0, dueTotal: 0, new: 0 }, nextLearningAtMs: null })
  })
})

describe('what is left out', () => {
  it('the suspended, and the buried until tomorrow', () => {
    const all = [
      graded('p/a#main', { suspended: true }), graded('p/b#main', { buriedDay: today }), graded('p/c#main', { buriedDay: today - 1 }),
      learning('p/d#main', nowMs, { suspended: true }),
    ]
    expect(queueOf(all)).toMatchObject({ facets: ['p/c#main'], counts: { learning: 0, due: 1, dueTotal: 1 } })
    expect(queueOf(all, { today: today + 1 }).facets).toEqual(['p/b#main', 'p/c#main'])
  })

  it('a new card that is suspended, or whose card is gone, but not one that is starred', () => {
    const memory: Memory = {
      facet: 'p/a#main' as FacetId, state: 'new', reps: 0, lapses: 0, suspended: false, starred: true, buriedDay: null, head: { atMs: 0, id: 'x' },
    }
    const card = unseen('p/a#main', 1, 1, 1)
    expect(queueOf([{ ...card, memory }]).facets).toEqual(['p/a#main'])
    expect(queueOf([{ ...card, memory: { ...memory, suspended: true } }]).facets).toEqual([])
    expect(queueOf([{ ...card, placement: null }]).facets).toEqual([])
  })

  it('new cards of other topics and levels', () => {
    const all = [unseen('p/a#main', 1, 1, 1, 'tcp'), unseen('p/b#main', 1, 2, 2, 'tcp'), unseen('p/c#main', 2, 1, 1, 'dns')]
    const learn = (topics: string[] | null, levels: Level[]): readonly FacetId[] =>
      queueOf(all, { settings: { ...defaultSettings, learn: { topics: topics as TopicId[] | null, levels } } }).facets
    expect(learn(['tcp'], [1, 2, 3])).toEqual(['p/a#main', 'p/b#main'])
    expect(learn(null, [1])).toEqual(['p/a#main', 'p/c#main'])
    expect(learn([], [1])).toEqual([])
  })
})

describe('siblings', () => {
  it('one facet of a card at a time, the one that stands first', () => {
    const { facets, counts } = queueOf([
      graded('p/a#c2', { lastDay: today - 30 }), graded('p/a#c1', { lastDay: today - 10 }), unseen('p/a#c3', 1, 1, 1),
      unseen('p/b#c2', 1, 1, 3), unseen('p/b#c1', 1, 1, 2),
    ])
    expect(facets).toEqual(['p/a#c2', 'p/b#c1'])
    expect(counts).toEqual({ learning: 0, due: 1, dueTotal: 2, new: 1 })
  })

  it('none while one has been graded today, from wherever; that one itself comes back', () => {
    const seen = learning('p/a#c1', nowMs + 60_000)
    expect(queueOf([seen, graded('p/a#c2'), unseen('p/a#c3', 1, 1, 1)]).facets).toEqual([])
    expect(queueOf([seen, graded('p/a#c2')], { nowMs: nowMs + 60_000 }).facets).toEqual(['p/a#c1'])
    const page = graded('p/a#c1', { lastDay: today, dueDay: today + 3, countedDay: null, countedReviews: 0 })
    expect(queueOf([page, graded('p/a#c2')]).facets).toEqual([])
    expect(queueOf([page, graded('p/a#c2')], { today: today + 1 }).facets).toEqual(['p/a#c2'])
    expect(queueOf([page, graded('q/a#c2')]).facets).toEqual(['q/a#c2'])
  })

  it('a new one waits also for a due one beyond the limit', () => {
    const all = [graded('p/a#c1', { stability: 1 }), graded('p/b#c1'), unseen('p/b#c2', 1, 1, 1)]
    expect(queueOf(all, limited(10, 1)).facets).toEqual(['p/a#c1'])
  })

  it('have their card in common', () => {
    expect(cardOfFacet('protodeck/tcp-3whs-why#c12' as FacetId)).toBe('protodeck/tcp-3whs-why')
    expect(cardOfFacet('odd' as FacetId)).toBe('odd')
  })
})

describe('limits', () => {
  const many = Array.from({ length: 640 }, (_, i) => graded(`p/r${i}#main`))
  const fresh = Array.from({ length: 30 }, (_, i) => unseen(`p/n${i}#main`, 1, 1, i))

  it('200 of 640 today, clear in about 4 days', () => {
    const { facets, counts } = queueOf([...many, ...fresh])
    expect(counts).toEqual({ learning: 0, due: 200, dueTotal: 640, new: 10 })
    expect(facets).toHaveLength(210)
    expect(daysToClear(counts.dueTotal, 200)).toBe(4)
    expect(daysToClear(0, 200)).toBe(0)
    expect(daysToClear(640, 0)).toBeNull()
  })

  it('less what today has used up', () => {
    const done = [
      ...Array.from({ length: 5 }, (_, i) => graded(`p/d${i}#main`, { lastDay: today, dueDay: today + 9, countedDay: today, countedReviews: 1 })),
      ...Array.from({ length: 3 }, (_, i) => learning(`p/l${i}#main`, nowMs + 1)),
    ]
    expect(queueOf([...done, ...many, ...fresh]).counts).toEqual({ learning: 3, due: 195, dueTotal: 640, new: 7 })
    expect(queueOf([...done, ...many, ...fresh], { today: today + 1 }).counts).toMatchObject({ due: 200, new: 10 })
    expect(queueOf([...many, ...fresh], { used: { newCards: 4, reviews: 150 } }).counts).toMatchObject({ due: 50, new: 6 })
    expect(queueOf([...many, ...fresh], { used: { newCards: 99, reviews: 999 } }).facets).toEqual([])
  })

  it('grades from a page or an interview use up nothing', () => {
    const page = graded('p/p#main', { lastDay: today, dueDay: today + 9, countedDay: today - 4 })
    expect(queueOf([page, ...many, ...fresh]).counts).toMatchObject({ due: 200, new: 10 })
  })

  it('steps are never held back', () => {
    expect(queueOf([learning('p/a#main', nowMs), ...many, ...fresh], limited(0, 0))).toMatchObject({ facets: ['p/a#main'], counts: { due: 0, dueTotal: 640, new: 0 } })
  })
})

describe('any candidates', () => {
  const cards = ['p/a', 'p/b', 'p/c', 'p/d', 'p/e']
  const candidate = fc
    .record({
      facet: fc.tuple(fc.constantFrom(...cards), fc.constantFrom('c1', 'c2', 'c3')).map(([card, facet]) => `${card}#${facet}`),
      kind: fc.constantFrom('new', 'review', 'learning'),
      stability: fc.constantFrom(0.5, 1, 10),
      lastDay: fc.integer({ min: today - 20, max: today + 1 }),
      dueDay: fc.integer({ min: today - 3, max: today + 2 }),
      dueIn: fc.integer({ min: -3, max: 3 }),
      suspended: fc.constantFrom(false, false, false, true),
      buriedDay: fc.constantFrom(null, null, today, today - 1),
      counted: fc.nat(2),
      place: fc.nat(3),
    })
    .map(({ facet, kind, dueIn, dueDay, place, counted, ...rest }): Candidate => {
      const countedToday = rest.lastDay === today ? { countedDay: today, countedReviews: counted } : {}
      if (kind === 'new') return unseen(facet, place, 1, place)
      return kind === 'review' ? graded(facet, { ...rest, dueDay, ...countedToday }) : learning(facet, nowMs + dueIn, { ...rest, countedDay: null, countedNew: 0 })
    })
  const anyInput = fc.record({
    candidates: fc.uniqueArray(candidate, { selector: ({ facet }) => facet, maxLength: 15 }),
    newPerDay: fc.nat(4),
    reviewsPerDay: fc.nat(6),
  })

  it('the order does not depend on that of the candidates', () => {
    fc.assert(
      fc.property(anyInput, fc.infiniteStream(fc.nat(99)), ({ candidates, newPerDay, reviewsPerDay }, keys) => {
        const shuffled = candidates.map((c) => ({ c, key: keys.next().value as number })).sort((a, b) => a.key - b.key).map(({ c }) => c)
        expect(queueOf(shuffled, limited(newPerDay, reviewsPerDay))).toEqual(queueOf(candidates, limited(newPerDay, reviewsPerDay)))
      }),
    )
  })

  it('agrees with the contract, read sentence by sentence', () => {
    fc.assert(
      fc.property(anyInput, ({ candidates, newPerDay, reviewsPerDay }) => {
        const { facets, counts } = queueOf(candidates, limited(newPerDay, reviewsPerDay))
        const memoryOf = (c: Candidate): GradedMemory | null => c.memory as GradedMemory | null
        const open = candidates.filter((c) => !memoryOf(c)?.suspended && memoryOf(c)?.buriedDay !== today)
        const near = (c: Candidate): number => Math.max(0, today - memoryOf(c)!.lastDay) / memoryOf(c)!.stability
        const byFacet = (a: Candidate, b: Candidate): number => (a.facet < b.facet ? -1 : 1)
        const steps = open.filter((c) => typeof memoryOf(c)?.dueAtMs === 'number')
        steps.sort((a, b) => memoryOf(a)!.dueAtMs! - memoryOf(b)!.dueAtMs! || byFacet(a, b))
        const due = open.filter((c) => typeof memoryOf(c)?.dueDay === 'number' && memoryOf(c)!.dueDay! <= today)
        due.sort((a, b) => near(b) - near(a) || byFacet(a, b))
        const fresh = open.filter((c) => c.memory === null)
        fresh.sort((a, b) => a.placement!.topicOrder - b.placement!.topicOrder || a.placement!.place - b.placement!.place || byFacet(a, b))
        const line = [...steps, ...due, ...fresh]
        const free: Candidate[] = []
        for (const c of line) {
          const siblings = candidates.filter((s) => s !== c && s.facet.split('#')[0] === c.facet.split('#')[0])
          const gradedToday = siblings.some((s) => memoryOf(s)?.lastDay === today)
          // One that waits itself stands nowhere: else two could wait for each other.
          if (!gradedToday && !siblings.some((s) => free.includes(s))) free.push(c)
        }
        const used = candidates.reduce((sum, c) => sum + (memoryOf(c)?.countedDay === today ? memoryOf(c)!.countedReviews : 0), 0)
        const usedNew = candidates.reduce((sum, c) => sum + (memoryOf(c)?.countedDay === today ? memoryOf(c)!.countedNew : 0), 0)
        const reviews = free.filter((c) => due.includes(c)).slice(0, Math.max(0, reviewsPerDay - used))
        const introduced = free.filter((c) => fresh.includes(c)).slice(0, Math.max(0, newPerDay - usedNew))
        const ready = free.filter((c) => steps.includes(c) && memoryOf(c)!.dueAtMs! <= nowMs)
        expect(facets).toEqual([...ready, ...reviews, ...introduced].map((c) => c.facet))
        expect(counts).toEqual({
          learning: free.filter((c) => steps.includes(c)).length, due: reviews.length, dueTotal: due.length, new: introduced.length,
        })
      }),
      { numRuns: 2000 },
    )
  })
})
