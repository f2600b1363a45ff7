// The JSON API under /api/v1: each call is a line that names its schema and its use case. Mounted before the page
// renderer. Authorisation and rules stand in the use cases; here are only HTTP's own concerns.
import { randomUUID } from 'node:crypto'
import { OpenAPIHono, type z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Lang } from '#lib/core/notes/card.ts'
import { fail, type Problem, type Result } from '#lib/core/problem.ts'
import { checkOrigin, openContext, readBytes, readJson, requirePerson, uploadLimitBytes, type ApiContext } from '#lib/server/http/context.ts'
import { explainIssue } from '#lib/server/http/explain-issue.ts'
import { download, showPicture } from '#lib/server/http/download.ts'
import { lineStream } from '#lib/server/http/line-stream.ts'
import { langOf, problemResponse, toProblemDocument } from '#lib/server/http/problem-response.ts'
import * as schemas from '#lib/server/http/schemas.ts'
import { createLiveRuns } from '#lib/server/labs/dns/live-runs.ts'
import type { LiveMessage } from '#lib/server/labs/dns/live-worker.ts'
import { readZones } from '#lib/server/labs/dns/read-zones.ts'
import type { Server } from '#lib/server/server.ts'
import { deleteAnnotation, keepAnnotation, listAnnotations } from '#lib/server/usecases/annotate.ts'
import { applyGrades } from '#lib/server/usecases/apply-grades.ts'
import { acceptDraft } from '#lib/server/usecases/accept-own-notes.ts'
import { changeSettings } from '#lib/server/usecases/change-settings.ts'
import { createInterview } from '#lib/server/usecases/create-interview.ts'
import { editOwnCard, readOwnCard, undoJoin, writeOwnCard } from '#lib/server/usecases/edit-own-card.ts'
import { exportNotes } from '#lib/server/usecases/export-notes.ts'
import { findPicture } from '#lib/server/usecases/find-picture.ts'
import { keepDraft } from '#lib/server/usecases/keep-draft.ts'
import { listLinks, makeLink, withdrawLink } from '#lib/server/usecases/link-interview.ts'
import { listEvents } from '#lib/server/usecases/list-events.ts'
import { listInterviews } from '#lib/server/usecases/list-interviews.ts'
import { deleteDraft, deleteOwnCollection, listOwnNotes, readOwnCollection } from '#lib/server/usecases/list-own-notes.ts'
import { listQueue } from '#lib/server/usecases/list-queue.ts'
import { mergePerson } from '#lib/server/usecases/merge-person.ts'
import { keepDecisions, openDraft, readOwnNotes } from '#lib/server/usecases/read-own-notes.ts'
import { readTopicMemories, readTopicStandings } from '#lib/server/usecases/read-standings.ts'
import { readSession } from '#lib/server/usecases/read-session.ts'
import { recordActions } from '#lib/server/usecases/record-actions.ts'
import { recordReviews } from '#lib/server/usecases/record-reviews.ts'
import { reportMistake } from '#lib/server/usecases/report-mistake.ts'
import { exportReport, findReport } from '#lib/server/usecases/report-interview.ts'
import { runDnsLive } from '#lib/server/usecases/run-dns-live.ts'
import { exportWithIds } from '#lib/server/usecases/write-note-ids.ts'
import { searchNotes } from '#lib/server/usecases/search-notes.ts'
import { signUp } from '#lib/server/usecases/sign-up.ts'
import { takeInterview } from '#lib/server/usecases/take-interview.ts'
import { openWebSocketLab } from '#lib/server/usecases/open-websocket-lab.ts'
import { actByLink, draftByLink, openLink } from '#lib/server/usecases/open-link.ts'
import { peekUndo, redo, undo } from '#lib/server/usecases/undo.ts'
import { findInterview } from '#lib/server/usecases/view-interview.ts'

type Answer = Result<unknown, Problem & { readonly nearest?: unknown }>

