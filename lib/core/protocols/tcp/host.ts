// One host: which TCB an arriving segment belongs to, who listens, and the two queues of a listener
// (half-open and ready to be accepted). Immutable like the TCBs; it moves no connection itself, it asks
// `machine.ts`.
// Read first: RFC 9293 §3.3.1 (sockets, TCB), §3.10.7.1 (nobody there), RFC 4987 §3 (queues, floods).
import type { Millis } from '#lib/core/engine/machine.ts'
import type { Call } from '#lib/core/protocols/tcp/calls.ts'
import type { TcpConfig } from '#lib/core/protocols/tcp/config.ts'
import type { TcpEffect, TcpEvent } from '#lib/core/protocols/tcp/effects.ts'
import type { IcmpError } from '#lib/core/protocols/tcp/icmp.ts'
import { stepTcb, type TcpStep } from '#lib/core/protocols/tcp/machine.ts'
import type { ReasonId } from '#lib/core/protocols/tcp/reasons.ts'
import { untimed } from '#lib/core/protocols/tcp/retransmission.ts'
import { advance, type SequenceNumber } from '#lib/core/protocols/tcp/sequence.ts'
import { makeCookie, readCookie } from '#lib/core/protocols/tcp/syn-cookies.ts'
import { copyTcb, createTcb, type Tcb } from '#lib/core/protocols/tcp/tcb.ts'
import { nextDeadline } from '#lib/core/protocols/tcp/timers.ts'
import { ACK, RST, SYN, type Segment } from '#lib/core/protocols/tcp/wire.ts'

/** Numbers that a host gives its listeners and connections, in order; an application holds them. */
export type SocketId = number

export interface Listener {
  readonly id: SocketId
  readonly tcb: Tcb
  /** Connections that wait to be accepted, at most. */
  readonly backlog: number
  /** Half-open connections, at most. */
  readonly synBacklog: number
}

export interface Connection {
  readonly id: SocketId
  readonly tcb: Tcb
  /** The listener that it came from and has not yet been accepted from. */
  readonly waitsAt: SocketId | null
  /** The listener that it came from. */
  readonly listener: SocketId | null
  /** What gave way to it in TIME-WAIT, until its handshake is over: RFC 9293 §3.6.1 (MAY-2 (2)). */
  readonly earlier: Connection | null
}

export interface Host {
  readonly address: string
  readonly config: TcpConfig
  readonly nextId: SocketId
  readonly listeners: readonly Listener[]
  /** The living and those that closed but are still held by an application. */
  readonly connections: readonly Connection[]
}

export type HostEvent =
  | {
      readonly kind: 'listen'
      readonly port: number
      readonly backlog: number
      readonly synBacklog?: number
      readonly config?: Partial<TcpConfig>
    }
  | {
      readonly kind: 'connect'
      readonly port: number
      readonly address: string
      readonly remotePort: number
      readonly config?: Partial<TcpConfig>
    }
  /** New settings for the host and all that it holds. */
  | { readonly kind: 'configure'; readonly config: Partial<TcpConfig> }
  | { readonly kind: 'accept'; readonly listener: SocketId }
  | { readonly kind: 'call'; readonly socket: SocketId; readonly call: Call }
  | { readonly kind: 'packet'; readonly from: string; readonly SEG: Segment }
  /** An ICMP error that quotes a segment of ours: its ports, and where it went. */
  | {
      readonly kind: 'ICMP'
      readonly port: number
      readonly address: string
      readonly remotePort: number
      readonly error: IcmpError
    }
  | { readonly kind: 'timers' }

export type HostEffect =
  | {
      /** null: no TCB was involved (an answer from CLOSED or a full queue). */
      readonly socket: SocketId | null
      /** Where a `send` goes. */
      readonly to: string
      readonly effect: TcpEffect
    }
  | { readonly socket: SocketId; readonly to: string; readonly effect: { readonly kind: 'accepted' } }
  | { readonly socket: SocketId; readonly to: string; readonly effect: { readonly kind: 'created' } }

export interface HostStep {
  readonly host: Host
  readonly effects: readonly HostEffect[]
}

