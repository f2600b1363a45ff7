// An interview as the person taking it sees it: the clock, the question, what was typed. Nothing of the answers: what
// is right stays here until the interview is over.
import { drawShuffled, startRandom } from '#lib/core/engine/random.ts'
import { allQuestions, type BlueprintRequest, type PlannedQuestion, type QuestionId, type SectionKind } from '#lib/core/interview/blueprint.ts'
import { deadlineMs, parentOf, pauseEndsAtMs, questionState, type InterviewState, type QuestionState } from '#lib/core/interview/interview-state.ts'
import { hintsOf } from '#lib/core/interview/hints.ts'
import type { CardKind, Level } from '#lib/core/notes/card.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import { parseTrace, printTrace } from '#lib/core/protocols/trace.ts'
import { ok, type Result } from '#lib/core/problem.ts'
import type { AskedVersion } from '#lib/server/store/content.ts'
import type { KeptDraft } from '#lib/server/store/interviews.ts'
import { askExercise } from '#lib/server/usecases/ask-exercise.ts'
import { toCandidate } from '#lib/server/usecases/interview-candidates.ts'
import { openInterview, type InterviewDeps, type OpenInterview } from '#lib/server/usecases/open-interview.ts'

export interface QuestionView {
  readonly id: QuestionId
  readonly section: SectionKind
  readonly kind: CardKind
  readonly level: Level
  readonly topic: string
  /** As the interviewer asks it. */
  readonly text: string
  /** The card's own wording, rendered. */
  readonly html: string
  /** Whether `text` is in other words than the card, as follow-ups often are. */
  readonly reworded: boolean
  readonly isFollowUp: boolean
  /** What a follow-up follows on: the question and what was answered. */
  readonly follows: { readonly text: string; readonly answer: string | null } | null
  readonly plannedMs: number
  readonly spentMs: number
  readonly hints: readonly string[]
  readonly hintsLeft: number
  /** In the order in which they are shown; `key` is what is handed in. */
  readonly choice?: { readonly multiple: boolean; readonly options: readonly { readonly key: number; readonly html: string }[] }
  readonly order?: { readonly items: readonly { readonly key: number; readonly html: string }[] }
  readonly exercise?: Exercise
  /** Newest first. */
  readonly drafts: readonly KeptDraft[]
}

export interface InterviewView {
  readonly id: string
  /** How many events the log has: a device that knows fewer has been overtaken. */
  readonly seq: number
  readonly nowMs: number
  readonly createdAtMs: number
  readonly request: BlueprintRequest
  readonly status: InterviewState['status']
  readonly totalMs: number
  readonly startedAtMs: number | null
  /** As things stand; moves while a pause runs. */
  readonly deadlineMs: number | null
  /** While paused: when the pause ends by itself. */
  readonly pauseEndsAtMs: number | null
  readonly pauseLeftMs: number
  readonly sections: readonly { readonly kind: SectionKind; readonly plannedMs: number; readonly questions: number }[]
  /** Main questions and follow-ups that are done with; main questions in all. */
  readonly done: { readonly main: number; readonly followUps: number; readonly ofMain: number }
  /** What is being asked; null before the start, while paused, and when none is left. */
  readonly question: QuestionView | null
  /** When the time is over: what was open, and may be handed in late. */
  readonly lateQuestions: readonly QuestionView[]
}

/** `GET /interviews/{id}`. */
export async function findInterview(deps: InterviewDeps, userId: string | null, id: string): Promise<Result<InterviewView>> {
  const open = await openInterview(deps, userId, id)
  return open.ok ? ok(await viewInterview(deps, userId!, open.value)) : open
}

export async function viewInterview({ store }: InterviewDeps, userId: string, open: OpenInterview): Promise<InterviewView> {
  const { record, events, nowMs, state } = open
  const { blueprint, versions } = record.setup
  const asked =
    state.status === 'over'
      ? state.questions.filter(({ status }) => status === 'open')
      : state.status === 'running' && state.current !== null
        ? [questionState(state, state.current.question)!]
        : []
  const planned = new Map(allQuestions(blueprint).map((question) => [question.id, question]))
  const cards = new Set(asked.map(({ id }) => planned.get(id)!.card))
  const [texts, drafts] =
    asked.length === 0
      ? [[], []]
      : await Promise.all([store.content.versions(versions.filter(({ card }) => cards.has(card))), store.interviews.drafts(userId, record.id)])
  const views = asked.flatMap((question): QuestionView[] => {
    const plan = planned.get(question.id)!
    const version = texts.find(({ card }) => card === plan.card)
    return version === undefined ? [] : [viewQuestion(open, plan, question, version, planned, drafts)]
  })
  const done = state.questions.filter(({ status }) => status === 'answered' || status === 'skipped')
  const main = state.questions.filter(({ id }) => parentOf(id) === null)
  return {
    ...{ id: record.id, seq: events.length, nowMs, createdAtMs: record.createdAtMs, request: blueprint.request },
    ...{ status: state.status, totalMs: blueprint.totalMs, startedAtMs: state.startedAtMs },
    ...{ deadlineMs: deadlineMs(state, nowMs), pauseEndsAtMs: pauseEndsAtMs(state) },
    pauseLeftMs: Math.max(0, blueprint.pauseMs - state.pausedMs),
    sections: blueprint.sections.map(({ kind, plannedMs, questions }) => ({ kind, plannedMs, questions: questions.length })),
    done: {
      main: done.filter(({ id }) => parentOf(id) === null).length,
      followUps: done.filter(({ id }) => parentOf(id) !== null).length,
      ofMain: main.length,
    },
    question: state.status === 'running' ? (views[0] ?? null) : null,
    lateQuestions: state.status === 'over' ? views : [],
  }
}

