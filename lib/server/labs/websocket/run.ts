// A run of the live lab: one page's control channel, the sockets that its tickets opened, and its raw client. It lives
// in the process that accepted the control channel, and ends with it. Everything in it is bounded.
import { randomUUID } from 'node:crypto'
import type { Problem } from '#lib/core/problem.ts'
import { encodeCloseBody } from '#lib/core/protocols/websocket/close-code.ts'
import { goodHabits, type Call, type EndpointEffect } from '#lib/core/protocols/websocket/endpoint.ts'
import { BINARY, CLOSE } from '#lib/core/protocols/websocket/frame.ts'
import type { LiveCommand, LiveFrame, LiveMode, LiveRecord, TransportCost, TransportName } from '#lib/core/protocols/websocket/live.ts'
import type { EndpointMachine } from '#lib/core/protocols/websocket/machine.ts'
import { maskingKey } from '#lib/core/protocols/websocket/sending.ts'
import type { RequestJudgement, ServerPolicy } from '#lib/core/protocols/websocket/server-handshake.ts'
import { encodeFrame } from '#lib/core/protocols/websocket/wire.ts'
import { bytesFromHex } from '#lib/core/protocols/wire/octets.ts'
import type { Taken } from '#lib/server/labs/websocket/taken.ts'
import { startComparison, type Comparison } from '#lib/server/labs/websocket/comparison.ts'
import { createFeed, type Feed } from '#lib/server/labs/websocket/feed.ts'
import type { LabLimits } from '#lib/server/labs/websocket/lab-limits.ts'
import { modes, type ModeHost } from '#lib/server/labs/websocket/modes.ts'
import { observeSocket, type Told } from '#lib/server/labs/websocket/observe-socket.ts'
import { openRawClient, type Target } from '#lib/server/labs/websocket/raw-client.ts'
import { readCommand } from '#lib/server/labs/websocket/read-command.ts'
import { createRecordings, type Recording } from '#lib/server/labs/websocket/recording.ts'
import { serveConnection, type Connection, type Observer } from '#lib/server/labs/websocket/serve-connection.ts'
import { headBytes } from '#lib/server/labs/websocket/upgrade-head.ts'

/** Above this many bytes that the page has not taken yet, frames are counted instead of shown. */
const BEHIND_BYTES = 256 * 1024
/** Between the frames of one command to the raw client. */
const FRAME_GAP_MS = 5
/** A socket that outlives its life by so much is cut, whatever its mode makes of closing. */
const GRACE_MS = 20_000

export interface RunOptions {
  readonly person: string
  /** This process's name, shown to the page. */
  readonly process: string
  readonly limits: LabLimits
  readonly machine: EndpointMachine
  readonly clockMs: () => number
  readonly policy: ServerPolicy
  readonly target: () => Target | null
  /** A path with a new ticket for a socket of this run. */
  readonly invite: (place: LiveMode | ComparePlace | 'capture') => string
  readonly onOver: () => void
}

/** Where a comparison's three ways begin. */
export const comparePlaces = { websocket: 'compare', sse: 'stream', poll: 'poll' } as const satisfies Record<TransportName, string>
export type ComparePlace = (typeof comparePlaces)[TransportName]

export interface Run {
  readonly id: string
  readonly person: string
  /** The comparison that is on, for whoever came by its tickets; `key` instead where a poll goes on. */
  comparison(key: string | null): Comparison | null
  /** What went over one of its sockets; null where that is no longer known. */
  recording(socket: number): Recording | null
  /** Serves a socket that a ticket of this run let in. `path` is the one that was given out. */
  accept(mode: LiveMode, policy: ServerPolicy, path: string, taken: Taken): void
  /** What the page could not see: why a socket of its own was not let in. */
  tell(problem: Problem): void
  /** A request that was refused before it was an upgrade. */
  tellRefused(mode: LiveMode, request: Uint8Array, judgement: RequestJudgement): void
  end(reason: string): void
}

/** Gives the machine the request and what came behind it. */
function giveRequest(connection: Connection, { request, rest }: Taken): void {
  connection.hear(headBytes(request))
  if (rest.length > 0) connection.hear(new Uint8Array(rest))
}

/** What the sockets of one run, or of an endpoint that runs alone, have in common. */
export interface Shared {
  readonly room: () => Iterable<Connection>
  readonly feed: Feed
}

