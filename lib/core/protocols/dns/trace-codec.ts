// How DNS runs are written in a trace: events, effects and settings as words. Servers stand by their names,
// messages in one line, and behind each decision of the resolver the clause that it follows.
import { buildInternet, serverLabel, type ZoneFile } from '#lib/core/protocols/dns/internet.ts'
import { printMessage } from '#lib/core/protocols/dns/message-text.ts'
import { parseName } from '#lib/core/protocols/dns/name.ts'
import { typeNumber, typeName } from '#lib/core/protocols/dns/record.ts'
import {
  defaultDns, dns, nextDue, resolverAddress, stubAddress,
  type DnsConfig, type DnsEffect, type DnsEvent, type DnsState,
} from '#lib/core/protocols/dns/simulation.ts'
import { serverModes } from '#lib/core/protocols/dns/server-mode.ts'
import { noteClause } from '#lib/core/protocols/dns/story.ts'
import { descriptiveKeys } from '#lib/core/protocols/scenario.ts'
import { formatMillis, type HeaderLine, type TraceCodec } from '#lib/core/protocols/trace.ts'
import { fail, ok, type Problem, type Result } from '#lib/core/problem.ts'

export type DnsTraceCodec = TraceCodec<DnsConfig, DnsState, DnsEvent, DnsEffect>

/** The codec for runs on the Internet that these zones make. */
export function dnsTrace(zones: readonly ZoneFile[]): DnsTraceCodec {
  return {
    machine: dns,
    readConfig: (header) => readConfig(header, zones),
    readEvent: (text) => readEvent(text, zones),
    printEvent,
    printEffects: (effects) => effects.flatMap((effect) => printEffect(effect, zones)),
    nextTick: (state) => {
      const due = nextDue(state)
      return due === null ? null : { event: { kind: 'tick' }, at: Math.max(due.at, state.now) }
    },
  }
}

/** Who has an address: `stub`, `resolver`, or a server's name. */
export function playerLabel(zones: readonly ZoneFile[], address: string): string {
  if (address === stubAddress) return 'stub'
  return address === resolverAddress ? 'resolver' : serverLabel(buildInternet(zones), address)
}

/** The first address of a server by its name, or an address that is one's own name; null if nobody has it. */
export function findServerAddress(zones: readonly ZoneFile[], label: string): string | null {
  const internet = buildInternet(zones)
  if (internet.byAddress.has(label)) return label
  const named = internet.servers.find(({ name }) => name.toLowerCase() === `${label.toLowerCase()}.`)
  return named?.addresses[0] ?? null
}

// — settings —

function readConfig(
  header: readonly HeaderLine[], zones: readonly ZoneFile[],
): { config: DnsConfig; problems: Problem[] } {
  const problems: Problem[] = []
  let config: DnsConfig = { ...defaultDns, zones }
  for (const { key, value, line } of header) {
    if (descriptiveKeys.has(key)) continue
    const unknown = (name: string): void => {
      problems.push({ code: 'trace-setting', params: { key, name: name.slice(0, 40) }, place: { line } })
    }
    for (const pair of value.split(/\s+/)) {
      const [name, text] = pair.split('=') as [string, string?]
      const changed = text === undefined ? null : readSetting(config, key, name, text, zones)
      if (changed === null) unknown(pair)
      else config = changed
    }
  }
  return { config, problems }
}

const switches = {
  minimise: 'qnameMinimisation', 'mixed-case': 'mixedCase', prefetch: 'prefetch', minimal: 'minimalResponses',
} as const

/** The configuration with one setting changed; null if it is not known or its value does not fit. */
function readSetting(
  config: DnsConfig, key: string, name: string, text: string, zones: readonly ZoneFile[],
): DnsConfig | null {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : null
  const on = text === 'yes' ? true : text === 'no' ? false : null
  switch (key) {
    case 'resolver': {
      if (Object.hasOwn(switches, name)) {
        if (on === null) return null
        return { ...config, resolver: { ...config.resolver, [switches[name as keyof typeof switches]]: on } }
      }
      if (name === 'ipv6' && on !== null) {
        return {
          ...config, resolver: { ...config.resolver, families: { ...config.resolver.families, ipv6: on } },
        }
      }
      if (name !== 'edns' || number === null) return null
      return { ...config, resolver: { ...config.resolver, udpSize: number } }
    }
    case 'limits': {
      if (number === null) return null
      if (Object.hasOwn(config.limits, name)) return {
        ...config, limits: { ...config.limits, [name]: number },
      }
      const { limits } = config.resolver
      if (!Object.hasOwn(limits, name)) return null
      return { ...config, resolver: { ...config.resolver, limits: { ...limits, [name]: number } } }
    }
    case 'stub': {
      if (name === 'caches' && on !== null) return { ...config, stub: { ...config.stub, caches: on } }
      const host = parseName(name)
      if (!host.ok || !/^[0-9a-fA-F.:]+$/.test(text)) return null
      const hosts = [...config.stub.hosts, { name: host.value, address: text }]
      return { ...config, stub: { ...config.stub, hosts } }
    }
    case 'link': {
      if (name === 'live' && on !== null) return { ...config, live: on }
      if (number === null) return null
      if (name === 'near') return { ...config, near: number }
      if (name === 'far') return { ...config, far: number }
      const address = findServerAddress(zones, name)
      return address === null ? null : { ...config, latency: { ...config.latency, [address]: number } }
    }
    default:
      return null
  }
}

// — events —

