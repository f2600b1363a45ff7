// What a grade given now would do: the terms that are stored with it, and the four labels of the buttons.
// Server and page both use this, so that a label is what happens. Nothing is stored here.
import type { Millis } from '#lib/core/engine/machine.ts'
import type { FacetId } from '#lib/core/notes/card.ts'
import type { ReviewTerms } from '#lib/core/memory/event.ts'
import type { Weights } from '#lib/core/memory/fsrs.ts'
import type { Grade, Memory } from '#lib/core/memory/memory.ts'
import type { Settings } from '#lib/core/memory/settings.ts'
import type { DayClock } from '#lib/core/memory/study-day.ts'
import { hashToUnit } from '#lib/core/engine/random.ts'
import { defaultSteps } from '#lib/core/memory/event.ts'
import { modelOf } from '#lib/core/memory/fsrs.ts'
import { outcomeOf, stepEndsAtMs } from '#lib/core/memory/schedule.ts'

/** Until the card comes back: steps in seconds, all else in study days. */
export type Interval = { readonly seconds: number } | { readonly days: number }

export interface Intervals {
  readonly again: Interval
  readonly hard: Interval
  readonly good: Interval
  readonly easy: Interval
}

/** The place in the fuzz range of a facet's next review: the same on every device, another after each review. */
export const spreadOf = (facet: FacetId, memory: Memory | null): number => hashToUnit(`${facet}:${memory?.reps ?? 0}`)

/** The part of a review's payload that the fold reads, but for the grade, for an answer given at `atMs`. */
export function reviewTerms(
  facet: FacetId,
  memory: Memory | null,
  atMs: Millis,
  settings: Pick<Settings, 'retention' | 'maximumIntervalDays'>,
  clock: DayClock,
): ReviewTerms {
  const studyDay = clock.studyDay(atMs)
  return {
    studyDay,
    dayEndsAtMs: clock.dayEndsAtMs(studyDay),
    retention: settings.retention,
    maximumIntervalDays: settings.maximumIntervalDays,
    steps: defaultSteps,
    spread: spreadOf(facet, memory),
  }
}

/**
 * What each grade given at `atMs` under these terms does. It holds until the study day ends, but for one thing: a
 * step that still ends before the rollover now becomes a day once it no longer would, so pages ask again then.
 */
export function intervalsOf(memory: Memory | null, atMs: Millis, terms: ReviewTerms, weights: Weights): Intervals {
  const after = (grade: Grade): Interval => {
    const { delay } = outcomeOf(memory, grade, terms, modelOf(weights))
    if (delay.kind === 'days') return { days: delay.days }
    const endsAtMs = stepEndsAtMs(atMs, delay.minutes, terms.dayEndsAtMs)
    return endsAtMs === null ? { days: 1 } : { seconds: delay.minutes * 60 }
  }
  return { again: after(1), hard: after(2), good: after(3), easy: after(4) }
}
