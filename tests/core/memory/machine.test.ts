import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReviewPayload } from '#lib/core/memory/event.ts'
import type { Grade, GradedMemory } from '#lib/core/memory/memory.ts'
import { applyFacetEvent } from '#lib/core/memory/machine.ts'
import { foldFacet } from '#lib/core/memory/fold.ts'
import { defaultWeights, modelOf } from '#lib/core/memory/fsrs.ts'
import { grades } from '#lib/core/memory/memory.ts'
import { bury, dayMs, facet, mark, noonMs, review } from './logs.ts'

const minuteMs = 60_000
const noSteps = { learningMinutes: [], relearningMinutes: [] }
const model = modelOf(defaultWeights)

/** The memory after these answers, each given when the one before made it due. */
function answerWhenDue(answers: readonly Grade[], startMs: number, terms: Partial<ReviewPayload> = {}): GradedMemory[] {
  const memories: GradedMemory[] = []
  let atMs = startMs
  for (const [i, grade] of answers.entries()) {
    const memory = applyFacetEvent(facet, memories.at(-1) ?? null, review(`r${i}`, atMs, grade, terms), model)
    if (memory.state === 'new') throw new Error('a graded facet is not new')
    memories.push(memory)
    atMs = memory.dueAtMs ?? atMs + (memory.dueDay - memory.lastDay) * dayMs
  }
  return memories
}

const daysOf = (memories: readonly GradedMemory[]): number[] =>
  memories.map(({ dueDay, lastDay }) => (dueDay === null ? 0 : dueDay - lastDay))

describe('third parties’ vectors', () => {
  const v1: Grade[] = [3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3]
  const startMs = Date.UTC(2022, 10, 29, 12, 30)
  const long = { maximumIntervalDays: 36500 }

  it('V1: a history with steps, in days', () => {
    expect(daysOf(answerWhenDue(v1, startMs, long))).toEqual([0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21])
  })

  it('V12: histories without steps, in days', () => {
    const days = (answers: Grade[]): number[] => daysOf(answerWhenDue(answers, startMs, { ...long, steps: noSteps }))
    expect(days(v1)).toEqual([3, 14, 57, 196, 586, 1559, 10, 1, 3, 5, 9, 15, 25])
    expect(days([4, 4, 4, 4, 4])).toEqual([8, 66, 397, 1875, 7265])
    expect(days([2, 2, 2, 2, 2, 2, 2])).toEqual([2, 4, 9, 15, 23, 32, 41])
  })
})

describe('steps', () => {
  const after = (answers: Grade[], terms: Partial<ReviewPayload> = {}): GradedMemory =>
    answerWhenDue(answers, noonMs, terms).at(-1)!
  const minutesAfter = (answers: Grade[]): number => {
    const memory = after(answers)
    return (memory.dueAtMs! - memory.lastAtMs) / minuteMs
  }

  it.each<[Grade[], number, number]>([
    [[1], 1, 0], [[2], 6, 0], [[3], 10, 1], [[1, 2], 6, 0], [[1, 3], 10, 1],
    [[3, 1], 1, 0], [[3, 2], 10, 1], [[3, 2, 2], 10, 1], [[3, 2, 1], 1, 0],
  ])('learning: after %j the next is in %i min, at step %i', (answers, minutes, step) => {
    expect(after(answers)).toMatchObject({ state: 'learning', step, dueDay: null, lapses: 0 })
    expect(minutesAfter(answers)).toBe(minutes)
  })

  it.each<[Grade[], number]>([[[3, 3, 1], 10], [[3, 3, 1, 2], 15], [[3, 3, 1, 1], 10]])(
    'relearning: after %j the next is in %i min',
    (answers, minutes) => {
      expect(after(answers)).toMatchObject({ state: 'relearning', step: 0, dueDay: null, lapses: 1 })
      expect(minutesAfter(answers)).toBe(minutes)
    },
  )

  it('Easy ends them at once, Good at the last', () => {
    expect(after([4])).toMatchObject({ state: 'review', step: 0, dueAtMs: null, reps: 1 })
    expect(after([4]).dueDay! - after([4]).lastDay).toBe(8)
    expect(after([1, 4]).state).toBe('review')
    expect(after([3, 3]).state).toBe('review')
    expect(after([3, 3, 1, 3])).toMatchObject({ state: 'review', lapses: 1, reps: 4 })
    expect(after([3, 3, 1, 4]).state).toBe('review')
  })

  it('a step that would end after the rollover waits for the next day, and stays a step', () => {
    const dayEndsAtMs = Date.UTC(2025, 0, 16, 4)
    const answered = (beforeEndMs: number, grade: Grade): GradedMemory =>
      answerWhenDue([grade], dayEndsAtMs - beforeEndMs).at(-1)!
    const day = answered(10 * minuteMs, 3).lastDay
    expect(answered(10 * minuteMs, 3)).toMatchObject({ dueAtMs: dayEndsAtMs, dueDay: null, step: 1 })
    expect(answered(10 * minuteMs - 1, 3)).toMatchObject({ dueAtMs: null, dueDay: day + 1, state: 'learning', step: 1 })
    expect(answered(30_000, 1)).toMatchObject({ dueAtMs: null, dueDay: day + 1, state: 'learning', step: 0 })
    expect(answerWhenDue([1, 3], dayEndsAtMs - 30_000).at(-1)).toMatchObject({ state: 'learning', step: 1, reps: 2 })
  })

  it('fewer steps than before end the learning', () => {
    const running = after([3])
    const event = review('z', running.dueAtMs!, 3, { steps: { learningMinutes: [1], relearningMinutes: [] } })
    expect(applyFacetEvent(facet, running, event, model).state).toBe('review')
  })
})