function printEvent(event: DnsEvent, before: DnsState): string {
  const label = (address: string): string => playerLabel(before.config.zones, address)
  switch (event.kind) {
    case 'tick': {
      const due = nextDue(before)
      if (due === null) return 'nothing'
      return due.flight === null ? 'resolver timer' : `${label(due.flight.to)} takes #${due.flight.id}`
    }
    case 'ask':
      return `stub asks ${event.name} ${event.type}`
    case 'server': {
      const delay = event.delayMs === 0 ? '' : ` after ${formatMillis(event.delayMs)}`
      return `server ${label(event.address)} ${event.mode}${delay}`
    }
    case 'spoof':
      return `spoof #${event.packet} id=${event.id} port=${event.port} address=${event.address}`
    case 'zone':
      return `zone ${event.name} ${JSON.stringify(event.text)}`
    case 'flush':
      return 'flush'
    case 'arrival': {
      const flight = before.flights.find(({ id }) => id === event.packet)
      const who = flight === undefined ? 'nobody' : label(flight.to)
      return `${who} gets #${event.packet}${event.answer === null ? '' : ` and answers ${event.answer}`}`
    }
    case 'fault':
      switch (event.fault.do) {
        case 'drop':
          return `drop #${event.packet}`
        case 'delay':
          return `delay #${event.packet} by ${formatMillis(event.fault.byMs)}`
        case 'duplicate':
          return `duplicate #${event.packet} after ${formatMillis(event.fault.afterMs)}`
      }
  }
}

function readEvent(text: string, zones: readonly ZoneFile[]): Result<DnsEvent> {
  const refused: Result<never> = fail({ code: 'trace-event', params: { text: text.slice(0, 80) } })
  if (/^\S+ takes #\d{1,9}$/.test(text) || text === 'resolver timer') return ok({ kind: 'tick' })
  if (text === 'flush') return ok({ kind: 'flush' })
  const arrival = /^\S+ gets #(\d{1,9})(?: and answers ((?:[0-9a-f]{2}){12,65535}))?$/.exec(text)
  if (arrival !== null) return ok({ kind: 'arrival', packet: Number(arrival[1]), answer: arrival[2] ?? null })
  const ask = /^stub asks (\S+) (\S+)$/.exec(text)
  if (ask !== null) {
    const name = parseName(ask[1]!)
    const number = typeNumber(ask[2]!)
    return name.ok &&
      number !== null ? ok({ kind: 'ask', name: name.value, type: typeName(number) }) : refused
  }
  const server = /^server (\S+) ([a-z]+)(?: after (\d{1,9}(?:\.\d{1,3})?))?$/.exec(text)
  if (server !== null) {
    const mode = serverModes.find((one) => one === server[2])
    const address = findServerAddress(zones, server[1]!)
    if (!mode || address === null) return refused
    return ok({ kind: 'server', address, mode, delayMs: Number(server[3] ?? 0) })
  }
  const spoof = /^spoof #(\d{1,9}) id=(right|\d{1,5}) port=(right|\d{1,5}) address=([0-9.]+)$/.exec(text)
  if (spoof !== null) {
    const guess = (word: string): number | 'right' => (word === 'right' ? word : Number(word) & 0xffff)
    return ok({
      kind: 'spoof', packet: Number(spoof[1]), id: guess(spoof[2]!), port: guess(spoof[3]!),
      address: spoof[4]!,
    })
  }
  const zone = /^zone (\S+) (".*")$/.exec(text)
  if (zone !== null) {
    const content = readQuoted(zone[2]!)
    return content === null ? refused : ok({ kind: 'zone', name: zone[1]!, text: content })
  }
  return readFault(text) ?? refused
}

function readFault(text: string): Result<DnsEvent> | null {
  const drop = /^drop #(\d{1,9})$/.exec(text)
  if (drop !== null) return ok({ kind: 'fault', packet: Number(drop[1]), fault: { do: 'drop' } })
  const timed = /^(delay|duplicate) #(\d{1,9}) (?:by|after) (\d{1,9}(?:\.\d{1,3})?)$/.exec(text)
  if (timed === null) return null
  const ms = Number(timed[3])
  const fault =
    timed[1] === 'delay' ? ({ do: 'delay', byMs: ms } as const) : ({ do: 'duplicate', afterMs: ms } as const)
  return ok({ kind: 'fault', packet: Number(timed[2]), fault })
}

function readQuoted(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'string' ? value : null
  } catch {
    return null
  }
}

// — effects —

function printEffect(effect: DnsEffect, zones: readonly ZoneFile[]): string[] {
  const label = (address: string): string => playerLabel(zones, address)
  switch (effect.kind) {
    case 'sent': {
      const who = effect.forged ? `forger as ${label(effect.from)}` : label(effect.from)
      const how = effect.transport === 'tcp' ? ' over TCP' : ''
      const purpose = effect.purpose === 'maintenance' ? ' | maintenance' : ''
      const message = printMessage(effect.message)
      return [`${who} sends #${effect.id} to ${label(effect.to)}${how}: ${message}${purpose}`]
    }
    case 'lost':
      return [`lost #${effect.id}: ${effect.reason}`]
    case 'moved':
      return [`${effect.copy
        ? 'copied' : 'moved'} #${effect.id}: arrives at ${formatMillis(effect.arrivesAt)}`]
    case 'told':
      return [`stub is told by ${effect.source}: ${printMessage(effect.message)}`]
    case 'arrived':
      return []
    case 'note': {
      const params = Object.entries(effect.params).filter(([, value]) => value !== '')
      const words = [effect.note, ...params.map(([name, value]) => `${name}=${value}`)].join(' ')
      const clause = noteClause(effect.note)
      return [clause === '' ? `resolver: ${words}` : `resolver: ${words} | ${clause}`]
    }
  }
}