type Draft<T> = { -readonly [K in keyof T]: T[K] }

export function createHost(address: string, config: TcpConfig): Host {
  return { address, config, nextId: 1, listeners: [], connections: [] }
}

/** A host to change; written out for the same reason as a TCB's copies. */
function copyHost({ address, config, nextId, listeners, connections }: Host): Draft<Host> {
  return { address, config, nextId, listeners, connections }
}

function withConnections(host: Host, connections: readonly Connection[]): Host {
  const changed = copyHost(host)
  changed.connections = connections
  return changed
}

export function stepHost(host: Host, event: HostEvent, now: Millis): HostStep {
  switch (event.kind) {
    case 'listen':
      return listen(host, event, now)
    case 'connect':
      return connect(host, event, now)
    case 'configure':
      return { host: configure(host, event.config), effects: [] }
    case 'accept':
      return accept(host, event.listener)
    case 'call':
      return callSocket(host, event.socket, event.call, now)
    case 'packet':
      return deliver(host, event.from, event.SEG, now)
    case 'ICMP':
      return hearError(host, event, now)
    case 'timers':
      return fireAll(host, now)
  }
}

/** The earliest deadline of all connections; null: nothing to wait for. */
export function nextHostDeadline(host: Host): Millis | null {
  let earliest: Millis | null = null
  for (const { tcb } of host.connections) {
    const at = nextDeadline(tcb)
    if (at !== null && (earliest === null || at < earliest)) earliest = at
  }
  return earliest
}

export function findConnection(host: Host, socket: SocketId): Connection | null {
  for (const one of host.connections) if (one.id === socket) return one
  return null
}

/** Whether a connection of this listener is established and not yet accepted. */
export function isReady({ waitsAt, tcb }: Connection, listener: SocketId): boolean {
  return waitsAt === listener && tcb.state !== 'SYN-RECEIVED'
}

/** Connections of a listener that are ready, the oldest first. */
export function readyConnections(host: Host, listener: SocketId): readonly Connection[] {
  return host.connections.filter((one) => isReady(one, listener))
}

/** Connections of a listener whose handshake has not ended. */
export function halfOpenConnections(host: Host, listener: SocketId): readonly Connection[] {
  return host.connections.filter(({ waitsAt, tcb }) => waitsAt === listener && tcb.state === 'SYN-RECEIVED')
}

function listen(host: Host, event: Extract<HostEvent, { kind: 'listen' }>, now: Millis): HostStep {
  const tcb = createTcb(
    { ...host.config, ...event.config },
    { address: host.address, port: event.port },
    null,
  )
  const step = stepTcb(tcb, { kind: 'call', call: { name: 'open', mode: 'passive' } }, now)
  const { backlog, synBacklog = event.backlog } = event
  const listener: Listener = { id: host.nextId, tcb: step.tcb, backlog, synBacklog }
  return {
    host: Object.assign(copyHost(host), { nextId: host.nextId + 1, listeners: [...host.listeners, listener] }),
    effects: wrap(listener.id, '', step.effects),
  }
}

function connect(host: Host, event: Extract<HostEvent, { kind: 'connect' }>, now: Millis): HostStep {
  const remote = { address: event.address, port: event.remotePort }
  const tcb = createTcb(
    { ...host.config, ...event.config },
    { address: host.address, port: event.port },
    remote,
  )
  const step = stepTcb(tcb, { kind: 'call', call: { name: 'open', mode: 'active' } }, now)
  return add(host, step.tcb, null, step.effects)
}

function configure(host: Host, config: Partial<TcpConfig>): Host {
  const set = <T extends { readonly tcb: Tcb }>(one: T): T => {
    return { ...one, tcb: Object.assign(copyTcb(one.tcb), { config: { ...one.tcb.config, ...config } }) }
  }
  return Object.assign(copyHost(host), {
    config: { ...host.config, ...config },
    listeners: host.listeners.map(set),
    connections: host.connections.map(set),
  })
}

