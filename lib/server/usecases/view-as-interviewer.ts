// An interview as a partner sees it who asks the questions: each with its key points, hints and follow-ups, what is being
// said, and the sheet to mark it by. Asked again and again, since it is live.
import { allQuestions, type QuestionId } from '#lib/core/interview/blueprint.ts'
import { deadlineMs, offeredFollowUps, parentOf, type InterviewState } from '#lib/core/interview/interview-state.ts'
import { hintsOf } from '#lib/core/interview/hints.ts'
import type { Verdict } from '#lib/core/answers/verdict.ts'
import type { Lang } from '#lib/core/notes/card.ts'
import { ok, type Result } from '#lib/core/problem.ts'
import { askExercise } from '#lib/server/usecases/ask-exercise.ts'
import { toCandidate } from '#lib/server/usecases/interview-candidates.ts'
import { openInterview, type InterviewDeps } from '#lib/server/usecases/open-interview.ts'
import { reportCard, type ReportedCard } from '#lib/server/usecases/report-interview.ts'
import { questionSeed } from '#lib/server/usecases/view-interview.ts'

export interface AskedQuestion {
  readonly id: QuestionId
  readonly text: string
  readonly isFollowUp: boolean
  readonly status: 'open' | 'answered' | 'skipped'
  /** Whether it is the one being asked now. */
  readonly current: boolean
  readonly card: Pick<ReportedCard, 'lang' | 'points' | 'pitfalls'> & { readonly answerHtml: string }
  /** What a lab's run is asked of, and why the answer is what it is; null for other kinds. */
  readonly run: { readonly question: string; readonly explanation: string } | null
  readonly hints: readonly string[]
  readonly hintsGiven: number
  /** Those of this question; `mayAsk`: it can be asked now. */
  readonly followUps: readonly { readonly id: QuestionId; readonly text: string; readonly mayAsk: boolean }[]
  /** What was handed in, in words, or is being typed. */
  readonly words: string | null
  /** Of a choice, an order, an exercise or a typed answer. */
  readonly verdict: Verdict | null
  /** Ids of the points that the partner has heard; null: not marked yet. */
  readonly heard: readonly string[] | null
}

export interface InterviewerView {
  readonly nowMs: number
  readonly seq: number
  readonly status: InterviewState['status']
  readonly totalMs: number
  readonly deadlineMs: number | null
  readonly lang: Lang
  /** The newest first. */
  readonly questions: readonly AskedQuestion[]
}

export async function viewAsInterviewer(deps: InterviewDeps, userId: string, id: string): Promise<Result<InterviewerView>> {
  const found = await openInterview(deps, userId, id)
  if (!found.ok) return found
  const { record, state, nowMs, events } = found.value
  const { blueprint } = record.setup
  const planned = allQuestions(blueprint)
  const asked = state.questions.filter(({ status }) => status !== 'waiting').sort((a, b) => b.askedAtMs! - a.askedAtMs! || (a.id < b.id ? 1 : -1))
  const cards = new Set(asked.map((question) => planned.find((plan) => plan.id === question.id)!.card))
  const [versions, drafts] = await Promise.all([
    deps.store.content.versions(record.setup.versions.filter(({ card }) => cards.has(card))),
    deps.store.interviews.drafts(userId, id),
  ])
  const mayAsk = new Set(offeredFollowUps(state))
  const questions = asked.flatMap((question): AskedQuestion[] => {
    const plan = planned.find((each) => each.id === question.id)!
    const version = versions.find(({ card }) => card === plan.card)
    if (version === undefined) return []
    const { lang, points, pitfalls } = reportCard(version)
    const { view } = version
    const answer = question.work?.answer ?? null
    const said = answer === null ? (drafts.find((draft) => draft.question === plan.id)?.text ?? null) : 'text' in answer ? answer.text : null
    const run = view.exercise === undefined ? null : askExercise(view.exercise, questionSeed(blueprint.request.seed, plan.id))
    const marked = question.partnerMark?.points
    return [{
      ...{ id: plan.id, text: plan.question, isFollowUp: parentOf(plan.id) !== null, status: question.status as AskedQuestion['status'] },
      ...{ current: state.current?.question === plan.id, card: { lang, points, pitfalls, answerHtml: view.answer.html } },
      ...{ hints: hintsOf(toCandidate(version), lang), hintsGiven: question.hints, words: said },
      run: run?.ok === true ? { question: run.value.question[lang], explanation: run.value.explanation[lang] } : null,
      followUps: plan.followUps.map(({ id: next, question: text }) => ({ id: next, text, mayAsk: mayAsk.has(next) })),
      verdict: answer === null || answer.kind === 'explain' ? null : answer.verdict,
      heard: marked === undefined ? null : Object.keys(marked).filter((point) => marked[point] === 'yes'),
    }]
  })
  return ok({ nowMs, seq: events.length, status: state.status, totalMs: blueprint.totalMs, deadlineMs: deadlineMs(state, nowMs), lang: blueprint.request.lang, questions })
}
