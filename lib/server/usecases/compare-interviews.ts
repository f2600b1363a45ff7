// A person's interviews of one draw side by side: the same questions, another day.
import { flatten } from '#lib/core/interview/report.ts'
import type { Figures } from '#lib/server/store/interviews.ts'
import { foldInterview, type InterviewDeps } from '#lib/server/usecases/open-interview.ts'
import { markInterview } from '#lib/server/usecases/report-interview.ts'

export interface ComparedInterview extends Figures {
  readonly id: string
  readonly createdAtMs: number
  /** By card, those that were asked: the score, 0 to 1; null where nothing was handed in. */
  readonly scores: Readonly<Record<string, number | null>>
}

export interface Comparison {
  /** What both were drawn to ask, in the order of this one's plan. */
  readonly questions: readonly { readonly card: string; readonly text: string }[]
  readonly here: ComparedInterview
  readonly other: ComparedInterview
}

const mostListed = 50

/** The newest other one with this one's seed that is finished and asks mostly the same; null: there is none. */
export async function compareInterviews({ store, timeShiftMs }: InterviewDeps, userId: string | null, id: string): Promise<Comparison | null> {
  if (userId === null) return null
  const open = (await store.interviews.list(userId, mostListed)).map((log) => foldInterview(log, Math.floor(log.nowMs + timeShiftMs())))
  const here = open.find(({ record }) => record.id === id)
  if (here === undefined) return null
  const { seed } = here.record.setup.blueprint.request
  const others = open.filter(({ record, state }) => record.id !== id && record.setup.blueprint.request.seed === seed && state.status === 'finished')
  const compared = async (each: (typeof open)[number]) => {
    const { report } = await markInterview(store, userId, each)
    const questions = report.questions.flatMap(flatten)
    const asked = questions.filter(({ status }) => status !== 'not-asked')
    const scores = Object.fromEntries(asked.map(({ card, mark }) => [card, mark?.score ?? null]))
    const { overall, dimensions } = report
    return { questions, summary: { id: each.record.id, createdAtMs: each.record.createdAtMs, overall, dimensions, scores } }
  }
  const mine = await compared(here)
  for (const each of others) {
    const other = await compared(each)
    const shared = mine.questions.filter(({ card }) => other.questions.some((question) => question.card === card))
    if (shared.length * 2 >= mine.questions.length) return { questions: shared.map(({ card, question }) => ({ card, text: question })), here: mine.summary, other: other.summary }
  }
  return null
}
