// What happens when wss://… is opened, from the name to the echo, as one machine over the others: the lab's
// resolver and its Internet find the address, the TCP machine opens a connection to it and carries every octet,
// our endpoint machines make the upgrade and the frames. Models are TLS (`tls-model.ts`) and, where a connection
// is reused, HTTP/2's two HEADERS. Not modelled: AAAA and racing addresses (RFC 8305), HTTPS records, QUIC, time
// that anybody needs to think, the endpoints' own time limits. Read first: RFC 6455 §4.1.
import type { Machine, Millis, Seed, Step } from '#lib/core/engine/machine.ts'
import { fail, ok, type Problem, type Result } from '#lib/core/problem.ts'
import { buildInternet, serverLabel, type ZoneFile } from '#lib/core/protocols/dns/internet.ts'
import { printBrief } from '#lib/core/protocols/dns/message-text.ts'
import { parseName } from '#lib/core/protocols/dns/name.ts'
import { defaultDns, dns, nextDue as nextDns, resolverAddress, stubAddress, type DnsEvent, type DnsState } from '#lib/core/protocols/dns/simulation.ts'
import { changeSetting, type Settings } from '#lib/core/protocols/layers/settings.ts'
import { describeSegment, recordOf, type Layer, type Written } from '#lib/core/protocols/layers/stream.ts'
import { modelTls, type TlsHandshake } from '#lib/core/protocols/layers/tls-model.ts'
import { defaultLink, otherHost, type HostName } from '#lib/core/protocols/tcp/link.ts'
import { defaultSimulation as defaultTcp, nextDue as nextTcp, tcp, type SimulationEvent as TcpEvent, type SimulationState as TcpState } from '#lib/core/protocols/tcp/simulation.ts'
import { SYN } from '#lib/core/protocols/tcp/wire.ts'
import { drive, echo, type Application } from '#lib/core/protocols/websocket/drive.ts'
import { goodHabits, type EndpointEvent, type EndpointState } from '#lib/core/protocols/websocket/endpoint.ts'
import { TEXT } from '#lib/core/protocols/websocket/frame.ts'
import { printWritten } from '#lib/core/protocols/websocket/frame-text.ts'
import { publicLimits } from '#lib/core/protocols/websocket/limits.ts'
import { createEndpoint } from '#lib/core/protocols/websocket/machine.ts'
import { plainDeflate } from '#lib/core/protocols/websocket/permessage-deflate.ts'

/** The name that is opened; the zones of the DNS lab have its address. */
export const openedName = 'www.example.com.'

export interface LayersConfig {
  readonly zones: readonly ZoneFile[]
  readonly settings: Settings
}

export type LayersEvent =
  | { readonly kind: 'tick' }
  /** The page opens the address. */
  | { readonly kind: 'open' }
  /** `tls=1.2`: only before the opening. */
  | { readonly kind: 'set'; readonly pair: string }
  /** What is on its way is lost. */
  | { readonly kind: 'drop'; readonly id: number }

export type Player = 'client' | 'resolver' | 'name server' | 'server'
export type Milestone = 'address' | 'no-address' | 'connected' | 'tls' | 'open' | 'message' | 'echo'

export type LayersEffect =
  | {
      readonly kind: 'sent'
      readonly id: number
      readonly from: Player
      readonly to: Player
      /** Which name server, by its name; empty for the other players. */
      readonly host: string
      readonly layer: Layer
      readonly text: string
      /** `TCP seq 1, 517 octets` below what a segment carries; empty for datagrams and bare segments. */
      readonly below: string
      /** False: the bytes come from a model. */
      readonly ran: boolean
      readonly clause: string
      /** What had to arrive before this could leave; null for the first. */
      readonly cause: number | null
    }
  | { readonly kind: 'arrived'; readonly id: number }
  | { readonly kind: 'lost'; readonly id: number }
  | { readonly kind: 'reached'; readonly who: 'client' | 'server'; readonly what: Milestone; readonly text: string; readonly clause: string }

