// The live WebSocket lab: what stands behind its paths. Tickets, origins and counts are judged here; everything after
// that is a run's, or, where the endpoint runs alone, a single connection's. Cookies are never read here.
// Read first: RFC 6455 §4.2 (the server's handshake), §10.2 (Origin).
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { fail, ok, problemStatus, type Problem, type Result } from '#lib/core/problem.ts'
import { encodePcapng } from '#lib/core/protocols/pcapng.ts'
import { captureStream } from '#lib/core/protocols/websocket/live-capture.ts'
import { readHead, startHead } from '#lib/core/protocols/websocket/http-head.ts'
import { liveModes, type LiveMode } from '#lib/core/protocols/websocket/live.ts'
import { createEndpoint } from '#lib/core/protocols/websocket/machine.ts'
import { plainDeflate } from '#lib/core/protocols/websocket/permessage-deflate.ts'
import { judgeRequest, type ServerPolicy } from '#lib/core/protocols/websocket/server-handshake.ts'
import { createLimiter } from '#lib/server/http/limiter.ts'
import type { LabLimits } from '#lib/server/labs/websocket/lab-limits.ts'
import type { Target } from '#lib/server/labs/websocket/raw-client.ts'
import { createFeed } from '#lib/server/labs/websocket/feed.ts'
import type { Recording } from '#lib/server/labs/websocket/recording.ts'
import { comparePlaces, serveMode, startRun, type Run } from '#lib/server/labs/websocket/run.ts'
import type { Taken } from '#lib/server/labs/websocket/taken.ts'
import type { Connection } from '#lib/server/labs/websocket/serve-connection.ts'
import { createSocketCount } from '#lib/server/labs/websocket/socket-count.ts'
import { createTickets, type TicketClaims } from '#lib/server/labs/websocket/ticket.ts'
import { headBytes } from '#lib/server/labs/websocket/upgrade-head.ts'

export interface LabOptions {
  readonly limits: LabLimits
  readonly clockMs: () => number
  /** `/api/labs/websocket`; empty where the endpoint runs alone. */
  readonly base: string
  /** Signs tickets; null lets everybody in, without control channels. */
  readonly secret: string | null
  /** Origins of pages that may connect, for a request that came by this Host; null lets every page in. */
  readonly originsFor: (host: string | undefined) => readonly string[] | null
  /** Where our own raw client finds this endpoint. */
  readonly target: () => Target | null
}

export interface ControlTicket {
  readonly path: string
  readonly forMs: number
}

export interface WebSocketLab {
  /** What opens a control channel, once. Problem: too-many-requests. */
  admit(person: string): Result<ControlTicket>
  /** Takes an upgrade request of its paths; false for any other, which is not touched. */
  upgrade(request: IncomingMessage, socket: Duplex, rest: Uint8Array): boolean
  /** Answers a request of its paths that is no upgrade: with what is wrong with it. */
  request(request: IncomingMessage, response: ServerResponse): boolean
  /** Sockets open now. */
  sockets(): number
  /** Says goodbye (1001) to everybody. */
  close(): void
}

interface Place {
  readonly mode: LiveMode | 'control' | typeof comparePlaces.websocket
  readonly query: URLSearchParams
  readonly path: string
}

/** Places that an endpoint without runs does not have. */
const withTicketAlone = ['control', comparePlaces.websocket] as const
const subprotocols = ['chat', 'json']
/** How long a refused socket may take to read why. */
const REFUSED_MS = 1_000