/** The Hono application; its `fetch` answers every request under /api/v1 and /api/health. */
export function createApi(server: Server): OpenAPIHono {
  const app = new OpenAPIHono()

  const handle =
    (write: boolean, run: (context: ApiContext, hono: Context) => Promise<Answer>) =>
    async (hono: Context): Promise<Response> => {
      const context = await openContext(server, hono.req.raw, addressOf(hono, server))
      const allowed: Answer = write ? checkOrigin(context) : { ok: true, value: null }
      const answer = allowed.ok ? await run(context, hono) : allowed
      const response = answer.ok ? (answer.value instanceof Response ? answer.value : jsonResponse(answer.value)) : problemResponse(answer.problem, context.lang)
      if (!answer.ok && answer.problem.code === 'too-many-requests')
        response.headers.set('retry-after', String(answer.problem.params?.['seconds'] ?? 60))
      for (const cookie of context.cookies) response.headers.append('set-cookie', cookie)
      return response
    }

  const read = (path: string, answer: z.ZodType | null, summary: string, run: (context: ApiContext, id: string) => Promise<Answer>, query?: z.ZodObject) => {
    app.openAPIRegistry.registerPath(documentation('get', path, summary, answer, null, query))
    app.get(toRoute(path), handle(false, (context, hono) => run(context, hono.req.param('id') ?? '')))
  }

  const write = <Body extends z.ZodType>(
    method: 'post' | 'put' | 'delete',
    path: string,
    call: { body: Body; documented?: z.ZodType; answer: z.ZodType | null; summary: string },
    run: (context: ApiContext, body: z.output<Body>, id: string) => Promise<Answer>,
  ) => {
    app.openAPIRegistry.registerPath(documentation(method, path, call.summary, call.answer, call.documented ?? call.body))
    app.on(method.toUpperCase(), toRoute(path), handle(true, async (context, hono) => {
      const json = await readJson(context.request)
      if (!json.ok) return json
      const body = call.body.safeParse(json.value)
      return body.success ? run(context, body.data, hono.req.param('id') ?? '') : fail(explainIssue(body.error, 'the body'))
    }))
  }

  const asPerson = async (context: ApiContext, claimed: string | undefined, run: (person: string) => Promise<Answer>): Promise<Answer> => {
    const person = await requirePerson(context, claimed)
    return person.ok ? run(person.value) : person
  }

  app.get('/api/health', async () => {
    const database = await server.store.ping().then(() => 'ok', () => 'down')
    const status = database === 'ok' ? 200 : 503
    return jsonResponse({ status: database === 'ok' ? 'ok' : 'degraded', database, version: server.version }, status)
  })

  read('/api/v1/queue', schemas.queueAnswer, 'The next cards', async (context) => {
    const query = schemas.queueQuery.safeParse(Object.fromEntries(new URL(context.request.url).searchParams))
    if (!query.success) return fail(explainIssue(query.error, 'the query'))
    return listQueue(server, context.identity?.person ?? null, query.data)
  }, schemas.queueQuery)

  read('/api/v1/memories', schemas.memoriesAnswer, "How a topic's facets stand in memory", async (context) => {
    const query = schemas.memoriesQuery.safeParse(Object.fromEntries(new URL(context.request.url).searchParams))
    return query.success ? readTopicMemories(server, context.identity?.person ?? null, query.data) : fail(explainIssue(query.error, 'the query'))
  }, schemas.memoriesQuery)
  read('/api/v1/standings', schemas.standingsAnswer, 'How well each topic is known', async (context) => {
    const query = schemas.standingsQuery.safeParse(Object.fromEntries(new URL(context.request.url).searchParams))
    return query.success ? readTopicStandings(server, context.identity?.person ?? null, query.data) : fail(explainIssue(query.error, 'the query'))
  }, schemas.standingsQuery)

  read('/api/v1/search', schemas.searchAnswer, 'Search topics, cards and pitfalls, in both languages at once', async (context) => {
    const query = schemas.searchQuery.safeParse(Object.fromEntries(new URL(context.request.url).searchParams))
    if (!query.success) return fail(explainIssue(query.error, 'the query'))
    if (!server.limits.searches.take(context.address))
      return fail({ code: 'too-many-requests', params: { seconds: server.limits.searches.retryAfterSeconds(context.address) } })
    return { ok: true, value: await searchNotes(server, context.identity?.person ?? null, query.data) }
  }, schemas.searchQuery)

  read('/api/v1/annotations', schemas.annotationsAnswer, 'My notes on passages', async (context) => {
    const query = schemas.annotationsQuery.safeParse(Object.fromEntries(new URL(context.request.url).searchParams))
    return query.success ? listAnnotations(server, context.identity?.person ?? null, query.data.topic ?? null) : fail(explainIssue(query.error, 'the query'))
  }, schemas.annotationsQuery)
  write('put', '/api/v1/annotations', { body: schemas.annotationBody, answer: schemas.idAnswer, summary: 'Keep a note on a passage; the same id changes it' },
    (context, { person: claimed, ...annotation }) => asPerson(context, claimed, (person) => keepAnnotation(server, person, annotation)))
  write('delete', '/api/v1/annotations', { body: schemas.annotationDeleteBody, answer: schemas.idAnswer, summary: 'Delete a note on a passage' },
    async (context, { person: claimed, id }) =>
      // Whoever is nobody has nothing to delete, and becomes no guest by it.
      context.identity === null ? { ok: true, value: { id } } : asPerson(context, claimed, (person) => deleteAnnotation(server, person, id)))
  write('post', '/api/v1/reports', { body: schemas.reportBody, answer: schemas.idAnswer, summary: 'Report a mistake in a card' },
    (context, { version, source, ...report }) => reportMistake(server, context.address, { ...report, version: version ?? null, source: source ?? null }))

  write('post', '/api/v1/reviews', { body: schemas.reviewsBody, documented: schemas.documentedReviewsBody, answer: schemas.resultsAnswer, summary: 'Record reviews' },
    (context, body) => judged(context, body, body.reviews, recordReviews))

  write('post', '/api/v1/actions', { body: schemas.actionsBody, documented: schemas.documentedActionsBody, answer: schemas.resultsAnswer, summary: 'Suspend, bury, star' },
    (context, body) => judged(context, body, body.actions, recordActions))

  /** Items are answered one by one; a batch of somebody else's is refused item by item, and nothing is stored. */
  const judged = async (
    context: ApiContext,
    body: { person?: string | undefined; sentAt?: number | undefined; deviceId?: string | undefined },
    items: readonly unknown[],
    record: typeof recordReviews | typeof recordActions,
  ): Promise<Answer> => {
    const person = await requirePerson(context, body.person)
    if (!person.ok && person.problem.code !== 'wrong-person') return person
    const answer = await record(server, person.ok ? person.value : null, { sentAtMs: body.sentAt ?? null, deviceId: body.deviceId ?? null, items })
    return {
      ok: true,
      value: {
        ...answer,
        results: answer.results.map(({ problem, ...result }) =>
          problem === undefined ? result : { ...result, problem: toProblemDocument(problem, context.lang) },
        ),
      },
    }
  }

  write('post', '/api/v1/undo', { body: schemas.undoBody, answer: schemas.undoneAnswer, summary: 'Undo the newest action, or the ones named' },
    (context, body) => asPerson(context, body.person, (person) => undo(server, person, body)))
  write('post', '/api/v1/redo', { body: schemas.undoBody, answer: schemas.undoneAnswer, summary: 'Redo what was undone last' },
    (context, body) => asPerson(context, body.person, (person) => redo(server, person, body)))
  read('/api/v1/undo', null, 'What an undo would undo', async (context) => ({
    ok: true,
    value: await peekUndo(server, context.identity?.person ?? null, context.lang),
  }))

  read('/api/v1/events', null, 'The log, in the order received', async (context) => {
    const query = new URL(context.request.url).searchParams
    return listEvents(server, context.identity?.person ?? null, query.get('after'), query.get('limit'))
  })

  read('/api/v1/session', null, 'Who is signed in, and their settings', async (context) => ({
    ok: true,
    value: await readSession(server, context.identity),
  }))
  write('delete', '/api/v1/session', { body: schemas.emptyBody, answer: null, summary: 'Sign out' }, async (context) => {
    if (context.identity !== null) context.cookies.push(await server.identifier.closeSession(context.identity))
    return { ok: true, value: {} }
  })
  write('put', '/api/v1/settings', { body: schemas.settingsBody, answer: null, summary: 'Change settings' },
    (context, { person: claimed, change }) => asPerson(context, claimed, (person) => changeSettings(server, person, change)))
  write('post', '/api/v1/account', { body: schemas.accountBody, answer: null, summary: 'Sign up with e-mail and password' },
    (context, body) => signUp(context, body))
  write('post', '/api/v1/account/merge', { body: schemas.mergeBody, answer: null, summary: "Bring the guest's reviews, or leave them" },
    (context, body) => mergePerson(context, body.bring))

  read('/api/v1/notes', null, 'My collections; with `collection` its cards, with `draft` what is being looked over', async (context) => {
    const query = new URL(context.request.url).searchParams
    const person = context.identity?.person ?? null
    const [collection, draft] = [query.get('collection'), query.get('draft')]
    if (draft !== null) return isUuid(draft) ? openDraft(server, person, draft, context.lang) : fail({ code: 'unknown-draft' })
    return collection === null ? { ok: true, value: await listOwnNotes(server, person) } : readOwnCollection(server, person, collection)
  })
  write('post', '/api/v1/notes/read', { body: schemas.notesReadBody, answer: null, summary: 'Read notes into cards to be looked over' },
    (context, { person: claimed, ...sent }) => asPerson(context, claimed, (person) => readOwnNotes(server, person, sent, context.lang)))
  // A file as it is, of any size that is kept: what JSON would have to carry as text.
  app.post('/api/v1/notes/upload', handle(true, async (context) => {
    const query = schemas.notesUploadQuery.safeParse(Object.fromEntries(new URL(context.request.url).searchParams))
    if (!query.success) return fail(explainIssue(query.error, 'the query'))
    const bytes = await readBytes(context.request, uploadLimitBytes)
    if (!bytes.ok) return bytes
    const { name, draft } = query.data
    return asPerson(context, undefined, (person) => readOwnNotes(server, person, { files: [{ name, bytes: bytes.value }], draft }, context.lang))
  }))
  read('/api/v1/notes/export', null, 'My collections as a file: Markdown (zip), CSV, JSON, or a package for Anki', async (context) => {
    const query = schemas.notesExportQuery.safeParse(Object.fromEntries(new URL(context.request.url).searchParams))
    if (!query.success) return fail(explainIssue(query.error, 'the query'))
    const made = await exportNotes(server, context.identity?.person ?? null, query.data.format, query.data.collection ?? null)
    return made.ok ? { ok: true, value: download(new Uint8Array(made.value.bytes), made.value.type, made.value.name) } : made
  }, schemas.notesExportQuery)
  read('/api/v1/notes/with-ids', null, 'The files of a collection as they were brought, with the ids of their cards put in', async (context) => {
    const query = schemas.notesWithIdsQuery.safeParse(Object.fromEntries(new URL(context.request.url).searchParams))
    if (!query.success) return fail(explainIssue(query.error, 'the query'))
    const made = await exportWithIds(server, context.identity?.person ?? null, query.data.collection)
    return made.ok ? { ok: true, value: download(new Uint8Array(made.value.bytes), made.value.type, made.value.name) } : made
  }, schemas.notesWithIdsQuery)
  app.get('/api/v1/notes/pictures/:collection/:name', handle(false, async ({ identity }, hono) => {
    const found = await findPicture(server, identity?.person ?? null, hono.req.param('collection') ?? '', hono.req.param('name') ?? '')
    return found.ok ? { ok: true, value: showPicture(new Uint8Array(found.value.bytes), found.value.type) } : found
  }))
  write('put', '/api/v1/notes/draft', { body: schemas.notesDecideBody, answer: null, summary: 'Keep what was decided so far' },
    (context, { person: claimed, draft, decisions }) => asPerson(context, claimed, (person) => keepDecisions(server, person, draft, decisions)))
  write('post', '/api/v1/notes/accept', { body: schemas.notesAcceptBody, answer: null, summary: 'Make cards of what was looked over' },
    (context, { person: claimed, ...accepted }) => asPerson(context, claimed, (person) => acceptDraft(server, person, accepted)))
  read('/api/v1/notes/card', null, 'One card of mine as it is written', async (context) => {
    const query = schemas.ownCardQuery.safeParse(Object.fromEntries(new URL(context.request.url).searchParams))
    return query.success ? readOwnCard(server, context.identity?.person ?? null, query.data.collection, query.data.card) : fail(explainIssue(query.error, 'the query'))
  }, schemas.ownCardQuery)
  write('post', '/api/v1/notes/card', { body: schemas.ownCardBody, answer: null, summary: 'Write a card by hand' },
    (context, { person: claimed, ...card }) => asPerson(context, claimed, (person) => writeOwnCard(server, person, card)))
  write('put', '/api/v1/notes/card', { body: schemas.ownCardEditBody, answer: null, summary: 'Change what a card of mine says; its schedule stays' },
    (context, { person: claimed, collection, card, ...written }) => asPerson(context, claimed, (person) => editOwnCard(server, person, collection, card, written)))
  write('post', '/api/v1/notes/undo-join', { body: schemas.undoJoinBody, answer: null, summary: 'Two cards were taken for one: take it back' },
    (context, { person: claimed, collection, card }) => asPerson(context, claimed, (person) => undoJoin(server, person, collection, card)))
  write('delete', '/api/v1/notes', { body: schemas.notesDeleteBody, answer: null, summary: 'Delete a collection, or throw away a draft' },
    (context, { person: claimed, collection, draft }) =>
      asPerson(context, claimed, (person) => (collection === undefined ? deleteDraft(server, person, draft!) : deleteOwnCollection(server, person, collection))))

  // An id that is none names nobody's interview. Whoever has no interview becomes no guest by asking for one.
  const ofPerson = async (context: ApiContext, claimed: string | undefined, id: string, run: (person: string) => Promise<Answer>): Promise<Answer> =>
    context.identity === null || !isUuid(id) ? fail({ code: 'unknown-interview' }) : asPerson(context, claimed, run)
  read('/api/v1/interviews', null, 'My mock interviews', async (context) => ({ ok: true, value: { interviews: await listInterviews(server, context.identity?.person ?? null) } }))
  write('post', '/api/v1/interviews', { body: schemas.interviewBody, answer: null, summary: 'Make a mock interview; where it cannot be filled, the problem names the nearest that can' },
    (context, { person: claimed, id, seed, ...request }) =>
      asPerson(context, claimed, (person) => createInterview(server, person, id, { ...request, seed: seed ?? id })))
  read('/api/v1/interviews/{id}', null, 'An interview as the person taking it sees it', async (context, id) =>
    isUuid(id) ? findInterview(server, context.identity?.person ?? null, id) : fail({ code: 'unknown-interview' }))
  read('/api/v1/interviews/{id}/report', null, 'Its report, once it is over', async (context, id) =>
    isUuid(id) ? findReport(server, context.identity?.person ?? null, id, context.lang) : fail({ code: 'unknown-interview' }))
  read('/api/v1/interviews/{id}/report.md', null, 'Its report as a Markdown file', async (context, id) => {
    if (!isUuid(id)) return fail({ code: 'unknown-interview' })
    const text = await exportReport(server, context.identity?.person ?? null, id, context.lang)
    return text.ok ? { ok: true, value: download(text.value, 'text/markdown; charset=utf-8', `interview-${id.slice(0, 8)}.md`) } : text
  })
  write('post', '/api/v1/interviews/{id}/events', { body: schemas.interviewEventBody, answer: null, summary: 'Start, hand in, skip, finish…' },
    (context, { person: claimed, event, ...command }, id) =>
      ofPerson(context, claimed, id, (person) => takeInterview(server, person, id, { ...command, action: event })))
  write('put', '/api/v1/interviews/{id}/draft', { body: schemas.interviewDraftBody, answer: null, summary: 'Keep what is being typed' },
    (context, { person: claimed, ...draft }, id) => ofPerson(context, claimed, id, (person) => keepDraft(server, person, id, draft)))
  write('post', '/api/v1/interviews/{id}/grades', { body: schemas.interviewGradesBody, answer: null, summary: 'Apply grades to the review queue, as one group' },
    (context, { person: claimed, ...grades }, id) => ofPerson(context, claimed, id, (person) => applyGrades(server, person, id, grades)))
  read('/api/v1/interviews/{id}/links', null, 'The links that open it to others', async (context, id) =>
    isUuid(id) ? listLinks(server, context.identity?.person ?? null, id) : fail({ code: 'unknown-interview' }))
  write('post', '/api/v1/interviews/{id}/links', { body: schemas.interviewLinkBody, answer: null, summary: 'Make a link that opens its report, or a part in it; the token is told only now' },
    (context, { person: claimed, ...wanted }, id) => ofPerson(context, claimed, id, (person) => makeLink(server, person, id, wanted)))
  write('delete', '/api/v1/interviews/{id}/links', { body: schemas.interviewLinkDeleteBody, answer: schemas.idAnswer, summary: 'Withdraw a link' },
    (context, { person: claimed, link }, id) => ofPerson(context, claimed, id, (person) => withdrawLink(server, person, id, link)))
  // By a token, whoever sends it. Posts, since an address is written into logs.
  write('post', '/api/v1/shared', { body: schemas.sharedBody, answer: null, summary: 'What a link opens' },
    (context, { token }) => openLink(server, context.address, token, context.lang))
  write('post', '/api/v1/shared/events', { body: schemas.sharedEventBody, answer: null, summary: 'Take part in an interview by a link' },
    (context, { token, event, ...command }) => actByLink(server, context.address, token, { ...command, action: event }, context.lang))
  write('put', '/api/v1/shared/draft', { body: schemas.sharedDraftBody, answer: null, summary: 'Keep what is being typed, by a link' },
    (context, { token, ...draft }) => draftByLink(server, context.address, token, draft))
  const liveRuns = createLiveRuns(() => performance.timeOrigin + performance.now())
  let zones: ReturnType<typeof readZones> | null = null
  read('/api/v1/labs/dns', schemas.dnsLabAnswer, 'Whether the DNS lab may ask the real Internet here',
    () => Promise.resolve({ ok: true, value: { internet: server.environment.dnsLabInternet } }))
  write('post', '/api/v1/labs/dns/live', { body: schemas.dnsLiveBody, answer: null, summary: 'Resolve on real loopback sockets; the answer is one JSON value a line, told as it happens' },
    (context, { person: claimed, ...question }) => asPerson(context, claimed, async (person) => {
      zones ??= readZones()
      const run = runDnsLive({ zones: await zones, runs: liveRuns, mayAskInternet: server.environment.dnsLabInternet }, person, question)
      if (!run.ok) return run
      const { seed, next, stop } = run.value
      return { ok: true, value: lineStream(tellLines({ kind: 'begun', seed, person }, next, context.lang), stop) }
    }))
  write('post', '/api/v1/labs/websocket/ticket', { body: schemas.labTicketBody, answer: schemas.labTicketAnswer, summary: 'A ticket for the control channel of the WebSocket lab' },
    (context, { person: claimed }) => asPerson(context, claimed, (person) => openWebSocketLab(server, person)))

  app.get('/api/v1/openapi.json', () =>
    jsonResponse(app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: 'Protodeck', version: server.version }, servers: [{ url: '/' }] })))
  app.all('/api/v1/*', (hono) => problemResponse({ code: 'not-found' }, langOf(hono.req.raw)))

  app.onError((error, hono) => {
    const unreachable = /ECONNREFUSED|ECONNRESET|57P0\d|08\d{3}|timeout exceeded|Connection terminated/.test(
      `${(error as { code?: string }).code ?? ''} ${error.message}`,
    )
    if (unreachable) return problemResponse({ code: 'unavailable' }, langOf(hono.req.raw), { 'retry-after': '2' })
    const id = randomUUID().slice(0, 8)
    server.logger.error({ id, error: { message: error.message, stack: error.stack } }, 'a request failed')
    return problemResponse({ code: 'internal-error', params: { id } }, langOf(hono.req.raw))
  })
  return app
}