export interface InFlight {
  readonly id: number
  readonly of: 'dns' | 'tcp'
  /** Its number in the machine that sent it. */
  readonly inner: number
  readonly text: string
}

export interface LayersState {
  readonly config: LayersConfig
  readonly seed: Seed
  readonly now: Millis
  readonly events: number
  readonly sent: number
  readonly opened: boolean
  readonly dns: DnsState
  /** How far the inner clocks are ahead: of what was cached or connected earlier. */
  readonly dnsAhead: Millis
  readonly tcp: TcpState | null
  readonly tcpAhead: Millis
  readonly endpoints: Readonly<Record<HostName, EndpointState>>
  /** Everything that each host has written into its stream, in order, and how much of the peer's it has read. */
  readonly written: Readonly<Record<HostName, readonly Written[]>>
  readonly read: Readonly<Record<HostName, number>>
  readonly ISS: Readonly<Record<HostName, number>>
  readonly inFlight: readonly InFlight[]
  /** The last thing that each player sent: what a timer's sending follows on. */
  readonly lastSent: Readonly<Partial<Record<Player, number>>>
}

interface Run {
  readonly s: { -readonly [Key in keyof LayersState]: LayersState[Key] }
  readonly effects: LayersEffect[]
  /** What arrived in this step. */
  cause: number | null
}

const mostEvents = 2000
const players: Readonly<Record<HostName, 'client' | 'server'>> = { A: 'client', B: 'server' }
const endpoint = createEndpoint(plainDeflate)
const hello = new TextEncoder().encode('Hello')

export const layers: Machine<LayersConfig, LayersState, LayersEvent, LayersEffect> = { name: 'layers', start, step }

/** What an earlier visit left in caches, or as a connection that stands, is made by really running that visit. */
function start(config: LayersConfig, seed: Seed): LayersState {
  const { settings } = config
  const resolver = { ...defaultDns.resolver, prefetch: false }
  const dnsConfig = { ...defaultDns, zones: config.zones, resolver, near: settings.near, far: settings.far }
  const warm = settings.dns === 'cold' ? null : warmCaches(dns.start({ ...dnsConfig, stub: { hosts: [], caches: settings.dns === 'browser' } }, seed))
  const state: LayersState = {
    config, seed, now: 0, events: 0, sent: 0, opened: false,
    dns: warm ?? dns.start(dnsConfig, seed), dnsAhead: warm?.now ?? 0,
    tcp: null, tcpAhead: 0, endpoints: startEndpoints(settings, seed),
    written: { A: [], B: [] }, read: { A: 0, B: 0 }, ISS: { A: 0, B: 0 }, inFlight: [], lastSent: {},
  }
  if (settings.connection === 'new') return state
  const earlier = runToEnd(start({ ...config, settings: { ...settings, connection: 'new' } }, seed))
  const shaken = shakeHands(state.endpoints)
  return { ...earlier, config, now: 0, events: 0, sent: 0, opened: false, endpoints: shaken, dnsAhead: earlier.dnsAhead + earlier.now, tcpAhead: earlier.tcpAhead + earlier.now, lastSent: {} }
}

/** The same name asked once, some time ago. */
function warmCaches(cold: DnsState): DnsState {
  let state = cold
  const take = (event: DnsEvent, at: Millis): void => {
    const result = dns.step(state, event, at)
    if (result.ok) state = result.value.state
  }
  take(askEvent, 0)
  for (let due = nextDns(state); due !== null && due.at < earlierMs; due = nextDns(state)) take({ kind: 'tick' }, Math.max(due.at, state.now))
  return { ...state, now: earlierMs }
}

/** So long ago the name was looked up: within the TTL of its record. */
const earlierMs = 60_000
const openedDnsName = parseName(openedName)
const askEvent: DnsEvent = { kind: 'ask', name: openedDnsName.ok ? openedDnsName.value : ('.' as never), type: 'A' }