export function createWebSocketLab(options: LabOptions): WebSocketLab {
  const { limits, clockMs, base, secret } = options
  const machine = createEndpoint(plainDeflate)
  const process = randomUUID().slice(0, 8)
  const tickets = createTickets({ secret: secret ?? randomUUID(), process, lifeMs: limits.ticketMs, clockMs })
  const count = createSocketCount(limits)
  const asked = createLimiter(limits.runsPerMinute, 60_000, clockMs)
  const runs = new Map<string, Run>()
  const alone = new Set<Connection>()
  const feedAlone = createFeed(clockMs)

  const placeOf = ({ url = '' }: IncomingMessage): Place | null => {
    const [pathname = '', query = ''] = url.split('?')
    if (!pathname.startsWith(`${base}/`)) return null
    const word = pathname.slice(base.length + 1)
    const mode = secret === null && word === '' ? 'echo' : [...liveModes, ...withTicketAlone].find((one) => one === word)
    if (mode === undefined || (secret === null && withTicketAlone.some((one) => one === mode))) return null
    return { mode, path: url, query: new URLSearchParams(query) }
  }

  const policyFor = (request: IncomingMessage, place: Place): ServerPolicy => ({
    origins: options.originsFor(request.headers.host),
    resources: null,
    protocols: subprotocols,
    deflate: place.mode !== 'control' && place.mode !== 'compare' && (secret === null || place.query.get('deflate') === '1') ? {} : null,
  })

  /** Who comes, and to which run: null for a control channel, which begins one. */
  const admitted = (place: Place): Result<{ claims: TicketClaims; run: Run | null }> => {
    const redeemed = tickets.redeem(place.query.get('ticket'))
    if (!redeemed.ok) return redeemed
    const claims = redeemed.value
    if ((claims.run === null) !== (place.mode === 'control')) return fail({ code: 'ticket-invalid' })
    const run = claims.run === null ? null : (runs.get(claims.run) ?? null)
    return claims.run !== null && run === null ? fail({ code: 'lab-run-over' }) : ok({ claims, run })
  }

  /** Counts the socket in; its end counts it out. */
  const countIn = (person: string, socket: Duplex): Problem | null => {
    const problem = count.take(person)
    if (problem === null) socket.once('close', () => { count.release(person) })
    return problem
  }

  const serveCompared = (run: Run | null, policy: ServerPolicy, taken: Taken) => {
    const comparison = run?.comparison(null) ?? null
    if (comparison === null) refuseSocket(taken.socket, { code: 'lab-run-over' })
    else comparison.acceptSocket(policy, taken)
  }

  /** Server-sent events, polls and captures: what a page's script may ask for without an upgrade. False: another path. */
  const answerPlain = (request: IncomingMessage, response: ServerResponse): boolean => {
    const [pathname = '', search = ''] = (request.url ?? '').split('?')
    const place = [comparePlaces.sse, comparePlaces.poll, 'capture' as const].find((one) => pathname === `${base}/${one}`)
    if (place === undefined) return false
    const query = new URLSearchParams(search)
    const key = place === 'poll' ? query.get('of') : null
    if (request.method !== 'GET') {
      answerProblem(response, { code: 'ws-method', params: { method: request.method ?? '' } }, 405)
      return true
    }
    const admission = judgePage(request) ?? (key === null ? tickets.redeem(query.get('ticket')) : claimsOf(key))
    if (!admission.ok) {
      answerProblem(response, admission.problem)
      return true
    }
    const run = runs.get(admission.value.run ?? '')
    if (place === 'capture') {
      const recording = run?.recording(Number(query.get('socket'))) ?? null
      if (recording === null) answerProblem(response, { code: 'lab-run-over' })
      else answerCapture(response, recording)
      return true
    }
    const comparison = run?.comparison(key) ?? null
    const problem: Problem | null = run === undefined || comparison === null ? { code: 'lab-run-over' } : count.take(run.person)
    if (run === undefined || comparison === null || problem !== null) {
      answerProblem(response, problem ?? { code: 'lab-run-over' })
      return true
    }
    response.once('close', () => { count.release(run.person) })
    if (place === 'stream') comparison.acceptStream(request, response)
    else comparison.acceptPoll(request, response, afterOf(query))
    return true
  }

  /** A poll's key instead of a ticket: it names the process and the run, and is the comparison's secret. */
  const claimsOf = (key: string): Result<{ run: string | null }> => {
    const [owner = '', run = ''] = key.split('.')
    return owner === process ? ok({ run }) : fail({ code: 'ticket-elsewhere' })
  }

  /** A GET without an upgrade says less of where it comes from: Origin where there is one, and what the browser adds itself. */
  const judgePage = ({ headers }: IncomingMessage): Result<never> | null => {
    const { origin, host, 'sec-fetch-site': site = 'same-origin' } = headers
    const origins = options.originsFor(host)
    const foreign = origin !== undefined && origins !== null && !origins.includes(origin.toLowerCase())
    const here = site === 'same-origin' || site === 'none'
    return foreign || !here ? fail({ code: 'wrong-origin' }) : null
  }

  const beginRun = (person: string, taken: Taken, policy: ServerPolicy) => {
    const run = startRun(taken, {
      ...{ person, process, limits, machine, clockMs, policy, target: options.target },
      invite: (mode) => `${base}/${mode}?ticket=${tickets.issue({ person, run: run.id, process })}`,
      onOver: () => { runs.delete(run.id) },
    })
    runs.set(run.id, run)
  }

  const serveAlone = (mode: LiveMode, taken: Taken, policy: ServerPolicy) => {
    const observer = { effect: () => undefined, received: () => undefined, refused: () => undefined, gone: () => { alone.delete(connection) } }
    if (mode === 'feed' && feedAlone.refuses()) {
      taken.socket.destroy()
      return
    }
    const shared = { room: () => alone, feed: feedAlone }
    const connection = serveMode(mode, taken, { limits, machine, clockMs, policy }, observer, shared)
    alone.add(connection)
  }

  return {
    admit(person) {
      if (!asked.take(person)) return fail({ code: 'too-many-requests', params: { seconds: asked.retryAfterSeconds(person) } })
      const ticket = tickets.issue({ person, run: null, process: null })
      return ok({ path: `${base}/control?ticket=${ticket}`, forMs: limits.ticketMs })
    },
    upgrade(request, socket, rest) {
      const place = placeOf(request)
      if (place === null) return false
      // Until somebody serves it: an error without a listener would end the process.
      socket.on('error', () => undefined)
      if ('setNoDelay' in socket) (socket as Duplex & { setNoDelay: (on: boolean) => void }).setNoDelay(true)
      const taken: Taken = { request, socket, rest }
      const policy = policyFor(request, place)
      if (secret === null) {
        const problem = countIn('anybody', socket)
        if (problem !== null) refuseSocket(socket, problem)
        else if (place.mode !== 'control' && place.mode !== 'compare') serveAlone(place.mode, taken, policy)
        return true
      }
      const admission = admitted(place)
      if (!admission.ok) {
        refuseSocket(socket, admission.problem)
        return true
      }
      const { claims, run } = admission.value
      const problem = countIn(claims.person, socket)
      if (problem !== null) {
        run?.tell(problem)
        refuseSocket(socket, problem)
      } else if (place.mode === 'control') beginRun(claims.person, taken, policy)
      else if (place.mode === 'compare') serveCompared(run, policy, taken)
      else run?.accept(place.mode, policy, place.path, taken)
      return true
    },
    request(request, response) {
      if (secret !== null && answerPlain(request, response)) return true
      const place = placeOf(request)
      if (place === null) return false
      const bytes = headBytes(request)
      const policy = policyFor(request, place)
      const got = readHead(startHead, bytes, limits.connection.headerBytes)
      const judgement = got.kind === 'head' ? judgeRequest(got.head, policy) : null
      if (place.mode !== 'control' && judgement !== null && place.query.has('ticket')) {
        const admission = admitted(place)
        if (admission.ok && place.mode !== 'compare') admission.value.run?.tellRefused(place.mode, bytes, judgement)
      }
      answerRefused(response, judgement?.violation?.status ?? (got.kind === 'fault' ? (got.violation.status ?? 400) : 426), judgement?.violation?.problem ?? null)
      return true
    },
    sockets: () => count.all,
    close() {
      for (const run of runs.values()) run.end('the server stops')
      feedAlone.close()
      for (const connection of alone) connection.call({ do: 'close', code: 1001, reason: 'the server stops' })
    },
  }
}

