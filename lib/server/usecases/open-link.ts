// `POST /shared` and below: what a link opens, to whoever has it. Nobody is asked who they are, nothing tells whose
// interview it is, and whoever tries tokens is soon made to wait.
import type { InterviewEvent } from '#lib/core/interview/event.ts'
import type { Lang } from '#lib/core/notes/card.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import { hashToken } from '#lib/server/auth/identify.ts'
import type { Server } from '#lib/server/server.ts'
import type { DraftReceipt, FoundLink, InterviewDraft, LinkKind } from '#lib/server/store/interviews.ts'
import { keepDraft } from '#lib/server/usecases/keep-draft.ts'
import { findReport } from '#lib/server/usecases/report-interview.ts'
import { withoutPerson, type SharedReport } from '#lib/server/usecases/shared-report.ts'
import { takeInterview, type InterviewCommand } from '#lib/server/usecases/take-interview.ts'
import { viewAsInterviewer, type InterviewerView } from '#lib/server/usecases/view-as-interviewer.ts'
import { findInterview, type InterviewView } from '#lib/server/usecases/view-interview.ts'

export type SharedView =
  | { readonly kind: 'report'; readonly report: SharedReport }
  | { readonly kind: 'candidate'; readonly view: InterviewView }
  | { readonly kind: 'interviewer'; readonly view: InterviewerView }

type Deps = Pick<Server, 'store' | 'timeShiftMs' | 'limits'>

/** What each part may do. Marks of one's own, and what they change, stay with whose interview it is. */
const allowed: Readonly<Record<LinkKind, readonly InterviewEvent['type'][]>> = {
  report: [],
  interviewer: ['hint', 'skip', 'follow-up', 'partner-mark'],
  candidate: ['start', 'submit', 'hint', 'skip', 'follow-up', 'pause', 'resume', 'time-over', 'finish'],
}

async function findLink({ store, timeShiftMs, limits }: Deps, address: string, token: string): Promise<Result<FoundLink>> {
  if (!limits.links.take(address)) return fail({ code: 'too-many-requests', params: { seconds: limits.links.retryAfterSeconds(address) } })
  const link = await store.interviews.findLink(hashToken(token))
  if (link === null) return fail({ code: 'link-unknown' })
  // Only what opened nothing counts as a try.
  limits.links.giveBack(address)
  return link.expiresAtMs > link.nowMs + timeShiftMs() ? ok(link) : fail({ code: 'link-expired' })
}

export async function openLink(deps: Deps, address: string, token: string, lang: Lang): Promise<Result<SharedView>> {
  const link = await findLink(deps, address, token)
  return link.ok ? viewLink(deps, link.value, lang) : link
}

async function viewLink(deps: Deps, { kind, userId, interviewId, withAnswers, id }: FoundLink, lang: Lang): Promise<Result<SharedView>> {
  if (kind === 'interviewer') {
    const view = await viewAsInterviewer(deps, userId, interviewId)
    return view.ok ? ok({ kind, view: view.value }) : view
  }
  if (kind === 'candidate') {
    const view = await findInterview(deps, userId, interviewId)
    if (!view.ok) return view
    if (view.value.status !== 'finished') return ok({ kind, view: masked(view.value, id) })
  }
  const report = await findReport(deps, userId, interviewId, lang)
  return report.ok ? ok({ kind: 'report', report: withoutPerson(report.value, kind === 'candidate' || withAnswers) }) : report
}

/** `POST /shared/events`. */
export async function actByLink(deps: Deps, address: string, token: string, command: InterviewCommand, lang: Lang): Promise<Result<SharedView>> {
  const found = await findLink(deps, address, token)
  if (!found.ok) return found
  const { kind, userId, interviewId } = found.value
  if (!allowed[kind].includes(command.action.type)) return fail({ code: 'link-not-for-this' })
  const taken = await takeInterview(deps, userId, interviewId, command)
  return taken.ok ? viewLink(deps, found.value, lang) : taken
}

/** `PUT /shared/draft`. */
export async function draftByLink(deps: Deps, address: string, token: string, draft: InterviewDraft): Promise<Result<DraftReceipt>> {
  const found = await findLink(deps, address, token)
  if (!found.ok) return found
  const { kind, userId, interviewId } = found.value
  return kind === 'candidate' ? keepDraft(deps, userId, interviewId, draft) : fail({ code: 'link-not-for-this' })
}

/** The link's id stands for the interview's, and the draw, which may be named after it, stays out. */
const masked = (view: InterviewView, id: string): InterviewView => ({ ...view, id, request: { ...view.request, seed: '' } })