function runToEnd(from: LayersState): LayersState {
  let state = from
  const first = step(state, { kind: 'open' }, 0)
  if (first.ok) state = first.value.state
  for (let due = nextDue(state); due !== null; due = nextDue(state)) {
    const next = step(state, { kind: 'tick' }, due.at)
    if (!next.ok) break
    state = next.value.state
  }
  return state
}

function startEndpoints({ tls }: Settings, seed: Seed): Record<HostName, EndpointState> {
  const limits = publicLimits
  const host = openedName.slice(0, -1)
  const origin = tls === 'none' ? `http://${host}` : `https://${host}`
  return {
    A: endpoint.start({ role: 'client', limits, habits: goodHabits, needsCompression: false, request: { host, resource: '/chat', origin, protocols: [], extensions: [], fields: [] } }, `${seed}/A`),
    B: endpoint.start({ role: 'server', limits, habits: goodHabits, policy: { origins: null, resources: null, protocols: [], deflate: null } }, `${seed}/B`),
  }
}

/** Both ends OPEN without a packet: HTTP/2 has its own opening, after which the frames are the same (RFC 8441 §5). */
function shakeHands(from: Readonly<Record<HostName, EndpointState>>): Record<HostName, EndpointState> {
  const states = { ...from }
  const silent: Application = () => []
  const take = (host: HostName, event: EndpointEvent): Uint8Array[] => {
    const driven = drive(endpoint, states[host], event, 0, silent)
    states[host] = driven.state
    return driven.effects.flatMap((effect) => (effect.type === 'transmit' ? [effect.bytes] : []))
  }
  take('B', { type: 'connected' })
  const request = take('A', { type: 'connected' })
  const response = request.flatMap((bytes) => take('B', { type: 'bytes', bytes }))
  for (const bytes of response) take('A', { type: 'bytes', bytes })
  return states
}

export interface Due {
  readonly at: Millis
  readonly of: 'dns' | 'tcp'
  /** Who takes what; `id` is null for a timer. */
  readonly who: Player
  readonly id: number | null
}

/** What a tick would do, and when; null: nothing is due any more. At one instant DNS comes before TCP. */
export function nextDue(state: LayersState): Due | null {
  if (!state.opened) return null
  const inDns = nextDns(state.dns)
  const inTcp = state.tcp === null ? null : nextTcp(state.tcp)
  const dnsAt = inDns === null ? Infinity : inDns.at - state.dnsAhead
  const tcpAt = inTcp === null ? Infinity : inTcp.at - state.tcpAhead
  const idOf = (of: 'dns' | 'tcp', inner: number | null): number | null => state.inFlight.find((one) => one.of === of && one.inner === inner)?.id ?? null
  if (inDns !== null && dnsAt <= tcpAt) {
    const who = inDns.flight === null ? 'resolver' : playerOf(inDns.flight.to)
    return { at: Math.max(dnsAt, state.now), of: 'dns', who, id: idOf('dns', inDns.flight?.id ?? null) }
  }
  if (inTcp === null) return null
  return { at: Math.max(tcpAt, state.now), of: 'tcp', who: players[inTcp.host], id: idOf('tcp', inTcp.segment) }
}

function step(state: LayersState, event: LayersEvent, now: Millis): Result<Step<LayersState, LayersEffect>> {
  if (state.events >= mostEvents) return fail({ code: 'lab-bound', params: { what: 'events', limit: mostEvents } })
  if (now < state.now) return fail({ code: 'lab-past', params: { at: now, now: state.now } })
  const due = nextDue(state)
  const run: Run = { s: { ...state, now, events: state.events + 1 }, effects: [], cause: null }
  if (event.kind === 'tick') {
    if (due === null) return fail({ code: 'lab-nothing-due', params: { at: state.now } })
    if (due.at !== now) return fail({ code: 'lab-due', params: { at: now, due: due.at } })
    const problem = due.of === 'dns' ? runDns(run, { kind: 'tick' }) : runTcp(run, { kind: 'tick' })
    return problem === null ? ok({ state: run.s, effects: run.effects }) : fail(problem)
  }
  if (due !== null && due.at < now) return fail({ code: 'lab-due', params: { at: now, due: due.at } })
  const problem = apply(run, event)
  return problem === null ? ok({ state: run.s, effects: run.effects }) : fail(problem)
}

