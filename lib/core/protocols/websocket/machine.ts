// One end of a WebSocket connection, client or server, sans I/O: bytes, calls and timers in; bytes, messages
// and timers out. This file alone assigns its state. It does not model TLS, HTTP/2 (RFC 8441), proxies,
// redirects, credentials, or any extension but permessage-deflate.
// Read first: RFC 6455 §7.1 (closing), §6.2 (receiving), §5.5 (control frames).
import type { Machine, Millis } from '#lib/core/engine/machine.ts'
import { fail, ok, type Problem } from '#lib/core/problem.ts'
import { buildRequest, judgeResponse } from '#lib/core/protocols/websocket/client-handshake.ts'
import {
  ABNORMAL,
  encodeCloseBody,
  NO_STATUS,
  readCloseBody,
} from '#lib/core/protocols/websocket/close-code.ts'
import {
  transitions,
  type Call,
  type EndpointConfig,
  type EndpointEffect,
  type EndpointEvent,
  type EndpointState,
  type TimerName,
  type TransitionName,
} from '#lib/core/protocols/websocket/endpoint.ts'
import {
  checkHeader,
  CLOSE,
  CONTINUATION,
  isControl,
  PING,
  PONG,
} from '#lib/core/protocols/websocket/frame.ts'
import type { Agreement } from '#lib/core/protocols/websocket/handshake.ts'
import { readHead, startHead } from '#lib/core/protocols/websocket/http-head.ts'
import { addPiece, finishMessage, openFrame } from '#lib/core/protocols/websocket/message.ts'
import { slide, startContext, type Deflate } from '#lib/core/protocols/websocket/permessage-deflate.ts'
import { callProblem, framesOf, handshakeNonce, maskingKey } from '#lib/core/protocols/websocket/sending.ts'
import { handshakeTimeout, judgeRequest, refuse } from '#lib/core/protocols/websocket/server-handshake.ts'
import { violation, type Violation, type ViolationCode } from '#lib/core/protocols/websocket/violation.ts'
import { encodeFrame, readFrame, startReader, type FramePiece } from '#lib/core/protocols/websocket/wire.ts'

const NOTHING = new Uint8Array(0)
const encoder = new TextEncoder()

/** One step at work: a copy of the state, which is assigned until the step is done. */
interface Turn {
  readonly s: { -readonly [Key in keyof EndpointState]: EndpointState[Key] }
  readonly effects: EndpointEffect[]
  readonly now: Millis
  readonly deflate: Deflate
}

export type EndpointMachine = Machine<EndpointConfig, EndpointState, EndpointEvent, EndpointEffect>

/** The machine with the DEFLATE that it shall use: `plainDeflate`, or zlib where there is one. */
export function createEndpoint(deflate: Deflate): EndpointMachine {
  return {
    name: 'websocket-endpoint',
    start: (config, seed) => ({
      config,
      seed,
      state: 'CONNECTING',
      head: startHead,
      key: null,
      agreement: null,
      rules: { masked: config.role === 'server', compression: false },
      reader: startReader(),
      unread: NOTHING,
      endUnread: false,
      message: null,
      control: NOTHING,
      sending: null,
      sendContext: null,
      receiveContext: null,
      closeSent: null,
      closeReceived: null,
      failed: null,
      ended: false,
      masks: 0,
      controlCount: 0,
      controlSince: 0,
      lastHeard: 0,
      heartbeat: null,
      heartbeats: 0,
      deadlines: {},
    }),
    step(state, event, now) {
      const turn: Turn = { s: { ...state }, effects: [], now, deflate }
      const problem = act(turn, event)
      return problem === null ? ok({ state: turn.s, effects: turn.effects }) : fail(problem)
    },
  }
}

function act(turn: Turn, event: EndpointEvent): Problem | null {
  const { s } = turn
  switch (event.type) {
    case 'connected':
      return connect(turn)
    case 'bytes':
      hear(turn, event.bytes)
      return null
    case 'continue': {
      const unread = s.unread
      s.unread = NOTHING
      read(turn, unread)
      // The reading may have paused again.
      if (s.endUnread && turn.s.unread.length === 0) closeTransport(turn)
      return null
    }
    case 'end':
      if (s.unread.length > 0) s.endUnread = true
      else closeTransport(turn)
      return null
    case 'call':
      return call(turn, event.call)
    case 'timer':
      expire(turn, event.timer)
      return null
    case 'unsent': {
      const limit = s.config.limits.unsentBytes
      if (limit !== null && event.bytes > limit && s.state !== 'CLOSED') {
        failConnection(turn, [violation('ws-unsent-limit', null, { size: event.bytes, limit })])
      }
      return null
    }
  }
}

