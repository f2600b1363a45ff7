// A WebSocket run as packets on the wire, the way a capture at one of the hosts would see them, on port 80.
// The TCP around the bytes is made up for it, in good order and without losses: the run itself knows none.
// Read first: RFC 9293 §3.4 (sequence numbers), §3.5 (opening), §3.6 (closing).
import { describeProblem } from '#lib/core/problem.ts'
import type { CapturedPacket } from '#lib/core/protocols/pcapng.ts'
import type { WebSocketTimeline } from '#lib/core/protocols/websocket/run-diagram.ts'
import { SegmentMaker, type Flying } from '#lib/core/protocols/websocket/segment-maker.ts'
import { hostNames, type HostName, type SimulationEffect } from '#lib/core/protocols/websocket/simulation.ts'

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
