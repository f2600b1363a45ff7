// When a facet comes back after a grade: steps in minutes while it is learned, intervals in days after that.
// Values only; `machine.ts` alone assigns state. Learning steps follow Anki, except that a Hard on the first
// step is a whole minute, as in ts-fsrs.
import type { Millis } from '#lib/core/engine/machine.ts'
import type { ReviewTerms } from '#lib/core/memory/event.ts'
import type { Belief, Model } from '#lib/core/memory/fsrs.ts'
import type { Grade, GradedMemory, Memory } from '#lib/core/memory/memory.ts'
import { placeInterval } from '#lib/core/memory/fsrs.ts'

const minuteMs = 60_000

/** Either a step that runs for some minutes, or an interval of whole days in the state `review`. */
export type Delay =
  | {
      readonly kind: 'step'
      readonly state: 'learning' | 'relearning'
      readonly step: number
      readonly minutes: number
    }
  | { readonly kind: 'days'; readonly days: number }

export interface Outcome extends Belief {
  readonly delay: Delay
}

/** Whole study days since the facet's preceding grade; 0 where the days run backwards (a change of zone). */
export const elapsedDaysOf = (memory: GradedMemory, terms: ReviewTerms): number =>
  Math.max(0, terms.studyDay - memory.lastDay)

/** The belief and the delay after this grade; `memory` as it stood before it. */
export function outcomeOf(memory: Memory | null, grade: Grade, terms: ReviewTerms, model: Model): Outcome {
  const before = memory === null || memory.state === 'new' ? null : memory
  const elapsedDays = before ? elapsedDaysOf(before, terms) : 0
  const belief = model.next(before, elapsedDays, grade)
  const step = stepAfter(before, grade, terms)
  if (step) return { stability: belief.stability, difficulty: belief.difficulty, delay: step }

  const days = orderedDays(before, elapsedDays, grade, belief, terms, model)
  return { stability: belief.stability, difficulty: belief.difficulty, delay: { kind: 'days', days } }
}

/**
 * Again ≤ Hard ≤ Good ≤ Easy, each a day above the one before; the lowest gives way to its neighbour instead
 * of pushing it up; cut at the maximum interval, where alone they may be equal. Grades that lead to a step
 * have no place in this order. `belief` is the one after `grade`.
 */
function orderedDays(
  before: GradedMemory | null,
  elapsedDays: number,
  grade: Grade,
  belief: Belief,
  terms: ReviewTerms,
  model: Model,
): number {
  const lowest = lowestInDays(before, terms)
  const last = Math.max(grade, Math.min(4, lowest + 1))
  let days = 0
  for (let next = lowest; next <= last; next++) {
    const { stability } = next === grade ? belief : model.next(before, elapsedDays, next)
    const raw = placeInterval(model.intervalDays(stability, terms.retention), terms.spread)
    if (next === lowest) days = raw
    else {
      if (next === lowest + 1) days = Math.min(days, raw)
      if (next <= grade) days = Math.max(raw, days + 1)
    }
  }
  return Math.min(terms.maximumIntervalDays, days)
}

const stateOfSteps = (before: GradedMemory | null): 'learning' | 'relearning' =>
  before === null || before.state === 'learning' ? 'learning' : 'relearning'

function stepAfter(before: GradedMemory | null, grade: Grade, terms: ReviewTerms): Delay | null {
  const state = stateOfSteps(before)
  const steps = state === 'learning' ? terms.steps.learningMinutes : terms.steps.relearningMinutes
  if (before?.state === 'review' && grade > 1) return null
  const at = before?.step ?? 0
  switch (grade) {
    case 1:
      return steps.length === 0 ? null : { kind: 'step', state, step: 0, minutes: steps[0]! }
    case 2:
      return steps.length === 0 ? null : { kind: 'step', state, step: at, minutes: hardMinutes(steps, at) }
    case 3:
      return at + 1 < steps.length ? { kind: 'step', state, step: at + 1, minutes: steps[at + 1]! } : null
    case 4:
      return null
  }
}

// Halfway to the second step, or half as long again where there is none; a later step is repeated (ts-fsrs
// would give the first step's six minutes again, Anki does not).
function hardMinutes(steps: readonly number[], at: number): number {
  if (at > 0) return steps[Math.min(at, steps.length - 1)]!
  return Math.round(steps.length === 1 ? steps[0]! * 1.5 : (steps[0]! + steps[1]!) / 2)
}

function lowestInDays(before: GradedMemory | null, terms: ReviewTerms): Grade {
  let lowest: Grade = 4
  while (lowest > 1 && !stepAfter(before, (lowest - 1) as Grade, terms)) lowest = (lowest - 1) as Grade
  return lowest
}

/** The instant at which a step ends; null if that is after the rollover: it then waits for the next study day. */
export function stepEndsAtMs(atMs: Millis, minutes: number, dayEndsAtMs: Millis): Millis | null {
  const endsAtMs = atMs + minutes * minuteMs
  return endsAtMs > dayEndsAtMs ? null : endsAtMs
}
