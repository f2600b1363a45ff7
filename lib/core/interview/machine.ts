// The interview machine: the only place that changes an interview's state. It has no timer: whatever comes
// first after the deadline, the time is over as of the deadline. It marks nothing; see `report.ts`.
import type { Blueprint, QuestionId } from '#lib/core/interview/blueprint.ts'
import type { InterviewEvent } from '#lib/core/interview/event.ts'
import type { InterviewState, QuestionState } from '#lib/core/interview/interview-state.ts'
import type { Machine, Millis } from '#lib/core/engine/machine.ts'
import type { Problem, ProblemCode, Result } from '#lib/core/problem.ts'
import { allQuestions } from '#lib/core/interview/blueprint.ts'
import {
  deadlineMs,
  dueTimeOverMs,
  parentOf,
  pauseEndsAtMs,
  questionState,
} from '#lib/core/interview/interview-state.ts'
import { fail, ok } from '#lib/core/problem.ts'

export interface InterviewConfig {
  readonly blueprint: Blueprint
  /** Key-point ids of each question that has some: what self-marks and corrections may name. */
  readonly points: Readonly<Record<QuestionId, readonly string[]>>
}

/** What the driver has to write down or show. */
export type InterviewEffect =
  /** The machine noticed that the time is up: log this event, dated so, before the one that was given. */
  | { readonly type: 'log'; readonly event: { readonly type: 'time-over' }; readonly atMs: Millis }
  | { readonly type: 'asked'; readonly question: QuestionId }

/** Three hints a question; each costs, see `report.ts`. */
export const mostHints = 3
/** Characters of one answer; the marker reads fewer. */
export const longestAnswer = 100_000

type Moved = Result<InterviewState>

const refuse = (code: ProblemCode, params: Problem['params'] = {}): Moved => fail({ code, params })

/**
 * Refusals, all Problems of `interview-…`: before the start, after the end, a question that is unknown, not
 * open or answered already, a pause where none is left. `now` earlier than the last event counts as that
 * event's time.
 */
export const interviewMachine: Machine<InterviewConfig, InterviewState, InterviewEvent, InterviewEffect> = {
  name: 'interview',
  start({ blueprint, points }) {
    return {
      blueprint,
      points,
      status: 'ready',
      startedAtMs: null,
      pausedAtMs: null,
      pausedMs: 0,
      overAtMs: null,
      finishedAtMs: null,
      lastMs: 0,
      current: null,
      questions: allQuestions(blueprint).map(({ id }) => notAsked(id)),
    }
  },
  step(before, event, givenMs) {
    const nowMs = Number.isFinite(givenMs) ? Math.max(givenMs, before.lastMs) : before.lastMs
    const overMs = dueTimeOverMs(before, nowMs)
    const settled = settle(before, nowMs)
    // The event that says so is not refused because the machine noticed as well.
    const moved: Moved =
      event.type === 'time-over' && overMs !== null ? ok(settled) : apply(settled, event, nowMs)
    if (!moved.ok) return moved
    const state = { ...moved.value, lastMs: nowMs }
    const effects: InterviewEffect[] = []
    if (overMs !== null && event.type !== 'time-over') {
      effects.push({ type: 'log', event: { type: 'time-over' }, atMs: overMs })
    }
    if (state.current !== null && state.current.question !== before.current?.question) {
      effects.push({ type: 'asked', question: state.current.question })
    }
    return ok({ state, effects })
  },
}

const notAsked = (id: QuestionId): QuestionState => ({
  id,
  status: 'waiting',
  askedAtMs: null,
  spentMs: 0,
  hints: 0,
  work: null,
  selfBefore: null,
  selfAfter: null,
  partnerMark: null,
  correction: null,
})

/** What time alone has done by `nowMs`: a used-up pause has ended, the deadline has passed. */
function settle(state: InterviewState, nowMs: Millis): InterviewState {
  const ends = pauseEndsAtMs(state)
  const awake = ends !== null && nowMs >= ends ? resume(state, ends) : state
  const overMs = dueTimeOverMs(awake, nowMs)
  return overMs === null
    ? awake
    : { ...closeCurrent(awake, overMs), status: 'over', overAtMs: overMs, pausedAtMs: null }
}

