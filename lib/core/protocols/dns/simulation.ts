// A stub, a resolver and a fake Internet on virtual time: the machine behind the DNS lab. A log of its
// events is a run; the same log gives the same run. It adds no DNS of its own: the resolver and the
// authorities do that. Every run is bounded in events, virtual time and datagrams in flight, and says which
// bound it hit. In a live run the network is real: when something arrives and what a server answered are
// events that somebody else records, and the log still gives the same run.
import type { Machine, Millis, Seed, Step } from '#lib/core/engine/machine.ts'
import { hashToUnit } from '#lib/core/engine/random.ts'
import {
  emptyCache, findAnswer, storeReply, type Cache, type Reply,
} from '#lib/core/protocols/dns/cache.ts'
import { clientResponse } from '#lib/core/protocols/dns/client-response.ts'
import { buildInternet, hintsOf, type ZoneFile } from '#lib/core/protocols/dns/internet.ts'
import {
  makeQuery, makeResponse, type Message, type Question, type Section,
} from '#lib/core/protocols/dns/message.ts'
import { nameKey, type DnsName } from '#lib/core/protocols/dns/name.ts'
import { nextDeadline, resolver } from '#lib/core/protocols/dns/resolver.ts'
import {
  defaultConfig, type Purpose, type ResolverConfig, type ResolverEffect, type ResolverEvent,
  type ResolverNote,
  type ResolverState,
} from '#lib/core/protocols/dns/resolver-state.ts'
import { groupRecords } from '#lib/core/protocols/dns/rr-sets.ts'
import { rankOf } from '#lib/core/protocols/dns/scrub.ts'
import { respond, type ServerMode } from '#lib/core/protocols/dns/server-mode.ts'
import { decodeMessage } from '#lib/core/protocols/dns/wire.ts'
import { bytesFromHex } from '#lib/core/protocols/wire/octets.ts'
import { fail, ok, type Problem, type Result } from '#lib/core/problem.ts'

/** The two ends that are not servers, by address. */
export const stubAddress = '192.0.2.200'
export const resolverAddress = '192.0.2.53'

export interface StubSettings {
  /** Names that never leave the host: `/etc/hosts`. */
  readonly hosts: readonly { readonly name: DnsName; readonly address: string }[]
  /** Whether it remembers answers, as browsers and operating systems do. */
  readonly caches: boolean
}

export interface DnsLimits {
  readonly events: number
  readonly virtualMs: Millis
  readonly inFlight: number
}

export interface DnsConfig {
  readonly zones: readonly ZoneFile[]
  /** The resolver's settings but for its root hints, which come from the zones. */
  readonly resolver: Omit<ResolverConfig, 'zones'>
  readonly stub: StubSettings
  /** One way, in ms: between stub and resolver, and between the resolver and any server not listed. */
  readonly near: Millis
  readonly far: Millis
  readonly latency: Readonly<Record<string, Millis>>
  readonly limits: DnsLimits
  /** Datagrams travel outside the machine: it is told what arrives, and computes neither times nor answers. */
  readonly live: boolean
}

export const defaultDns: Omit<DnsConfig, 'zones'> = {
  resolver: defaultConfig,
  stub: { hosts: [], caches: false },
  near: 1,
  far: 10,
  latency: {},
  limits: { events: 20_000, virtualMs: 1_000_000_000, inFlight: 500 },
  live: false,
}

/** The settings of every live run: whoever replays one takes the same. */
export const liveDns = (zones: readonly ZoneFile[]): DnsConfig => ({ ...defaultDns, zones, live: true })

export type Fault =
  | { readonly do: 'drop' }
  | { readonly do: 'delay'; readonly byMs: Millis }
  | { readonly do: 'duplicate'; readonly afterMs: Millis }