function move(turn: Turn, name: TransitionName): void {
  const { s } = turn
  const row = transitions[name]
  if (!(row.from as readonly string[]).includes(s.state)) throw new Error(`${name} does not leave ${s.state}`)
  if (s.state !== row.to) {
    turn.effects.push({ type: 'transition', from: s.state, to: row.to, on: name, clause: row.clause })
  }
  s.state = row.to
}

// — timers —

function setTimer(turn: Turn, timer: TimerName, after: number | null): void {
  if (after === null) return
  const at = turn.now + after
  turn.s.deadlines = { ...turn.s.deadlines, [timer]: at }
  turn.effects.push({ type: 'set-timer', timer, at })
}

function clearTimer(turn: Turn, timer: TimerName): void {
  if (turn.s.deadlines[timer] === undefined) return
  const { [timer]: _, ...rest } = turn.s.deadlines
  turn.s.deadlines = rest
  turn.effects.push({ type: 'clear-timer', timer })
}

/** A timer that was cleared or set anew meanwhile changes nothing. */
function expire(turn: Turn, timer: TimerName): void {
  const { s, now } = turn
  const deadline = s.deadlines[timer]
  if (deadline === undefined || now < deadline) return
  const { [timer]: _, ...rest } = s.deadlines
  s.deadlines = rest
  const { limits, habits } = s.config
  switch (timer) {
    case 'handshake':
      if (s.state === 'CONNECTING') failHandshake(turn, handshakeTimeout(limits.handshakeMs ?? 0))
      return
    case 'idle': {
      // Set once for a whole period, not with each byte: only now is it asked when the peer was last heard.
      const left = s.lastHeard + (limits.idleMs ?? 0) - now
      if (left > 0) setTimer(turn, 'idle', left)
      else if (s.state === 'OPEN') failOnTime(turn, 'ws-idle-timeout', limits.idleMs)
      return
    }
    case 'life':
      if (s.state === 'OPEN') failOnTime(turn, 'ws-life-over', limits.lifeMs)
      return
    case 'ping':
      if (s.state !== 'OPEN') return
      if (s.heartbeat === null) {
        s.heartbeat = `heartbeat ${++s.heartbeats}`
        transmitFrame(turn, PING, encoder.encode(s.heartbeat))
        setTimer(turn, 'pong', habits.pongWithinMs)
      }
      setTimer(turn, 'ping', habits.pingEveryMs)
      return
    case 'pong':
      if (s.state === 'OPEN') failOnTime(turn, 'ws-pong-timeout', habits.pongWithinMs)
      return
    case 'close': {
      const done = s.closeSent !== null && s.closeReceived !== null
      if (!done && s.failed === null) {
        s.failed = violation('ws-close-timeout', null, { limit: limits.closeMs ?? 0 })
        turn.effects.push({ type: 'fail', violations: [s.failed] })
      }
      // A client that waited in vain for the server's TCP close may close first (RFC 6455 §5.5.1).
      turn.effects.push({ type: done && !s.ended ? 'end' : 'abort' })
      s.ended = true
      closeTransport(turn)
    }
  }
}

/**
 * The peer broke no rule: with a code to send this is a closing handshake in good order, else the peer is
 * gone.
 */
function failOnTime(turn: Turn, code: ViolationCode, limit: number | null): void {
  const found = violation(code, null, { limit: limit ?? 0 })
  if (found.closeCode === null) {
    failConnection(turn, [found])
    return
  }
  turn.effects.push({ type: 'fail', violations: [found] })
  startClosing(turn, found.closeCode, reasonOf(found))
}

// — the transport and the opening handshake —

function connect(turn: Turn): Problem | null {
  const { s, now } = turn
  if (s.state !== 'CONNECTING' || s.key !== null || s.deadlines.handshake !== undefined) {
    return { code: 'ws-event-out-of-place', params: { event: 'connected', state: s.state } }
  }
  s.lastHeard = now
  setTimer(turn, 'handshake', s.config.limits.handshakeMs)
  setTimer(turn, 'life', s.config.limits.lifeMs)
  if (s.config.role === 'client') {
    const { bytes, key } = buildRequest(s.config.request, handshakeNonce(s.seed))
    s.key = key
    turn.effects.push({ type: 'transmit', bytes })
  }
  return null
}

