import { FSRSBinding, BindingMemoryState } from '@open-spaced-repetition/binding'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Belief, Weights } from '#lib/core/memory/fsrs.ts'
import type { Grade } from '#lib/core/memory/memory.ts'
import { defaultWeights, fuzzRange, modelOf, parseWeights, placeInterval } from '#lib/core/memory/fsrs.ts'
import { grades } from '#lib/core/memory/memory.ts'

const weightsOf = (changes: Readonly<Record<number, number>>): Weights => {
  const weights = parseWeights(defaultWeights.map((weight, i) => changes[i] ?? weight))
  if (!weights.ok) throw new Error(weights.problem.code)
  return weights.value
}

const run = (weights: Weights, answers: readonly Grade[], gaps: readonly number[]): Belief => {
  let belief: Belief | null = null
  for (const [i, grade] of answers.entries()) belief = modelOf(weights).next(belief, gaps[i]!, grade)
  return belief!
}

describe('third parties’ vectors', () => {
  it('V2: a history of six answers', () => {
    const belief = run(defaultWeights, [1, 3, 3, 3, 3, 3], [0, 0, 1, 3, 8, 21])
    expect(Math.abs(belief.stability - 53.62691)).toBeLessThan(1e-4)
    expect(Math.abs(belief.difficulty - 6.3574867)).toBeLessThan(1e-4)
  })

  it('V2: without short-term weights', () => {
    const belief = run(weightsOf({ 17: 0, 18: 0, 19: 0 }), [1, 3, 3, 3, 3, 3], [0, 0, 1, 3, 8, 21])
    expect(Math.abs(belief.stability - 53.335106)).toBeLessThan(1e-4)
  })

  it('V3: first answers', () => {
    const first = grades.map((grade) => modelOf(defaultWeights).next(null, 0, grade))
    expect(first.map(({ stability }) => stability)).toEqual([0.212, 1.2931, 2.3065, 8.2956])
    const difficulties = [6.4133, 5.11217071, 2.11810397, 1]
    for (const [i, { difficulty }] of first.entries()) expect(difficulty).toBeCloseTo(difficulties[i]!, 7)
  })

  it('V4: intervals by retention', () => {
    const intervals = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((r) => modelOf(defaultWeights).intervalDays(1, r / 10))
    expect(intervals).toEqual([3116769, 34793, 2508, 387, 90, 27, 9, 3, 1, 1])
  })

  it('V5: the chance of recall', () => {
    const recall = [[0, 1], [1, 2], [2, 3], [3, 4], [4, 4], [5, 2]].map(([t, s]) => modelOf(defaultWeights).recall(t!, s!))
    const expected = [1, 0.9403443, 0.9253786, 0.9185229, 0.9, 0.8261359]
    for (const [i, r] of recall.entries()) expect(r).toBeCloseTo(expected[i]!, 6)
  })

  it('V6: the next difficulty', () => {
    const next = grades.map((grade) => modelOf(defaultWeights).next({ stability: 5, difficulty: 5 }, 3, grade).difficulty)
    const expected = [8.341763, 6.6659956, 4.990228, 3.3144615]
    for (const [i, difficulty] of next.entries()) expect(difficulty).toBeCloseTo(expected[i]!, 5)
  })

  it('V7: the next stability', () => {
    const model = modelOf(defaultWeights)
    // Days after which recall is .9, .8, .7, .6 at S = 5, from the curve itself: t = S / factor · (r^(1/decay) − 1).
    const days = (r: number): number => (5 / (0.9 ** (-1 / 0.1542) - 1)) * (r ** (-1 / 0.1542) - 1)
    const expectRelative = (actual: number, expected: number): void => {
      expect(Math.abs(actual / expected - 1)).toBeLessThan(2e-6)
    }
    // Column 2 to 4 of the recall row; its first column is an Again, which the model never computes by recall.
    const recall = [NaN, 28.226582, 58.656002, 127.226685]
    const lapse = [1.0525396, 1.1894329, 1.3680838, 1.584989]
    const sameDay = [1.596818, 5, 5, 8.12961]
    for (const [i, grade] of grades.entries()) {
      const before = { stability: 5, difficulty: i + 1 }
      const elapsed = days(0.9 - i / 10)
      if (grade > 1) expectRelative(model.next(before, elapsed, grade).stability, recall[i]!)
      expectRelative(model.next(before, elapsed, 1).stability, lapse[i]!)
      expectRelative(model.next(before, 0, grade).stability, sameDay[i]!)
    }
  })

  it('V13: fuzz ranges', () => {
    const ranges = [2.49, 2.5, 7, 17, 37].map((days) => {
      const { lower, upper } = fuzzRange(days)
      return [lower, placeInterval(days, 0.5), upper]
    })
    expect(ranges).toEqual([[2, 2, 2], [2, 3, 4], [5, 7, 9], [14, 17, 20], [33, 37, 41]])
  })
})