function apply(run: Run, event: Exclude<LayersEvent, { kind: 'tick' }>): Problem | null {
  const { s } = run
  switch (event.kind) {
    case 'set': {
      const settings = s.opened ? null : changeSetting(s.config.settings, event.pair)
      if (settings === null) return { code: 'trace-event', params: { text: `set ${event.pair}`.slice(0, 80) } }
      Object.assign(s, start({ ...s.config, settings }, s.seed), { now: s.now, events: s.events })
      return null
    }
    case 'open':
      if (s.opened) return { code: 'trace-event', params: { text: 'open' } }
      s.opened = true
      s.dnsAhead -= s.now
      s.tcpAhead -= s.now
      if (s.config.settings.connection === 'new') return runDns(run, askEvent)
      return write(run, 'A', { layer: 'HTTP', text: 'HEADERS :method = CONNECT, :protocol = websocket', clause: 'RFC 8441 §5', ran: false, what: 'http2', payload: null }, 70)
    case 'drop': {
      const flight = s.inFlight.find(({ id }) => id === event.id)
      if (flight === undefined) return { code: 'lab-not-in-flight', params: { segment: event.id } }
      const fault = { do: 'drop' } as const
      return flight.of === 'dns'
        ? runDns(run, { kind: 'fault', packet: flight.inner, fault })
        : runTcp(run, { kind: 'fault', segment: flight.inner, fault })
    }
  }
}

// — the machines below —

const playerOf = (address: string): Player => (address === stubAddress ? 'client' : address === resolverAddress ? 'resolver' : 'name server')

function runDns(run: Run, event: DnsEvent): Problem | null {
  const { s, effects } = run
  const result = dns.step(s.dns, event, s.now + s.dnsAhead)
  if (!result.ok) return result.problem
  s.dns = result.value.state
  for (const effect of result.value.effects) {
    if (effect.kind === 'arrived') onArrival(run, 'dns', effect.id)
    if (effect.kind === 'lost') onLoss(run, 'dns', effect.id)
    if (effect.kind === 'sent') {
      const server = [effect.from, effect.to].find((address) => playerOf(address) === 'name server')
      launch(run, 'dns', effect.id, {
        from: playerOf(effect.from), to: playerOf(effect.to), layer: 'DNS', text: printBrief(effect.message), below: '',
        host: server === undefined ? '' : serverLabel(buildInternet(s.config.zones), server), ran: true, clause: 'RFC 1034 §5.3.1',
      })
    }
    if (effect.kind !== 'told') continue
    const address = effect.message.answer.flatMap(({ data }) => (data.type === 'A' ? [data.address] : []))[0]
    if (address === undefined) {
      effects.push({ kind: 'reached', who: 'client', what: 'no-address', text: effect.message.rcode, clause: 'RFC 1034 §5.2.1' })
      return null
    }
    effects.push({ kind: 'reached', who: 'client', what: 'address', text: address, clause: 'RFC 1034 §5.2.1' })
    return connect(run, address)
  }
  return null
}

function connect(run: Run, address: string): Problem | null {
  const { s } = run
  const { settings } = s.config
  const port = settings.tls === 'none' ? 80 : 443
  const host = { tcp: { nagle: false }, accepts: true, reads: true }
  s.tcp = tcp.start({ ...defaultTcp, hosts: { A: { ...host, address: stubAddress }, B: { ...host, address } }, link: { ...defaultLink, delayMs: settings.delay } }, s.seed)
  return runTcp(run, { kind: 'call', host: 'B', call: { name: 'listen', port, backlog: 5 } })
    ?? runTcp(run, { kind: 'call', host: 'A', call: { name: 'open', port, from: 49_152 } })
}