function hear(turn: Turn, bytes: Uint8Array): void {
  const { s } = turn
  s.lastHeard = turn.now
  if (s.unread.length === 0) {
    read(turn, bytes)
    return
  }
  const joined = new Uint8Array(s.unread.length + bytes.length)
  joined.set(s.unread)
  joined.set(bytes, s.unread.length)
  s.unread = joined
}

function read(turn: Turn, bytes: Uint8Array): void {
  let from = 0
  if (turn.s.state === 'CONNECTING') {
    from = readHandshake(turn, bytes)
    if (from < 0) return
  }
  readFrames(turn, bytes, from)
}

/** Where the frames begin in these bytes; negative while the handshake goes on or after it failed. */
function readHandshake(turn: Turn, bytes: Uint8Array): number {
  const { s, effects } = turn
  const got = readHead(s.head, bytes, s.config.limits.headerBytes)
  if (got.kind === 'more') {
    s.head = got.reader
    return -1
  }
  s.head = startHead
  if (got.kind === 'fault') {
    failHandshake(turn, got.violation)
    return -1
  }
  let agreement: Agreement | null
  let refused: Violation | null
  if (s.config.role === 'server') {
    const judgement = judgeRequest(got.head, s.config.policy)
    effects.push({ type: 'request', judgement })
    agreement = judgement.agreement
    refused = judgement.violation
    if (agreement !== null) effects.push({ type: 'transmit', bytes: judgement.response })
  } else {
    const judgement = judgeResponse(got.head, s.config.request, s.key ?? '')
    effects.push({ type: 'response', judgement })
    agreement = judgement.agreement
    refused = judgement.violation
  }
  if (agreement === null) {
    if (refused !== null) failHandshake(turn, refused)
    return -1
  }
  establish(turn, agreement, got.head.length)
  return got.next
}

function establish(turn: Turn, agreement: Agreement, headLength: number): void {
  const { s } = turn
  move(turn, 'established')
  s.agreement = agreement
  s.reader = startReader(headLength)
  const { deflate } = agreement
  const server = s.config.role === 'server'
  if (deflate !== null) {
    const fromServer = startContext(deflate.serverMaxWindowBits, !deflate.serverNoContextTakeover)
    const fromClient = startContext(deflate.clientMaxWindowBits, !deflate.clientNoContextTakeover)
    s.sendContext = server ? fromServer : fromClient
    s.receiveContext = server ? fromClient : fromServer
    s.rules = { ...s.rules, compression: true }
  }
  clearTimer(turn, 'handshake')
  setTimer(turn, 'idle', s.config.limits.idleMs)
  setTimer(turn, 'ping', s.config.habits.pingEveryMs)
  turn.effects.push({ type: 'open', agreement })
  if (s.config.role === 'client' && s.config.needsCompression && deflate === null) {
    startClosing(turn, 1010, 'permessage-deflate')
  }
}

/** A server answers with the violation's status; a client has nothing to say (RFC 6455 §7.2.1, §7.2.2). */
function failHandshake(turn: Turn, refused: Violation): void {
  const { s, effects } = turn
  s.failed = refused
  effects.push({ type: 'fail', violations: [refused] })
  if (s.config.role === 'server') effects.push({ type: 'transmit', bytes: refuse(refused) })
  move(turn, 'handshake-failed')
  clearTimer(turn, 'handshake')
  endTransport(turn)
}

function endTransport(turn: Turn): void {
  const { s } = turn
  if (s.ended) return
  s.ended = true
  turn.effects.push({ type: 'end' })
  if (s.deadlines.close === undefined) setTimer(turn, 'close', s.config.limits.closeMs)
}

/** The TCP connection is gone, by whichever side. */
function closeTransport(turn: Turn): void {
  const { s, effects } = turn
  if (s.state === 'CLOSED') return
  const clean = s.closeSent !== null && s.closeReceived !== null
  if (!clean && s.failed === null) {
    s.failed = violation('ws-transport-lost', null)
    effects.push({ type: 'fail', violations: [s.failed] })
  }
  if (!s.ended) {
    s.ended = true
    effects.push({ type: 'end' })
  }
  move(turn, 'transport-closed')
  for (const timer of Object.keys(s.deadlines) as TimerName[]) clearTimer(turn, timer)
  s.message = null
  s.unread = NOTHING
  const code = s.closeReceived === null ? ABNORMAL : (s.closeReceived.code ?? NO_STATUS)
  effects.push({ type: 'closed', code, reason: s.closeReceived?.reason ?? '', clean })
}