/** A live run's messages as lines: what it began with first, a problem as a document, null after the last. */
function tellLines(first: object, next: () => Promise<LiveMessage>, lang: Lang): () => Promise<unknown> {
  let state: 'first' | 'running' | 'over' = 'first'
  return async () => {
    if (state === 'over') return null
    if (state === 'first') {
      state = 'running'
      return first
    }
    const message = await next()
    if (message.kind !== 'ended') return message
    state = 'over'
    return { ...message, problem: message.problem && toProblemDocument(message.problem, lang) }
  }
}

function jsonResponse(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' },
  })
}

/** `{id}` of OpenAPI is `:id` of the router. */
const toRoute = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1')

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

function addressOf(hono: Context, server: Server): string {
  const socket = (hono.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket
  const forwarded = server.environment.trustProxy ? hono.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return forwarded ?? socket?.remoteAddress ?? 'unknown'
}

function documentation(method: 'get' | 'post' | 'put' | 'delete', path: string, summary: string, answer: z.ZodType | null, body: z.ZodType | null, query?: z.ZodObject) {
  return {
    method,
    path,
    summary,
    request: {
      ...(path.includes('{id}') ? { params: schemas.interviewPath } : {}),
      ...(query === undefined ? {} : { query }),
      ...(body === null ? {} : { body: { required: true, content: { 'application/json': { schema: body } } } }),
    },
    responses: {
      200: { description: summary, ...(answer === null ? {} : { content: { 'application/json': { schema: answer } } }) },
      default: { description: 'A problem (RFC 9457)', content: { 'application/problem+json': { schema: schemas.problemDocument } } },
    },
  } as const
}
