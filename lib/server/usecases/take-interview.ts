// `POST /interviews/{id}/events`: what the person does. Each is judged by the machine at Postgres's clock and takes
// the next place in the log; of two at once the second is judged again after the first. Refused text is kept.
import { canonicalJson } from '#lib/core/engine/digest.ts'
import { markChoice } from '#lib/core/answers/mark-choice.ts'
import { markOrder } from '#lib/core/answers/mark-order.ts'
import { markTyped } from '#lib/core/answers/mark-typed.ts'
import type { GivenAnswer, InterviewEvent, SelfMark } from '#lib/core/interview/event.ts'
import { allQuestions, type QuestionId } from '#lib/core/interview/blueprint.ts'
import { hintsOf } from '#lib/core/interview/hints.ts'
import { nextFollowUp, questionState } from '#lib/core/interview/interview-state.ts'
import { interviewMachine } from '#lib/core/interview/machine.ts'
import { markExercise, type ExerciseAnswer } from '#lib/core/protocols/exercise.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { AskedVersion } from '#lib/server/store/content.ts'
import type { StoredInterviewEvent } from '#lib/server/store/interviews.ts'
import { askExercise } from '#lib/server/usecases/ask-exercise.ts'
import { toCandidate } from '#lib/server/usecases/interview-candidates.ts'
import { attempts, openInterview, type InterviewDeps, type OpenInterview } from '#lib/server/usecases/open-interview.ts'
import { questionSeed, shuffle, viewInterview, type InterviewView } from '#lib/server/usecases/view-interview.ts'
import { randomUUID } from 'node:crypto'

/** What is handed in, unjudged. Positions are keys of the view. */
export type HandedIn =
  | { readonly kind: 'explain' | 'typed'; readonly text: string }
  | { readonly kind: 'choice'; readonly chosen: readonly number[] }
  | { readonly kind: 'order'; readonly order: readonly number[] }
  | { readonly kind: 'exercise'; readonly given: ExerciseAnswer }

export type InterviewAction =
  | { readonly type: 'start' | 'pause' | 'resume' | 'time-over' | 'finish' }
  | { readonly type: 'hint'; readonly question: QuestionId }
  | { readonly type: 'skip' | 'follow-up'; readonly question: QuestionId }
  | { readonly type: 'submit'; readonly question: QuestionId; readonly answer: HandedIn; readonly spokenMs?: number | undefined }
  | { readonly type: 'self-mark'; readonly question: QuestionId; readonly when: 'before' | 'after'; readonly mark: SelfMark }
  | { readonly type: 'correct' | 'partner-mark'; readonly question: QuestionId; readonly mark: SelfMark }
  | { readonly type: 'include-late'; readonly question: QuestionId; readonly included: boolean }

export interface InterviewCommand {
  /** Made by the client: sent again because the answer got lost, nothing happens twice. */
  readonly id: string
  readonly deviceId: string
  /** The device's next draft number: refused text is kept under it. */
  readonly number?: number | undefined
  readonly action: InterviewAction
}

/** Nobody does so much in an hour; a script might. */
const longestLog = 2_000

/** The interview after it, or why the action is refused; nothing of a refused one is logged. */
export async function takeInterview(deps: InterviewDeps, userId: string | null, id: string, command: InterviewCommand): Promise<Result<InterviewView>> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const found = await openInterview(deps, userId, id)
    if (!found.ok) return found
    const open = found.value
    const event = await toEvent(deps, open, command.action)
    if (!event.ok) return refuse(deps, userId!, id, command, event)
    const before = open.events.find((stored) => stored.id === command.id)
    if (before !== undefined) {
      const same = canonicalJson(before.event) === canonicalJson(event.value)
      return same ? ok(await viewInterview(deps, userId!, open)) : fail({ code: 'id-reused', params: { id: command.id } })
    }
    const events = judge(open, event.value, command)
    if (!events.ok) return refuse(deps, userId!, id, command, events)
    if (!(await deps.store.interviews.append(userId!, id, open.events.length, events.value))) continue
    if (command.action.type === 'submit') await deps.store.interviews.dropDraft(userId!, id, command.action.question, command.deviceId)
    const after = await openInterview(deps, userId, id)
    return after.ok ? ok(await viewInterview(deps, userId!, after.value)) : after
  }
  throw new Error(`interview ${id}: no place in the log after ${attempts} attempts`)
}