function add(host: Host, tcb: Tcb, listener: SocketId | null, effects: readonly TcpEffect[]): HostStep {
  const connection: Connection = { id: host.nextId, tcb, waitsAt: listener, listener, earlier: null }
  const to = tcb.remote?.address ?? ''
  return {
    host: Object.assign(copyHost(host), { nextId: host.nextId + 1, connections: [...host.connections, connection] }),
    effects: [
      { socket: connection.id, to, effect: { kind: 'created' } },
      ...wrap(connection.id, to, effects),
    ],
  }
}

const wrap = (socket: SocketId | null, to: string, effects: readonly TcpEffect[]): HostEffect[] => {
  return effects.map((effect) => ({ socket, to, effect }))
}

const findReopening = (effects: readonly TcpEffect[]): Extract<TcpEffect, { kind: 'reopen' }> | null => {
  for (const effect of effects) if (effect.kind === 'reopen') return effect
  return null
}

function accept(host: Host, listener: SocketId): HostStep {
  const ready = readyConnections(host, listener)[0]
  if (ready === undefined) return { host, effects: [] }
  const { id, tcb, earlier } = ready
  const accepted: Connection = { id, tcb, waitsAt: null, listener: ready.listener, earlier }
  return {
    host: withConnections(host, host.connections.map((one) => (one === ready ? accepted : one))),
    effects: [{ socket: ready.id, to: '', effect: { kind: 'accepted' } }],
  }
}

function callSocket(host: Host, socket: SocketId, call: Call, now: Millis): HostStep {
  const connection = findConnection(host, socket)
  if (connection !== null) return stepConnection(host, connection, { kind: 'call', call }, now)
  const listener = host.listeners.find(({ id }) => id === socket)
  if (listener === undefined) return { host, effects: [] }
  if (call.name !== 'close' && call.name !== 'abort' && call.name !== 'shutdown') return { host, effects: [] }
  return closeListener(host, listener, call, now)
}

/** Whoever waits at a listener that closes is told so: nobody will accept them any more. */
function closeListener(host: Host, listener: Listener, call: Call, now: Millis): HostStep {
  const closed = stepTcb(listener.tcb, { kind: 'call', call }, now)
  const listeners = host.listeners.filter((one) => one !== listener)
  let next: Host = Object.assign(copyHost(host), { listeners })
  const effects = wrap(listener.id, '', closed.effects)
  for (const waiting of host.connections) {
    if (waiting.waitsAt !== listener.id) continue
    // A half-open connection is only forgotten: its peer learns by the RST that answers its next segment.
    if (waiting.tcb.state === 'SYN-RECEIVED') {
      next = withConnections(next, next.connections.filter((one) => one.id !== waiting.id))
      continue
    }
    const step = stepConnection(next, waiting, { kind: 'call', call: { name: 'abort' } }, now)
    next = step.host
    effects.push(...step.effects)
  }
  return { host: next, effects }
}

function stepConnection(host: Host, connection: Connection, event: TcpEvent, now: Millis): HostStep {
  const step = stepTcb(connection.tcb, event, now)
  const { tcb } = step
  // Back in LISTEN: the listener is there already. Closed without anyone holding it: nothing is left to show.
  const gone =
    tcb.state === 'LISTEN' || (tcb.state === 'CLOSED' && (tcb.released || connection.waitsAt !== null))
  const connections: Connection[] = []
  const { id, waitsAt, listener } = connection
  const earlier = tcb.state === 'SYN-RECEIVED' ? connection.earlier : null
  for (const one of host.connections) {
    if (one.id !== id) connections.push(one)
    else if (!gone) connections.push({ id, tcb, waitsAt, listener, earlier })
  }
  const next = withConnections(host, connections)
  const effects = wrap(connection.id, connection.tcb.remote?.address ?? '', step.effects)
  if (tcb.state === 'LISTEN' && connection.earlier !== null) return bringBack(next, connection.earlier, effects, now)
  const reopened = connection.tcb.state === 'TIME-WAIT' ? findReopening(step.effects) : null
  return reopened === null ? { host: next, effects } : reopen(next, { ...connection, tcb }, reopened.SEG, effects, now)
}