/** A connection of a mode, with its pending answers and its last resort. */
export function serveMode(
  mode: LiveMode,
  taken: Taken,
  options: Pick<RunOptions, 'limits' | 'machine' | 'clockMs' | 'policy'>,
  observer: Observer,
  shared: Shared,
): Connection {
  const { limits, machine, clockMs, policy } = options
  const { habits, answer } = modes[mode]
  const pending = new Set<NodeJS.Timeout>()
  const host: ModeHost = {
    later(afterMs, call) {
      if (pending.size >= limits.pendingAnswers) return
      const timer = setTimeout(() => {
        pending.delete(timer)
        connection.call(call)
      }, afterMs)
      pending.add(timer)
    },
    // Not at once: this connection is in the middle of a step.
    room: (call) => setImmediate(() => { for (const one of shared.room()) one.call(call) }),
    joinFeed: () => setImmediate(() => { shared.feed.join(lastOf(taken.request.url), (call) => connection.call(call) === null) }),
  }
  const { lifeMs } = limits.connection
  const last = lifeMs === null ? null : setTimeout(() => { connection.destroy() }, lifeMs + GRACE_MS)
  const connection = serveConnection(taken.socket, {
    ...{ machine, clockMs, seed: randomUUID() },
    config: { role: 'server', limits: limits.connection, habits, policy },
    application: (effect: EndpointEffect): readonly Call[] => answer(effect, host),
    observer: {
      ...observer,
      gone() {
        if (last !== null) clearTimeout(last)
        for (const timer of pending) clearTimeout(timer)
        observer.gone()
      },
    },
  })
  giveRequest(connection, taken)
  return connection
}

/** `…?ticket=…&last=7` → 7: what a feed's client has seen. */
function lastOf(url = ''): number | null {
  const given = new URLSearchParams(url.split('?')[1] ?? '').get('last')
  return given !== null && /^\d{1,9}$/.test(given) ? Number(given) : null
}