function viewQuestion(
  { record, state, nowMs }: OpenInterview,
  plan: PlannedQuestion,
  question: QuestionState,
  version: AskedVersion,
  planned: ReadonlyMap<QuestionId, PlannedQuestion>,
  drafts: readonly KeptDraft[],
): QuestionView {
  const { blueprint } = record.setup
  const { view } = version
  const parent = parentOf(plan.id)
  const before = parent === null ? null : questionState(state, parent)
  const hints = hintsOf(toCandidate(version), version.lang)
  const running = state.current?.question === plan.id && state.status === 'running' ? Math.max(0, nowMs - state.current.sinceMs) : 0
  const exercise = view.exercise === undefined ? null : askExercise(view.exercise, questionSeed(blueprint.request.seed, plan.id))
  const shuffled = (length: number) => shuffle(blueprint.request.seed, plan.id, length)
  return {
    ...{ id: plan.id, kind: plan.kind, level: plan.level, topic: plan.topic, text: plan.question, html: view.question.html },
    section: blueprint.sections.find(({ questions }) => questions.some(({ id }) => id === plan.id.split('.')[0]))!.kind,
    ...{ isFollowUp: parent !== null, reworded: plan.question !== version.question },
    follows:
      before === null ? null : { text: planned.get(parent!)!.question, answer: before.work?.answer.kind === 'explain' ? before.work.answer.text : null },
    ...{ plannedMs: plan.plannedMs, spentMs: question.spentMs + running },
    ...{ hints: hints.slice(0, question.hints), hintsLeft: Math.max(0, hints.length - question.hints) },
    ...(view.choice === undefined
      ? {}
      : { choice: { multiple: view.choice.multiple, options: shuffled(view.choice.options.length).map((key) => ({ key, html: view.choice!.options[key]!.html })) } }),
    // The key must not tell the place: it is that of the shuffled list.
    ...(view.order === undefined
      ? {}
      : { order: { items: shuffled(view.order.items.length).map((item, key) => ({ key, html: view.order!.items[item]!.html })) } }),
    ...(exercise?.ok === true ? { exercise: withoutAnswers(exercise.value) } : {}),
    drafts: drafts.filter((draft) => draft.question === plan.id),
  }
}

/** The form alone: what is right, why, and how the run goes on stay here. */
function withoutAnswers(exercise: Exercise): Exercise {
  const nothing = { en: '', zh: '' }
  const { form } = exercise
  const { file } = parseTrace(exercise.shown)
  // The scenario's title and what to look for would tell; the names are the picture's.
  const shown = printTrace({ ...file, header: file.header.filter(({ key }) => key.startsWith('names.')) })
  return {
    ...{ ...exercise, shown, outcome: '', explanation: nothing, clauses: [] },
    form:
      form.kind === 'choice'
        ? { kind: 'choice', choices: form.choices.map(({ text }) => ({ text, verdict: 'wrong', why: nothing, clause: null })) }
        : { kind: 'fields', fields: form.fields.map((field) => ({ ...field, accepted: [], mistakes: [] })) },
  }
}

/** What an exercise or a shuffled list of this question is drawn by. */
export const questionSeed = (seed: string, question: QuestionId): string => `${seed}:${question}`

/** The order in which options or steps of a question are shown: the same for all who take this interview. */
export function shuffle(seed: string, question: QuestionId, length: number): readonly number[] {
  const right = Array.from({ length }, (_, i) => i)
  const mixed = drawShuffled(startRandom(questionSeed(seed, question)), right).value
  // Shown in the right order, there would be nothing to do.
  return length > 1 && mixed.every((item, i) => item === i) ? [...mixed.slice(1), mixed[0]!] : mixed
}