/** RFC 9293 §3.6.1 (MAY-2): the SYN goes to whoever listens, and the old connection waits for what comes of it. */
function reopen(host: Host, closed: Connection, SEG: Segment, effects: readonly HostEffect[], now: Millis): HostStep {
  const { tcb } = closed
  const again = deliver(host, tcb.remote?.address ?? '', SEG, now, tcb.SND.NXT)
  const kept = tcb.config.timeWaitSyn === 'reopen'
  const connections = again.host.connections.map((one) => {
    return kept && one.id === host.nextId ? { ...one, earlier: closed } : one
  })
  return { host: withConnections(again.host, connections), effects: [...effects, ...again.effects] }
}

/** The SYN was an old duplicate: its connection is gone, the one that gave way to it is in TIME-WAIT again. */
function bringBack(host: Host, earlier: Connection, effects: readonly HostEffect[], now: Millis): HostStep {
  const { tcb, effects: done } = stepTcb(earlier.tcb, { kind: 'old duplicate' }, now)
  const others = host.connections.filter(({ id }) => id !== earlier.id)
  const back = wrap(earlier.id, tcb.remote?.address ?? '', done)
  return { host: withConnections(host, [...others, { ...earlier, tcb }]), effects: [...effects, ...back] }
}

function findBySockets(host: Host, port: number, address: string, remotePort: number): Connection | null {
  for (const connection of host.connections) {
    const { state, local, remote } = connection.tcb
    if (state === 'CLOSED' || local.port !== port || remote === null) continue
    if (remote.port === remotePort && remote.address === address) return connection
  }
  return null
}

function hearError(host: Host, event: Extract<HostEvent, { kind: 'ICMP' }>, now: Millis): HostStep {
  const { port, address, remotePort, error } = event
  const connection = findBySockets(host, port, address, remotePort)
  return connection === null ? { host, effects: [] } : stepConnection(host, connection, { kind: 'ICMP', error }, now)
}

/** `beyond`: what an earlier connection of the same sockets has used of the sequence numbers. */
function deliver(host: Host, from: string, SEG: Segment, now: Millis, beyond?: SequenceNumber): HostStep {
  const connection = findBySockets(host, SEG.destinationPort, from, SEG.sourcePort)
  if (connection !== null) return deliverTo(host, connection, SEG, now)
  const listener = host.listeners.find(({ tcb }) => tcb.local.port === SEG.destinationPort)
  return listener === undefined
    ? answerFromClosed(host, from, SEG, now)
    : deliverToListener(host, listener, from, SEG, now, beyond)
}

function deliverTo(host: Host, connection: Connection, SEG: Segment, now: Millis): HostStep {
  if (connection.tcb.state === 'SYN-RECEIVED' && isPlainAck(SEG)) {
    const listener = host.listeners.find(({ id }) => id === connection.waitsAt)
    if (listener !== undefined && acceptQueueIsFull(host, listener)) {
      const told = discarded(connection.id, 'accept queue full')
      if (host.config.acceptOverflow === 'ignore') return { host, effects: [told] }
      const step = stepConnection(host, connection, { kind: 'call', call: { name: 'abort' } }, now)
      return { host: step.host, effects: [told, ...step.effects] }
    }
  }
  return stepConnection(host, connection, { kind: 'segment', SEG }, now)
}

const acceptQueueIsFull = (host: Host, { id, backlog }: Listener): boolean => {
  return readyConnections(host, id).length >= backlog
}

const isPlainAck = (SEG: Segment): boolean => (SEG.CTL & (ACK | SYN | RST)) === ACK

const discarded = (socket: SocketId | null, reason: ReasonId): HostEffect => {
  return { socket, to: '', effect: { kind: 'discard', reason, clause: 'RFC 4987 §2.1' } }
}

/**
 * The listener's TCB stays in LISTEN; a copy of it takes the segment and becomes a connection if that opens
 * one.
 */
