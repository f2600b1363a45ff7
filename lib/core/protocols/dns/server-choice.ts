// What the resolver remembers of each server, and which of a delegation's addresses it asks next.
// Round trips are estimated as TCP does, but from an assumed one on; a server that was silent too often is
// left alone, then probed once.
// Read first: RFC 1035 §7.2, RFC 6298 §2 (the estimator), RFC 5452 §4.3 (an unpredictable choice).
import { hashToUnit } from '#lib/core/engine/random.ts'
import type { Millis } from '#lib/core/engine/machine.ts'
import {
  missingServers, usesIpv4, type Delegation, type Families, type ServerAddress,
} from '#lib/core/protocols/dns/delegation.ts'
import { nameKey, type DnsName } from '#lib/core/protocols/dns/name.ts'

/** Times in ms. `timeouts` counts silences in a row by what was asked for. */
export interface ServerTimes {
  readonly srtt: number
  readonly rttvar: number
  readonly rto: Millis
  readonly timeouts: { readonly A: number; readonly AAAA: number; readonly other: number }
  /** While it is silent: when it may be tried again. */
  readonly probeAt: Millis
  readonly expires: Millis
}

/**
 * What is wrong with a server of a zone: it does not know the zone, for A or for the rest, or only by
 * recursion.
 */
export interface Lameness {
  readonly forA: boolean
  readonly forOthers: boolean
  readonly recursion: boolean
  readonly expires: Millis
}

export interface ServerMemory {
  readonly times: Readonly<Record<string, ServerTimes>>
  readonly lame: Readonly<Record<string, Lameness>>
}

export const emptyMemory: ServerMemory = { times: {}, lame: {} }

/** The first timeout, for a server never asked: most answer within it. */
export const firstRto: Millis = 376
const minRto: Millis = 50
const maxRto: Millis = 120_000
/** From here on a server counts as silent and is only probed. */
const silentRto: Millis = 12_000
/** Servers within this of the fastest are chosen among by chance. */
const band: Millis = 400
const memoryLife: Millis = 900_000
const silencesPerKind = 3

const fresh = {
  srtt: 0, rttvar: firstRto / 4, rto: firstRto, timeouts: { A: 0, AAAA: 0, other: 0 }, probeAt: 0,
}

function timesOf(memory: ServerMemory, address: string, now: Millis): ServerTimes | null {
  const held = Object.hasOwn(memory.times, address) ? memory.times[address] : undefined
  return held && held.expires >= now ? held : null
}

/** How long to wait for this server. */
export function timeoutFor(memory: ServerMemory, address: string, now: Millis): Millis {
  return timesOf(memory, address, now)?.rto ?? firstRto
}

/** Takes a measured round trip into account. */
export function noteReply(
  memory: ServerMemory, address: string, type: string, rtt: Millis, now: Millis,
): ServerMemory {
  const held = timesOf(memory, address, now) ?? { ...fresh, expires: now + memoryLife }
  const delta = rtt - held.srtt
  const srtt = held.srtt + delta / 8
  const rttvar = held.rttvar + (Math.abs(delta) - held.rttvar) / 4
  const rto = Math.min(maxRto, Math.max(minRto, srtt + 4 * rttvar))
  const next: ServerTimes = {
    ...held, srtt, rttvar, rto, probeAt: 0, timeouts: { ...held.timeouts, [kindOf(type)]: 0 },
  }
  return { ...memory, times: { ...memory.times, [address]: next } }
}

/**
 * Takes a silence into account: the timeout doubles, and beyond a limit the server is left alone for as long.
 */
export function noteTimeout(
  memory: ServerMemory, address: string, type: string, waited: Millis, now: Millis,
): ServerMemory {
  const held = timesOf(memory, address, now) ?? { ...fresh, expires: now + memoryLife }
  // Doubled from what this query waited, so that several that time out together count once.
  const rto = Math.min(maxRto, Math.max(held.rto, 2 * waited))
  const timeouts = { ...held.timeouts, [kindOf(type)]: held.timeouts[kindOf(type)] + 1 }
  const probeAt = rto >= silentRto ? now + rto + 1000 : held.probeAt
  return { ...memory, times: { ...memory.times, [address]: { ...held, rto, timeouts, probeAt } } }
}

