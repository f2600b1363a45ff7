// A TCP run as packets on the wire, the way a capture at one of the hosts would see them: its own segments
// when it sends them, the other's when they arrive. Lost ones appear only where they were sent.
import type { Timeline } from '#lib/core/engine/log.ts'
import type { CapturedPacket } from '#lib/core/protocols/pcapng.ts'
import { otherHost, type HostName } from '#lib/core/protocols/tcp/link.ts'
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

/** The packets that a capture at `vantage` holds, with what they did to that host as comments. */
export function captureRun({ points }: TcpTimeline, vantage: HostName): CapturedPacket[] {
  const packets: CapturedPacket[] = []
  const sent = new Map<number, { SEG: Segment; source: string }>()
  for (const { entry, effects, state } of points) {
    if (entry === null) continue
    const comments = effects.flatMap((effect) => commentOn(effect, vantage))
    let arrival: CapturedPacket | null = null
    const leaving: CapturedPacket[] = []
    for (const effect of effects) {
      if (effect.kind === 'sent') {
        const own = state.config.hosts[effect.host].address
        const source = entry.event.kind === 'inject' ? entry.event.source : own
        sent.set(effect.id, { SEG: effect.SEG, source })
        if (effect.host !== vantage || effect.reason === 'injected') continue
        const destination = state.config.hosts[otherHost(effect.host)].address
        const bytes = encodePacket(effect.SEG, source, destination, effect.id)
        leaving.push({ at: entry.at, bytes, comments: [`#${effect.id} ${effect.reason}, ${effect.clause}`] })
      } else if (effect.kind === 'arrived' && effect.host === vantage) {
        const known = sent.get(effect.id)
        if (known === undefined) continue
        const bytes = encodePacket(known.SEG, known.source, state.config.hosts[vantage].address, effect.id)
        arrival = { at: entry.at, bytes, comments: [`#${effect.id}`, ...comments] }
      }
    }
    if (arrival !== null) packets.push(arrival, ...leaving)
    else packets.push(...leaving.map((packet, at) => (at > 0 ? packet : withComments(packet, comments))))
  }
  return packets
}

const withComments = (packet: CapturedPacket, more: readonly string[]): CapturedPacket => {
  return { ...packet, comments: [...packet.comments, ...more] }
}

function commentOn(effect: SimulationEffect, vantage: HostName): string[] {
  if (effect.kind !== 'endpoint' || effect.host !== vantage) return []
  const { effect: inner } = effect
  if (inner.kind === 'transition') return [`${inner.from} -> ${inner.to} (${inner.event}, ${inner.clause})`]
  return inner.kind === 'discard' ? [`discarded: ${inner.reason} (${inner.clause})`] : []
}
