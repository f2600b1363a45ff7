// The entries of a person's log: what is stored, column for column, and all that the fold needs of each.
// Append-only; CONTRACTS part 1 ("The log") is exact. What an event does stands in `machine.ts`, who is void
// in `voided.ts`.
import type { Millis } from '#lib/core/engine/machine.ts'
import type { FacetId, Lang } from '#lib/core/notes/card.ts'
import type { Problem } from '#lib/core/problem.ts'
import type { Grade } from '#lib/core/memory/memory.ts'
import type { Settings } from '#lib/core/memory/settings.ts'
import type { StudyDay } from '#lib/core/memory/study-day.ts'

/** A UUID v7 in lower case, made by the client. Its time is never used for order. */
export type EventId = string

interface Columns<Kind extends string, Facet extends FacetId | null, Payload> {
  readonly id: EventId
  readonly kind: Kind
  /** Null on events that are not about one facet. */
  readonly facet: Facet
  /** The time answered or done, corrected for the device's clock and never after `receivedAtMs`. */
  readonly atMs: Millis
  readonly receivedAtMs: Millis
  readonly deviceId: string | null
  /** Events that are undone together, such as an interview's grades. */
  readonly groupId: string | null
  readonly payload: Payload
}

/** Learning and relearning steps, whole minutes. */
export interface Steps {
  readonly learningMinutes: readonly number[]
  readonly relearningMinutes: readonly number[]
}

export const defaultSteps: Steps = { learningMinutes: [1, 10], relearningMinutes: [10] }

/** `import`: brought along from another program's log. */
export type ReviewSource = 'review' | 'page' | 'interview' | 'lab' | 'import'
export const reviewSources = ['review', 'page', 'interview', 'lab', 'import'] as const satisfies readonly ReviewSource[]

/** What a review's fold reads: the person's settings on that day, as the client applied them. */
export interface ReviewTerms {
  readonly studyDay: StudyDay
  /** The instant at which the next study day begins. */
  readonly dayEndsAtMs: Millis
  /** 0 to 1: the chance of recall at which a card should come back. */
  readonly retention: number
  readonly maximumIntervalDays: number
  readonly steps: Steps
  /** The place in the fuzz range, in [0, 1); absent: the plain rounded interval. */
  readonly spread?: number
}

export interface ReviewPayload extends ReviewTerms {
  readonly grade: Grade
  readonly elapsedMs: number
  readonly source: ReviewSource
  readonly timeZone: string
  readonly rolloverHour: number
  /** Provenance: the whole log folds with the person's newest weights, not with these. */
  readonly model: string
  readonly weightsId: EventId | null
  /** The card's text that was seen; absent where a script did not say. */
  readonly version?: string
  readonly lang?: Lang
  /** Objective kinds: what was answered, what the rule said of it, the seed of what was shown. */
  readonly answer?: unknown
  readonly verdict?: 'right' | 'wrong'
  readonly seed?: string
}

interface Nothing {
  readonly [member: string]: never
}

export type ReviewEvent = Columns<'review', FacetId, ReviewPayload>
export type SuspendEvent = Columns<'suspend', FacetId, Nothing>
export type UnsuspendEvent = Columns<'unsuspend', FacetId, Nothing>
/** Hidden until the study day after `studyDay`. */
export type BuryEvent = Columns<'bury', FacetId, { readonly studyDay: StudyDay }>
export type StarEvent = Columns<'star', FacetId, Nothing>
export type UnstarEvent = Columns<'unstar', FacetId, Nothing>
export type UndoEvent = Columns<'undo', null, { readonly targets: readonly EventId[] }>
export type RedoEvent = Columns<'redo', null, { readonly targets: readonly EventId[] }>
export type WeightsEvent = Columns<
  'weights',
  null,
  { readonly weights: readonly number[]; readonly model: string }
>
export type SettingsEvent = Columns<'settings', null, Partial<Settings>>

/** What a memory is folded from, and what can be undone. */
export type FacetEvent = ReviewEvent | SuspendEvent | UnsuspendEvent | BuryEvent | StarEvent | UnstarEvent
/** What makes other events void or brings them back. */
export type VoidingEvent = UndoEvent | RedoEvent
export type LogEvent = FacetEvent | VoidingEvent | WeightsEvent | SettingsEvent

export const isFacetEvent = (event: LogEvent): event is FacetEvent => event.facet !== null
export const isVoidingEvent = (event: LogEvent): event is VoidingEvent =>
  event.kind === 'undo' || event.kind === 'redo'

const isMinutes = (steps: readonly number[]): boolean =>
  steps.length <= 20 && steps.every((minutes) => Number.isInteger(minutes) && minutes >= 1 && minutes <= 1440)

const refused = (event: FacetEvent, field: string, unexpected: unknown, expected: string): Problem => ({
  code: 'bad-event',
  params: { id: event.id, field, unexpected: String(unexpected), expected },
})

/** Why an event cannot be folded (`bad-event`); null if it can. What passes here makes no step throw. */
export function facetEventProblem(event: FacetEvent): Problem | null {
  if (!Number.isFinite(event.atMs)) return refused(event, 'at', event.atMs, 'milliseconds')
  if (event.kind === 'bury') {
    const { studyDay } = event.payload
    return Number.isInteger(studyDay) ? null : refused(event, 'studyDay', studyDay, 'integer')
  }
  if (event.kind !== 'review') return null
  const { grade, studyDay, dayEndsAtMs, retention, maximumIntervalDays, steps, spread } = event.payload
  if (!(grade >= 1 && grade <= 4 && Number.isInteger(grade)))
    return refused(event, 'grade', grade, '1, 2, 3, 4')
  if (!Number.isInteger(studyDay)) return refused(event, 'studyDay', studyDay, 'integer')
  if (!Number.isFinite(dayEndsAtMs)) return refused(event, 'dayEndsAt', dayEndsAtMs, 'milliseconds')
  if (!(retention > 0 && retention <= 1)) return refused(event, 'retention', retention, '(0, 1]')
  if (!(maximumIntervalDays >= 1 && Number.isInteger(maximumIntervalDays))) {
    return refused(event, 'maximumIntervalDays', maximumIntervalDays, 'integer ≥ 1')
  }
  if (spread !== undefined && !(spread >= 0 && spread < 1)) {
    return refused(event, 'spread', spread, '[0, 1)')
  }
  if (steps !== defaultSteps && !(isMinutes(steps.learningMinutes) && isMinutes(steps.relearningMinutes))) {
    return refused(event, 'steps', JSON.stringify(steps), 'integers 1…1440')
  }
  return null
}
