// What an analyst would write beside the packets of a capture: retransmission, duplicate ACK, window full… Said of
// what one host saw, not of what the run knows: a segment lost on the way is a gap to whoever listens behind.
// The names are those of Wireshark's `tcp.analysis` fields, so that a capture can be held against them.
import type { SeenSegment } from '#lib/core/protocols/tcp/capture.ts'
import { advance, before, upTo, type SequenceNumber } from '#lib/core/protocols/tcp/sequence.ts'
import { ACK, FIN, RST, SYN, type Segment } from '#lib/core/protocols/tcp/wire.ts'

export const captureLabels = [
  'retransmission',
  'fast_retransmission',
  'spurious_retransmission',
  'out_of_order',
  'lost_segment',
  'ack_lost_segment',
  'duplicate_ack',
  'window_update',
  'window_full',
  'zero_window',
  'zero_window_probe',
  'zero_window_probe_ack',
  'keep_alive',
  'keep_alive_ack',
  'reused_ports',
] as const
export type CaptureLabel = (typeof captureLabels)[number]

/** One direction of a connection as it was seen so far. */
interface Way {
  /** Of its SYN. */
  ISS: SequenceNumber | null
  /** After the highest octet seen; probes of a closed window do not count. */
  next: SequenceNumber | null
  nextAt: number
  /** What may be acknowledged without surprise: up to the first gap. */
  whole: SequenceNumber | null
  ack: SequenceNumber
  ackAt: number
  WND: number
  shift: number
  duplicates: number
  probed: boolean
  /** Its last segment was a keep-alive. */
  keptAlive: boolean
}

interface Seen {
  readonly ISS: SequenceNumber | null
  readonly openedAt: number
  /** The handshake's round trip: what comes sooner after a gap is late, not sent again. */
  roundTrip: number | null
  readonly ways: Map<string, Way>
}

/** A retransmission so soon after the duplicate ACKs was caused by them. */
const fastMs = 20
const lateMs = 3

/** The labels of each segment, in the order of the capture. */
export function labelCapture(segments: readonly SeenSegment[]): CaptureLabel[][] {
  const connections = new Map<string, Seen>()
  return segments.map((one) => {
    const { SEG, source, destination, at } = one
    const from = `${source} ${SEG.sourcePort}`
    const to = `${destination} ${SEG.destinationPort}`
    const key = [from, to].sort().join(' ')
    const opens = (SEG.CTL & (SYN | ACK)) === SYN
    const labels: CaptureLabel[] = []
    let seen = connections.get(key)
    const reused = opens && seen !== undefined && seen.ways.get(from)?.next != null && !isSameSyn(seen, from, SEG)
    if (reused) labels.push('reused_ports')
    if (seen === undefined || reused) {
      seen = { ISS: opens ? SEG.SEQ : null, openedAt: at, roundTrip: null, ways: new Map() }
      connections.set(key, seen)
    }
    labels.push(...labelSegment(SEG, at, wayOf(seen, from), wayOf(seen, to), seen))
    return labels
  })
}

/** Both sides of a simultaneous open send a SYN of their own. */
const isSameSyn = (seen: Seen, from: string, SEG: Segment): boolean => {
  return seen.ISS === SEG.SEQ || seen.ways.get(from)?.next === advance(SEG.SEQ, 1)
}

function wayOf(seen: Seen, from: string): Way {
  const known = seen.ways.get(from)
  if (known !== undefined) return known
  const way: Way = {
    ...{ ISS: null, next: null, nextAt: 0, whole: null, ack: 0, ackAt: 0, WND: -1 },
    ...{ shift: 0, duplicates: 0, probed: false, keptAlive: false },
  }
  seen.ways.set(from, way)
  return way
}

