// A WebSocket run as packets on the wire, the way a capture at one of the hosts would see them, on port 80.
// The TCP around the bytes is made up for it, in good order and without losses: the run itself knows none.
// Read first: RFC 9293 §3.4 (sequence numbers), §3.5 (opening), §3.6 (closing).
import { describeProblem } from '#lib/core/problem.ts'
import type { CapturedPacket } from '#lib/core/protocols/pcapng.ts'
import { encodePacket } from '#lib/core/protocols/tcp/capture.ts'
import { ACK, FIN, PSH, RST, SYN, type Segment } from '#lib/core/protocols/tcp/wire.ts'
import type { WebSocketTimeline } from '#lib/core/protocols/websocket/run-diagram.ts'
import {
  hostNames,
  otherHost,
  type FlightKind,
  type HostName,
  type SimulationEffect,
} from '#lib/core/protocols/websocket/simulation.ts'
import { octetsFromBytes } from '#lib/core/protocols/wire/octets.ts'

const addresses: Readonly<Record<HostName, string>> = { A: '192.0.2.1', B: '198.51.100.2' }
const SERVER_PORT = 80
/** The first connection's port at the client; each further one takes the next. */
const FIRST_PORT = 49_152
const MSS = 1460

/** What one host knows of a connection: its next sequence number, and what it has taken of the other's. */
interface Side {
  SND_NXT: number
  RCV_NXT: number
  /** The highest acknowledgment that it has sent. */
  acknowledged: number
}

interface Flying {
  readonly kind: FlightKind
  readonly segments: readonly { readonly packet: Uint8Array; readonly end: number }[]
}

/** Makes the segments of one run; a new connection begins with each SYN. */
class SegmentMaker {
  private port = FIRST_PORT - 1
  private sides: Record<HostName, Side> = { A: newSide(0), B: newSide(0) }
  private id = 0

  /** The segments of what `from` writes; `[]` for an end of a connection that it has already ended. */
  make(from: HostName, kind: FlightKind, bytes: Uint8Array): Flying {
    if (kind === 'SYN') {
      this.port++
      this.sides = { A: newSide(1000), B: newSide(5000) }
    }
    if (kind !== 'bytes') return { kind, segments: [this.segment(from, controlOf(kind), new Uint8Array(0))] }
    const segments = []
    for (let at = 0; at < bytes.length; at += MSS) {
      const last = at + MSS >= bytes.length
      segments.push(this.segment(from, last ? ACK | PSH : ACK, bytes.subarray(at, at + MSS)))
    }
    return { kind, segments }
  }

  private segment(from: HostName, CTL: number, data: Uint8Array): { packet: Uint8Array; end: number } {
    const side = this.sides[from]
    const client = from === 'A'
    const SEG: Segment = {
      sourcePort: client ? this.port : SERVER_PORT,
      destinationPort: client ? SERVER_PORT : this.port,
      SEQ: side.SND_NXT,
      ACK: CTL & ACK ? side.RCV_NXT : 0,
      CTL,
      WND: 65_535,
      UP: 0,
      options: CTL & SYN ? [{ kind: 'mss', value: MSS }] : [],
      data: octetsFromBytes(data),
    }
    side.SND_NXT += data.length + (CTL & (SYN | FIN) ? 1 : 0)
    side.acknowledged = side.RCV_NXT
    this.id++
    return {
      packet: encodePacket(SEG, addresses[from], addresses[otherHost(from)], this.id),
      end: side.SND_NXT,
    }
  }

  /** `at` has taken everything of a flight. */
  take(at: HostName, { segments }: Flying): void {
    this.sides[at].RCV_NXT = Math.max(this.sides[at].RCV_NXT, segments.at(-1)?.end ?? 0)
  }

  /** A bare ACK, if something was taken that no other segment has acknowledged. */
  acknowledge(at: HostName): Uint8Array | null {
    const side = this.sides[at]
    return side.RCV_NXT > side.acknowledged ? this.segment(at, ACK, new Uint8Array(0)).packet : null
  }
}

const newSide = (start: number): Side => ({ SND_NXT: start, RCV_NXT: 0, acknowledged: 0 })

function controlOf(kind: Exclude<FlightKind, 'bytes'>): number {
  switch (kind) {
    case 'SYN':
      return SYN
    case 'SYN,ACK':
      return SYN | ACK
    case 'ACK':
      return ACK
    case 'FIN':
      return FIN | ACK
    case 'RST':
      return RST | ACK
  }
}

/** The packets that a capture at `vantage` holds, with what they did to that host as comments. */
export function captureRun({ points }: WebSocketTimeline, vantage: HostName): CapturedPacket[] {
  const maker = new SegmentMaker()
  const flying = new Map<number, Flying>()
  const packets: CapturedPacket[] = []
  for (const { entry, effects } of points) {
    if (entry === null) continue
    const { at } = entry
    const comments = effects.flatMap((effect) => commentOn(effect, vantage))
    const before = packets.length
    const add = (bytes: Uint8Array): void => void packets.push({ at, bytes, comments: [] })
    for (const effect of effects) {
      if (effect.kind === 'arrived') {
        const flight = flying.get(effect.id)
        if (flight === undefined) continue
        maker.take(effect.host, flight)
        if (effect.host === vantage) for (const { packet } of flight.segments) add(packet)
      } else if (effect.kind === 'sent') {
        const flight = maker.make(effect.host, effect.what, effect.bytes)
        flying.set(effect.id, flight)
        if (effect.host === vantage) for (const { packet } of flight.segments) add(packet)
      }
    }
    // Whatever arrived without an answer is acknowledged by itself; after a reset there is nothing to
    // acknowledge.
    const reset = effects.some((effect) => effect.kind === 'sent' && effect.what === 'RST')
    for (const host of hostNames) {
      const bare =
        reset || !effects.some((effect) => effect.kind === 'arrived') ? null : maker.acknowledge(host)
      if (bare !== null && host === vantage) add(bare)
    }
    const first = packets[before]
    if (first !== undefined && comments.length > 0) packets[before] = { ...first, comments }
  }
  return packets
}

function commentOn(effect: SimulationEffect, vantage: HostName): string[] {
  if (effect.kind !== 'endpoint' || effect.host !== vantage) return []
  const { effect: inner } = effect
  if (inner.type === 'transition') return [`${inner.from} -> ${inner.to} (${inner.on}, ${inner.clause})`]
  if (inner.type === 'closed') return [`closed ${inner.code}`]
  if (inner.type !== 'fail') return []
  return inner.violations.map((found) => `${describeProblem(found.problem, 'en')} (${found.clause})`)
}
