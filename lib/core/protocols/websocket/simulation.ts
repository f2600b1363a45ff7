// A client, a server and the TCP connection between them, on virtual time: the machine behind the WebSocket
// lab. A log of its events is a run; the same log gives the same run. TCP is only what WebSocket sees of it:
// its opening, bytes in order, its end; segments, losses and retransmissions are the TCP lab's. Every run is
// bounded, and says by what.
// Read first: RFC 6455 §1.2; RFC 6455 §7.2.3 (reconnecting).
import type { Machine, Millis, Seed, Step } from '#lib/core/engine/machine.ts'
import { drawUnit, startRandom, type RandomState } from '#lib/core/engine/random.ts'
import { fail, ok, type Problem, type Result } from '#lib/core/problem.ts'
import type { ClientRequest } from '#lib/core/protocols/websocket/client-handshake.ts'
import { drive, type Application } from '#lib/core/protocols/websocket/drive.ts'
import {
  goodHabits,
  type Call,
  type EndpointConfig,
  type EndpointEffect,
  type EndpointEvent,
  type EndpointState,
  type Habits,
  type TimerName,
} from '#lib/core/protocols/websocket/endpoint.ts'
import { publicLimits, type Limits } from '#lib/core/protocols/websocket/limits.ts'
import { TEXT } from '#lib/core/protocols/websocket/frame.ts'
import { createEndpoint } from '#lib/core/protocols/websocket/machine.ts'
import { plainDeflate } from '#lib/core/protocols/websocket/permessage-deflate.ts'
import type { ServerPolicy } from '#lib/core/protocols/websocket/server-handshake.ts'

/** A is the client, B the server. */
export type HostName = 'A' | 'B'
export const hostNames = ['A', 'B'] as const satisfies readonly HostName[]
export const otherHost = (host: HostName): HostName => (host === 'A' ? 'B' : 'A')

/** What an application does with a message: nothing, send it back, send it back in capitals. */
export type Behaviour = 'listen' | 'echo' | 'upper'

interface HostSettings {
  readonly limits: Limits
  readonly habits: Habits
  readonly application: Behaviour
  /** So long after a message its answer is sent. */
  readonly answerMs: Millis
}

export interface ClientSettings extends HostSettings {
  readonly request: ClientRequest
  readonly needsCompression: boolean
  readonly reconnect: Reconnect | null
}

/** Truncated binary exponential back-off: RFC 6455 §7.2.3. */
export interface Reconnect {
  /** The wait after the first failure; it doubles with each further one. */
  readonly baseMs: Millis
  readonly maxMs: Millis
  /** Waits a random part of that time instead of all of it, so that many clients do not come back at once. */
  readonly jitter: boolean
}

export interface ServerSettings extends HostSettings {
  readonly policy: ServerPolicy
}

export interface LinkConfig {
  /** One way. */
  readonly delayMs: Millis
  /** A proxy on the way ends connections on which nothing passed for so long; null: there is none. */
  readonly proxyIdleMs: Millis | null
}

export interface SimulationConfig {
  readonly A: ClientSettings
  readonly B: ServerSettings
  readonly link: LinkConfig
  readonly bounds: { readonly events: number; readonly virtualMs: Millis; readonly inFlight: number }
}

const host: HostSettings = { limits: publicLimits, habits: goodHabits, application: 'listen', answerMs: 0 }

export const defaultSimulation: SimulationConfig = {
  A: {
    ...host,
    needsCompression: false,
    reconnect: null,
    request: {
      host: 'server.example.com',
      resource: '/chat',
      origin: 'https://example.com',
      protocols: [],
      extensions: [],
      fields: [],
    },
  },
  B: {
    ...host,
    application: 'echo',
    policy: { origins: null, resources: null, protocols: [], deflate: null },
  },
  link: { delayMs: 10, proxyIdleMs: null },
  bounds: { events: 20_000, virtualMs: 3_600_000, inFlight: 2000 },
}

/**
 * What crosses the link: the three segments of TCP's opening, bytes that were written together, TCP's two
 * ends.
 */
export type FlightKind = 'SYN' | 'SYN,ACK' | 'ACK' | 'bytes' | 'FIN' | 'RST'

export interface Flight {
  /** Counted from 1 in the order of sending. */
  readonly id: number
  readonly from: HostName
  readonly kind: FlightKind
  readonly bytes: Uint8Array
  readonly arrivesAt: Millis
}

