// `POST /interviews`: a request becomes a blueprint, once; what cannot be filled says what is missing and offers the
// nearest that can.
import { allQuestions, type BlueprintRequest } from '#lib/core/interview/blueprint.ts'
import { planBlueprint } from '#lib/core/interview/plan-blueprint.ts'
import { fail, ok, type Problem, type Result } from '#lib/core/problem.ts'
import type { Server } from '#lib/server/server.ts'
import type { InterviewSetup } from '#lib/server/store/interviews.ts'
import { findCandidates } from '#lib/server/usecases/interview-candidates.ts'
import { openInterview } from '#lib/server/usecases/open-interview.ts'
import { viewInterview, type InterviewView } from '#lib/server/usecases/view-interview.ts'

/** With `nearest`: what could be asked for instead; null: nothing can. */
export type CreateProblem = Problem & { readonly nearest?: BlueprintRequest | null }

type Deps = Pick<Server, 'store' | 'timeShiftMs' | 'limits'>

/** Sent again with the same id it answers with what was made the first time. */
export async function createInterview(
  deps: Deps,
  userId: string,
  id: string,
  request: BlueprintRequest,
): Promise<Result<InterviewView, CreateProblem>> {
  const { store, limits } = deps
  const made = await openInterview(deps, userId, id)
  if (made.ok) return ok(await viewInterview(deps, userId, made.value))
  if (!limits.interviews.take(userId))
    return fail({ code: 'too-many-requests', params: { seconds: limits.interviews.retryAfterSeconds(userId) } })
  const { candidates, nowMs } = await findCandidates(deps, userId, request.lang)
  const planned = planBlueprint(request, candidates, nowMs)
  if (!planned.ok) return fail({ ...planned.problem.problem, nearest: planned.problem.nearest })
  const blueprint = planned.value
  const byCard = new Map(candidates.map((candidate) => [candidate.card, candidate]))
  const questions = allQuestions(blueprint)
  const setup: InterviewSetup = {
    blueprint,
    points: Object.fromEntries(
      questions.flatMap(({ id: question, card, kind }) =>
        kind === 'explain' ? [[question, byCard.get(card)!.keyPoints.map((point) => point.id)]] : [],
      ),
    ),
    versions: [...new Set(questions.map(({ card }) => card))].map((card) => {
      const { lang, hash } = byCard.get(card)!
      return { card, lang, hash }
    }),
  }
  await store.interviews.create(userId, { id, createdAtMs: nowMs, setup })
  const opened = await openInterview(deps, userId, id)
  return opened.ok ? ok(await viewInterview(deps, userId, opened.value)) : opened
}