export type DnsEvent =
  /** The next thing that is due: a datagram arrives, or the resolver's clock runs out. */
  | { readonly kind: 'tick' }
  | { readonly kind: 'ask'; readonly name: DnsName; readonly type: string }
  | { readonly kind: 'fault'; readonly packet: number; readonly fault: Fault }
  | { readonly kind: 'server'; readonly address: string; readonly mode: ServerMode; readonly delayMs: Millis }
  /** A forged answer to the resolver's query `packet`: with its id and port, or with guesses. */
  | {
      readonly kind: 'spoof'
      readonly packet: number
      readonly id: number | 'right'
      readonly port: number | 'right'
      readonly address: string
    }
  /** The zone's whole text, new. */
  | { readonly kind: 'zone'; readonly name: string; readonly text: string }
  | { readonly kind: 'flush' }
  /** Live: the datagram has arrived; `answer` is what a server sends back, in hex, null for silence. */
  | { readonly kind: 'arrival'; readonly packet: number; readonly answer: string | null }

export type Transport = 'udp' | 'tcp'

export interface Flight {
  readonly id: number
  readonly from: string
  readonly to: string
  /** The port on the resolver's side. */
  readonly port: number
  readonly transport: Transport
  readonly message: Message
  readonly sentAt: Millis
  readonly arrivesAt: Millis
  readonly copy: boolean
  readonly forged: boolean
}

export type LossReason = 'dropped by hand' | 'server silent' | 'nobody there'

export type DnsEffect =
  | {
      readonly kind: 'sent'
      readonly id: number
      readonly from: string
      readonly to: string
      readonly port: number
      readonly transport: Transport
      readonly message: Message
      readonly arrivesAt: Millis
      readonly purpose: Purpose
      readonly forged: boolean
    }
  | { readonly kind: 'arrived'; readonly id: number; readonly to: string; readonly copy: boolean }
  | { readonly kind: 'lost'; readonly id: number; readonly reason: LossReason }
  | { readonly kind: 'moved'; readonly id: number; readonly arrivesAt: Millis; readonly copy: boolean }
  /** The stub has its answer; from where it has it. */
  | { readonly kind: 'told'; readonly message: Message; readonly source: 'resolver' | 'stub-cache' | 'hosts' }
  | ResolverNote

export interface DnsState {
  readonly config: DnsConfig
  readonly seed: Seed
  readonly now: Millis
  readonly events: number
  /** Datagrams sent so far: the next one's number less one. */
  readonly sent: number
  readonly resolver: ResolverState
  readonly stubCache: Cache
  readonly flights: readonly Flight[]
  readonly servers: Readonly<Record<string, { readonly mode: ServerMode; readonly delayMs: Millis }>>
  readonly faults: readonly { readonly packet: number; readonly fault: Fault }[]
  /** The resolver's own number of each query in flight, by the datagram's. */
  readonly outgoing: Readonly<Record<string, number>>
}

type Draft = { -readonly [K in keyof DnsState]: DnsState[K] }

interface Run {
  readonly s: Draft
  readonly effects: DnsEffect[]
}

export const dns: Machine<DnsConfig, DnsState, DnsEvent, DnsEffect> = {
  name: 'dns',
  start: startSimulation,
  step: stepSimulation,
}

function startSimulation(config: DnsConfig, seed: Seed): DnsState {
  return {
    config, seed, now: 0, events: 0, sent: 0,
    resolver: resolver.start(resolverConfig(config), seed),
    stubCache: emptyCache, flights: [], servers: {}, faults: [], outgoing: {},
  }
}

function resolverConfig(config: DnsConfig): ResolverConfig {
  return { ...config.resolver, zones: [hintsOf(buildInternet(config.zones))] }
}

/** What a tick would do, and when; null: nothing is due any more. */
export interface Due {
  readonly at: Millis
  readonly what: 'arrival' | 'timer'
  readonly flight: Flight | null
}

/** Of things due at the same time an arrival comes before a timeout. */
export function nextDue(state: DnsState): Due | null {
  const flight = state.config.live ? null : (state.flights[0] ?? null)
  const timer = nextDeadline(state.resolver)
  if (flight !== null && (timer === null || flight.arrivesAt <= timer)) {
    return { at: flight.arrivesAt, what: 'arrival', flight }
  }
  return timer === null ? null : { at: timer, what: 'timer', flight: null }
}

