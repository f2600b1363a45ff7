// The forgetting curve: FSRS-6. The only file that imports ts-fsrs, so that another model replaces this one file.
// ts-fsrs counts UTC calendar days, exceeds its maximum interval and seeds its fuzz with the time; so only its
// formulas are used (`next_state`, `next_interval`), and days, cap, order and fuzz are ours.
import type { Grade } from '#lib/core/memory/memory.ts'
import type { Result } from '#lib/core/problem.ts'
import { FSRSAlgorithm, default_w } from 'ts-fsrs'
import { fail, ok } from '#lib/core/problem.ts'

declare const brand: unique symbol
/** 21 finite numbers, w0 to w20. */
export type Weights = readonly number[] & { readonly [brand]: 'Weights' }

/** Stands on each review beside the weights' id, so that a later model can tell what was used. */
export const modelName = 'fsrs-6'

const weightCount = 21

/** What a person starts with. Frozen copies: ts-fsrs clips its own. */
export const defaultWeights = Object.freeze([...default_w]) as unknown as Weights

/** Weights from storage or a request. Problem: `bad-weights`. */
export function parseWeights(value: unknown): Result<Weights> {
  const bad = (unexpected: string): Result<Weights> =>
    fail({ code: 'bad-weights', params: { unexpected, expected: weightCount } })
  if (!Array.isArray(value)) return bad(value === null ? 'null' : typeof value)
  if (value.length !== weightCount) return bad(`${value.length} values`)
  const odd: unknown = value.find((weight) => typeof weight !== 'number' || !Number.isFinite(weight))
  if (odd !== undefined || value.includes(undefined)) return bad(String(odd))
  return ok(Object.freeze([...(value as number[])]) as unknown as Weights)
}

/** What FSRS believes: days until recall falls to 90 %, and 1 (easy) to 10. */
export interface Belief {
  readonly stability: number
  readonly difficulty: number
}

/** One set of weights, ready to compute with. */
export interface Model {
  /** The belief after a grade, `elapsedDays` whole study days after the one before; null: never graded. */
  next(before: Belief | null, elapsedDays: number, grade: Grade): Belief
  /** Whole days until recall falls to `retention`; at least 1, not capped, not fuzzed. */
  intervalDays(stability: number, retention: number): number
  /** The chance of recall after so many days, in (0, 1]. */
  recall(elapsedDays: number, stability: number): number
}

const smallestStability = 0.001
const largestFirstStability = 100
const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high)

const models = new WeakMap<Weights, Model>()

/** The model of these weights; made once for each array. */
export function modelOf(weights: Weights): Model {
  let model = models.get(weights)
  if (!model) {
    model = makeModel(weights)
    models.set(weights, model)
  }
  return model
}

function makeModel(weights: Weights): Model {
  const algorithm = new FSRSAlgorithm({
    w: weights,
    enable_fuzz: false,
    enable_short_term: true,
    maximum_interval: Infinity,
  })
  // ts-fsrs lifts w19 to 0.01; fsrs-rs, which fits the weights, lets it be 0 (then a same-day answer scales by a
  // constant). Written past the setter, which would lift it again.
  const used = algorithm.parameters.w as number[]
  used[19] = clamp(weights[19]!, 0, 0.8)

  return {
    next(before, elapsedDays, grade) {
      if (before) return algorithm.next_state(before, elapsedDays, grade)
      const first = algorithm.next_state(null, 0, grade)
      // ts-fsrs floors the first stability at 0.1; fitted weights below that are common, and fsrs-rs keeps them.
      return {
        stability: clamp(weights[grade - 1]!, smallestStability, largestFirstStability),
        difficulty: first.difficulty,
      }
    },
    intervalDays(stability, retention) {
      // The setter computes the factor again, which costs as much as an interval; a person rarely changes it.
      if (algorithm.parameters.request_retention !== retention) {
        algorithm.parameters.request_retention = retention
      }
      return algorithm.next_interval(stability, 0)
    },
    recall: (elapsedDays, stability) => algorithm.forgetting_curve(elapsedDays, stability),
  }
}

/** The whole days, both ends included, among which an interval may be placed. */
export interface FuzzRange {
  readonly lower: number
  readonly upper: number
}

/**
 * Anki's fuzz range: nothing below 2.5 days; then 1 day, and 0.15 of what lies between 2.5 and 7 days, 0.10 of
 * 7 to 20, 0.05 of what is beyond, to either side.
 */
export function fuzzRange(intervalDays: number): FuzzRange {
  if (intervalDays < 2.5) {
    const only = Math.round(intervalDays)
    return { lower: only, upper: only }
  }
  const delta =
    1 +
    0.15 * (Math.min(intervalDays, 7) - 2.5) +
    0.1 * Math.max(0, Math.min(intervalDays, 20) - 7) +
    0.05 * Math.max(0, intervalDays - 20)
  return { lower: Math.max(2, Math.round(intervalDays - delta)), upper: Math.round(intervalDays + delta) }
}

/** The place `spread` in [0, 1) inside the fuzz range; without a spread, the interval itself. */
export function placeInterval(intervalDays: number, spread: number | undefined): number {
  if (spread === undefined) return intervalDays
  const { lower, upper } = fuzzRange(intervalDays)
  return lower + Math.floor(spread * (upper - lower + 1))
}
