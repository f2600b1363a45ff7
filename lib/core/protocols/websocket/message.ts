// Frames → messages: which frame may come now, how big a message may grow, and whether its text is UTF-8 so
// far. Pure values; the machine decides what a violation does to the connection.
// Read first: RFC 6455 §5.4 (fragmentation), §5.6 (data frames), §8.1 (UTF-8); RFC 7692 §6 (compressed
// messages).
import { addChunk, joinChunks, type Chunks } from '#lib/core/protocols/websocket/chunks.ts'
import { utf8Violation } from '#lib/core/protocols/websocket/close-code.ts'
import { CONTINUATION, frameName, TEXT, type FrameHeader } from '#lib/core/protocols/websocket/frame.ts'
import type { Limits } from '#lib/core/protocols/websocket/limits.ts'
import type { Context, Deflate } from '#lib/core/protocols/websocket/permessage-deflate.ts'
import { slide } from '#lib/core/protocols/websocket/permessage-deflate.ts'
import { readUtf8, UTF8_START, type Utf8State } from '#lib/core/protocols/websocket/utf8.ts'
import { violation, type Violation } from '#lib/core/protocols/websocket/violation.ts'
import type { FramePiece } from '#lib/core/protocols/websocket/wire.ts'

/** A message of which some has arrived. */
export interface Assembly {
  readonly opcode: number
  readonly compressed: boolean
  readonly fragments: number
  /** Payload bytes so far, as they came, and as announced by the headers so far. */
  readonly size: number
  readonly announced: number
  readonly chunks: Chunks
  /** For text that is not compressed. */
  readonly utf8: Utf8State
  /** The stream's byte at which the first frame begins. */
  readonly at: number
}

export type Assembled =
  { readonly ok: true; readonly assembly: Assembly } | { readonly ok: false; readonly violation: Violation }

/**
 * A data frame's header arrives while `open` is the unfinished message, or null. The size is judged here,
 * before any of the payload is kept.
 */
export function openFrame(open: Assembly | null, header: FrameHeader, limits: Limits): Assembled {
  const refused = (found: Violation): Assembled => ({ ok: false, violation: found })
  if (header.opcode === CONTINUATION) {
    if (open === null) return refused(violation('ws-continuation-alone', header.at))
  } else if (open !== null) {
    return refused(violation('ws-message-interrupted', header.at, { frame: frameName(header.opcode) }))
  }
  const base = open ?? startAssembly(header)
  const announced = base.announced + header.payloadLength
  const limit = limits.messageBytes
  if (limit !== null && announced > (base.compressed ? compressedBound(limit) : limit)) {
    return refused(violation('ws-message-too-big', header.at + 1, { size: announced, limit }))
  }
  if (limits.fragments !== null && base.fragments >= limits.fragments) {
    return refused(violation('ws-too-many-fragments', header.at, { limit: limits.fragments }))
  }
  return { ok: true, assembly: { ...base, announced, fragments: base.fragments + 1 } }
}

function startAssembly(header: FrameHeader): Assembly {
  return {
    opcode: header.opcode,
    compressed: header.rsv1,
    fragments: 0,
    size: 0,
    announced: 0,
    chunks: null,
    utf8: UTF8_START,
    at: header.at,
  }
}

/**
 * Data that cannot be compressed grows by 5 bytes in 65,535 (RFC 1951 §3.2.4), and by as much with each
 * flush.
 */
function compressedBound(limit: number): number {
  return limit + (limit >> 6) + 512
}

/** Takes a piece of payload; text is judged at once, at the very byte. */
export function addPiece(assembly: Assembly, piece: FramePiece): Assembled {
  const { payload } = piece
  let { utf8 } = assembly
  if (assembly.opcode === TEXT && !assembly.compressed) {
    const { state, failedAt } = readUtf8(utf8, payload)
    if (failedAt >= 0) {
      const at = piece.header.at + piece.header.headerLength + piece.from + failedAt
      return {
        ok: false,
        violation: utf8Violation(payload, failedAt, assembly.size + failedAt, at, 'message'),
      }
    }
    utf8 = state
    if (piece.last && piece.header.fin && utf8 !== UTF8_START) {
      const at = piece.header.at + piece.header.headerLength + piece.header.payloadLength
      return { ok: false, violation: violation('ws-utf8-cut', at, { what: 'message' }) }
    }
  }
  const chunks = addChunk(assembly.chunks, payload)
  return { ok: true, assembly: { ...assembly, chunks, size: assembly.size + payload.length, utf8 } }
}

export interface Message {
  readonly opcode: number
  readonly payload: Uint8Array
  /** As it stood in the frames: what compression saved, and into how many frames it was cut. */
  readonly wireBytes: number
  readonly fragments: number
  readonly compressed: boolean
}

export type Finished =
  | { readonly ok: true; readonly message: Message; readonly context: Context | null }
  | { readonly ok: false; readonly violation: Violation }

/**
 * The last frame is whole. `context` is that of the peer's direction; null when compression is not in use.
 */
export function finishMessage(
  assembly: Assembly,
  context: Context | null,
  deflate: Deflate,
  limits: Limits,
): Finished {
  const raw = joinChunks(assembly.chunks, assembly.size)
  const { opcode, compressed, fragments, at } = assembly
  if (!compressed || context === null) {
    const message = { opcode, payload: raw, wireBytes: raw.length, fragments, compressed: false }
    return { ok: true, message, context }
  }
  const limit = limits.messageBytes
  const inflated = deflate.decompress(raw, context.window, context.windowBits, limit ?? 2 ** 31)
  if (inflated.kind === 'too-big') {
    const params = { size: (limit ?? 2 ** 31) + 1, limit: limit ?? 2 ** 31 }
    return { ok: false, violation: violation('ws-message-too-big', at, params) }
  }
  if (inflated.kind === 'fault') {
    return {
      ok: false,
      violation: violation('ws-deflate', at, { fault: inflated.fault, position: inflated.at }),
    }
  }
  const payload = inflated.bytes
  if (opcode === TEXT) {
    const { state, failedAt } = readUtf8(UTF8_START, payload)
    // The byte of the stream is lost in the compression: the place is the message's first frame.
    if (failedAt >= 0) {
      return { ok: false, violation: utf8Violation(payload, failedAt, failedAt, at, 'inflated message') }
    }
    if (state !== UTF8_START) {
      return { ok: false, violation: violation('ws-utf8-cut', at, { what: 'inflated message' }) }
    }
  }
  const message = { opcode, payload, wireBytes: raw.length, fragments, compressed }
  return { ok: true, message, context: slide(context, payload) }
}