function stepSimulation(state: DnsState, event: DnsEvent, now: Millis): Result<Step<DnsState, DnsEffect>> {
  const bound = findBound(state, now)
  if (bound !== null) return fail(bound)
  if (now < state.now) return fail({ code: 'lab-past', params: { at: now, now: state.now } })
  const due = nextDue(state)
  const run: Run = { s: { ...state, now, events: state.events + 1 }, effects: [] }
  if (event.kind === 'tick') {
    if (due === null) return fail({ code: 'lab-nothing-due', params: { at: state.now } })
    const dueAt = Math.max(due.at, state.now)
    // A real clock is looked at a little after the time.
    if (dueAt !== now && !(state.config.live && dueAt < now)) return fail({ code: 'lab-due', params: { at: now, due: dueAt } })
    if (due.flight === null) onResolver(run, { kind: 'tick' })
    else arrive(run, due.flight)
    return ok({ state: run.s, effects: run.effects })
  }
  // Time does not jump over what is due: whoever drives the machine ticks first.
  if (due !== null && due.at < now && !state.config.live) return fail({ code: 'lab-due', params: { at: now, due: due.at } })
  const problem = apply(run, event)
  return problem === null ? ok({ state: run.s, effects: run.effects }) : fail(problem)
}

function findBound({ config: { limits }, events, flights }: DnsState, at: Millis): Problem | null {
  if (events >= limits.events) return { code: 'lab-bound', params: { what: 'events', limit: limits.events } }
  if (at > limits.virtualMs) return { code: 'lab-bound', params: { what: 'ms', limit: limits.virtualMs } }
  if (flights.length <= limits.inFlight) return null
  return { code: 'lab-bound', params: { what: 'datagrams in flight', limit: limits.inFlight } }
}

function apply(run: Run, event: Exclude<DnsEvent, { kind: 'tick' }>): Problem | null {
  const { s } = run
  switch (event.kind) {
    case 'ask':
      askStub(run, { name: event.name, type: event.type, class: 'IN' })
      return null
    case 'fault':
      return s.config.live ? { code: 'lab-live-network' } : fault(run, event.packet, event.fault)
    case 'arrival':
      return s.config.live ? carried(run, event) : { code: 'lab-not-in-flight', params: { segment: event.packet } }
    case 'server':
      s.servers = { ...s.servers, [event.address]: { mode: event.mode, delayMs: event.delayMs } }
      return null
    case 'spoof':
      return s.config.live ? { code: 'lab-live-network' } : spoof(run, event)
    case 'zone': {
      const known = s.config.zones.some(({ name }) => name === event.name)
      const file = { name: event.name, text: event.text }
      const zones = known
        ? s.config.zones.map((one) => (one.name === event.name ? file : one))
        : [...s.config.zones, file]
      const faults = buildInternet(zones).faults.filter(({ place }) => place?.file === event.name)
      if (faults.length > 0) return faults[0]!
      s.config = { ...s.config, zones }
      return null
    }
    case 'flush':
      s.resolver = { ...s.resolver, cache: emptyCache }
      s.stubCache = emptyCache
      return null
  }
}

// — the stub —

function askStub(run: Run, question: Question): void {
  const { s, effects } = run
  const id = draw(s, 'stub id', 0x10000)
  const query = makeQuery(id, question, { rd: true })
  const host = s.config.stub.hosts.find(({ name }) => nameKey(name) === nameKey(question.name))
  if (host && question.type === (host.address.includes(':') ? 'AAAA' : 'A')) {
    const data = question.type === 'A'
      ? ({ type: 'A', address: host.address } as const)
      : ({ type: 'AAAA', address: host.address } as const)
    const record = { name: question.name, class: 'IN', ttl: 0, data }
    effects.push({ kind: 'told', message: makeResponse(query, { answer: [record] }), source: 'hosts' })
    return
  }
  const cached = s.config.stub.caches ? findAnswer(s.stubCache, s.now, question) : null
  if (cached) {
    const message = clientResponse(query, cached, s.resolver.config)
    effects.push({ kind: 'told', message, source: 'stub-cache' })
    return
  }
  const port = 1024 + draw(s, 'stub port', 0x10000 - 1024)
  launch(run, {
    from: stubAddress, to: resolverAddress, port, transport: 'udp', message: query, delayMs: s.config.near,
    purpose: 'essential', forged: false,
  })
}