export type SimulationEvent =
  /** The next thing that is due. */
  | { readonly kind: 'tick' }
  /** The client opens a connection: the first, or the next once the last is CLOSED. */
  | { readonly kind: 'connect' }
  | { readonly kind: 'call'; readonly host: HostName; readonly call: Call }
  /**
   * `reset`: both ends lose the connection and are told. `silence`: nothing crosses any more, and nobody is
   * told.
   */
  | { readonly kind: 'link'; readonly do: 'reset' | 'silence' | 'restore' }

export type SimulationEffect =
  | {
      readonly kind: 'sent'
      readonly host: HostName
      readonly id: number
      readonly what: FlightKind
      readonly bytes: Uint8Array
    }
  | { readonly kind: 'arrived'; readonly host: HostName; readonly id: number }
  | { readonly kind: 'lost'; readonly id: number; readonly from: HostName; readonly reason: LossReason }
  | {
      readonly kind: 'endpoint'
      readonly host: HostName
      readonly effect: Exclude<EndpointEffect, { type: 'transmit' }>
    }
  /** An answer of the application that its endpoint refused. */
  | { readonly kind: 'refused'; readonly host: HostName; readonly problem: Problem }
  | { readonly kind: 'reconnects'; readonly at: Millis; readonly attempt: number }
  | { readonly kind: 'proxy'; readonly idleMs: Millis }

export type LossReason = 'the link is silent' | 'the connection is gone'

interface Answer {
  readonly at: Millis
  readonly host: HostName
  readonly call: Call
}

export interface SimulationState {
  readonly config: SimulationConfig
  readonly seed: Seed
  readonly now: Millis
  readonly random: RandomState
  readonly events: number
  readonly sent: number
  /** Connections opened so far. */
  readonly connections: number
  /** Null: not connected yet. */
  readonly hosts: Readonly<Record<HostName, EndpointState | null>>
  readonly flights: readonly Flight[]
  /** Answers that applications will give later. */
  readonly answers: readonly Answer[]
  readonly silent: boolean
  /** When the proxy saw something pass; null while it holds no connection. */
  readonly passedAt: Millis | null
  /** Failures since the last connection that opened. */
  readonly failures: number
  readonly reconnectAt: Millis | null
}

const endpoint = createEndpoint(plainDeflate)

interface Run {
  readonly s: { -readonly [Key in keyof SimulationState]: SimulationState[Key] }
  readonly effects: SimulationEffect[]
}

export const websocket: Machine<SimulationConfig, SimulationState, SimulationEvent, SimulationEffect> = {
  name: 'websocket',
  start: (config, seed) => ({
    config,
    seed,
    now: 0,
    random: startRandom(`${seed}/reconnect`),
    events: 0,
    sent: 0,
    connections: 0,
    hosts: { A: null, B: null },
    flights: [],
    answers: [],
    silent: false,
    passedAt: null,
    failures: 0,
    reconnectAt: null,
  }),
  step: stepSimulation,
}

/** What a tick would do, and when. */
export type Due =
  | { readonly at: Millis; readonly what: 'arrival'; readonly flight: Flight }
  | { readonly at: Millis; readonly what: 'answer'; readonly host: HostName }
  | { readonly at: Millis; readonly what: 'timer'; readonly host: HostName; readonly timer: TimerName }
  | { readonly at: Millis; readonly what: 'proxy' | 'reconnect' }

/**
 * Null: nothing is due any more. At one instant arrivals come first, then answers, timers (A before B), the
 * proxy.
 */
export function nextDue(state: SimulationState): Due | null {
  let due: Due | null = null
  const offer = (next: Due): void => {
    if (due === null || next.at < due.at) due = next
  }
  const [flight] = state.flights
  if (flight !== undefined) offer({ at: flight.arrivesAt, what: 'arrival', flight })
  const [answer] = state.answers
  if (answer !== undefined) offer({ at: answer.at, what: 'answer', host: answer.host })
  for (const name of hostNames) {
    for (const [timer, at] of Object.entries(state.hosts[name]?.deadlines ?? {})) {
      offer({ at, what: 'timer', host: name, timer: timer as TimerName })
    }
  }
  const { proxyIdleMs } = state.config.link
  if (proxyIdleMs !== null && state.passedAt !== null)
    offer({ at: state.passedAt + proxyIdleMs, what: 'proxy' })
  if (state.reconnectAt !== null) offer({ at: state.reconnectAt, what: 'reconnect' })
  return due
}