/** `after=12` → 12; anything else → 0, which is more than was asked for. */
const afterOf = (query: URLSearchParams): number => (/^\d{1,6}$/.test(query.get('after') ?? '') ? Number(query.get('after')) : 0)

function answerCapture(response: ServerResponse, { events, cut }: Recording): void {
  const file = Buffer.from(encodePcapng(captureStream(events, cut)))
  response.writeHead(200, {
    ...{ 'content-type': 'application/x-pcapng', 'content-length': file.length, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
    'content-disposition': 'attachment; filename="websocket.pcapng"',
  })
  response.end(file)
}

function answerProblem(response: ServerResponse, { code }: Problem, status = problemStatus(code)): void {
  response.writeHead(status, { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...(status === 405 ? { allow: 'GET' } : {}) })
  response.end(`${JSON.stringify({ type: `urn:protodeck:problem:${code}`, status, code })}\n`)
}

/** The whole HTTP answer, and an end in any case. */
function refuseSocket(socket: Duplex, problem: Problem): void {
  const status = problemStatus(problem.code)
  const body = `${JSON.stringify({ type: `urn:protodeck:problem:${problem.code}`, status, code: problem.code })}\n`
  const lines = [
    `HTTP/1.1 ${status} ${phrases[status] ?? 'Refused'}`,
    'Connection: close',
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(status === 503 || status === 429 ? ['Retry-After: 5'] : []),
  ]
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`)
  socket.resume()
  setTimeout(() => { socket.destroy() }, REFUSED_MS)
}

const phrases: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  410: 'Gone',
  421: 'Misdirected Request',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
}

function answerRefused(response: ServerResponse, status: number, problem: Problem | null): void {
  if (status === 426) {
    // RFC 9110 §15.5.22, RFC 6455 §4.4; HTTP/1.1 wants the hop-by-hop option named too (RFC 9110 §7.8).
    response.setHeader('upgrade', 'websocket')
    response.setHeader('sec-websocket-version', '13')
  }
  if (status === 405) response.setHeader('allow', 'GET')
  const code = problem?.code ?? 'ws-field-missing'
  response.writeHead(status, { 'content-type': 'application/problem+json', 'cache-control': 'no-store', connection: status === 426 ? 'upgrade, close' : 'close' })
  response.end(`${JSON.stringify({ type: `urn:protodeck:problem:${code}`, status, code })}\n`)
}

/** The pages of this site: PUBLIC_URL's origin, else whatever name the request came by, loopback names being alike. */
export function pageOrigins(publicUrl: string | null, host: string | undefined): readonly string[] {
  if (publicUrl !== null) return [new URL(publicUrl).origin.toLowerCase()]
  const url = `http://${host ?? ''}`
  if (host === undefined || !URL.canParse(url)) return []
  const { hostname, port, origin } = new URL(url)
  const loopback = ['localhost', '127.0.0.1', '[::1]']
  if (!loopback.includes(hostname)) return [origin]
  return loopback.map((name) => `http://${name}${port === '' ? '' : `:${port}`}`)
}