function deliverToListener(
  host: Host,
  listener: Listener,
  from: string,
  SEG: Segment,
  now: Millis,
  beyond?: SequenceNumber,
): HostStep {
  const opens = (SEG.CTL & (SYN | ACK | RST)) === SYN
  const child: Tcb = Object.assign(copyTcb(listener.tcb), { remote: { address: from, port: SEG.sourcePort } })
  if (opens && halfOpenConnections(host, listener.id).length >= listener.synBacklog) {
    const full = discarded(listener.id, 'SYN queue full')
    if (!child.config.synCookies) return { host, effects: [full] }
    return { host, effects: [full, ...answerByCookie(listener, child, from, SEG, now)] }
  }
  if (child.config.synCookies && isPlainAck(SEG)) {
    const restored = restoreFromCookie(child, SEG, now)
    if (restored !== null) {
      // The client believes that it is connected; its data or its next ACK will try again.
      if (acceptQueueIsFull(host, listener))
        return { host, effects: [discarded(listener.id, 'accept queue full')] }
      const step = stepTcb(restored.tcb, { kind: 'segment', SEG }, now)
      return add(host, step.tcb, listener.id, [...restored.effects, ...step.effects])
    }
  }
  const step = stepTcb(child, beyond === undefined ? { kind: 'segment', SEG } : { kind: 'segment', SEG, beyond }, now)
  if (step.tcb.state === 'LISTEN') return { host, effects: wrap(listener.id, from, step.effects) }
  return add(host, step.tcb, listener.id, step.effects)
}

/** RFC 4987 §3.6: the SYN,ACK goes out, and nothing is kept. */
function answerByCookie(
  listener: Listener,
  child: Tcb,
  from: string,
  SEG: Segment,
  now: Millis,
): HostEffect[] {
  const remote = { address: from, port: SEG.sourcePort }
  const ISS = makeCookie(child.config.isnSecret, child.local, remote, SEG, now)
  const { effects } = stepTcb(withoutMemory(child, ISS), { kind: 'segment', SEG }, now)
  return effects.flatMap((effect) => {
    if (effect.kind !== 'send') return []
    return wrap(listener.id, from, [{ ...effect, clause: 'RFC 4987 §3.6' }])
  })
}

/** The connection in SYN-RECEIVED as it would be, had it been kept; null: the ACK brings no cookie of ours. */
function restoreFromCookie(child: Tcb, SEG: Segment, now: Millis): TcpStep | null {
  const { local, remote, config } = child
  if (remote === null) return null
  const ISS = advance(SEG.ACK, -1)
  const IRS = advance(SEG.SEQ, -1)
  const mss = readCookie(config.isnSecret, local, remote, IRS, ISS, now)
  if (mss === null) return null
  const opening: Segment = { ...SEG, SEQ: IRS, ACK: 0, CTL: SYN, options: [{ kind: 'mss', value: mss }], data: '' }
  const { tcb, effects } = stepTcb(withoutMemory(child, ISS), { kind: 'cookie', SEG: opening }, now)
  // When the SYN,ACK was sent nobody knows any more: it gives no round-trip time.
  const moves = effects.filter(({ kind }) => kind === 'transition')
  return { tcb: Object.assign(copyTcb(tcb), { RTT: untimed(tcb.RTT), config }), effects: moves }
}

/** A cookie has no room for options other than the MSS. */
const withoutMemory = (child: Tcb, ISS: number): Tcb => {
  const config = { ...child.config, ISS, windowScale: null, sack: false, timestamps: false }
  return Object.assign(copyTcb(child), { config })
}

function answerFromClosed(host: Host, from: string, SEG: Segment, now: Millis): HostStep {
  const nobody = createTcb(
    host.config,
    { address: host.address, port: SEG.destinationPort },
    { address: from, port: SEG.sourcePort },
  )
  return { host, effects: wrap(null, from, stepTcb(nobody, { kind: 'segment', SEG }, now).effects) }
}

function fireAll(host: Host, now: Millis): HostStep {
  let next = host
  const effects: HostEffect[] = []
  for (const connection of host.connections) {
    const at = nextDeadline(connection.tcb)
    if (at === null || at > now) continue
    const step = stepConnection(next, connection, { kind: 'timers' }, now)
    next = step.host
    effects.push(...step.effects)
  }
  return { host: next, effects }
}