function runTcp(run: Run, event: TcpEvent): Problem | null {
  const { s } = run
  if (s.tcp === null) return { code: 'lab-no-connection', params: { host: 'A' } }
  const result = tcp.step(s.tcp, event, s.now + s.tcpAhead)
  if (!result.ok) return result.problem
  s.tcp = result.value.state
  // What the hosts' programs do about it comes after the step's own segments.
  const reactions: (() => Problem | null)[] = []
  for (const effect of result.value.effects) {
    if (effect.kind === 'arrived') onArrival(run, 'tcp', effect.id)
    if (effect.kind === 'lost') onLoss(run, 'tcp', effect.id)
    if (effect.kind === 'sent') {
      const { host, SEG, reason } = effect
      if (SEG.CTL & SYN) s.ISS = { ...s.ISS, [host]: SEG.SEQ }
      const described = describeSegment(SEG, s.ISS, host, s.written[host], reason === 'retransmission' || reason === 'fast retransmission')
      launch(run, 'tcp', effect.id, { from: players[host], to: players[otherHost(host)], host: '', ...described })
    }
    if (effect.kind !== 'endpoint') continue
    const { host, effect: inner } = effect
    if (inner.kind === 'transition' && inner.to === 'ESTABLISHED') reactions.push(() => onConnected(run, host))
    if (inner.kind === 'reply' && inner.call === 'receive' && inner.data !== undefined) {
      const octets = inner.data.length
      reactions.push(() => onOctets(run, host, octets))
    }
  }
  for (const react of reactions) {
    const problem = react()
    if (problem !== null) return problem
  }
  return null
}

type Sending = Pick<Extract<LayersEffect, { kind: 'sent' }>, 'from' | 'to' | 'host' | 'layer' | 'text' | 'below' | 'ran' | 'clause'>

function launch(run: Run, of: 'dns' | 'tcp', inner: number, sending: Sending): void {
  const { s, effects } = run
  const id = s.sent + 1
  s.sent = id
  effects.push({ kind: 'sent', id, ...sending, cause: run.cause ?? s.lastSent[sending.from] ?? null })
  s.lastSent = { ...s.lastSent, [sending.from]: id }
  s.inFlight = [...s.inFlight, { id, of, inner, text: `${sending.layer} ${sending.text}` }]
}

function land(run: Run, of: 'dns' | 'tcp', inner: number): number | null {
  const { s } = run
  const flight = s.inFlight.find((one) => one.of === of && one.inner === inner)
  s.inFlight = s.inFlight.filter((one) => one !== flight)
  return flight?.id ?? null
}

function onArrival(run: Run, of: 'dns' | 'tcp', inner: number): void {
  const id = land(run, of, inner)
  if (id === null) return
  run.cause = id
  run.effects.push({ kind: 'arrived', id })
}

function onLoss(run: Run, of: 'dns' | 'tcp', inner: number): void {
  const id = land(run, of, inner)
  if (id !== null) run.effects.push({ kind: 'lost', id })
}

// — the stream, and what it carries —

const handshakeOf = ({ tls, certificate }: Settings): TlsHandshake => modelTls(tls, certificate)

function onConnected(run: Run, host: HostName): Problem | null {
  reach(run, host, 'connected', '', 'RFC 9293 §3.5')
  if (host === 'B') return onEndpoint(run, 'B', { type: 'connected' })
  return handshakeOf(run.s.config.settings).flights.length > 0 ? writeTls(run, 0) : onEndpoint(run, 'A', { type: 'connected' })
}

function writeTls(run: Run, index: number): Problem | null {
  const { flights, clientSendsAfter } = handshakeOf(run.s.config.settings)
  const flight = flights[index]
  if (flight === undefined) return null
  const problem = write(run, flight.from, { layer: 'TLS', text: flight.messages, clause: flight.clause, ran: false, what: index, payload: null }, flight.octets)
  if (problem !== null || flight.from !== 'A' || clientSendsAfter !== index) return problem
  return clientMaySend(run, flight.clause)
}

function clientMaySend(run: Run, clause: string): Problem | null {
  reach(run, 'A', 'tls', '', clause)
  return onEndpoint(run, 'A', { type: 'connected' })
}

