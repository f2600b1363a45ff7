import { describe, expect, it } from 'vitest'
import { defaultWeights, modelOf } from '#lib/core/memory/fsrs.ts'
import type { Memory, ReviewMemory } from '#lib/core/memory/memory.ts'
import { standingOf, standingOfCard, standingOfTopic, type Standing } from '#lib/core/memory/standing.ts'
import type { FacetId } from '#lib/core/notes/card.ts'

const model = modelOf(defaultWeights)
const marks = { facet: 'protodeck/card-one#main' as FacetId, suspended: false, starred: false, buriedDay: null, head: { atMs: 0, id: '' } }
const graded = { stability: 10, difficulty: 5, reps: 3, lapses: 0, lastAtMs: 0, lastDay: 100, firstDay: 90, countedDay: null, countedNew: 0, countedReviews: 0 }
const reviewed: ReviewMemory = { ...marks, ...graded, state: 'review', step: 0, dueAtMs: null, dueDay: 110 }

describe('standingOf', () => {
  it('is new without a grade, starred or not', () => {
    const starred: Memory = { ...marks, starred: true, state: 'new', reps: 0, lapses: 0 }
    expect([standingOf(null, 100, model), standingOf(starred, 100, model)]).toEqual([{ kind: 'new', recall: null }, { kind: 'new', recall: null }])
  })

  it('predicts 90 % after as many days as the stability says, 100 % on the day itself', () => {
    expect(standingOf(reviewed, 110, model).recall).toBeCloseTo(0.9, 6)
    expect(standingOf(reviewed, 100, model).recall).toBe(1)
    // A change of zone may set the day back.
    expect(standingOf(reviewed, 98, model).recall).toBe(1)
  })

  it('is known until its day, due from then on', () => {
    expect([109, 110, 140].map((day) => standingOf(reviewed, day, model).kind)).toEqual(['known', 'due', 'due'])
  })

  it('is learning between steps, and due where a step waits for a day that has come', () => {
    const step: Memory = { ...reviewed, state: 'relearning', step: 0, dueAtMs: 5, dueDay: null }
    expect(standingOf(step, 100, model).kind).toBe('learning')
    const tomorrow: Memory = { ...reviewed, state: 'learning', step: 0, dueAtMs: null, dueDay: 101 }
    expect([100, 101].map((day) => standingOf(tomorrow, day, model).kind)).toEqual(['learning', 'due'])
  })

  it('says that it is suspended before anything else', () => {
    expect(standingOf({ ...reviewed, suspended: true }, 200, model)).toMatchObject({ kind: 'suspended', recall: expect.any(Number) as number })
    expect(standingOf({ ...marks, suspended: true, state: 'new', reps: 0, lapses: 0 }, 1, model)).toEqual({ kind: 'suspended', recall: null })
  })
})

const of = (kind: Standing['kind'], recall: number | null): Standing => ({ kind, recall })

describe('standingOfCard', () => {
  it('names what asks for attention first', () => {
    expect(standingOfCard([of('known', 0.9), of('due', 0.5), of('new', null)])).toEqual(of('due', 0.7))
    expect(standingOfCard([of('known', 0.9), of('learning', 1)]).kind).toBe('learning')
    expect(standingOfCard([of('known', 0.9), of('new', null)])).toEqual(of('known', 0.9))
    expect(standingOfCard([of('suspended', null), of('new', null)])).toEqual(of('new', null))
    expect(standingOfCard([of('suspended', 0.5)])).toEqual(of('suspended', 0.5))
    expect(standingOfCard([])).toEqual(of('new', null))
  })
})

describe('standingOfTopic', () => {
  it('counts what was never graded as not known', () => {
    const facets = [of('known', 1), of('due', 0.5), of('learning', 0.9), of('new', null), of('suspended', null)]
    expect(standingOfTopic(facets)).toEqual({ facets: 5, new: 1, learning: 1, due: 1, suspended: 1, known: 0.48 })
    expect(standingOfTopic([]).known).toBe(0)
  })
})