function labelSegment(SEG: Segment, at: number, way: Way, back: Way, seen: Seen): CaptureLabel[] {
  const labels: CaptureLabel[] = []
  const { SEQ, CTL, WND } = SEG
  const length = SEG.data.length
  const control = (CTL & (SYN | FIN | RST)) !== 0
  const answers = (CTL & (SYN | ACK)) === (SYN | ACK)
  // The SYN that it answers was not seen here: nothing begins anew, but the numbers do.
  if (answers && way.ISS !== null && way.ISS !== SEQ) labels.push('reused_ports')
  const probe = length === 1 && SEQ === way.next && back.WND === 0
  const keepsAlive = length <= 1 && !control && way.next !== null && advance(SEQ, 1) === way.next
  if (probe) {
    labels.push('zero_window_probe')
  } else if (keepsAlive) {
    labels.push('keep_alive')
  } else {
    if (WND === 0 && !control) labels.push('zero_window')
    if (way.next !== null && before(way.next, SEQ) && !(CTL & RST)) labels.push('lost_segment')
    const repeats = length === 0 && !control && SEQ === way.next && SEG.ACK === way.ack
    if (repeats && WND !== 0 && WND !== way.WND) labels.push('window_update')
    const edge = advance(back.ack, back.WND << back.shift)
    if (length > 0 && !control && back.WND >= 0 && advance(SEQ, length) === edge) labels.push('window_full')
    if (repeats && WND === 0 && way.WND === 0 && back.probed) labels.push('zero_window_probe_ack')
    const answersKeepAlive = repeats && back.keptAlive && WND === way.WND
    if (answersKeepAlive) labels.push('keep_alive_ack')
    else if (repeats && WND !== 0 && WND === way.WND) {
      way.duplicates++
      labels.push('duplicate_ack')
    }
    if (CTL & ACK && back.whole !== null && before(back.whole, SEG.ACK)) {
      labels.push('ack_lost_segment')
      back.whole = back.next
    }
    if (length > 0 || CTL & (SYN | FIN)) labels.push(...labelAgain(SEG, at, way, back, seen))
  }
  remember(SEG, at, way, probe, seen)
  way.keptAlive = keepsAlive
  return labels
}

const endOf = ({ SEQ, CTL, data }: Segment): SequenceNumber => {
  return advance(SEQ, data.length + (CTL & (SYN | FIN) ? 1 : 0))
}

/** Octets that were seen before, or were missing until now. */
function labelAgain(SEG: Segment, at: number, way: Way, back: Way, seen: Seen): CaptureLabel[] {
  const { SEQ } = SEG
  const end = endOf(SEG)
  if (way.next === null || !before(SEQ, way.next)) return []
  if (back.duplicates >= 2 && back.ack === SEQ && at - back.ackAt < fastMs)
    return ['retransmission', 'fast_retransmission']
  if (at - way.nextAt < (seen.roundTrip ?? lateMs) && way.next !== end) return ['out_of_order']
  if (SEG.data.length > 0 && upTo(end, back.ack)) return ['retransmission', 'spurious_retransmission']
  return ['retransmission']
}

function remember(SEG: Segment, at: number, way: Way, probe: boolean, seen: Seen): void {
  const { SEQ, CTL } = SEG
  const end = endOf(SEG)
  if (!probe) {
    if (way.next === null || before(way.next, end)) {
      way.next = end
      way.nextAt = at
    }
    // Once the gap at the front is filled, nobody looks for a second one behind it.
    if (way.whole === null || way.whole === SEQ) way.whole = way.next
  }
  if (CTL & SYN) way.ISS ??= SEQ
  if (SEG.ACK !== way.ack) way.duplicates = 0
  way.ack = SEG.ACK
  way.ackAt = at
  way.WND = SEG.WND
  way.probed = probe
  for (const option of SEG.options) if (option.kind === 'window-scale') way.shift = option.shift
  const thirdAck = (CTL & (SYN | ACK)) === ACK && seen.ISS !== null && seen.roundTrip === null
  if (thirdAck) seen.roundTrip = at - seen.openedAt
}