function apply(state: InterviewState, event: InterviewEvent, nowMs: Millis): Moved {
  switch (event.type) {
    case 'self-mark':
    case 'partner-mark':
    case 'correct':
    case 'include-late':
      return review(state, event)
    case 'start':
      return state.status === 'ready'
        ? ok(askNext({ ...state, status: 'running', startedAtMs: nowMs }, nowMs))
        : refuse('interview-already-started')
    default:
      break
  }
  if (state.status === 'ready') return refuse('interview-not-started')
  if (state.status === 'finished') return refuse('interview-already-finished')
  switch (event.type) {
    case 'submit':
      return submit(state, event, nowMs)
    case 'hint':
      return hint(state, event.question)
    case 'skip':
      return skip(state, event.question, nowMs)
    case 'follow-up':
      return followUp(state, event.question, nowMs)
    case 'pause':
      return pause(state, nowMs)
    case 'resume':
      return state.status === 'paused' ? ok(resume(state, nowMs)) : refuse('interview-not-paused')
    case 'time-over':
      return timeOver(state, nowMs)
    case 'finish':
      return ok(finish(state, nowMs))
  }
}

function change(state: InterviewState, id: QuestionId, over: Partial<QuestionState>): InterviewState {
  return {
    ...state,
    questions: state.questions.map((each) => (each.id === id ? { ...each, ...over } : each)),
  }
}

/** Adds the time since it was asked to the current question, which stays the current one or not. */
function clockOff(state: InterviewState, nowMs: Millis): InterviewState {
  const { current } = state
  if (current === null) return state
  const question = questionState(state, current.question)!
  return change(state, current.question, { spentMs: question.spentMs + Math.max(0, nowMs - current.sinceMs) })
}

/** At the deadline: its time stops; what is open stays so for late work. */
function closeCurrent(state: InterviewState, nowMs: Millis): InterviewState {
  return { ...clockOff(state, nowMs), current: null }
}

function ask(state: InterviewState, id: QuestionId, nowMs: Millis): InterviewState {
  const asked = change(state, id, { status: 'open', askedAtMs: questionState(state, id)!.askedAtMs ?? nowMs })
  return { ...asked, current: { question: id, sinceMs: nowMs } }
}

/** An open question goes on; else the next main question of the plan; else none is left. */
function askNext(state: InterviewState, nowMs: Millis): InterviewState {
  const open = state.questions.filter(({ status }) => status === 'open').at(-1)
  const next = open ?? state.questions.find(({ id, status }) => status === 'waiting' && parentOf(id) === null)
  return next === undefined ? { ...state, current: null } : ask(state, next.id, nowMs)
}

/**
 * The question that work is handed in for: the one being asked, or, when the time is over, one that was open.
 */
function openQuestion(state: InterviewState, id: QuestionId): Result<QuestionState> {
  const question = questionState(state, id)
  if (question === null) return fail({ code: 'interview-unknown-question', params: { question: id } })
  if (question.status === 'answered' || question.status === 'skipped') {
    return fail({ code: 'interview-already-answered', params: { question: id } })
  }
  if (state.status === 'paused') return fail({ code: 'interview-is-paused' })
  const open = state.status === 'over' ? question.status === 'open' : state.current?.question === id
  if (open) return ok(question)
  if (state.status === 'over') return fail({ code: 'interview-time-over' })
  return fail({
    code: 'interview-question-not-open',
    params: { question: id, current: state.current?.question ?? '–' },
  })
}

const lengthOf = (answer: Extract<InterviewEvent, { type: 'submit' }>['answer']): number =>
  answer.kind === 'exercise' ? answer.given.length : 'text' in answer ? answer.text.length : 0

function submit(
  state: InterviewState,
  event: Extract<InterviewEvent, { type: 'submit' }>,
  nowMs: Millis,
): Moved {
  const open = openQuestion(state, event.question)
  if (!open.ok) return open
  const length = lengthOf(event.answer)
  if (length > longestAnswer) return refuse('interview-answer-too-long', { length, limit: longestAnswer })
  const late =
    state.status === 'over' ? { deadlineMs: state.overAtMs!, deliveredMs: nowMs, included: false } : null
  const clocked = late === null ? clockOff(state, nowMs) : state
  const spent = questionState(clocked, event.question)!.spentMs
  const spokenMs = Math.min(spent, Math.max(0, Math.round(event.spokenMs ?? 0)) || 0)
  const given = change(clocked, event.question, {
    status: 'answered',
    work: { answer: event.answer, atMs: nowMs, spokenMs, late },
  })
  return ok(late === null ? askNext(given, nowMs) : given)
}