/** Begins a run on the socket of a control channel. */
export function startRun(taken: Taken, options: RunOptions): Run {
  const { limits, machine, clockMs, policy, person } = options
  const id = randomUUID()
  const startedMs = clockMs()
  const sockets = new Map<number, { mode: LiveMode; connection: Connection }>()
  let lastSocket = 0
  let bytes = 0
  let over = false
  let raw: { connection: Connection; masks: number } | null = null
  let rawPath: string | null = null
  const asked = new Map<string, number>()
  let rawSocket = 0
  const feed = createFeed(clockMs)
  const recordings = createRecordings(() => clockMs() - startedMs)
  let comparison: { readonly it: Comparison; readonly pollKey: string } | null = null

  // — to the page —

  let waiting: LiveRecord[] = []
  let frames = new Map<string, number>()
  const skipped = new Map<number, number>()
  let flushing: NodeJS.Timeout | null = null

  const say = (told: Told) => {
    if (over) return
    const record = { at: Math.round(clockMs() - startedMs), ...told } as LiveRecord
    const key = keyOf(record)
    const known = key === null ? undefined : frames.get(key)
    if (known !== undefined) {
      // The same frame, further on: one record is enough, at the time of the first.
      waiting[known] = { ...record, at: waiting[known]!.at }
      return
    }
    if (record.type === 'frame' && (frames.size >= limits.shownFrames || control.unsent() > BEHIND_BYTES)) {
      skipped.set(record.socket, (skipped.get(record.socket) ?? 0) + 1)
      return
    }
    if (key !== null) frames.set(key, waiting.length)
    waiting.push(record)
    flushing ??= setTimeout(flush, limits.flushMs)
  }

  const flush = () => {
    if (flushing !== null) clearTimeout(flushing)
    flushing = null
    const at = Math.round(clockMs() - startedMs)
    for (const [socket, count] of skipped) waiting.push({ at, type: 'skipped', socket, frames: count })
    skipped.clear()
    frames = new Map()
    const records = waiting
    waiting = []
    if (records.length > 0) control.call({ do: 'send', opcode: 0x1, payload: new TextEncoder().encode(JSON.stringify(records)), knownUtf8: true })
  }

  const count = (more: number) => {
    bytes += more
    if (limits.runBytes === null || bytes <= limits.runBytes || over) return
    say({ type: 'problem', problem: { code: 'lab-run-bytes', params: { limit: limits.runBytes } } })
    flush()
    setImmediate(() => { end('bytes', 1008) })
  }

  // — from the page —

  const refuse = (problem: Problem) => { say({ type: 'problem', problem }) }

  const perform = (command: LiveCommand) => {
    switch (command.do) {
      case 'invite':
        invite(command.ask, command.mode)
        return
      case 'connect':
        void connectRaw(command.mode, command.fields)
        return
      case 'capture':
        say({ type: 'capture', ask: command.ask, path: `${options.invite('capture')}&socket=${command.socket}` })
        return
      case 'clock':
        say({ type: 'clock', ask: command.ask, ms: clockMs() - startedMs })
        // At once: the page halves the time that the answer took.
        flush()
        return
      case 'compare':
        compare(command)
        return
      default: {
        if (raw === null) {
          refuse({ code: 'lab-no-client' })
          return
        }
        const problem = send(raw, command)
        if (problem !== null) refuse(problem)
      }
    }
  }

  const invite = (ask: number, mode: LiveMode) => {
    const path = options.invite(mode)
    asked.set(path, ask)
    // Whoever asks and never comes is forgotten; the ticket itself expires.
    if (asked.size > 100) asked.delete(asked.keys().next().value!)
    say({ type: 'invitation', ask, path, forMs: limits.ticketMs })
  }

  const compare = ({ ask, ...plan }: Extract<LiveCommand, { do: 'compare' }>) => {
    comparison?.it.end()
    // With the control channel the three make four: as many as a person may have.
    raw?.connection.destroy()
    for (const { connection } of sockets.values()) connection.destroy()
    const spent = new Map<TransportName, number>()
    const onCost = (transport: TransportName, cost: TransportCost) => {
      say({ type: 'transport', ask, transport, ...cost })
      const all = cost.up + cost.down
      count(all - (spent.get(transport) ?? 0))
      spent.set(transport, all)
    }
    const it = startComparison({ plan, limits, machine, clockMs, runMs: () => clockMs() - startedMs, onCost })
    const pollKey = `${options.process}.${id}.${randomUUID()}`
    comparison = { it, pollKey }
    const { websocket, sse, poll } = comparePlaces
    say({ type: 'comparison', ask, pollKey, paths: { websocket: options.invite(websocket), sse: options.invite(sse), poll: options.invite(poll) } })
  }

  const connectRaw = async (mode: LiveMode, fields: Readonly<Record<string, string | null>>) => {
    raw?.connection.destroy()
    raw = null
    const target = options.target()
    if (target === null) return
    const path = options.invite(mode)
    const compression = fields['Sec-WebSocket-Extensions'] == null ? '' : '&deflate=1'
    rawPath = `${path}${compression}`
    rawSocket = 0
    const mine: { connection: Connection | null } = { connection: null }
    const observer = observeSocket({
      ...{ socket: 0, end: 'client' as const, request: new Uint8Array(0), shownBytes: limits.shownBytes },
      // The server's end has the number; it is there first with anything worth saying.
      say: (record) => { say('socket' in record ? { ...record, socket: rawSocket } : record) },
      count: () => undefined,
      onGone: () => {
        if (raw !== null && raw.connection === mine.connection) raw = null
      },
    })
    const connection = await openRawClient({ target, path: rawPath, fields, machine, limits: limits.connection, clockMs, observer })
    if (connection === null) return
    mine.connection = connection
    if (over) connection.destroy()
    else raw = { connection, masks: 0 }
  }

  // — the run —

  const control = serveConnection(taken.socket, {
    ...{ machine, clockMs, seed: randomUUID() },
    config: { role: 'server', limits: limits.connection, habits: { ...goodHabits, pingEveryMs: 20_000, pongWithinMs: 20_000 }, policy },
    application: (effect) => {
      if (effect.type === 'open') {
        const { messageBytes, fragments, headerBytes, idleMs, lifeMs } = limits.connection
        const { socketsPerPerson, runBytes } = limits
        say({ type: 'welcome', process: options.process, limits: { messageBytes, fragments, headerBytes, idleMs, lifeMs, socketsPerPerson, runBytes } })
      }
      if (effect.type === 'message') {
        const command = readCommand(effect.message.opcode === BINARY ? '' : new TextDecoder().decode(effect.message.payload))
        if (command.ok) perform(command.value)
        else refuse(command.problem)
      }
      return []
    },
    observer: { effect: () => undefined, received: () => undefined, refused: () => undefined, gone: () => { end('the page is gone', 1001) } },
  })

  const end = (reason: string, code: number) => {
    if (over) return
    over = true
    if (flushing !== null) clearTimeout(flushing)
    raw?.connection.destroy()
    feed.close()
    comparison?.it.end()
    for (const { connection } of sockets.values()) connection.call({ do: 'close', code, reason })
    control.call({ do: 'close', code, reason })
    options.onOver()
  }

  const run: Run = {
    id,
    person,
    comparison: (key) => (comparison !== null && (key === null || key === comparison.pollKey) ? comparison.it : null),
    recording: (socket) => recordings.find(socket),
    accept(mode, socketPolicy, path, socketTaken) {
      if (mode === 'feed' && feed.refuses()) {
        socketTaken.socket.destroy()
        return
      }
      const socket = ++lastSocket
      const isRaw = path === rawPath
      if (isRaw) rawSocket = socket
      say({ type: 'opened', socket, mode, raw: isRaw, ask: asked.get(path.replace(/&.*/, '')) ?? null })
      const observer = observeSocket({
        ...{ socket, end: 'server' as const, request: headBytes(socketTaken.request), shownBytes: limits.shownBytes, say, count },
        onGone: () => { sockets.delete(socket) },
      })
      const room = () => [...sockets.values()].filter((one) => one.mode === 'room').map((one) => one.connection)
      const connection = serveMode(mode, socketTaken, { ...options, policy: socketPolicy }, recordings.watch(socket, observer), { room, feed })
      sockets.set(socket, { mode, connection })
    },
    tellRefused(mode, request, { checks, response }) {
      const socket = ++lastSocket
      say({ type: 'opened', socket, mode, raw: true, ask: null })
      rawSocket = socket
      const [head, answer] = [Buffer.from(request).toString('latin1'), Buffer.from(response).toString('latin1')]
      say({ type: 'handshake', socket, end: 'server', request: head, response: answer, checks, accept: null, protocol: null, extensions: [] })
    },
    tell: refuse,
    end: (reason) => { end(reason, 1001) },
  }
  giveRequest(control, taken)
  return run
}

