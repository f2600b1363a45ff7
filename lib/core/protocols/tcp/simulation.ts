// Two hosts and the path between them, on virtual time: the machine behind the TCP lab. A log of its events
// is a run; the same log gives the same run. It adds no TCP of its own: hosts do that, the link carries.
// Every run is bounded in events, virtual time and segments in flight, and says which bound it hit.
import type { Machine, Millis, Seed, Step } from '#lib/core/engine/machine.ts'
import { startRandom, type RandomState } from '#lib/core/engine/random.ts'
import { fail, ok, type Problem, type Result } from '#lib/core/problem.ts'
import { defaultTcpConfig, type TcpConfig } from '#lib/core/protocols/tcp/config.ts'
import type { TcpEffect } from '#lib/core/protocols/tcp/effects.ts'
import {
  createHost,
  isReady,
  nextHostDeadline,
  stepHost,
  type Host,
  type HostEvent,
  type SocketId,
} from '#lib/core/protocols/tcp/host.ts'
import {
  addFlight,
  carry,
  defaultLink,
  ofHost,
  otherHost,
  withHost,
  type Fault,
  type Flight,
  type FreeAt,
  type HostName,
  type LinkConfig,
  type LossReason,
} from '#lib/core/protocols/tcp/link.ts'
import type { SendReason } from '#lib/core/protocols/tcp/output.ts'
import type { Segment } from '#lib/core/protocols/tcp/wire.ts'
import type { Octets } from '#lib/core/protocols/wire/octets.ts'

export const hostNames = ['A', 'B'] as const satisfies readonly HostName[]

export interface HostSettings {
  readonly address: string
  readonly tcp: Partial<TcpConfig>
  /** The application accepts connections at once. */
  readonly accepts: boolean
  /** The application reads what arrives at once. */
  readonly reads: boolean
}

export interface Limits {
  readonly events: number
  readonly virtualMs: Millis
  readonly inFlight: number
}

export interface SimulationConfig {
  readonly hosts: Readonly<Record<HostName, HostSettings>>
  readonly link: LinkConfig
  readonly limits: Limits
}

const defaultHost = (address: string): HostSettings => ({ address, tcp: {}, accepts: true, reads: true })

/** Documentation addresses, RFC 5737. */
export const defaultSimulation: SimulationConfig = {
  hosts: { A: defaultHost('192.0.2.1'), B: defaultHost('198.51.100.2') },
  link: defaultLink,
  limits: { events: 20_000, virtualMs: 3_600_000, inFlight: 2000 },
}

/** Calls on a host; without `socket` they go to its newest connection, or else its newest listener. */
export type SimulationCall =
  | { readonly name: 'listen'; readonly port: number; readonly backlog: number }
  /** To the other host; `from` is the local port. */
  | { readonly name: 'open'; readonly port: number; readonly from: number }
  | { readonly name: 'accept' }
  | { readonly name: 'send'; readonly data: Octets; readonly urgent?: boolean }
  | { readonly name: 'receive'; readonly max: number }
  | { readonly name: 'shutdown' | 'close' | 'abort' }

export type SimulationEvent =
  /** The next thing that is due: a segment arrives, or timers go off. */
  | { readonly kind: 'tick' }
  | {
      readonly kind: 'call'
      readonly host: HostName
      readonly call: SimulationCall
      readonly socket?: SocketId
    }
  /** All memory of connections is lost; until `reboot` the host hears nothing. */
  | { readonly kind: 'crash'; readonly host: HostName }
  | { readonly kind: 'reboot'; readonly host: HostName }
  | { readonly kind: 'fault'; readonly segment: number; readonly fault: Fault }
  /** A segment that `host` never sent: an old duplicate or a forgery. It takes the link's time to arrive. */
  | { readonly kind: 'inject'; readonly host: HostName; readonly source: string; readonly SEG: Segment }
  | { readonly kind: 'link'; readonly link: Partial<LinkConfig> }

