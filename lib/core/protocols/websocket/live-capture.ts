// A live connection as packets, seen at the server: the bytes are those that went over the socket, cookies blotted
// out, each read or write a segment or more. TCP's own segments are made up, because a server's program never sees
// them; so is the port, 80, by which readers know what to decode.
// Read first: RFC 9293 §3.5, §3.6; lib/core/protocols/websocket/segment-maker.ts.
import type { CapturedPacket } from '#lib/core/protocols/pcapng.ts'
import { SegmentMaker } from '#lib/core/protocols/websocket/segment-maker.ts'
import type { FlightKind, HostName } from '#lib/core/protocols/websocket/simulation.ts'

export interface StreamEvent {
  /** Milliseconds since the run began. */
  readonly at: number
  /** As the server sees it. */
  readonly way: 'in' | 'out'
  readonly kind: Extract<FlightKind, 'bytes' | 'FIN' | 'RST'>
  /** Empty for the end of a stream. */
  readonly bytes: Uint8Array
}

const none = new Uint8Array(0)

/** The packets of one connection. `cut`: bytes followed that were not recorded, which a comment says. */
export function captureStream(events: readonly StreamEvent[], cut: boolean): CapturedPacket[] {
  const maker = new SegmentMaker()
  const packets: CapturedPacket[] = []
  const begun = events[0]?.at ?? 0
  const exchange = (at: number, from: HostName, kind: FlightKind, bytes: Uint8Array, comments: readonly string[] = []) => {
    const flight = maker.make(from, kind, bytes)
    maker.take(from === 'A' ? 'B' : 'A', flight)
    for (const [index, { packet }] of flight.segments.entries()) packets.push({ at, bytes: packet, comments: index === 0 ? comments : [] })
  }
  exchange(begun, 'A', 'SYN', none, ['The TCP segments of this file are made up; their data is not.'])
  exchange(begun, 'B', 'SYN,ACK', none)
  exchange(begun, 'A', 'ACK', none)
  const ended = new Set<HostName>()
  for (const { at, way, kind, bytes } of events) {
    const from: HostName = way === 'in' ? 'A' : 'B'
    if (ended.has(from)) continue
    exchange(at, from, kind, bytes)
    const other: HostName = from === 'A' ? 'B' : 'A'
    const bare = kind === 'RST' ? null : maker.acknowledge(other)
    if (bare !== null) packets.push({ at, bytes: bare, comments: [] })
    if (kind === 'FIN') ended.add(from)
    if (kind === 'RST') break
  }
  const last = packets.at(-1)
  if (cut && last !== undefined) packets[packets.length - 1] = { ...last, comments: [...last.comments, 'More was sent than was recorded.'] }
  return packets
}
