// How TCP runs are written in a trace: events, effects and settings as words. Segments stand in the RFC's
// notation, `<SEQ=100><ACK=300><CTL=SYN,ACK>`, as in RFC 9293's figures.
import { fail, ok, type Problem, type Result } from '#lib/core/problem.ts'
import { defaultTcpConfig, tcpChoices } from '#lib/core/protocols/tcp/config.ts'
import type { TcpEffect } from '#lib/core/protocols/tcp/effects.ts'
import { defaultLink, type HostName } from '#lib/core/protocols/tcp/link.ts'
import { parseSegment, printSegment } from '#lib/core/protocols/tcp/segment-text.ts'
import {
  defaultSimulation,
  nextDue,
  tcp,
  type SimulationCall,
  type SimulationConfig,
  type SimulationEffect,
  type SimulationEvent,
  type SimulationState,
} from '#lib/core/protocols/tcp/simulation.ts'
import { dueTimer } from '#lib/core/protocols/tcp/timers.ts'
import { descriptiveKeys } from '#lib/core/protocols/scenario.ts'
import { formatMillis, type HeaderLine, type TraceCodec } from '#lib/core/protocols/trace.ts'
import { octetsFromText, textFromOctets, type Octets } from '#lib/core/protocols/wire/octets.ts'

export const tcpTrace: TraceCodec<SimulationConfig, SimulationState, SimulationEvent, SimulationEffect> = {
  machine: tcp,
  readConfig,
  readEvent,
  printEvent,
  printEffects: (effects) => effects.flatMap(printEffect),
  nextTick: (state) => {
    const due = nextDue(state)
    return due === null ? null : { event: { kind: 'tick' }, at: Math.max(due.at, state.now) }
  },
}

/** The local port of an `open` that names none. */
export const defaultPort = 49_152

// — settings —

function readConfig(header: readonly HeaderLine[]): { config: SimulationConfig; problems: Problem[] } {
  const problems: Problem[] = []
  let config = defaultSimulation
  for (const { key, value, line } of header) {
    if (descriptiveKeys.has(key)) continue
    const pairs = readPairs(value)
    const unknown = (name: string): void => {
      problems.push({ code: 'trace-setting', params: { key, name: name.slice(0, 40) }, place: { line } })
    }
    if (key === 'A' || key === 'B') {
      const { address = null, accepts = null, reads = null, ...rest } = pairs
      const tcpSettings = pick(rest, defaultTcpConfig, unknown)
      const host = config.hosts[key]
      config = {
        ...config,
        hosts: {
          ...config.hosts,
          [key]: {
            address: address ?? host.address,
            accepts: accepts === null ? host.accepts : accepts !== 'no',
            reads: reads === null ? host.reads : reads !== 'no',
            tcp: { ...host.tcp, ...tcpSettings },
          },
        },
      }
    } else if (key === 'link') {
      config = { ...config, link: { ...config.link, ...pick(pairs, defaultLink, unknown) } }
    } else if (key === 'limits') {
      config = { ...config, limits: { ...config.limits, ...pick(pairs, defaultSimulation.limits, unknown) } }
    } else {
      unknown(key)
    }
  }
  return { config, problems }
}