/** The event, and with an answer or a skip the follow-up that the interviewer asks on with. */
function judge({ state, nowMs, events }: OpenInterview, event: InterviewEvent, { id, deviceId }: InterviewCommand): Result<readonly StoredInterviewEvent[]> {
  if (events.length >= longestLog) return fail({ code: 'interview-log-full' })
  const step = interviewMachine.step(state, event, nowMs)
  if (!step.ok) return step
  const after = step.value.state
  const follow = event.type === 'submit' || event.type === 'skip' ? nextFollowUp(after, event.question) : null
  const given = { id, atMs: after.lastMs, deviceId, event }
  if (follow === null || after.current?.question === follow) return ok([given])
  return ok([given, { id: randomUUID(), atMs: after.lastMs, deviceId: null, event: { type: 'follow-up', question: follow } }])
}

/** What a person wrote is not lost to a refusal: it stays with the interview as a draft. */
async function refuse<T>({ store }: InterviewDeps, userId: string, id: string, { action, deviceId, number }: InterviewCommand, refusal: Result<T> & { ok: false }) {
  if (action.type === 'submit' && 'text' in action.answer && refusal.problem.code !== 'interview-unknown-question') {
    const { text } = action.answer
    const own = (await store.interviews.drafts(userId, id)).find((draft) => draft.deviceId === deviceId && draft.question === action.question)
    const next = Math.max(number ?? 0, (own?.number ?? 0) + 1)
    await store.interviews.putDraft(userId, id, { question: action.question, deviceId, number: next, text })
  }
  return refusal
}

async function toEvent({ store }: InterviewDeps, { record, state }: OpenInterview, action: InterviewAction): Promise<Result<InterviewEvent>> {
  if (action.type !== 'submit' && action.type !== 'hint') return ok(action)
  const planned = allQuestions(record.setup.blueprint).find(({ id }) => id === action.question)
  const [version] = planned === undefined ? [] : await store.content.versions(record.setup.versions.filter(({ card }) => card === planned.card))
  if (planned === undefined || version === undefined) return fail({ code: 'interview-unknown-question', params: { question: action.question } })
  if (action.type === 'hint') {
    const { length } = hintsOf(toCandidate(version), version.lang)
    const given = questionState(state, action.question)?.hints ?? 0
    return given < length ? ok(action) : fail({ code: 'interview-no-hint-left', params: { question: action.question, hints: length } })
  }
  const answer = judgeAnswer(record.setup.blueprint.request.seed, action.question, version, action.answer)
  if (!answer.ok) return answer
  const { spokenMs, ...rest } = action
  return ok({ ...rest, ...(spokenMs === undefined ? {} : { spokenMs }), answer: answer.value })
}

function judgeAnswer(seed: string, question: QuestionId, { kind, view }: AskedVersion, given: HandedIn): Result<GivenAnswer> {
  if (given.kind !== kind) return fail({ code: 'bad-request', params: { unexpected: given.kind, expected: kind } })
  switch (given.kind) {
    case 'explain':
      return ok({ kind: 'explain', text: given.text })
    case 'typed':
      return ok({ kind: 'typed', text: given.text, verdict: markTyped(view.typed!.accepted, given.text).verdict })
    case 'choice':
      return ok({ kind: 'choice', chosen: given.chosen, verdict: markChoice(view.choice!.options, given.chosen).verdict })
    case 'order': {
      const shown = shuffle(seed, question, view.order!.items.length)
      const order = given.order.flatMap((key) => shown[key] ?? [])
      return ok({ kind: 'order', order, verdict: markOrder(shown.length, order).verdict })
    }
    case 'exercise': {
      const exercise = view.exercise === undefined ? null : askExercise(view.exercise, questionSeed(seed, question))
      if (exercise === null) return fail({ code: 'exercise-unknown', params: { kind: '–', scenario: '–' } })
      if (!exercise.ok) return exercise
      // What the RFCs allow is not wrong, whatever our own engine does.
      const { verdict } = markExercise(exercise.value, given.given)
      return ok({ kind: 'exercise', given: JSON.stringify(given.given), verdict: verdict === 'wrong' ? 'wrong' : 'right' })
    }
  }
}
