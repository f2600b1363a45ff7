// Segments for bytes of which only the stream is known: captures of WebSocket runs are made with it. The TCP is made
// up, in good order and without losses, on port 80; addresses are those kept for documentation (RFC 5737).
// Read first: RFC 9293 §3.4 (sequence numbers), §3.5 (opening), §3.6 (closing).
import { encodePacket } from '#lib/core/protocols/tcp/capture.ts'
import { ACK, FIN, PSH, RST, SYN, type Segment } from '#lib/core/protocols/tcp/wire.ts'
import { otherHost, type FlightKind, type HostName } from '#lib/core/protocols/websocket/simulation.ts'
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

export interface Flying {
  readonly kind: FlightKind
  readonly segments: readonly { readonly packet: Uint8Array; readonly end: number }[]
}

/** Makes the segments of one run; a new connection begins with each SYN. */
export class SegmentMaker {
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
