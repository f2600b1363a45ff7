// An interview on the in-memory store with a clock that tests turn: set up, taken and reported as the API does.
import { randomUUID } from 'node:crypto'
import { createLimiter } from '#lib/server/http/limiter.ts'
import type { BlueprintRequest } from '#lib/core/interview/blueprint.ts'
import { createInterview } from '#lib/server/usecases/create-interview.ts'
import { keepDraft } from '#lib/server/usecases/keep-draft.ts'
import { takeInterview, type HandedIn, type InterviewAction } from '#lib/server/usecases/take-interview.ts'
import { findReport } from '#lib/server/usecases/report-interview.ts'
import { findInterview } from '#lib/server/usecases/view-interview.ts'
import { openDesk } from '../desk.ts'

export const minute = 60_000
const names = Array.from({ length: 24 }, (_, i) => `alpha/card-${i + 10}`)
export const plainRequest: BlueprintRequest = {
  ...{ minutes: 10, level: 2, scope: { kind: 'all' }, lang: 'en', mode: 'explain' },
  ...{ mayPause: true, personal: true, seed: 'a seed' },
}

export async function openInterviewDesk() {
  const desk = await openDesk(names)
  const deps = { ...desk.deps, limits: { interviews: createLimiter(100, 3_600_000, () => desk.clock.nowMs) } as never }
  const id = randomUUID()
  const value = <T>(result: { ok: true; value: T } | { ok: false; problem: { code: string } }): T => {
    if (!result.ok) throw new Error(result.problem.code)
    return result.value
  }
  const take = (action: InterviewAction, more: { id?: string; deviceId?: string; person?: string } = {}) =>
    takeInterview(deps, more.person ?? desk.person, id, { id: more.id ?? randomUUID(), deviceId: more.deviceId ?? 'tab', action })
  return {
    ...desk,
    ...{ deps, id, value, take },
    create: (request = plainRequest, other = id) => createInterview(deps, desk.person, other, request),
    view: async () => value(await findInterview(deps, desk.person, id)),
    report: async () => value(await findReport(deps, desk.person, id, 'en')),
    submit: (question: string, text: string, more: Parameters<typeof take>[1] = {}) =>
      take({ type: 'submit', question, answer: { kind: 'explain', text } satisfies HandedIn }, more),
    draft: (question: string, number: number, text: string, deviceId = 'tab') => keepDraft(deps, desk.person, id, { question, deviceId, number, text }),
    events: async () => (await desk.store.interviews.read(desk.person, id))!.events,
  }
}
