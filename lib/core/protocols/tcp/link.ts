// The path between two hosts: delay, chance, a bottleneck, and what a hand may do to one segment. Pure.
// It carries segments, it does not read them. Chance is drawn from the state that the caller keeps.
import type { Millis } from '#lib/core/engine/machine.ts'
import { drawUnit, type RandomState } from '#lib/core/engine/random.ts'
import type { Segment } from '#lib/core/protocols/tcp/wire.ts'

export type HostName = 'A' | 'B'

export interface LinkConfig {
  /** One way. */
  readonly delayMs: Millis
  /** Added to the delay: drawn from [0, jitterMs), so that segments may overtake one another. */
  readonly jitterMs: Millis
  /** Chance of loss, 0 to 1. */
  readonly loss: number
  /** Bottleneck of each direction in octets a millisecond; null: none. */
  readonly octetsPerMs: number | null
  /** Segments that may wait at the bottleneck; more are lost. */
  readonly queue: number
}

export const defaultLink: LinkConfig = { delayMs: 10, jitterMs: 0, loss: 0, octetsPerMs: null, queue: 50 }

/** What somebody does to a segment; one that is not sent yet is waited for. */
export type Fault =
  | { readonly do: 'drop' }
  | { readonly do: 'delay'; readonly byMs: Millis }
  /** A copy arrives `afterMs` after the original. */
  | { readonly do: 'duplicate'; readonly afterMs: Millis }
  /** It arrives just after the next segment of its direction, whenever that is sent. */
  | { readonly do: 'reorder' }

/** A segment on its way. */
export interface Flight {
  /** Counted from 1 in the order of sending; a copy has its original's number. */
  readonly id: number
  readonly from: HostName
  /** The sender's address: not the host's own where a segment is forged. */
  readonly source: string
  readonly SEG: Segment
  readonly sentAt: Millis
  readonly arrivesAt: Millis
  /** Waits for the next segment of its direction to be sent, to arrive after it. */
  readonly held: boolean
  /** A copy made by a fault. */
  readonly copy: boolean
}

export type LossReason = 'dropped by hand' | 'lost by chance' | 'queue full' | 'host down' | 'nobody there'

/** When the bottleneck of each direction is free again. */
export type FreeAt = Readonly<Record<HostName, Millis>>

export interface Carried {
  /** null: the segment is lost, for this reason. */
  readonly arrivesAt: Millis | null
  readonly reason: LossReason | null
  readonly random: RandomState
  readonly freeAt: FreeAt
}

/** Octets of IPv4 and TCP header without options: what a bottleneck counts besides the data. */
const headerOctets = 40

/** Sends one segment off. Equal seeds lose the same segments, whatever else is configured. */
export function carry(
  link: LinkConfig,
  from: HostName,
  SEG: Segment,
  now: Millis,
  random: RandomState,
  freeAt: FreeAt,
): Carried {
  const chance = link.loss > 0 ? drawUnit(random) : { value: 1, random }
  const jitter = link.jitterMs > 0 ? drawUnit(chance.random) : { value: 0, random: chance.random }
  const drawn = jitter.random
  const octets = headerOctets + SEG.data.length
  let leavesAt = now
  let free = freeAt
  if (link.octetsPerMs !== null) {
    const waiting = Math.max(0, ofHost(freeAt, from) - now) * link.octetsPerMs
    if (waiting > link.queue * octets) return { arrivesAt: null, reason: 'queue full', random: drawn, freeAt }
    leavesAt = Math.max(now, ofHost(freeAt, from)) + octets / link.octetsPerMs
    free = withHost(freeAt, from, leavesAt)
  }
  if (chance.value < link.loss)
    return { arrivesAt: null, reason: 'lost by chance', random: drawn, freeAt: free }
  const arrivesAt = leavesAt + link.delayMs + jitter.value * link.jitterMs
  // Whole microseconds, so that times survive being written and read.
  return { arrivesAt: Math.round(arrivesAt * 1000) / 1000, reason: null, random: drawn, freeAt: free }
}

/** In order of arrival; of two at the same time the one sent first. */
export function addFlight(flights: readonly Flight[], flight: Flight): readonly Flight[] {
  let at = flights.length
  if (at === 0 || !arrivesAfter(flights[at - 1]!, flight)) return [...flights, flight]
  while (at > 0 && arrivesAfter(flights[at - 1]!, flight)) at--
  const sorted = flights.slice()
  sorted.splice(at, 0, flight)
  return sorted
}

const arrivesAfter = (a: Flight, b: Flight): boolean => {
  return a.arrivesAt > b.arrivesAt || (a.arrivesAt === b.arrivesAt && a.id > b.id)
}

/** Of a pair, the one that belongs to a host. */
export const ofHost = <T>(pair: Readonly<Record<HostName, T>>, name: HostName): T => (name === 'A' ? pair.A : pair.B)

/** The pair with the one that belongs to a host replaced. */
export const withHost = <T>(pair: Readonly<Record<HostName, T>>, name: HostName, one: T): Readonly<Record<HostName, T>> => {
  return name === 'A' ? { A: one, B: pair.B } : { A: pair.A, B: one }
}

export const otherHost = (name: HostName): HostName => (name === 'A' ? 'B' : 'A')
