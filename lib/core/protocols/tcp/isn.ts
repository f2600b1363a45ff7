// Initial sequence numbers. Read first: RFC 9293 §3.4.1 (ISN = M + F(…)), RFC 6528 §3.
import { sha256 } from '@noble/hashes/sha2.js'
import type { Millis } from '#lib/core/engine/machine.ts'
import type { SequenceNumber } from '#lib/core/protocols/tcp/sequence.ts'
import type { Socket } from '#lib/core/protocols/tcp/tcb.ts'

const encoder = new TextEncoder()

/** M, a clock that ticks every 4 microseconds, plus F, a keyed hash of the two sockets. */
export function initialSequenceNumber(
  secret: string,
  local: Socket,
  remote: Socket,
  nowMs: Millis,
): SequenceNumber {
  const text = `${secret} ${local.address} ${local.port} ${remote.address} ${remote.port}`
  const hash = sha256(encoder.encode(text))
  const F = ((hash[0]! << 24) | (hash[1]! << 16) | (hash[2]! << 8) | hash[3]!) >>> 0
  return (Math.floor(nowMs * 250) + F) % 0x1_0000_0000
}
