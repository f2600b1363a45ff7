// SYN cookies: a listener whose SYN queue is full keeps nothing; all that it must remember it writes into the
// sequence number of its SYN,ACK, and reads it back from the ACK. Pure. What does not fit is lost: window scale,
// SACK and timestamps, and any SYN,ACK that would have to be sent again.
// Read first: RFC 4987 §3.6 and Appendix A (layout: 5 bits of time, 3 of MSS, 24 of keyed hash).
import { sha256 } from '@noble/hashes/sha2.js'
import type { Millis } from '#lib/core/engine/machine.ts'
import type { SequenceNumber } from '#lib/core/protocols/tcp/sequence.ts'
import type { Socket } from '#lib/core/protocols/tcp/tcb.ts'
import type { Segment } from '#lib/core/protocols/tcp/wire.ts'

/** What three bits can say of the peer's MSS: the greatest of these that is not above it. */
const sizes = [64, 536, 1024, 1220, 1360, 1400, 1440, 1460] as const
const tickMs = 64_000
/** A cookie is good in the tick in which it was made and in the next one. */
const goodTicks = 2

const encoder = new TextEncoder()

/** The ISS that answers a SYN of `remote` with the sequence number `IRS`. */
export function makeCookie(
  secret: string,
  local: Socket,
  remote: Socket,
  SYN: Pick<Segment, 'SEQ' | 'options'>,
  now: Millis,
): SequenceNumber {
  const mss = SYN.options.find((option) => option.kind === 'mss')?.value ?? 536
  const size = Math.max(
    0,
    sizes.findLastIndex((one) => one <= mss),
  )
  return compose(secret, local, remote, SYN.SEQ, Math.floor(now / tickMs), size)
}

/** The MSS that a cookie was made with; null: it is none of ours, or too old. */
export function readCookie(
  secret: string,
  local: Socket,
  remote: Socket,
  IRS: SequenceNumber,
  cookie: SequenceNumber,
  now: Millis,
): number | null {
  const size = (cookie >>> 24) & 7
  const newest = Math.floor(now / tickMs)
  for (let age = 0; age < goodTicks && age <= newest; age++) {
    if (compose(secret, local, remote, IRS, newest - age, size) === cookie) return sizes[size] ?? null
  }
  return null
}

function compose(
  secret: string,
  local: Socket,
  remote: Socket,
  IRS: SequenceNumber,
  tick: number,
  size: number,
): SequenceNumber {
  const sockets = `${local.address} ${local.port} ${remote.address} ${remote.port}`
  const hash = sha256(encoder.encode(`cookie ${secret} ${sockets} ${IRS} ${tick} ${size}`))
  const keyed = (hash[0]! << 16) | (hash[1]! << 8) | hash[2]!
  return (((tick % 32) << 27) | (size << 24) | keyed) >>> 0
}