describe('the interval', () => {
  const anyTerms = fc.record({
    retention: fc.double({ min: 0.7, max: 0.97, noNaN: true }),
    maximumIntervalDays: fc.constantFrom(1, 2, 3, 30, 365, 36500),
    spread: fc.option(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { nil: undefined }),
    steps: fc.constantFrom(noSteps, { learningMinutes: [1, 10], relearningMinutes: [10] }),
  })

  it('rises from Again to Easy, by a day where the maximum allows, and never exceeds it', () => {
    fc.assert(
      fc.property(anyTerms, fc.array(fc.tuple(fc.constantFrom(...grades), fc.integer({ min: 0, max: 300 })), { maxLength: 8 }), (drawn, past) => {
        const { spread, ...rest } = drawn
        const terms = { ...rest, ...(spread === undefined ? {} : { spread }) }
        let atMs = noonMs
        const events = past.map(([grade, gap], i) => review(`r${i}`, (atMs += gap * dayMs), grade, terms))
        const memory = foldFacet(facet, events, defaultWeights)
        const next = grades.map((grade) => applyFacetEvent(facet, memory, review('z', atMs + 5 * dayMs, grade, terms), model))
        const days = next.flatMap((after) => (after.state === 'review' ? [after.dueDay - after.lastDay] : []))
        for (const [i, interval] of days.entries()) {
          expect(interval).toBeGreaterThanOrEqual(1)
          expect(interval).toBeLessThanOrEqual(terms.maximumIntervalDays)
          if (i > 0) expect(interval).toBeGreaterThanOrEqual(Math.min(terms.maximumIntervalDays, days[i - 1]! + 1))
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('moves with the spread and with nothing else', () => {
    const before = answerWhenDue([3, 3, 3, 3], noonMs).at(-1)!
    const atMs = before.lastAtMs + 46 * dayMs
    const interval = (spread?: number): number => {
      const terms = spread === undefined ? {} : { spread }
      const memory = applyFacetEvent(facet, before, review('z', atMs, 3, terms), model)
      if (memory.state !== 'review') throw new Error(memory.state)
      return memory.dueDay - memory.lastDay
    }
    expect([interval(), interval(0), interval(0.5), interval(0.999)]).toEqual([163, 153, 163, 173])
    expect(interval(0.25)).toBe(interval(0.25))
  })
})

describe('marks', () => {
  it('a review changes no mark, and a mark no schedule', () => {
    const graded = answerWhenDue([4], noonMs).at(-1)!
    const events = [mark('suspend', 's', noonMs + 1), mark('star', 't', noonMs + 2), bury('u', noonMs + 3, 20_103)]
    const marked = events.reduce<ReturnType<typeof applyFacetEvent>>((memory, event) => applyFacetEvent(facet, memory, event, model), graded)
    expect(marked).toEqual({ ...graded, suspended: true, starred: true, buriedDay: 20_103, head: { atMs: noonMs + 3, id: 'u' } })
    const again = applyFacetEvent(facet, marked, review('v', noonMs + 9 * dayMs, 3), model)
    expect(again).toMatchObject({ suspended: true, starred: true, buriedDay: 20_103, reps: 2 })
    expect(applyFacetEvent(facet, again, mark('unsuspend', 'w', noonMs + 10 * dayMs), model)).toMatchObject({ suspended: false })
  })
})

describe('what counts in the limits', () => {
  const after = (...events: ReturnType<typeof review>[]): GradedMemory => foldFacet(facet, events, defaultWeights) as GradedMemory
  const day = review('a', noonMs, 3).payload.studyDay
  const learned = [review('a', noonMs, 3), review('b', noonMs + 600_000, 3)]

  it('the first grade as a new card, its steps not, a due one as a review', () => {
    expect(after(...learned)).toMatchObject({ countedDay: day, countedNew: 1, countedReviews: 0, firstDay: day })
    const later = [...learned, review('c', noonMs + 2 * dayMs, 1)]
    expect(after(...later)).toMatchObject({ countedDay: day + 2, countedNew: 0, countedReviews: 1, firstDay: day })
    expect(after(...later, review('d', noonMs + 2 * dayMs + 600_000, 3))).toMatchObject({ countedNew: 0, countedReviews: 1 })
  })

  it('a grade from a page or an interview not at all', () => {
    const page = review('a', noonMs, 4, { source: 'page' })
    expect(after(page)).toMatchObject({ countedDay: null, countedNew: 0, countedReviews: 0 })
    expect(after(...learned, review('c', noonMs + dayMs, 3, { source: 'interview' }))).toMatchObject({
      countedDay: day, countedNew: 1, countedReviews: 0,
    })
  })
})
