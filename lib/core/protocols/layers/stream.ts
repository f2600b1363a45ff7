// The stream of octets between client and server: what each part of it is, and so what a TCP segment carries. The
// octets' own values are only real where nothing encrypts them. No states; `simulation.ts` writes and reads.
import { describeControlBits, segmentLength, SYN, type Segment } from '#lib/core/protocols/tcp/wire.ts'
import type { HostName } from '#lib/core/protocols/tcp/link.ts'
import { otherHost } from '#lib/core/protocols/tcp/link.ts'
import { octetsFromBytes, type Octets } from '#lib/core/protocols/wire/octets.ts'

/** From the bottom of the story to its top. */
export const layerNames = ['DNS', 'TCP', 'TLS', 'HTTP', 'WebSocket'] as const
export type Layer = (typeof layerNames)[number]

/** Something that was written at once: octets `from` up to, not with, `to` of its writer's stream. */
export interface Written {
  readonly from: number
  readonly to: number
  readonly layer: Layer
  readonly text: string
  readonly clause: string
  readonly ran: boolean
  /** Which flight of TLS, HTTP/2's HEADERS, or bytes of a WebSocket endpoint. */
  readonly what: number | 'http2' | 'application'
  /** What the reader gets, once all octets have arrived. */
  readonly payload: Uint8Array | null
}

export interface DescribedSegment {
  readonly layer: Layer
  readonly text: string
  readonly below: string
  readonly ran: boolean
  readonly clause: string
}

/** A segment by what it carries; `written` is its sender's stream. Numbers are relative to the ISS, as captures show them. */
export function describeSegment(
  SEG: Segment, ISS: Readonly<Record<HostName, number>>, host: HostName, written: readonly Written[], again: boolean,
): DescribedSegment {
  const relative = (number: number, to: HostName): number => (number - ISS[to]) >>> 0
  const acknowledges = SEG.ACK === 0 ? '' : `, ack ${relative(SEG.ACK, otherHost(host))}`
  const numbers = `TCP seq ${relative(SEG.SEQ, host)}${acknowledges}, ${segmentLength(SEG)} octets`
  if (SEG.data === '') {
    const clause = SEG.CTL & SYN ? 'RFC 9293 §3.5' : 'RFC 9293 §3.8.6.3'
    return { layer: 'TCP', text: `${again ? 'again: ' : ''}${describeControlBits(SEG.CTL)}`, below: numbers, ran: true, clause }
  }
  const from = relative(SEG.SEQ, host) - 1
  const to = from + SEG.data.length
  const carried = written.filter((one) => one.from < to && one.to > from)
  const top = carried.at(-1)
  const texts = carried.map((one) => {
    if (one.from >= from && one.to <= to) return one.text
    const octets = one.to - one.from
    return `${one.text} (${Math.max(one.from, from) - one.from + 1}–${Math.min(one.to, to) - one.from}/${octets})`
  })
  return {
    layer: top?.layer ?? 'TCP', text: `${again ? 'again: ' : ''}${texts.join(' + ')}`, below: numbers,
    ran: top?.ran ?? true, clause: top?.clause ?? 'RFC 9293 §3.4',
  }
}

/** Bytes that travel as they are. */
export const recordOf = (bytes: Uint8Array): Octets => octetsFromBytes(bytes)
