// `GET /interviews`: a person's interviews, newest first, each as it stands now.
import { parentOf, timeLeftMs, dueTimeOverMs, type InterviewState } from '#lib/core/interview/interview-state.ts'
import type { BlueprintRequest } from '#lib/core/interview/blueprint.ts'
import type { Dimensions } from '#lib/core/interview/report.ts'
import { foldInterview, type InterviewDeps } from '#lib/server/usecases/open-interview.ts'

export interface InterviewSummary {
  readonly id: string
  readonly createdAtMs: number
  readonly request: BlueprintRequest
  readonly status: InterviewState['status']
  readonly timeLeftMs: number
  readonly answered: number
  readonly asked: number
  readonly questions: number
  /** 0 to 1; null: no report was looked at yet, or nothing was asked. */
  readonly overall: number | null
  /** Null: no report was looked at yet. */
  readonly dimensions: Dimensions | null
}

const most = 50

/** Nobody has none. Nothing is written: a deadline that has passed is only said. */
export async function listInterviews({ store, timeShiftMs }: InterviewDeps, userId: string | null): Promise<readonly InterviewSummary[]> {
  if (userId === null) return []
  return (await store.interviews.list(userId, most)).map((log) => {
    const { record, state, nowMs } = foldInterview(log, Math.floor(log.nowMs + timeShiftMs()))
    return {
      ...{ id: record.id, createdAtMs: record.createdAtMs, request: record.setup.blueprint.request, overall: record.figures?.overall ?? null },
      dimensions: record.figures?.dimensions ?? null,
      status: dueTimeOverMs(state, nowMs) === null ? state.status : 'over',
      timeLeftMs: timeLeftMs(state, nowMs),
      answered: state.questions.filter(({ status }) => status === 'answered').length,
      asked: state.questions.filter(({ askedAtMs }) => askedAtMs !== null).length,
      questions: state.questions.filter(({ id }) => parentOf(id) === null).length,
    }
  })
}