function stepSimulation(
  state: SimulationState,
  event: SimulationEvent,
  now: Millis,
): Result<Step<SimulationState, SimulationEffect>> {
  const bound = findBound(state, now)
  if (bound !== null) return fail(bound)
  if (now < state.now) return fail({ code: 'lab-past', params: { at: now, now: state.now } })
  const due = nextDue(state)
  const run: Run = { s: { ...state, now, events: state.events + 1 }, effects: [] }
  if (event.kind === 'tick') {
    if (due === null) return fail({ code: 'lab-nothing-due', params: { at: state.now } })
    const dueAt = Math.max(due.at, state.now)
    if (dueAt !== now) return fail({ code: 'lab-due', params: { at: now, due: dueAt } })
    tick(run, due)
    return ok({ state: run.s, effects: run.effects })
  }
  // Time does not jump over what is due: whoever drives the machine ticks first.
  if (due !== null && due.at < now) return fail({ code: 'lab-due', params: { at: now, due: due.at } })
  const problem = apply(run, event)
  return problem === null ? ok({ state: run.s, effects: run.effects }) : fail(problem)
}

function findBound({ config: { bounds }, events, flights }: SimulationState, at: Millis): Problem | null {
  if (events >= bounds.events) return { code: 'lab-bound', params: { what: 'events', limit: bounds.events } }
  if (at > bounds.virtualMs) return { code: 'lab-bound', params: { what: 'ms', limit: bounds.virtualMs } }
  if (flights.length > bounds.inFlight) {
    return { code: 'lab-bound', params: { what: 'writes in flight', limit: bounds.inFlight } }
  }
  return null
}

function tick(run: Run, due: Due): void {
  const { s, effects } = run
  switch (due.what) {
    case 'arrival':
      s.flights = s.flights.slice(1)
      arrive(run, due.flight)
      return
    case 'answer': {
      const { call } = s.answers[0]!
      s.answers = s.answers.slice(1)
      const problem = onHost(run, due.host, { type: 'call', call })
      if (problem !== null) effects.push({ kind: 'refused', host: due.host, problem })
      return
    }
    case 'timer':
      onHost(run, due.host, { type: 'timer', timer: due.timer })
      return
    case 'proxy':
      effects.push({ kind: 'proxy', idleMs: s.config.link.proxyIdleMs ?? 0 })
      breakConnection(run)
      return
    case 'reconnect':
      s.reconnectAt = null
      connect(run)
  }
}

function apply(run: Run, event: Exclude<SimulationEvent, { kind: 'tick' }>): Problem | null {
  const { s } = run
  switch (event.kind) {
    case 'connect': {
      const state = s.hosts.A?.state
      if (state !== undefined && state !== 'CLOSED') {
        return { code: 'ws-event-out-of-place', params: { event: 'connect', state } }
      }
      s.reconnectAt = null
      connect(run)
      return null
    }
    case 'call':
      if (s.hosts[event.host] === null) return { code: 'lab-no-connection', params: { host: event.host } }
      return onHost(run, event.host, { type: 'call', call: event.call })
    case 'link':
      s.silent = event.do === 'silence' || (s.silent && event.do === 'reset')
      if (event.do === 'silence') lose(run, s.flights, 'the link is silent')
      if (event.do === 'reset') breakConnection(run)
      return null
  }
}

// — hosts —

function configOf({ A, B }: SimulationConfig, name: HostName): EndpointConfig {
  if (name === 'B') return { role: 'server', limits: B.limits, habits: B.habits, policy: B.policy }
  const { limits, habits, request, needsCompression } = A
  return { role: 'client', limits, habits, request, needsCompression }
}

function boot(run: Run, name: HostName): void {
  const { s } = run
  const state = endpoint.start(configOf(s.config, name), `${s.seed}/${s.connections}/${name}`)
  s.hosts = { ...s.hosts, [name]: state }
}

/**
 * Lets an endpoint take an event, with what its application does about it; a problem is the event's own
 * refusal. `connected`: there is still a TCP connection that this side can end.
 */