/** Of records with the same key in one flush the last is enough. */
function keyOf(record: LiveRecord): string | null {
  switch (record.type) {
    case 'frame':
      return `${record.socket} ${record.way} ${record.frame}`
    case 'count':
      return `${record.socket}`
    case 'transport':
      return `${record.ask} ${record.transport}`
    default:
      return null
  }
}

/** A command for the raw client, as bytes on its connection. */
function send(raw: { connection: Connection; masks: number }, command: Exclude<LiveCommand, { do: 'invite' | 'connect' | 'capture' | 'clock' | 'compare' }>): Problem | null {
  const { connection } = raw
  switch (command.do) {
    case 'frames': {
      const [first, ...rest] = command.frames.map(frameBytes)
      const problem = connection.call({ do: 'raw', bytes: first! })
      // Each in a segment of its own, so that answers are seen to come in between; a connection that is over says no.
      if (problem === null) rest.forEach((bytes, i) => setTimeout(() => { connection.call({ do: 'raw', bytes }) }, (i + 1) * FRAME_GAP_MS))
      return problem
    }
    case 'bytes':
      return connection.call({ do: 'raw', bytes: bytesFromHex(command.bytes) ?? new Uint8Array(0) })
    case 'close': {
      // Through the machine where it lets us, so that its state is true; else as bare bytes.
      const problem = connection.call({ do: 'close', code: command.code, reason: command.reason })
      if (problem === null) return null
      const key = maskingKey(randomUUID(), raw.masks++)
      return connection.call({ do: 'raw', bytes: encodeFrame({ opcode: CLOSE, payload: encodeCloseBody(command.code, command.reason), maskingKey: key }) })
    }
    case 'drop':
      return connection.call({ do: 'drop' })
  }
}

function frameBytes({ payload, lengthBits, claimedLength, ...frame }: LiveFrame): Uint8Array {
  return encodeFrame({
    ...frame,
    payload: bytesFromHex(payload) ?? new Uint8Array(0),
    ...(lengthBits === null ? {} : { lengthBits }),
    ...(claimedLength === null ? {} : { claimedLength }),
  })
}
