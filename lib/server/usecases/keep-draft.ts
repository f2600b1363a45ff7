// `PUT /interviews/{id}/draft`: what is being typed, every two seconds. One statement; never in the log; taken in
// every state of the interview, so that no text is lost to a clock.
import { fail, ok, type Result } from '#lib/core/problem.ts'
import { draftBytes, type DraftReceipt, type InterviewDraft } from '#lib/server/store/interviews.ts'
import type { InterviewDeps } from '#lib/server/usecases/open-interview.ts'

export async function keepDraft({ store, timeShiftMs }: InterviewDeps, userId: string | null, id: string, draft: InterviewDraft): Promise<Result<DraftReceipt>> {
  const receipt = userId === null ? 'unknown' : await store.interviews.putDraft(userId, id, draft)
  if (receipt === 'unknown') return fail({ code: 'unknown-interview' })
  if (receipt === 'full') return fail({ code: 'interview-drafts-full', params: { limit: draftBytes >> 20 } })
  return ok({ ...receipt, nowMs: Math.floor(receipt.nowMs + timeShiftMs()) })
}