function onHost(run: Run, name: HostName, event: EndpointEvent, connected = true): Problem | null {
  const { s, effects } = run
  const before = s.hosts[name]
  if (before === null) return { code: 'lab-no-connection', params: { host: name } }
  const { application, answerMs } = s.config[name]
  const respond = behaviours[application]
  const later: Application = (effect) => {
    if (answerMs === 0) return respond(effect)
    for (const call of respond(effect)) s.answers = [...s.answers, { at: s.now + answerMs, host: name, call }]
    return []
  }
  const driven = drive(endpoint, before, event, s.now, later)
  s.hosts = { ...s.hosts, [name]: driven.state }
  if (driven.state === before && driven.problems.length > 0 && event.type === 'call')
    return driven.problems[0]!
  for (const effect of driven.effects) {
    if (effect.type === 'transmit') launch(run, name, 'bytes', effect.bytes)
    else effects.push({ kind: 'endpoint', host: name, effect })
    if (effect.type === 'end' && connected) launch(run, name, 'FIN')
    if (effect.type === 'abort' && connected) launch(run, name, 'RST')
    if (effect.type === 'open' && name === 'A') s.failures = 0
    if (effect.type === 'closed') onClosed(run, name, effect.clean)
  }
  for (const problem of driven.problems) effects.push({ kind: 'refused', host: name, problem })
  return null
}

const behaviours: Readonly<Record<Behaviour, Application>> = {
  listen: () => [],
  echo: (effect) => answerWith(effect, (payload) => payload),
  upper: (effect) => answerWith(effect, inCapitals),
}

function answerWith(effect: EndpointEffect, change: (payload: Uint8Array) => Uint8Array): Call[] {
  if (effect.type !== 'message') return []
  const { opcode, payload } = effect.message
  return opcode === TEXT
    ? [{ do: 'send', opcode: 0x1, payload: change(payload) }]
    : [{ do: 'send', opcode: 0x2, payload }]
}

const inCapitals = (payload: Uint8Array): Uint8Array =>
  new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(payload).toUpperCase())

function onClosed(run: Run, name: HostName, clean: boolean): void {
  const { s, effects } = run
  s.answers = s.answers.filter((answer) => answer.host !== name)
  if (name === 'B') return
  s.passedAt = null
  const { reconnect } = s.config.A
  if (reconnect === null || clean) return
  const wait = Math.min(reconnect.maxMs, reconnect.baseMs * 2 ** s.failures)
  const drawn = drawUnit(s.random)
  s.random = drawn.random
  s.failures++
  s.reconnectAt = s.now + (reconnect.jitter ? Math.round(wait * drawn.value) : wait)
  effects.push({ kind: 'reconnects', at: s.reconnectAt, attempt: s.failures })
}

// — the link —

function connect(run: Run): void {
  const { s } = run
  lose(run, s.flights, 'the connection is gone')
  s.connections++
  s.passedAt = null
  s.answers = []
  s.hosts = { ...s.hosts, B: null }
  boot(run, 'A')
  launch(run, 'A', 'SYN')
}

function launch(run: Run, from: HostName, what: FlightKind, bytes: Uint8Array = new Uint8Array(0)): void {
  const { s, effects } = run
  const id = s.sent + 1
  s.sent = id
  effects.push({ kind: 'sent', host: from, id, what, bytes })
  const flight: Flight = { id, from, kind: what, bytes, arrivesAt: s.now + s.config.link.delayMs }
  if (s.silent) lose(run, [flight], 'the link is silent')
  else s.flights = [...s.flights, flight]
  if (s.passedAt !== null && !s.silent) s.passedAt = s.now
}

function lose(run: Run, flights: readonly Flight[], reason: LossReason): void {
  const { s, effects } = run
  for (const { id, from } of flights) effects.push({ kind: 'lost', id, from, reason })
  s.flights = s.flights.filter((flight) => !flights.includes(flight))
}

function arrive(run: Run, flight: Flight): void {
  const { s, effects } = run
  const name = otherHost(flight.from)
  effects.push({ kind: 'arrived', host: name, id: flight.id })
  switch (flight.kind) {
    case 'SYN':
      boot(run, 'B')
      launch(run, 'B', 'SYN,ACK')
      return
    case 'SYN,ACK':
      launch(run, 'A', 'ACK')
      s.passedAt = s.now
      onHost(run, 'A', { type: 'connected' })
      return
    case 'ACK':
      onHost(run, 'B', { type: 'connected' })
      return
    case 'bytes':
      onHost(run, name, { type: 'bytes', bytes: flight.bytes })
      return
    case 'FIN':
    case 'RST':
      onHost(run, name, { type: 'end' }, flight.kind === 'FIN')
  }
}

/** Both ends are told that the connection is lost; what was on its way is gone. */
function breakConnection(run: Run): void {
  const { s } = run
  lose(run, s.flights, 'the connection is gone')
  s.passedAt = null
  for (const name of hostNames) {
    const state = s.hosts[name]?.state
    if (state !== undefined && state !== 'CLOSED') onHost(run, name, { type: 'end' }, false)
  }
}
