// The state of an interview and what can be read from it at any time: deadline, time left, what may be asked.
// Nothing ticks: time left is a function of the state and now. `machine.ts` alone changes it.
import type { Blueprint, QuestionId } from '#lib/core/interview/blueprint.ts'
import type { GivenAnswer, SelfMark } from '#lib/core/interview/event.ts'
import type { Millis } from '#lib/core/engine/machine.ts'

export interface GivenWork {
  readonly answer: GivenAnswer
  readonly atMs: Millis
  readonly spokenMs: Millis
  /** Handed in after the deadline: both times, and whether the person lets it count. */
  readonly late: {
    readonly deadlineMs: Millis
    readonly deliveredMs: Millis
    readonly included: boolean
  } | null
}

export interface QuestionState {
  readonly id: QuestionId
  /** `waiting`: not asked yet. An open question may wait while its elder's follow-up is asked. */
  readonly status: 'waiting' | 'open' | 'answered' | 'skipped'
  /** When it was first asked. */
  readonly askedAtMs: Millis | null
  /** Time it was the one being asked, without pauses, up to the deadline. */
  readonly spentMs: Millis
  readonly hints: number
  readonly work: GivenWork | null
  readonly selfBefore: SelfMark | null
  readonly selfAfter: SelfMark | null
  /** By a partner, who may mark what was spoken and never handed in. */
  readonly partnerMark: SelfMark | null
  readonly correction: SelfMark | null
}

export interface InterviewState {
  readonly blueprint: Blueprint
  readonly points: Readonly<Record<QuestionId, readonly string[]>>
  /** `over`: the time is up, late work may still come in. */
  readonly status: 'ready' | 'running' | 'paused' | 'over' | 'finished'
  readonly startedAtMs: Millis | null
  /** While paused: since when. */
  readonly pausedAtMs: Millis | null
  /** Pauses that have ended, in all. */
  readonly pausedMs: Millis
  readonly overAtMs: Millis | null
  readonly finishedAtMs: Millis | null
  /** The latest time seen; the clock never goes back behind it. */
  readonly lastMs: Millis
  /** The question being asked, and since when; null: none is left, or none has begun. */
  readonly current: { readonly question: QuestionId; readonly sinceMs: Millis } | null
  /** In the order of the plan, follow-ups after their question. */
  readonly questions: readonly QuestionState[]
}

export function questionState(state: InterviewState, id: QuestionId): QuestionState | null {
  return state.questions.find((question) => question.id === id) ?? null
}

/** `q1.2` follows on `q1`; a main question on nothing. */
export function parentOf(id: QuestionId): QuestionId | null {
  const dot = id.lastIndexOf('.')
  return dot < 0 ? null : id.slice(0, dot)
}

/** When a running pause ends by itself, because the five minutes are used up; null while none runs. */
export function pauseEndsAtMs(state: InterviewState): Millis | null {
  if (state.pausedAtMs === null) return null
  return state.pausedAtMs + Math.max(0, state.blueprint.pauseMs - state.pausedMs)
}

/**
 * When the interview's time is up as things stand at `nowMs`; null before the start. A running pause moves
 * it.
 */
export function deadlineMs(state: InterviewState, nowMs: Millis): Millis | null {
  if (state.startedAtMs === null) return null
  const ends = pauseEndsAtMs(state)
  const pausing = ends === null ? 0 : Math.max(0, Math.min(nowMs, ends) - state.pausedAtMs!)
  return state.startedAtMs + state.blueprint.totalMs + state.pausedMs + pausing
}

/** Time left at `nowMs`, never negative; the whole length before the start, 0 after the end. */
export function timeLeftMs(state: InterviewState, nowMs: Millis): Millis {
  if (state.status === 'ready') return state.blueprint.totalMs
  if (state.status === 'over' || state.status === 'finished') return 0
  const now = Math.max(nowMs, state.lastMs)
  return Math.max(0, (deadlineMs(state, now) ?? 0) - now)
}

/** The time at which a `time-over` is due and was not yet logged; null: none is due at `nowMs`. */
export function dueTimeOverMs(state: InterviewState, nowMs: Millis): Millis | null {
  if (state.status !== 'running' && state.status !== 'paused') return null
  const deadline = deadlineMs(state, nowMs)
  return deadline !== null && nowMs >= deadline ? deadline : null
}

/** Follow-ups that may be asked now: of answered questions, not asked yet, in the order of the plan. */
export function offeredFollowUps(state: InterviewState): readonly QuestionId[] {
  if (state.status !== 'running') return []
  return state.questions
    .filter(({ id, status }) => {
      const parent = parentOf(id)
      return status === 'waiting' && parent !== null && questionState(state, parent)?.status === 'answered'
    })
    .map(({ id }) => id)
}

/** What the interviewer asks on with, once `id` is answered or skipped: the family's next follow-up; null: none. */
export function nextFollowUp(state: InterviewState, id: QuestionId): QuestionId | null {
  const family = id.split('.')[0]!
  return offeredFollowUps(state).find((each) => each.split('.')[0] === family) ?? null
}