export type SimulationEffect =
  | {
      readonly kind: 'sent'
      readonly host: HostName
      readonly socket: SocketId | null
      readonly id: number
      /** The address that it is sent to: another than the other host's where that one was forged. */
      readonly to: string
      readonly SEG: Segment
      readonly reason: SendReason | 'injected'
      readonly clause: string
      /** null: it never arrives, or nobody knows yet when. */
      readonly arrivesAt: Millis | null
    }
  | { readonly kind: 'arrived'; readonly host: HostName; readonly id: number; readonly copy: boolean }
  | { readonly kind: 'lost'; readonly id: number; readonly from: HostName; readonly reason: LossReason }
  | { readonly kind: 'moved'; readonly id: number; readonly arrivesAt: Millis; readonly copy: boolean }
  | {
      readonly kind: 'endpoint'
      readonly host: HostName
      readonly socket: SocketId | null
      readonly effect: Exclude<TcpEffect, { kind: 'send' }>
    }
  | { readonly kind: 'power'; readonly host: HostName; readonly up: boolean }

export interface SimulationState {
  readonly config: SimulationConfig
  readonly now: Millis
  readonly random: RandomState
  readonly events: number
  /** Segments sent so far: the next one's number less one. */
  readonly sent: number
  readonly hosts: Readonly<Record<HostName, Host>>
  readonly up: Readonly<Record<HostName, boolean>>
  readonly flights: readonly Flight[]
  readonly freeAt: FreeAt
  /** Faults that wait for their segment. */
  readonly faults: readonly { readonly segment: number; readonly fault: Fault }[]
}

type Draft = { -readonly [K in keyof SimulationState]: SimulationState[K] }

interface Run {
  readonly s: Draft
  readonly effects: SimulationEffect[]
}

export const tcp: Machine<SimulationConfig, SimulationState, SimulationEvent, SimulationEffect> = {
  name: 'tcp',
  start: startSimulation,
  step: stepSimulation,
}

function startSimulation(config: SimulationConfig, seed: Seed): SimulationState {
  const host = (name: HostName): Host => bootHost(config, name, seed)
  return {
    config,
    now: 0,
    random: startRandom(`${seed}/link`),
    events: 0,
    sent: 0,
    hosts: { A: host('A'), B: host('B') },
    up: { A: true, B: true },
    flights: [],
    freeAt: { A: 0, B: 0 },
    faults: [],
  }
}

function bootHost(config: SimulationConfig, name: HostName, secret: string): Host {
  const { address, tcp: overrides } = ofHost(config.hosts, name)
  return createHost(address, { ...defaultTcpConfig, isnSecret: `${secret}/${name}`, ...overrides })
}

/** What arrives next: the first that nobody holds back; null: nothing. */
function nextFlight(flights: readonly Flight[]): Flight | null {
  for (const flight of flights) if (!flight.held) return flight
  return null
}

/** What a tick would do, and when; null: nothing is due any more. */
export interface Due {
  readonly at: Millis
  readonly what: 'arrival' | 'timers'
  readonly host: HostName
  /** The segment that arrives. */
  readonly segment: number | null
}