/** `a=1 b=no` */
function readPairs(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(/\s+/).map((pair) => {
      const at = pair.indexOf('=')
      return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
}

function readValue(text: string): unknown {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  return text in settingTexts ? settingTexts[text] : text
}

/** `7200000/75000/9`: idle and interval in milliseconds, probes. */
function readKeepAlive(text: string): unknown {
  const match = /^(\d{1,9})\/(\d{1,9})\/(\d{1,3})$/.exec(text)
  if (match === null) return readValue(text)
  return { idleMs: Number(match[1]), intervalMs: Number(match[2]), probes: Number(match[3]) }
}

const settingTexts: Readonly<Record<string, unknown>> = { yes: true, no: false, none: null }

/** The settings that `known` has, each with a value of the kind that stands there. */
function pick<T extends object>(
  pairs: Record<string, string>,
  known: T,
  unknown: (name: string) => void,
): Partial<T> {
  const taken: Record<string, unknown> = {}
  for (const [name, text] of Object.entries(pairs)) {
    if (!Object.hasOwn(known, name)) {
      unknown(name)
      continue
    }
    const choices = (tcpChoices as Readonly<Record<string, readonly string[]>>)[name]
    const value = choices?.includes(text) ? text : name === 'keepAlive' ? readKeepAlive(text) : readValue(text)
    const model = (known as Readonly<Record<string, unknown>>)[name]
    if (text !== '' && (choices?.includes(text) ?? fits(name, value, model))) taken[name] = value
    else unknown(`${name}=${text}`)
  }
  return taken as Partial<T>
}

/** What a number may be, where that is less than from 0 to `mostNumber`: a run has to end, and to mean something. */
const bounds: Readonly<Record<string, readonly [least: number, most: number]>> = {
  MSS: [1, 65_535],
  windowScale: [0, 14],
  ISS: [0, 0xffff_ffff],
  receiveBuffer: [0, 2 ** 30],
  sendBuffer: [0, 2 ** 30],
  loss: [0, 1],
  octetsPerMs: [0.001, 1e9],
  events: [1, 200_000],
  inFlight: [1, 20_000],
}
const mostNumber = 1e10

/** `model`: the default. What is null by default is a number, or the keep-alive's three; only that may be `none`. */
function fits(name: string, value: unknown, model: unknown): boolean {
  if (value === null) return model === null
  if (name === 'keepAlive') return typeof value === 'object'
  if (typeof value === 'number') {
    const [least, most] = bounds[name] ?? [0, mostNumber]
    return (model === null || typeof model === 'number') && value >= least && value <= most
  }
  return typeof value === typeof model
}

function printPairs(values: object, standard: object): string[] {
  const usual = standard as Readonly<Record<string, unknown>>
  return Object.entries(values)
    .filter(([name, value]) => usual[name] !== value)
    .map(([name, value]) => {
      const text = value === true ? 'yes' : value === false ? 'no' : value === null ? 'none' : String(value)
      return `${name}=${text}`
    })
}

// — events —

function printEvent(event: SimulationEvent, before: SimulationState): string {
  switch (event.kind) {
    case 'tick':
      return printTick(before)
    case 'call':
      return (
        `${event.host} ${printCall(event.call)}` + (event.socket === undefined ? '' : ` on ${event.socket}`)
      )
    case 'crash':
    case 'reboot':
      return `${event.host} ${event.kind}`
    case 'inject':
      return `${event.host} inject from ${event.source} ${printSegment(event.SEG, true)}`
    case 'link':
      return `link ${printPairs(event.link, {}).join(' ')}`
    case 'fault':
      switch (event.fault.do) {
        case 'delay':
          return `delay #${event.segment} by ${formatMillis(event.fault.byMs)}`
        case 'duplicate':
          return `duplicate #${event.segment} after ${formatMillis(event.fault.afterMs)}`
        default:
          return `${event.fault.do} #${event.segment}`
      }
  }
}

function printTick(state: SimulationState): string {
  const due = nextDue(state)
  if (due === null) return 'nothing'
  if (due.what === 'arrival') return `${due.host} takes #${due.segment ?? 0}`
  const names = state.hosts[due.host].connections.flatMap(({ tcb }) => dueTimer(tcb, due.at) ?? [])
  return `${due.host} timer ${[...new Set(names)].join(', ')}`
}

function printCall(call: SimulationCall): string {
  switch (call.name) {
    case 'listen':
      return `listen ${call.port}${call.backlog === defaultBacklog ? '' : ` backlog ${call.backlog}`}`
    case 'open':
      return `open ${call.port}${call.from === defaultPort ? '' : ` from ${call.from}`}`
    case 'send':
      return `send${call.urgent === true ? ' urgent' : ''} ${printData(call.data)}`
    case 'receive':
      return `receive ${call.max}`
    default:
      return call.name
  }
}

const defaultBacklog = 5

/** `"hello"`, or `1000 octets` for what is only bulk. */
function printData(data: Octets): string {
  return data === bulk(data.length) ? `${data.length} octets` : JSON.stringify(textFromOctets(data))
}

const bulk = (length: number): Octets => 'x'.repeat(length)

/** The most that one `send` may write: a run is bounded in memory too. */
const mostOctets = 10_000_000

function readEvent(text: string): Result<SimulationEvent> {
  const refused: Result<never> = fail({ code: 'trace-event', params: { text: text.slice(0, 80) } })
  if (/^[AB] (takes #\d+|timer .+)$/.test(text)) return ok({ kind: 'tick' })
  const fault = readFault(text)
  if (fault !== null) return ok(fault)
  const link = /^link (.+)$/.exec(text)
  if (link !== null) {
    const unknown: string[] = []
    const settings = pick(readPairs(link[1]!), defaultLink, (name) => unknown.push(name))
    return unknown.length === 0 ? ok({ kind: 'link', link: settings }) : refused
  }
  const onHost = /^([AB]) (.+)$/.exec(text)
  if (onHost === null) return refused
  const host = onHost[1] as HostName
  const rest = onHost[2]!
  if (rest === 'crash' || rest === 'reboot') return ok({ kind: rest, host })
  const inject = /^inject from (\S+) (.+)$/.exec(rest)
  if (inject !== null) {
    const SEG = parseSegment(inject[2]!)
    return SEG === null ? refused : ok({ kind: 'inject', host, source: inject[1]!, SEG })
  }
  const withSocket = /^(.*) on (\d{1,6})$/.exec(rest)
  const call = readCall(withSocket === null ? rest : withSocket[1]!)
  if (call === null) return refused
  return ok(
    withSocket === null
      ? { kind: 'call', host, call }
      : { kind: 'call', host, call, socket: Number(withSocket[2]) },
  )
}

function readFault(text: string): SimulationEvent | null {
  const plain = /^(drop|reorder) #(\d{1,9})$/.exec(text)
  if (plain !== null) {
    return {
      kind: 'fault',
      segment: Number(plain[2]),
      fault: { do: plain[1] === 'drop' ? 'drop' : 'reorder' },
    }
  }
  const timed = /^(delay|duplicate) #(\d{1,9}) (?:by|after) (\d{1,9}(?:\.\d{1,3})?)$/.exec(text)
  if (timed === null) return null
  const ms = Number(timed[3])
  const fault =
    timed[1] === 'delay' ? ({ do: 'delay', byMs: ms } as const) : ({ do: 'duplicate', afterMs: ms } as const)
  return { kind: 'fault', segment: Number(timed[2]), fault }
}

function readCall(text: string): SimulationCall | null {
  const isPort = (port: number): boolean => port >= 1 && port <= 0xffff
  const listen = /^listen (\d{1,5})(?: backlog (\d{1,4}))?$/.exec(text)
  if (listen !== null) {
    const port = Number(listen[1])
    return isPort(port) ? { name: 'listen', port, backlog: Number(listen[2] ?? defaultBacklog) } : null
  }
  const open = /^open (\d{1,5})(?: from (\d{1,5}))?$/.exec(text)
  if (open !== null) {
    const [port, from] = [Number(open[1]), Number(open[2] ?? defaultPort)]
    return isPort(port) && isPort(from) ? { name: 'open', port, from } : null
  }
  const receive = /^receive (\d{1,9})$/.exec(text)
  if (receive !== null) return { name: 'receive', max: Number(receive[1]) }
  const send = /^send (urgent )?(?:(\d{1,9}) octets|(".*"))$/.exec(text)
  if (send !== null) {
    const data = send[2] === undefined ? readQuoted(send[3]!) : bulk(Math.min(Number(send[2]), mostOctets))
    if (data === null) return null
    return send[1] === undefined ? { name: 'send', data } : { name: 'send', data, urgent: true }
  }
  return text === 'accept' || text === 'shutdown' || text === 'close' || text === 'abort'
    ? { name: text }
    : null
}

function readQuoted(text: string): Octets | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'string' ? octetsFromText(value) : null
  } catch {
    return null
  }
}

// — effects —

function printEffect(effect: SimulationEffect): string[] {
  switch (effect.kind) {
    case 'sent': {
      const why = effect.clause === '' ? effect.reason : `${effect.reason}, ${effect.clause}`
      return [`${effect.host} sends #${effect.id} ${printSegment(effect.SEG, false)} | ${why}`]
    }
    case 'lost':
      return [`lost #${effect.id}: ${effect.reason}`]
    case 'moved':
      return [
        `${effect.copy ? 'copied' : 'moved'} #${effect.id}: arrives at ${formatMillis(effect.arrivesAt)}`,
      ]
    case 'power':
      return [`${effect.host} is ${effect.up ? 'up' : 'down'}`]
    case 'arrived':
      return []
    case 'endpoint':
      return printEndpoint(effect.host, effect.effect)
  }
}

/** Timers are left out: when one goes off, that is an event of its own. */
function printEndpoint(host: HostName, effect: Exclude<TcpEffect, { kind: 'send' }>): string[] {
  switch (effect.kind) {
    case 'transition':
      return [`${host} ${effect.from} -> ${effect.to} | ${effect.event}, ${effect.clause}`]
    case 'signal':
      return [`${host} is told: ${effect.signal}`]
    case 'discard':
      return [`${host} discards: ${effect.reason} | ${effect.clause}`]
    case 'reply':
      if (effect.reply !== 'ok') return [`${host} ${effect.call}: error: ${effect.reply} | ${effect.clause}`]
      return effect.data === undefined || effect.data === ''
        ? []
        : [`${host} reads ${printData(effect.data)}`]
    default:
      return []
  }
}