function tellStub(run: Run, message: Message): void {
  const { s, effects } = run
  const question = message.question[0]
  if (question && s.config.stub.caches && message.rcode !== 'SERVFAIL') {
    const section = (records: Message['answer'], name: Section): Reply['answer'] =>
      groupRecords(records).map((set) => ({ ...set, rank: rankOf(name, false) }))
    const reply: Reply = {
      rcode: message.rcode, aa: false, ra: true,
      answer: section(message.answer, 'answer'),
      authority: section(message.authority, 'authority'),
      additional: [],
    }
    s.stubCache = storeReply(s.stubCache, s.now, reply, question).cache
  }
  effects.push({ kind: 'told', message, source: 'resolver' })
}

// — the resolver —

function onResolver(run: Run, event: ResolverEvent): void {
  const { s } = run
  const result = resolver.step(s.resolver, event, s.now)
  if (!result.ok) return
  s.resolver = result.value.state
  const open = Object.entries(s.outgoing).filter(([, number]) => Object.hasOwn(s.resolver.outgoing, number))
  s.outgoing = Object.fromEntries(open)
  for (const effect of result.value.effects) onEffect(run, effect)
}

function onEffect(run: Run, effect: ResolverEffect): void {
  const { s, effects } = run
  if (effect.kind === 'note') {
    effects.push(effect)
    return
  }
  if (effect.kind === 'answer') {
    // The client's name is where the answer goes: its port.
    launch(run, {
      from: resolverAddress, to: stubAddress, port: Number(effect.client), transport: 'udp',
      message: effect.message, delayMs: s.config.near, purpose: 'essential', forged: false,
    })
    return
  }
  const far = s.config.latency[effect.to] ?? s.config.far
  // A message over TCP first needs the handshake: one round trip more.
  const delayMs = effect.transport === 'tcp' ? 3 * far : far
  const { to, port, transport, message, purpose } = effect
  const id = s.sent + 1
  s.outgoing = { ...s.outgoing, [id]: effect.outgoing }
  launch(run, { from: resolverAddress, to, port, transport, message, delayMs, purpose, forged: false })
}

// — the servers —

function serve(run: Run, flight: Flight): void {
  const { s, effects } = run
  const { mode, delayMs } = s.servers[flight.to] ?? { mode: 'answers', delayMs: 0 }
  const internet = buildInternet(s.config.zones)
  const server = internet.byAddress.get(flight.to)
  if (!server || mode === 'silent') {
    effects.push({ kind: 'lost', id: flight.id, reason: server ? 'server silent' : 'nobody there' })
    return
  }
  const message = respond(server, mode, flight.message, flight.transport, hintsOf(internet).servers)
  if (message === null) return
  const far = s.config.latency[flight.to] ?? s.config.far
  launch(run, {
    from: flight.to, to: resolverAddress, port: flight.port, transport: flight.transport, message,
    delayMs: far + delayMs, purpose: 'essential', forged: false,
  })
}

// — the network —

type Launch = Pick<Flight, 'from' | 'to' | 'port' | 'transport' | 'message' | 'forged'> & {
  readonly delayMs: Millis
  readonly purpose: Purpose
}

function launch(run: Run, sending: Launch): void {
  const { s, effects } = run
  const { delayMs, purpose, ...rest } = sending
  const id = s.sent + 1
  s.sent = id
  const arrivesAt = s.config.live ? s.now : s.now + delayMs
  effects.push({ kind: 'sent', id, ...rest, arrivesAt, purpose })
  s.flights = addFlight(s.flights, { id, ...rest, sentAt: s.now, arrivesAt, copy: false })
  const planned = s.faults.filter(({ packet }) => packet === id)
  if (planned.length === 0) return
  s.faults = s.faults.filter(({ packet }) => packet !== id)
  for (const { fault: what } of planned) fault(run, id, what)
}

/** In order of arrival; of two at the same time the one sent first. */
function addFlight(flights: readonly Flight[], flight: Flight): Flight[] {
  const at = flights.findIndex((other) => other.arrivesAt > flight.arrivesAt)
  return at < 0 ? [...flights, flight] : [...flights.slice(0, at), flight, ...flights.slice(at)]
}