/** Of things due at the same time an arrival comes before timers, and host A before host B. */
export function nextDue(state: SimulationState): Due | null {
  let due: Due | null = null
  const flight = nextFlight(state.flights)
  if (flight !== null) {
    due = { at: flight.arrivesAt, what: 'arrival', host: otherHost(flight.from), segment: flight.id }
  }
  for (const host of hostNames) {
    const at = nextHostDeadline(ofHost(state.hosts, host))
    if (at !== null && (due === null || at < due.at)) due = { at, what: 'timers', host, segment: null }
  }
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
  const run: Run = { s: copyState(state), effects: [] }
  run.s.now = now
  run.s.events++
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

/** Written out, because every event makes one. */
function copyState(state: SimulationState): Draft {
  const { config, now, random, events, sent, hosts, up, flights, freeAt, faults } = state
  return { config, now, random, events, sent, hosts, up, flights, freeAt, faults }
}

function findBound({ config: { limits }, events, flights }: SimulationState, at: Millis): Problem | null {
  if (events >= limits.events) return { code: 'lab-bound', params: { what: 'events', limit: limits.events } }
  if (at > limits.virtualMs) return { code: 'lab-bound', params: { what: 'ms', limit: limits.virtualMs } }
  if (flights.length > limits.inFlight) {
    return { code: 'lab-bound', params: { what: 'segments in flight', limit: limits.inFlight } }
  }
  return null
}

function tick(run: Run, due: Due): void {
  const { s, effects } = run
  if (due.what === 'timers') {
    onHost(run, due.host, { kind: 'timers' })
    return
  }
  const flight = nextFlight(s.flights)!
  s.flights = s.flights[0] === flight ? s.flights.slice(1) : s.flights.filter((one) => one !== flight)
  if (!ofHost(s.up, due.host)) {
    effects.push({ kind: 'lost', id: flight.id, from: flight.from, reason: 'host down' })
    return
  }
  effects.push({ kind: 'arrived', host: due.host, id: flight.id, copy: flight.copy })
  onHost(run, due.host, { kind: 'packet', from: flight.source, SEG: flight.SEG })
}

function apply(run: Run, event: Exclude<SimulationEvent, { kind: 'tick' }>): Problem | null {
  const { s, effects } = run
  switch (event.kind) {
    case 'call':
      return call(run, event)
    case 'crash':
      s.hosts = withHost(s.hosts, event.host, bootHost(s.config, event.host, `${s.now}`))
      s.up = withHost(s.up, event.host, false)
      effects.push({ kind: 'power', host: event.host, up: false })
      return null
    case 'reboot':
      s.hosts = withHost(s.hosts, event.host, bootHost(s.config, event.host, `${s.now}`))
      s.up = withHost(s.up, event.host, true)
      effects.push({ kind: 'power', host: event.host, up: true })
      return null
    case 'fault':
      return fault(run, event.segment, event.fault)
    case 'inject':
      launch(run, event.host, null, { from: event.source, to: addressOf(s, otherHost(event.host)) }, event.SEG, 'injected', '')
      return null
    case 'link':
      s.config = { ...s.config, link: { ...s.config.link, ...event.link } }
      return null
  }
}

// — hosts —

function call(run: Run, event: Extract<SimulationEvent, { kind: 'call' }>): Problem | null {
  const { s } = run
  const { host: name, call: what } = event
  if (!ofHost(s.up, name)) return { code: 'lab-host-down', params: { host: name } }
  if (what.name === 'listen') {
    onHost(run, name, { kind: 'listen', port: what.port, backlog: what.backlog })
    return null
  }
  if (what.name === 'open') {
    const { address } = s.config.hosts[otherHost(name)]
    onHost(run, name, { kind: 'connect', port: what.from, address, remotePort: what.port })
    return null
  }
  const host = ofHost(s.hosts, name)
  const socket = event.socket ?? host.connections.at(-1)?.id ?? host.listeners.at(-1)?.id
  if (what.name === 'accept') {
    const listener = host.listeners.at(-1)
    if (listener === undefined) return { code: 'lab-no-connection', params: { host: name } }
    onHost(run, name, { kind: 'accept', listener: listener.id })
    return null
  }
  if (socket === undefined) return { code: 'lab-no-connection', params: { host: name } }
  onHost(run, name, { kind: 'call', socket, call: what })
  return null
}

/** Lets a host take an event, then what its application does by itself. */
function onHost(run: Run, name: HostName, event: HostEvent): void {
  const { s, effects } = run
  const { host, effects: done } = stepHost(ofHost(s.hosts, name), event, s.now)
  s.hosts = withHost(s.hosts, name, host)
  for (const { socket, to, effect } of done) {
    if (effect.kind === 'send') {
      launch(run, name, socket, { from: host.address, to }, effect.SEG, effect.reason, effect.clause)
    } else if (effect.kind !== 'accepted' && effect.kind !== 'created') {
      effects.push({ kind: 'endpoint', host: name, socket, effect })
    }
  }
  const next = applicationEvent(s, name)
  if (next !== null) onHost(run, name, next)
}

/** What an application that accepts and reads at once would do now. */
function applicationEvent(s: Draft, name: HostName): HostEvent | null {
  const { accepts, reads } = ofHost(s.config.hosts, name)
  const host = ofHost(s.hosts, name)
  if (accepts) {
    for (const { id } of host.listeners) {
      for (const one of host.connections) if (isReady(one, id)) return { kind: 'accept', listener: id }
    }
  }
  if (reads) {
    for (const { id, tcb, waitsAt } of host.connections) {
      if (tcb.receiveQueue === '' || waitsAt !== null || tcb.state === 'SYN-RECEIVED') continue
      return { kind: 'call', socket: id, call: { name: 'receive', max: tcb.receiveQueue.length } }
    }
  }
  return null
}

const addressOf = (s: Draft, name: HostName): string => ofHost(s.config.hosts, name).address

// — the link —

function launch(
  run: Run,
  from: HostName,
  socket: SocketId | null,
  path: { readonly from: string; readonly to: string },
  SEG: Segment,
  reason: SendReason | 'injected',
  clause: string,
): void {
  const { s, effects } = run
  const id = s.sent + 1
  s.sent = id
  const carried = carry(s.config.link, from, SEG, s.now, s.random, s.freeAt)
  s.random = carried.random
  s.freeAt = carried.freeAt
  // An answer to a forged address finds nobody.
  const reaches = path.to === addressOf(s, otherHost(from))
  const arrivesAt = reaches ? carried.arrivesAt : null
  effects.push({ kind: 'sent', host: from, socket, id, to: path.to, SEG, reason, clause, arrivesAt })
  if (arrivesAt === null) {
    effects.push({ kind: 'lost', id, from, reason: carried.reason ?? 'nobody there' })
    return
  }
  const flight: Flight = { id, from, source: path.from, SEG, sentAt: s.now, arrivesAt, held: false, copy: false }
  s.flights = addFlight(s.flights, flight)
  releaseHeld(run, flight)
  if (s.faults.length === 0) return
  const planned = s.faults.filter(({ segment }) => segment === id)
  s.faults = s.faults.filter(({ segment }) => segment !== id)
  for (const { fault: what } of planned) fault(run, id, what)
}

/** A segment that was to be overtaken arrives right after the one that was just sent. */
function releaseHeld(run: Run, passed: Flight): void {
  const { s, effects } = run
  for (const flight of s.flights) {
    if (!flight.held || flight.from !== passed.from) continue
    const arrivesAt = Math.max(flight.arrivesAt, passed.arrivesAt) + 0.001
    s.flights = addFlight(
      s.flights.filter((one) => one !== flight),
      { ...flight, held: false, arrivesAt },
    )
    effects.push({ kind: 'moved', id: flight.id, arrivesAt, copy: flight.copy })
  }
}

function fault(run: Run, segment: number, what: Fault): Problem | null {
  const { s, effects } = run
  if (segment > s.sent) {
    s.faults = [...s.faults, { segment, fault: what }]
    return null
  }
  const flight = s.flights.find(({ id }) => id === segment)
  if (flight === undefined) return { code: 'lab-not-in-flight', params: { segment } }
  const others = s.flights.filter((one) => one !== flight)
  switch (what.do) {
    case 'drop':
      s.flights = others
      effects.push({ kind: 'lost', id: segment, from: flight.from, reason: 'dropped by hand' })
      return null
    case 'delay': {
      const arrivesAt = flight.arrivesAt + Math.max(0, what.byMs)
      s.flights = addFlight(others, { ...flight, arrivesAt })
      effects.push({ kind: 'moved', id: segment, arrivesAt, copy: flight.copy })
      return null
    }
    case 'duplicate': {
      const arrivesAt = flight.arrivesAt + Math.max(0, what.afterMs)
      s.flights = addFlight(s.flights, { ...flight, arrivesAt, copy: true })
      effects.push({ kind: 'moved', id: segment, arrivesAt, copy: true })
      return null
    }
    case 'reorder': {
      const next = others.find(({ from, id }) => from === flight.from && id > segment)
      if (next === undefined) {
        s.flights = addFlight(others, { ...flight, held: true })
        return null
      }
      s.flights = addFlight(others, { ...flight, held: true })
      releaseHeld(run, next)
      return null
    }
  }
}
