// One direction of a live connection, seen frame by frame as its bytes arrive: what an inspector shows. It keeps
// the begin of each payload only, judges nothing, and changes nothing.
// Read first: RFC 6455 §5.2.
import { readFrame, startReader } from '#lib/core/protocols/websocket/wire.ts'

export interface SeenFrame {
  /** Counts the frames of this direction from 1. */
  readonly frame: number
  /** The byte of the stream at which it begins. */
  readonly at: number
  /** What the header announces, the header included. */
  readonly length: number
  /** How much of it has arrived. */
  readonly arrived: number
  /** As on the wire: the header, and of the payload what has arrived, up to the bound. */
  readonly wire: Uint8Array
}

export interface StreamTap {
  /** The frames that these bytes begin, continue or end, each once, as far as they have come. */
  take(bytes: Uint8Array): SeenFrame[]
}

/** A tap on a stream whose first frame begins at the byte `at`; `shownBytes` of each payload are kept. */
export function createTap(at: number, shownBytes: number): StreamTap {
  let reader = startReader(at)
  let count = 0
  let open: SeenFrame | null = null
  return {
    take(bytes) {
      const seen: SeenFrame[] = []
      for (let next = 0; next < bytes.length;) {
        const { pending } = reader
        const got = readFrame(reader, bytes, next)
        if (got.piece !== null) {
          const { header, first, last, payload } = got.piece
          const wirePayload = bytes.subarray(got.next - payload.length, got.next)
          if (first) {
            const rest = bytes.subarray(next, next + header.headerLength - pending.length)
            open = {
              frame: ++count,
              at: header.at,
              length: header.headerLength + header.payloadLength,
              arrived: header.headerLength,
              wire: join(pending, rest),
            }
          }
          if (open !== null) {
            const room = header.headerLength + shownBytes - open.wire.length
            open = {
              ...open,
              arrived: open.arrived + payload.length,
              wire: join(open.wire, wirePayload.subarray(0, Math.max(0, room))),
            }
            seen.push(open)
          }
          if (last) open = null
        }
        reader = got.reader
        next = got.next
      }
      return seen
    },
  }
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  const out = new Uint8Array(a.length + b.length)
  out.set(a)
  out.set(b, a.length)
  return out
}
