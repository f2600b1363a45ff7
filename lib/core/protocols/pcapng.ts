// Captures as pcapng files, which Wireshark and tshark read: whole IP packets (LINKTYPE_RAW) with comments.
// Read first: draft-ietf-opsawg-pcapng §4.1 (section header), §4.2 (interface), §4.3 (enhanced packet), §3.5
// (options). Written in network order; readers take either.
import type { Millis } from '#lib/core/engine/machine.ts'
import { ByteWriter } from '#lib/core/protocols/wire/bytes.ts'

export interface CapturedPacket {
  /** Since the start of the run. */
  readonly at: Millis
  /** From the first octet of the IP header. */
  readonly bytes: Uint8Array
  /** One comment each; state changes stand here. */
  readonly comments: readonly string[]
}

const LINKTYPE_RAW = 101
const COMMENT = 1

/** 2026-01-01T00:00:00Z: a run has no date of its own, and equal runs must give equal files. */
export const captureEpochMs = 1_767_225_600_000

const encoder = new TextEncoder()

export function encodePcapng(packets: readonly CapturedPacket[]): Uint8Array {
  const out = new ByteWriter()
  writeBlock(out, 0x0a0d0d0a, (body) => {
    body.u32(0x1a2b3c4d)
    body.u16(1)
    body.u16(0)
    // Section length not given.
    body.u64(0xffff_ffff_ffff_ffffn)
  })
  writeBlock(out, 1, (body) => {
    body.u16(LINKTYPE_RAW)
    body.u16(0)
    // No limit on the length of packets.
    body.u32(0)
  })
  for (const packet of packets) writePacket(out, packet)
  return out.finish()
}

function writePacket(out: ByteWriter, { at, bytes, comments }: CapturedPacket): void {
  writeBlock(out, 6, (body) => {
    // Microseconds, the resolution of an interface that states none.
    const stamp = BigInt(Math.round((captureEpochMs + at) * 1000))
    body.u32(0)
    body.u64(stamp)
    body.u32(bytes.length)
    body.u32(bytes.length)
    body.write(bytes)
    pad(body)
    if (comments.length === 0) return
    for (const comment of comments) {
      const text = encoder.encode(comment)
      body.u16(COMMENT)
      body.u16(text.length)
      body.write(text)
      pad(body)
    }
    body.u32(0)
  })
}

/** Type, total length, body, total length again. */
function writeBlock(out: ByteWriter, type: number, write: (body: ByteWriter) => void): void {
  const body = new ByteWriter()
  write(body)
  pad(body)
  const total = body.length + 12
  out.u32(type)
  out.u32(total)
  out.write(body.finish())
  out.u32(total)
}

function pad(out: ByteWriter): void {
  while (out.length % 4 !== 0) out.u8(0)
}
