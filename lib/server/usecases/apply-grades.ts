// `POST /interviews/{id}/grades`: what an interview showed goes into the review queue, as one group of reviews of source
// "interview", so that they can be undone together.
import { v5 } from 'uuid'
import { flatten } from '#lib/core/interview/report.ts'
import { questionState } from '#lib/core/interview/interview-state.ts'
import type { Grade } from '#lib/core/memory/memory.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import { openInterview, type InterviewDeps } from '#lib/server/usecases/open-interview.ts'
import { findApplied, gradesGroup, markInterview, type ReportView } from '#lib/server/usecases/report-interview.ts'
import { settingsOf } from '#lib/server/usecases/person-settings.ts'
import { recordReviews } from '#lib/server/usecases/record-reviews.ts'

export interface GradesRequest {
  /** Made by the client: the same again applies nothing twice. */
  readonly id: string
  readonly deviceId: string
  readonly timeZone: string
  readonly grades: readonly { readonly card: string; readonly grade: Grade }[]
}

const longestMs = 86_400_000

/** The grades that count now. Each answer counts as given when it was handed in. */
export async function applyGrades(deps: InterviewDeps, userId: string | null, id: string, request: GradesRequest): Promise<Result<NonNullable<ReportView['applied']>>> {
  const found = await openInterview(deps, userId, id)
  if (!found.ok) return found
  const open = found.value
  const { state } = open
  if (state.status !== 'over' && state.status !== 'finished') return fail({ code: 'interview-not-over' })
  const { store } = deps
  const [{ report, cards }, before, reading] = await Promise.all([
    markInterview(store, userId!, open),
    findApplied(store, userId!, open),
    store.log.read(userId!, [], []),
  ])
  const settings = settingsOf(reading.settings)
  const items = report.questions.flatMap(flatten).flatMap((question) => {
    const wanted = request.grades.find(({ card }) => card === question.card)
    const card = cards[question.card]
    if (wanted === undefined || card === undefined || question.status === 'not-asked') return []
    const { work, askedAtMs } = questionState(state, question.id)!
    return [
      {
        ...{ id: v5(`${request.id} ${card.facet}`, open.record.id), facet: card.facet, grade: wanted.grade, version: card.hash },
        answeredAt: work?.atMs ?? report.endedAtMs ?? askedAtMs!,
        elapsedMs: Math.min(longestMs, Math.round(question.spentMs)),
        timeZone: settings.zoneChosen ? settings.timeZone : request.timeZone,
        ...{ source: 'interview', group: gradesGroup(id), answer: { interview: id, question: question.id } },
      },
    ]
  })
  if (items.length === 0) return fail({ code: 'interview-nothing-to-apply' })
  const again = before !== null && items.every((item) => before.eventIds.includes(item.id))
  if (before !== null) return again ? ok(before) : fail({ code: 'interview-grades-applied' })
  const { results } = await recordReviews(deps, userId, { sentAtMs: null, deviceId: request.deviceId, items })
  const refused = results.find(({ problem }) => problem !== undefined)
  const applied = await findApplied(store, userId!, open)
  return applied === null ? fail(refused?.problem ?? { code: 'interview-nothing-to-apply' }) : ok(applied)
}