function write(run: Run, host: HostName, what: Omit<Written, 'from' | 'to'>, octets: number): Problem | null {
  const { s } = run
  const from = s.written[host].at(-1)?.to ?? 0
  s.written = { ...s.written, [host]: [...s.written[host], { ...what, from, to: from + octets }] }
  const data = what.payload !== null && octets === what.payload.length ? recordOf(what.payload) : 'x'.repeat(octets)
  return runTcp(run, { kind: 'call', host, call: { name: 'send', data } })
}

/** TCP has handed so many octets to a host: whatever is whole by now is acted upon. */
function onOctets(run: Run, host: HostName, octets: number): Problem | null {
  const { s } = run
  const before = s.read[host]
  s.read = { ...s.read, [host]: before + octets }
  for (const one of s.written[otherHost(host)]) {
    if (one.to <= before || one.to > before + octets) continue
    const problem = take(run, host, one)
    if (problem !== null) return problem
  }
  return null
}

function take(run: Run, host: HostName, { what, payload, clause }: Written): Problem | null {
  if (what === 'http2') return takeHeaders(run, host)
  if (what === 'application') return payload === null ? null : onEndpoint(run, host, { type: 'bytes', bytes: payload })
  const { flights, clientSendsAfter } = handshakeOf(run.s.config.settings)
  if (what === flights.length - 1 && host === 'B') reach(run, 'B', 'tls', '', clause)
  const problem = flights[what + 1]?.from === host ? writeTls(run, what + 1) : null
  if (problem !== null || host !== 'A' || what !== clientSendsAfter) return problem
  return clientMaySend(run, clause)
}

function takeHeaders(run: Run, host: HostName): Problem | null {
  reach(run, host, 'open', '', 'RFC 8441 §5')
  if (host === 'B') return write(run, 'B', { layer: 'HTTP', text: 'HEADERS :status = 200', clause: 'RFC 8441 §5', ran: false, what: 'http2', payload: null }, 40)
  return onEndpoint(run, 'A', { type: 'call', call: { do: 'send', opcode: TEXT, payload: hello } })
}

/** The client says Hello as soon as it may; the server sends back what it gets. */
const programs: Readonly<Record<HostName, Application>> = {
  A: (effect) => (effect.type === 'open' ? [{ do: 'send', opcode: TEXT, payload: hello }] : []),
  B: echo,
}

function onEndpoint(run: Run, host: HostName, event: EndpointEvent): Problem | null {
  const { s } = run
  const { settings } = s.config
  const driven = drive(endpoint, s.endpoints[host], event, s.now, programs[host])
  s.endpoints = { ...s.endpoints, [host]: driven.state }
  for (const effect of driven.effects) {
    if (effect.type === 'open') reach(run, host, 'open', '', 'RFC 6455 §4.1')
    if (effect.type === 'message') reach(run, host, host === 'A' ? 'echo' : 'message', new TextDecoder().decode(effect.message.payload), 'RFC 6455 §6.2')
    if (effect.type !== 'transmit') continue
    const framed = settings.connection === 'reused' ? 9 : 0
    const octets = effect.bytes.length + framed + handshakeOf(settings).recordOctets
    const problem = write(run, host, { ...nameBytes(effect.bytes), ran: true, what: 'application', payload: effect.bytes }, octets)
    if (problem !== null) return problem
  }
  return driven.problems[0] ?? null
}

function reach(run: Run, host: HostName, what: Milestone, text: string, clause: string): void {
  run.effects.push({ kind: 'reached', who: players[host], what, text, clause })
}

function nameBytes(bytes: Uint8Array): Pick<Written, 'layer' | 'text' | 'clause'> {
  const text = printWritten(bytes)
  const isHttp = /^(?:GET |HTTP\/)/.test(text)
  return { layer: isHttp ? 'HTTP' : 'WebSocket', text, clause: isHttp ? 'RFC 6455 §4.1' : 'RFC 6455 §5.2' }
}
