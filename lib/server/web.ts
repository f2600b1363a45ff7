// What pages may use of the server. It only reads what `main.ts` built once: the renderer loads modules of its own,
// and must not open a second pool, limiter or cache. Functions about the notes read content/ and work in a build too.
import { cookies, headers } from 'next/headers'
import type { AuthOptions } from 'next-auth'
import type { Lang } from '#lib/core/notes/card.ts'
import { authOptions } from '#lib/server/auth/next-auth-options.ts'
import { currentServer } from '#lib/server/server.ts'
import type { InterviewLink } from '#lib/server/store/interviews.ts'
import { compareInterviews, type Comparison } from '#lib/server/usecases/compare-interviews.ts'
import { listAnnotatedTopics } from '#lib/server/usecases/list-annotated-topics.ts'
import { listInterviews, type InterviewSummary } from '#lib/server/usecases/list-interviews.ts'
import { listLinks } from '#lib/server/usecases/link-interview.ts'
import { listOwnNotes, readOwnCollection, type OwnCollectionView, type OwnNotesView } from '#lib/server/usecases/list-own-notes.ts'
import { listTopics } from '#lib/server/usecases/list-topics.ts'
import { readOwnNote, type OwnNoteView } from '#lib/server/usecases/read-own-note.ts'
import { openDraft, type LookOverView } from '#lib/server/usecases/read-own-notes.ts'
import { readSession, type SessionView } from '#lib/server/usecases/read-session.ts'
import { findReport as reportOf, type ReportView } from '#lib/server/usecases/report-interview.ts'
import { findInterview as viewOf, type InterviewView } from '#lib/server/usecases/view-interview.ts'
import { searchNotes, type SearchAnswer, type SearchResult } from '#lib/server/usecases/search-notes.ts'
import { readToday, type TodayView } from '#lib/server/usecases/read-today.ts'

export { readTopic, readTopics } from '#lib/server/usecases/read-topics.ts'
export { themeScript } from '#lib/server/http/theme-script.ts'
export { readZones } from '#lib/server/labs/dns/read-zones.ts'
export type { TopicSection, TopicSummary } from '#lib/server/usecases/read-topics.ts'
export type { FacetStanding, TopicMemories, TopicStandings } from '#lib/server/usecases/read-standings.ts'
export { readScenarios, type ScenarioSource } from '#lib/server/usecases/read-scenarios.ts'
export type { Comparison, InterviewLink, InterviewSummary, InterviewView, LookOverView, OwnCollectionView, OwnNotesView, OwnNoteView, ReportView, SearchAnswer, SearchResult, SessionView, TodayView }
export type { Decision, LookOverCardView } from '#lib/server/usecases/read-own-notes.ts'
export type { Restored } from '#lib/server/usecases/restore-notes.ts'
export type { Accepted } from '#lib/server/usecases/accept-own-notes.ts'
export type { QueueAnswer, QueueCard } from '#lib/server/usecases/list-queue.ts'
export type { Annotation, KeptAnnotation } from '#lib/server/store/annotations.ts'
export type { QuestionView } from '#lib/server/usecases/view-interview.ts'
export type { HandedIn, InterviewAction } from '#lib/server/usecases/take-interview.ts'
export type { LinkKind } from '#lib/server/store/interviews.ts'
export type { MadeLink } from '#lib/server/usecases/link-interview.ts'
export type { SharedView } from '#lib/server/usecases/open-link.ts'
export type { SharedReport } from '#lib/server/usecases/shared-report.ts'
export type { AskedQuestion, InterviewerView } from '#lib/server/usecases/view-as-interviewer.ts'
export type { ReportedCard } from '#lib/server/usecases/report-interview.ts'
export type { DraftReceipt } from '#lib/server/store/interviews.ts'
export type { UndoPreview } from '#lib/server/usecases/undo.ts'

async function identify() {
  const header = (await cookies()).toString()
  return currentServer().identifier.identify(header === '' ? null : header, null)
}

/** Who looks at this page. */
export async function findSession(): Promise<SessionView> {
  return readSession(currentServer(), await identify())
}

/** The topics by name, for pages rendered for one request: these must not read the notes themselves. */
export async function findTopics(lang: Lang): ReturnType<typeof listTopics> {
  return listTopics(currentServer(), lang)
}

/** What the notes say about a query, and one's own. */
export async function findNotes(query: string, lang: Lang): Promise<SearchAnswer> {
  return searchNotes(currentServer(), (await identify())?.person ?? null, { q: query, lang, limit: 50 })
}

/** The notes on passages of whoever looks at this page. */
export async function findAnnotations(lang: Lang): ReturnType<typeof listAnnotatedTopics> {
  return listAnnotatedTopics(currentServer(), (await identify())?.person ?? null, lang)
}

/** The today page of whoever looks at it. */
export async function findToday(lang: Lang): Promise<TodayView> {
  return readToday(currentServer(), (await identify())?.person ?? null, lang)
}

/** The notes of whoever looks at this page. */
export async function findOwnNotes(): Promise<OwnNotesView> {
  return listOwnNotes(currentServer(), (await identify())?.person ?? null)
}

/** One of their collections; null where there is none of that id. */
export async function findOwnCollection(id: string): Promise<OwnCollectionView | null> {
  const found = await readOwnCollection(currentServer(), (await identify())?.person ?? null, id)
  return found.ok ? found.value : null
}

/** A file of theirs as a page; null where there is none of that name. */
export async function findOwnNote(collection: string, file: string, lang: Lang): Promise<OwnNoteView | null> {
  const found = await readOwnNote(currentServer(), (await identify())?.person ?? null, collection, file, lang)
  return found.ok ? found.value : null
}

/** What they are looking over; null where there is none of that id. */
export async function findDraft(id: string, lang: Lang): Promise<LookOverView | null> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return null
  const found = await openDraft(currentServer(), (await identify())?.person ?? null, id, lang)
  return found.ok ? found.value : null
}

/** The interviews of whoever looks at this page. */
export async function findInterviews(): Promise<readonly InterviewSummary[]> {
  return listInterviews(currentServer(), (await identify())?.person ?? null)
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** One of their interviews as it stands; null where they have none of that id. */
export async function findInterview(id: string): Promise<InterviewView | null> {
  if (!uuid.test(id)) return null
  const found = await viewOf(currentServer(), (await identify())?.person ?? null, id)
  return found.ok ? found.value : null
}

/** The newest other one of the same draw beside it; null: there is none. */
export async function findComparison(id: string): Promise<Comparison | null> {
  return compareInterviews(currentServer(), (await identify())?.person ?? null, id)
}

/** The links that open it to others; none where it is not theirs. */
export async function findLinks(id: string): Promise<readonly InterviewLink[]> {
  if (!uuid.test(id)) return []
  const found = await listLinks(currentServer(), (await identify())?.person ?? null, id)
  return found.ok ? found.value.links : []
}

/** Its report; null before it is over. */
export async function findReport(id: string, lang: Lang): Promise<ReportView | null> {
  const found = await reportOf(currentServer(), (await identify())?.person ?? null, id, lang)
  return found.ok ? found.value : null
}

/** next-auth's options for one request: they know the address, and the guest that this browser was. */
export async function authOptionsForRequest(): Promise<AuthOptions> {
  const identity = await identify()
  const sent = await headers()
  const server = currentServer()
  const forwarded = server.environment.trustProxy ? sent.get('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return authOptions(server, {
    address: forwarded ?? sent.get('x-protodeck-address') ?? 'unknown',
    device: sent.get('user-agent') ?? '',
    guest: identity !== null && identity.email === null ? identity.person : null,
  })
}