describe('fuzz', () => {
  it('reaches both ends and nothing beyond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40_000 }), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (days, spread) => {
        const { lower, upper } = fuzzRange(days)
        expect(lower).toBeLessThanOrEqual(days)
        expect(upper).toBeGreaterThanOrEqual(days)
        const placed = placeInterval(days, spread)
        expect(Number.isInteger(placed) && placed >= lower && placed <= upper).toBe(true)
        expect(placeInterval(days, 0)).toBe(lower)
        expect(placeInterval(days, 1 - Number.EPSILON)).toBe(upper)
        expect(placeInterval(days, undefined)).toBe(days)
      }),
    )
  })
})

describe('weights', () => {
  it.each([
    [null], [undefined], ['0.2'], [[]], [defaultWeights.slice(0, 19)], [[...defaultWeights, 1]],
    [defaultWeights.map((w, i) => (i === 4 ? NaN : w))], [defaultWeights.map((w, i) => (i === 20 ? Infinity : w))],
    [defaultWeights.map((w, i) => (i === 0 ? '0.2' : w))], [new Array(21).fill(undefined)], [new Array(21)],
  ])('refuses %j', (value) => {
    expect(parseWeights(value)).toMatchObject({ ok: false, problem: { code: 'bad-weights' } })
  })

  it('keeps its own copy', () => {
    const mine = [...defaultWeights]
    const parsed = parseWeights(mine)
    mine[0] = 50
    expect(parsed).toEqual({ ok: true, value: defaultWeights })
  })
})

describe('fsrs-rs as the oracle', () => {
  // What fsrs-rs can fit: its clamps, with w0 to w3 rising as its first stabilities do.
  const fitted = fc
    .record({
      first: fc.array(fc.double({ min: 0.001, max: 60, noNaN: true }), { minLength: 4, maxLength: 4 }),
      scale: fc.array(fc.double({ min: 0.7, max: 1.3, noNaN: true }), { minLength: 21, maxLength: 21 }),
      short: fc.boolean(),
    })
    .map(({ first, scale, short }) => {
      const ordered = [...first].sort((a, b) => a - b)
      return weightsOf(
        Object.fromEntries(
          defaultWeights.map((weight, i) => {
            if (i < 4) return [i, ordered[i]!]
            if (!short && i >= 17 && i <= 19) return [i, 0]
            return [i, i === 20 ? Math.min(0.8, Math.max(0.1, weight * scale[i]!)) : weight * scale[i]!]
          }),
        ),
      )
    })

  const history = fc.array(
    fc.record({ grade: fc.constantFrom(...grades), gap: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 400 })) }),
    { minLength: 1, maxLength: 20 },
  )

  it('agrees on every belief and every interval', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constant(defaultWeights), fitted), history, fc.constantFrom(0.7, 0.8, 0.9, 0.95), (weights, reviews, retention) => {
        const model = modelOf(weights)
        const binding = new FSRSBinding([...weights])
        let ours: Belief | null = null
        for (const [i, { grade, gap }] of reviews.entries()) {
          const elapsed: number = i === 0 ? 0 : gap
          // From our own state at each step, so that fsrs-rs's single precision does not add up over the history.
          const theirs = binding.nextStates(
            ours ? new BindingMemoryState((ours).stability, (ours).difficulty) : null, retention, elapsed,
          )
          const states = { 1: theirs.again, 2: theirs.hard, 3: theirs.good, 4: theirs.easy }
          for (const choice of grades) {
            const mine: Belief = model.next(ours, elapsed, choice)
            const { memory, interval } = states[choice]
            // The small constant: fsrs-rs computes w11 · ((S + 1)^w13 − 1) · e^… in single precision, whose last bit
            // of the 1 is more than 1e-5 of a stability near 0.001.
            expect(Math.abs(mine.stability - memory.stability)).toBeLessThanOrEqual(1e-5 * mine.stability + 1e-6)
            expect(Math.abs(mine.difficulty - memory.difficulty)).toBeLessThanOrEqual(1e-5 * mine.difficulty)
            const days = Math.max(1, Math.round(interval))
            // Within single precision of a half day either side is right.
            const onTheEdge = Math.abs((interval % 1) - 0.5) < interval * 1e-5
            if (!onTheEdge) expect(model.intervalDays(mine.stability, retention)).toBe(days)
          }
          ours = model.next(ours, elapsed, grade)
        }
      }),
      { numRuns: 400 },
    )
  })
})
