import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FacetId } from '#lib/core/notes/card.ts'
import type { Interval } from '#lib/core/memory/intervals.ts'
import { foldFacet } from '#lib/core/memory/fold.ts'
import { defaultWeights, modelOf } from '#lib/core/memory/fsrs.ts'
import { intervalsOf, reviewTerms, spreadOf } from '#lib/core/memory/intervals.ts'
import { applyFacetEvent } from '#lib/core/memory/machine.ts'
import { defaultSettings } from '#lib/core/memory/settings.ts'
import { dayClock } from '#lib/core/memory/study-day.ts'
import { facet, noonMs, randomLog, review } from './logs.ts'

const clockOf = (zone: string): Parameters<typeof reviewTerms>[4] => {
  const clock = dayClock(zone, 4)
  if (!clock.ok) throw new Error(clock.problem.code)
  return clock.value
}

describe('the four labels', () => {
  it('of a facet never seen', () => {
    const terms = { ...reviewTerms(facet, null, noonMs, defaultSettings, clockOf('UTC')), spread: 0.5 }
    expect(intervalsOf(null, noonMs, terms, defaultWeights)).toEqual({
      again: { seconds: 60 }, hard: { seconds: 360 }, good: { seconds: 600 }, easy: { days: 8 },
    })
  })

  it('are what happens when the grade is given', () => {
    fc.assert(
      fc.property(
        randomLog,
        fc.constantFrom('UTC', 'Asia/Shanghai', 'America/New_York'),
        fc.integer({ min: 0, max: 90 * 1440 }),
        (log, zone, minutes) => {
          const memory = foldFacet(facet, log, defaultWeights)
          const atMs = noonMs + 31 * 86_400_000 + minutes * 60_000
          const terms = reviewTerms(facet, memory, atMs, defaultSettings, clockOf(zone))
          const labels = intervalsOf(memory, atMs, terms, defaultWeights)
          const happens = ([1, 2, 3, 4] as const).map((grade): Interval => {
            const after = applyFacetEvent(facet, memory, review('z', atMs, grade, terms), modelOf(defaultWeights))
            if (after.state === 'new') throw new Error('graded')
            return after.dueAtMs === null ? { days: after.dueDay - after.lastDay } : { seconds: (after.dueAtMs - atMs) / 1000 }
          })
          expect([labels.again, labels.hard, labels.good, labels.easy]).toEqual(happens)
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('hold until the study day ends, but for a step that would then end after it', () => {
    const clock = clockOf('UTC')
    const history = [review('a', noonMs, 4)]
    const memory = foldFacet(facet, history, defaultWeights)
    const day = clock.studyDay(noonMs) + 8
    const endsAtMs = clock.dayEndsAtMs(day)
    const labelsAt = (atMs: number): unknown =>
      intervalsOf(memory, atMs, reviewTerms(facet, memory, atMs, defaultSettings, clock), defaultWeights)
    const first = labelsAt(clock.dayEndsAtMs(day - 1))
    expect(labelsAt(endsAtMs - 600_000)).toEqual(first)
    expect(labelsAt(endsAtMs - 600_000 + 1)).toEqual({ ...(first as object), again: { days: 1 } })
    expect(labelsAt(endsAtMs)).not.toEqual(first)
  })
})

describe('the spread', () => {
  it('is the same everywhere, another after each review and for each facet', () => {
    const memory = foldFacet(facet, [review('a', noonMs, 4)], defaultWeights)
    expect(spreadOf(facet, null)).toBe(spreadOf(facet, null))
    const spreads = [spreadOf(facet, null), spreadOf(facet, memory), spreadOf('protodeck/tcp-3whs-why#c1' as FacetId, null)]
    expect(new Set(spreads).size).toBe(3)
    // Places of 1,000 neighbouring facets: their intervals of 37 days reach the whole range from 33 to 41.
    const days = new Set(Array.from({ length: 1000 }, (_, i) => Math.floor(spreadOf(`protodeck/card-${i}#main` as FacetId, null) * 9)))
    expect(days.size).toBe(9)
  })
})