// — receiving —

/** Reads frames until the bytes end, the connection is past reading, or a message was delivered. */
function readFrames(turn: Turn, bytes: Uint8Array, from: number): void {
  const { s, effects } = turn
  let next = from
  while (next < bytes.length) {
    if (!isReading(turn)) return
    const got = readFrame(s.reader, bytes, next)
    s.reader = got.reader
    next = got.next
    if (got.piece === null) return
    if (takePiece(turn, got.piece) && next < bytes.length) {
      s.unread = bytes.subarray(next)
      effects.push({ type: 'paused' })
      return
    }
  }
}

/** After a Close frame, and after a failure, what arrives is discarded (RFC 6455 §1.4, §7.1.7). */
function isReading({ s }: Turn): boolean {
  return (
    !s.ended && s.failed === null && s.closeReceived === null && (s.state === 'OPEN' || s.state === 'CLOSING')
  )
}

/** True when it completed a message. */
function takePiece(turn: Turn, piece: FramePiece): boolean {
  const { s } = turn
  const { header } = piece
  if (piece.first) {
    const found = checkHeader(header, s.rules)
    if (found.length > 0) {
      failConnection(turn, found)
      return false
    }
    if (isControl(header.opcode)) {
      if (countControl(turn, header.at)) return false
    } else {
      const opened = openFrame(s.message, header, s.config.limits)
      if (!opened.ok) {
        failConnection(turn, [opened.violation])
        return false
      }
      s.message = opened.assembly
    }
  }
  if (isControl(header.opcode)) {
    takeControl(turn, piece)
    return false
  }
  const added = addPiece(s.message!, piece)
  if (!added.ok) {
    failConnection(turn, [added.violation])
    return false
  }
  s.message = added.assembly
  if (!piece.last || !header.fin) return false
  const finished = finishMessage(added.assembly, s.receiveContext, turn.deflate, s.config.limits)
  s.message = null
  if (!finished.ok) {
    failConnection(turn, [finished.violation])
    return false
  }
  s.receiveContext = finished.context
  turn.effects.push({ type: 'message', message: finished.message })
  return true
}

/** True when there were too many of them, and the connection is failed. */
function countControl(turn: Turn, at: number): boolean {
  const { s, now } = turn
  const { controlFrames: limit, controlWindowMs: window } = s.config.limits
  if (limit === null) return false
  if (now - s.controlSince >= window) {
    s.controlSince = now
    s.controlCount = 0
  }
  s.controlCount++
  if (s.controlCount <= limit) return false
  failConnection(turn, [violation('ws-control-flood', at, { limit, window })])
  return true
}

function takeControl(turn: Turn, piece: FramePiece): void {
  const { s, effects } = turn
  let { payload } = piece
  if (piece.from > 0) {
    payload = new Uint8Array(s.control.length + piece.payload.length)
    payload.set(s.control)
    payload.set(piece.payload, s.control.length)
  }
  s.control = piece.last ? NOTHING : payload
  if (!piece.last) return
  const { opcode, at, headerLength } = piece.header
  if (opcode === CLOSE) {
    receiveClose(turn, payload, at + headerLength)
  } else if (opcode === PING) {
    effects.push({ type: 'ping', payload })
    if (s.config.habits.answersPing) transmitFrame(turn, PONG, payload)
  } else {
    effects.push({ type: 'pong', payload })
    if (s.heartbeat !== null && new TextDecoder().decode(payload) === s.heartbeat) {
      s.heartbeat = null
      clearTimer(turn, 'pong')
    }
  }
}

// — closing —

function receiveClose(turn: Turn, payload: Uint8Array, at: number): void {
  const { s } = turn
  const { body, violations } = readCloseBody(payload, at)
  if (violations.length > 0) {
    failConnection(turn, violations)
    return
  }
  s.closeReceived = body
  move(turn, 'close-received')
  turn.effects.push({ type: 'close', body })
  if (s.closeSent === null) {
    if (!s.config.habits.answersClose) return
    s.closeSent = { code: body.code, reason: '' }
    transmitFrame(turn, CLOSE, encodeCloseBody(body.code))
  }
  // RFC 6455 §7.1.1: the server ends the TCP connection at once, so that TIME-WAIT stays with it; the client
  // waits.
  if (s.config.role === 'server') endTransport(turn)
  else if (s.deadlines.close === undefined) setTimer(turn, 'close', s.config.limits.closeMs)
}

