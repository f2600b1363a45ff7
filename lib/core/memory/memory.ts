// What the scheduler believes of one facet for one person: types only. A memory is the fold of the facet's
// events (`fold.ts`); a stored one is a cache that can be thrown away. Rows map to it member for member.
import type { Millis } from '#lib/core/engine/machine.ts'
import type { FacetId } from '#lib/core/notes/card.ts'
import type { StudyDay } from '#lib/core/memory/study-day.ts'

/** Again, Hard, Good, Easy. */
export type Grade = 1 | 2 | 3 | 4
export const grades = [1, 2, 3, 4] as const satisfies readonly Grade[]

/** An event's place in the order in which a facet's events fold: by time answered, then by id. */
export interface LogPlace {
  readonly atMs: Millis
  readonly id: string
}

interface Marks {
  readonly facet: FacetId
  readonly suspended: boolean
  readonly starred: boolean
  /** Hidden while the study day is this one; null: never buried. */
  readonly buriedDay: StudyDay | null
  /** The newest event folded in; what sorts after it is one step. */
  readonly head: LogPlace
}

/** Never graded, but marked: starred, suspended or buried. */
export interface NewMemory extends Marks {
  readonly state: 'new'
  readonly reps: 0
  readonly lapses: 0
}

interface Graded extends Marks {
  /** Days until recall falls to 90 %. */
  readonly stability: number
  /** 1 (easy) to 10. */
  readonly difficulty: number
  /** Grades given, and how many of them were Again in the state `review`. */
  readonly reps: number
  readonly lapses: number
  readonly lastAtMs: Millis
  readonly lastDay: StudyDay
  /** The study day of the first grade. */
  readonly firstDay: StudyDay
  /**
   * What this facet uses up of a day's limits: on `countedDay`, the day of its newest grade that counts
   * (source `review`), it was introduced `countedNew` times (0 or 1) and reviewed `countedReviews` times.
   * Steps count not.
   */
  readonly countedDay: StudyDay | null
  readonly countedNew: number
  readonly countedReviews: number
}

/** Between steps: due at an instant, or, where a step would end after the rollover, on the next study day. */
export type LearningMemory = Graded & {
  readonly state: 'learning' | 'relearning'
  /** 0-based index of the step that is running. */
  readonly step: number
} & (
    | { readonly dueAtMs: Millis; readonly dueDay: null }
    | { readonly dueAtMs: null; readonly dueDay: StudyDay }
  )

export interface ReviewMemory extends Graded {
  readonly state: 'review'
  readonly step: 0
  readonly dueAtMs: null
  readonly dueDay: StudyDay
}

export type GradedMemory = LearningMemory | ReviewMemory
export type Memory = NewMemory | GradedMemory

/** Negative where `a` folds before `b`, 0 for the same event. */
export function compareLogPlace(a: LogPlace, b: LogPlace): number {
  if (a.atMs !== b.atMs) return a.atMs - b.atMs
  if (a.id === b.id) return 0
  return a.id < b.id ? -1 : 1
}