function hint(state: InterviewState, id: QuestionId): Moved {
  const open = openQuestion(state, id)
  if (!open.ok) return open
  if (state.status === 'over') return refuse('interview-time-over')
  const { hints } = open.value
  return hints < mostHints
    ? ok(change(state, id, { hints: hints + 1 }))
    : refuse('interview-no-hint-left', { question: id, hints })
}

function skip(state: InterviewState, id: QuestionId, nowMs: Millis): Moved {
  const open = openQuestion(state, id)
  if (!open.ok) return open
  if (state.status === 'over') return refuse('interview-time-over')
  return ok(askNext(change(clockOff(state, nowMs), id, { status: 'skipped' }), nowMs))
}

function followUp(state: InterviewState, id: QuestionId, nowMs: Millis): Moved {
  const question = questionState(state, id)
  const parent = parentOf(id)
  if (question === null || parent === null) return refuse('interview-unknown-question', { question: id })
  if (state.status === 'over') return refuse('interview-time-over')
  if (state.status === 'paused') return refuse('interview-is-paused')
  if (question.status === 'answered' || question.status === 'skipped') {
    return refuse('interview-already-answered', { question: id })
  }
  if (state.current?.question === id) return ok(state)
  if (questionState(state, parent)!.status !== 'answered') {
    return refuse('interview-follow-up-too-early', { question: id, parent })
  }
  return ok(ask(leaveUnseen(clockOff(state, nowMs), nowMs), id, nowMs))
}

/** What began to be asked at this very instant was seen by nobody: it waits as if it had not begun. */
function leaveUnseen(state: InterviewState, nowMs: Millis): InterviewState {
  const { current } = state
  const question = current === null ? null : questionState(state, current.question)
  const unseen = question !== null && question.askedAtMs === nowMs && question.spentMs === 0 && question.hints === 0
  return unseen ? change(state, question.id, { status: 'waiting', askedAtMs: null }) : state
}

function pause(state: InterviewState, nowMs: Millis): Moved {
  if (state.status === 'paused') return refuse('interview-already-paused')
  if (state.status === 'over') return refuse('interview-time-over')
  if (state.pausedMs >= state.blueprint.pauseMs) return refuse('interview-cannot-pause')
  return ok({ ...clockOff(state, nowMs), status: 'paused', pausedAtMs: nowMs })
}

function resume(state: InterviewState, nowMs: Millis): InterviewState {
  const { current } = state
  return {
    ...state,
    status: 'running',
    pausedAtMs: null,
    pausedMs: state.pausedMs + Math.max(0, nowMs - state.pausedAtMs!),
    current: current === null ? null : { ...current, sinceMs: nowMs },
  }
}

function timeOver(state: InterviewState, nowMs: Millis): Moved {
  if (state.status === 'over') return ok(state)
  const left = (deadlineMs(state, nowMs) ?? nowMs) - nowMs
  return refuse('interview-time-not-over', { seconds: Math.ceil(left / 1000) })
}

function finish(state: InterviewState, nowMs: Millis): InterviewState {
  const awake = state.status === 'paused' ? resume(state, nowMs) : state
  return { ...closeCurrent(awake, nowMs), status: 'finished', finishedAtMs: nowMs }
}

type ReviewEvent = Extract<InterviewEvent, { type: 'self-mark' | 'partner-mark' | 'correct' | 'include-late' }>

/** What the person, or their partner, says of an answer; also after the end. */
function review(state: InterviewState, event: ReviewEvent): Moved {
  const id = event.question
  const question = questionState(state, id)
  if (question === null) return refuse('interview-unknown-question', { question: id })
  const { work } = question
  const isHeard = event.type === 'partner-mark' && question.askedAtMs !== null
  if (work === null && !isHeard) return refuse('interview-not-answered', { question: id })
  if (event.type === 'include-late') {
    if (work?.late == null) return refuse('interview-not-late', { question: id })
    return ok(change(state, id, { work: { ...work, late: { ...work.late, included: event.included } } }))
  }
  const known = new Set(state.points[id] ?? [])
  const point = Object.keys(event.mark.points).find((each) => !known.has(each))
  if (point !== undefined) return refuse('interview-unknown-point', { question: id, point })
  if (event.type === 'partner-mark') return ok(change(state, id, { partnerMark: event.mark }))
  if (event.type === 'correct') return ok(change(state, id, { correction: event.mark }))
  if (event.when === 'after') return ok(change(state, id, { selfAfter: event.mark }))
  const seen = question.selfAfter !== null || question.correction !== null
  return seen
    ? refuse('interview-self-mark-too-late', { question: id })
    : ok(change(state, id, { selfBefore: event.mark }))
}