function arrive(run: Run, flight: Flight): void {
  const { s, effects } = run
  s.flights = s.flights.filter((one) => one !== flight)
  effects.push({ kind: 'arrived', id: flight.id, to: flight.to, copy: flight.copy })
  if (flight.to === stubAddress) {
    tellStub(run, flight.message)
  } else if (flight.to !== resolverAddress) {
    serve(run, flight)
  } else if (flight.from === stubAddress) {
    onResolver(run, { kind: 'query', client: String(flight.port), message: flight.message })
  } else {
    const { from, port, transport, message } = flight
    onResolver(run, { kind: 'received', from, port, transport, message })
  }
}

/** The network outside has carried a datagram to where it was sent. */
function carried(run: Run, { packet, answer }: Extract<DnsEvent, { kind: 'arrival' }>): Problem | null {
  const { s, effects } = run
  const flight = s.flights.find(({ id }) => id === packet)
  if (flight === undefined) return { code: 'lab-not-in-flight', params: { segment: packet } }
  if (flight.to === stubAddress || flight.to === resolverAddress) {
    arrive(run, flight)
    return null
  }
  const bytes = answer === null ? null : bytesFromHex(answer)
  const decoded = bytes === null ? null : decodeMessage(bytes)
  if (decoded !== null && !decoded.ok) return decoded.problem
  s.flights = s.flights.filter((one) => one !== flight)
  effects.push({ kind: 'arrived', id: packet, to: flight.to, copy: false })
  if (decoded === null) {
    const known = buildInternet(s.config.zones).byAddress.has(flight.to)
    effects.push({ kind: 'lost', id: packet, reason: known ? 'server silent' : 'nobody there' })
    return null
  }
  launch(run, {
    from: flight.to, to: resolverAddress, port: flight.port, transport: flight.transport, message: decoded.value,
    delayMs: 0, purpose: 'essential', forged: false,
  })
  return null
}

function fault(run: Run, packet: number, what: Fault): Problem | null {
  const { s, effects } = run
  if (packet > s.sent) {
    s.faults = [...s.faults, { packet, fault: what }]
    return null
  }
  const flight = s.flights.find(({ id, copy }) => id === packet && !copy)
  if (flight === undefined) return { code: 'lab-not-in-flight', params: { segment: packet } }
  const others = s.flights.filter((one) => one !== flight)
  if (what.do === 'drop') {
    s.flights = others
    effects.push({ kind: 'lost', id: packet, reason: 'dropped by hand' })
    return null
  }
  const later = what.do === 'delay' ? what.byMs : what.afterMs
  const moved = { ...flight, arrivesAt: flight.arrivesAt + Math.max(0, later), copy: what.do === 'duplicate' }
  s.flights = addFlight(what.do === 'delay' ? others : s.flights, moved)
  effects.push({ kind: 'moved', id: packet, arrivesAt: moved.arrivesAt, copy: moved.copy })
  return null
}

/** The forger answers at once from a false address; what it does not know it guesses (RFC 5452 §7). */
function spoof(run: Run, event: Extract<DnsEvent, { kind: 'spoof' }>): Problem | null {
  const { s } = run
  const number = s.outgoing[event.packet]
  const query = number === undefined ? undefined : s.resolver.outgoing[number]
  if (!query) return { code: 'lab-not-in-flight', params: { segment: event.packet } }
  const question = query.question
  const asked = makeQuery(event.id === 'right' ? query.id : event.id, question)
  const data = { type: 'A', address: event.address } as const
  const record = { name: question.name, class: 'IN', ttl: 86_400, data }
  launch(run, {
    from: query.address, to: resolverAddress, port: event.port === 'right' ? query.port : event.port,
    transport: 'udp', message: makeResponse(asked, { aa: true, answer: [record] }), delayMs: 0,
    purpose: 'essential', forged: true,
  })
  return null
}

function draw(s: Draft, what: string, below: number): number {
  return Math.floor(hashToUnit(`${s.seed}:${what}:${s.events}`) * below)
}