const kindOf = (type: string): 'A' | 'AAAA' | 'other' => (type === 'A' || type === 'AAAA' ? type : 'other')
const lameKey = (address: string, zone: DnsName): string => `${address} ${nameKey(zone)}`

export function noteLame(
  memory: ServerMemory, address: string, zone: DnsName, type: string, recursion: boolean, now: Millis,
): ServerMemory {
  const key = lameKey(address, zone)
  const held = lamenessOf(memory, address, zone, now)
  const next: Lameness = {
    forA: held.forA || (!recursion && type === 'A'),
    forOthers: held.forOthers || (!recursion && type !== 'A'),
    recursion: held.recursion || recursion,
    expires: now + memoryLife,
  }
  return { ...memory, lame: { ...memory.lame, [key]: next } }
}

function lamenessOf(memory: ServerMemory, address: string, zone: DnsName, now: Millis): Lameness {
  const key = lameKey(address, zone)
  const held = Object.hasOwn(memory.lame, key) ? memory.lame[key] : undefined
  return held && held.expires >= now ? held : { forA: false, forOthers: false, recursion: false, expires: 0 }
}

/** Worse and worse: a server that is only asked when no better one is left. */
const penalty = { disliked: 120_001, recursion: 360_000 } as const

/** How good an address is to ask, in ms, the less the better; null if it must not be asked. */
function worth(
  memory: ServerMemory, one: ServerAddress, zone: DnsName, type: string, families: Families,
  avoid: (address: string) => boolean, now: Millis,
): number | null {
  const ipv6 = one.address.includes(':')
  if (avoid(one.address) || (ipv6 ? !families.ipv6 : !usesIpv4(families))) return null
  const times = timesOf(memory, one.address, now)
  const lameness = lamenessOf(memory, one.address, zone, now)
  if (type === 'A' ? lameness.forA : lameness.forOthers) return null
  const rto = times?.rto ?? firstRto
  const silent = times !== null && times.rto >= silentRto && now < times.probeAt
  if (silent && times.timeouts[kindOf(type)] >= silencesPerKind) return null
  if (lameness.recursion) return rto + penalty.recursion
  return one.disliked ? rto + penalty.disliked : rto
}

export interface ChoiceOptions {
  readonly avoid: (address: string) => boolean
  readonly lookingUp: boolean
  readonly retries: number
  readonly now: Millis
  /** The name of the random draw. */
  readonly draw: string
}

export interface Choice {
  readonly address: ServerAddress
  /** The server only answers from a cache, so recursion is asked of it. */
  readonly recursion: boolean
}

/**
 * Picks the address to ask next, by chance among the best, and counts the attempt; null if there is none,
 * or only bad ones while the addresses of more servers can still be found (`lookingUp`: while that is under
 * way).
 */
export function chooseServer(
  memory: ServerMemory, delegation: Delegation, type: string, families: Families,
  options: ChoiceOptions,
): Choice | null {
  const candidates = delegation.addresses.flatMap((address) => {
    if (address.use !== 'open') return []
    const value = worth(memory, address, delegation.zone, type, families, options.avoid, options.now)
    return value === null ? [] : [{ address, value }]
  })
  if (candidates.length === 0) return null
  const best = Math.min(...candidates.map(({ value }) => value))
  const missing = missingServers(delegation)
  const moreToCome = missing.some((server) => !server.parentOnly) || options.lookingUp
  if (best >= penalty.disliked - 1 && moreToCome) return null
  const good = candidates.filter(({ value }) => value <= best + band)
  const chosen = good[Math.floor(hashToUnit(options.draw) * good.length)]!
  chosen.address.attempts++
  if (chosen.address.attempts >= options.retries) chosen.address.use = 'spent'
  return { address: chosen.address, recursion: best > penalty.recursion }
}
