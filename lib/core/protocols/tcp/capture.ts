// A TCP run as packets on the wire, the way a capture at one of the hosts would see them: its own segments
// when it sends them, the other's when they arrive. Lost ones appear only where they were sent.
import type { Timeline } from '#lib/core/engine/log.ts'
import type { Millis } from '#lib/core/engine/machine.ts'
import type { CapturedPacket } from '#lib/core/protocols/pcapng.ts'
import type { HostName } from '#lib/core/protocols/tcp/link.ts'
import type {
  SimulationEffect,
  SimulationEvent,
  SimulationState,
} from '#lib/core/protocols/tcp/simulation.ts'
import { encodeSegment, type Segment } from '#lib/core/protocols/tcp/wire.ts'
import { addressOctets, encodeIp, PROTOCOL_TCP } from '#lib/core/protocols/wire/ip.ts'

type TcpTimeline = Timeline<SimulationState, SimulationEvent, SimulationEffect>

/** The bytes of one packet; `id` fills the IPv4 Identification. */
export function encodePacket(SEG: Segment, source: string, destination: string, id: number): Uint8Array {
  const addresses = { source: addressOctets(source) ?? [], destination: addressOctets(destination) ?? [] }
  const version = source.includes(':') ? 6 : 4
  return encodeIp(
    {
      ...{ version, source, destination, protocol: PROTOCOL_TCP, ttl: 64, tos: 0 },
      ...{ id: version === 4 ? id & 0xffff : 0, dontFragment: version === 4, flowLabel: 0 },
    },
    encodeSegment(SEG, addresses),
  )
}

/** A segment as somebody who listens at one host sees it. */
export interface SeenSegment {
  readonly at: Millis
  readonly id: number
  readonly SEG: Segment
  readonly source: string
  readonly destination: string
  readonly comments: readonly string[]
}

/** The packets that a capture at `vantage` holds, with what they did to that host as comments. */
export function captureRun(timeline: TcpTimeline, vantage: HostName): CapturedPacket[] {
  return seenSegments(timeline, vantage).map(({ at, id, SEG, source, destination, comments }) => {
    return { at, bytes: encodePacket(SEG, source, destination, id), comments }
  })
}

/** The same before it is bytes, in the order of the capture. */
export function seenSegments({ points }: TcpTimeline, vantage: HostName): SeenSegment[] {
  const seen: SeenSegment[] = []
  const sent = new Map<number, Pick<SeenSegment, 'id' | 'SEG' | 'source' | 'destination'>>()
  for (const { entry, effects, state } of points) {
    if (entry === null) continue
    const { at } = entry
    const comments = effects.flatMap((effect) => commentOn(effect, vantage))
    let arrival: SeenSegment | null = null
    const leaving: SeenSegment[] = []
    for (const effect of effects) {
      if (effect.kind === 'sent') {
        const own = state.config.hosts[effect.host].address
        const source = entry.event.kind === 'inject' ? entry.event.source : own
        const segment = { id: effect.id, SEG: effect.SEG, source, destination: effect.to }
        sent.set(effect.id, segment)
        if (effect.host !== vantage || effect.reason === 'injected') continue
        leaving.push({ ...segment, at, comments: [`#${effect.id} ${effect.reason}, ${effect.clause}`] })
      } else if (effect.kind === 'arrived' && effect.host === vantage) {
        const known = sent.get(effect.id)
        if (known !== undefined) arrival = { ...known, at, comments: [`#${effect.id}`, ...comments] }
      }
    }
    if (arrival !== null) seen.push(arrival, ...leaving)
    else seen.push(...leaving.map((packet, index) => (index > 0 ? packet : withComments(packet, comments))))
  }
  return seen
}

const withComments = (packet: SeenSegment, more: readonly string[]): SeenSegment => {
  return { ...packet, comments: [...packet.comments, ...more] }
}

function commentOn(effect: SimulationEffect, vantage: HostName): string[] {
  if (effect.kind !== 'endpoint' || effect.host !== vantage) return []
  const { effect: inner } = effect
  if (inner.kind === 'transition') return [`${inner.from} -> ${inner.to} (${inner.event}, ${inner.clause})`]
  return inner.kind === 'discard' ? [`discarded: ${inner.reason} (${inner.clause})`] : []
}