function startClosing(turn: Turn, code: number | null, reason: string): void {
  turn.s.closeSent = { code, reason }
  transmitFrame(turn, CLOSE, encodeCloseBody(code, reason))
  move(turn, 'close-sent')
  setTimer(turn, 'close', turn.s.config.limits.closeMs)
}

/**
 * _Fail the WebSocket Connection_ (RFC 6455 §7.1.7): a Close frame, if one can still go, and no more reading.
 */
function failConnection(turn: Turn, violations: readonly Violation[]): void {
  const { s, effects } = turn
  const [first] = violations
  if (first === undefined || s.failed !== null || s.state === 'CLOSED') return
  if (s.state === 'CONNECTING') {
    failHandshake(turn, first)
    return
  }
  s.failed = first
  s.message = null
  s.unread = NOTHING
  effects.push({ type: 'fail', violations })
  if (first.closeCode !== null && s.closeSent === null) {
    const reason = reasonOf(first)
    s.closeSent = { code: first.closeCode, reason }
    transmitFrame(turn, CLOSE, encodeCloseBody(first.closeCode, reason))
  }
  move(turn, 'failed')
  if (first.closeCode === null) {
    effects.push({ type: 'abort' })
    s.ended = true
    closeTransport(turn)
  } else if (s.config.role === 'server') endTransport(turn)
  else setTimer(turn, 'close', s.config.limits.closeMs)
}

/** What a Close frame says beside its code: short enough for any clause (123 bytes). */
function reasonOf(found: Violation): string {
  return `${found.problem.code}, ${found.clause}`
}

// — calls —

function call(turn: Turn, made: Call): Problem | null {
  const { s, effects } = turn
  const notOpen: Problem = { code: 'ws-not-open', params: { state: s.state } }
  if (made.do === 'raw') {
    if (s.ended) return notOpen
    effects.push({ type: 'transmit', bytes: made.bytes })
    return null
  }
  if (made.do === 'drop') {
    if (s.state !== 'CLOSING' && s.state !== 'CLOSED') move(turn, 'dropped')
    if (s.state !== 'CLOSED') endTransport(turn)
    return null
  }
  const problem = callProblem(made, s.sendContext !== null)
  if (problem !== null) return problem
  if (made.do === 'close') {
    if (s.state === 'OPEN') startClosing(turn, made.code, made.reason)
    else if (s.state === 'CONNECTING') {
      move(turn, 'dropped')
      endTransport(turn)
    }
    return null
  }
  if (s.state !== 'OPEN') return notOpen
  if (made.do === 'send') return sendMessage(turn, made)
  if (made.do === 'send-fragment') return sendFragment(turn, made.opcode, made.payload, made.fin)
  transmitFrame(turn, made.do === 'ping' ? PING : PONG, made.payload)
  return null
}

function sendMessage(turn: Turn, made: Call & { do: 'send' }): Problem | null {
  const { s, effects } = turn
  if (s.sending !== null) return { code: 'ws-send-interleaved' }
  let { payload } = made
  const compress = s.sendContext !== null && (made.compress ?? payload.length >= s.config.habits.compressFrom)
  if (compress && s.sendContext !== null) {
    const { window, windowBits } = s.sendContext
    payload = turn.deflate.compress(made.payload, window, windowBits)
    s.sendContext = slide(s.sendContext, made.payload)
  }
  for (const bytes of framesOf(made.opcode, payload, made.fragmentBytes, compress, () => drawKey(turn))) {
    effects.push({ type: 'transmit', bytes })
  }
  return null
}

function sendFragment(turn: Turn, opcode: number, payload: Uint8Array, fin: boolean): Problem | null {
  const { s } = turn
  if (s.sending !== null && s.sending !== opcode) return { code: 'ws-send-interleaved' }
  const first = s.sending === null
  s.sending = fin ? null : opcode
  const frame = { opcode: first ? opcode : CONTINUATION, fin, payload, maskingKey: drawKey(turn) }
  turn.effects.push({ type: 'transmit', bytes: encodeFrame(frame) })
  return null
}

function drawKey({ s }: Turn): number | null {
  return (s.config.habits.masks ?? s.config.role === 'client') ? maskingKey(s.seed, s.masks++) : null
}

function transmitFrame(turn: Turn, opcode: number, payload: Uint8Array): void {
  turn.effects.push({ type: 'transmit', bytes: encodeFrame({ opcode, payload, maskingKey: drawKey(turn) }) })
}
