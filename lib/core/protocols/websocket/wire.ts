// Frames ↔ bytes: an incremental reader that holds at most 13 bytes of an unfinished header, and an encoder
// that can also write what the RFC forbids. Nothing is judged here: `frame.ts` says which headers may stand.
// Read first: RFC 6455 §5.2 (base framing), §5.3 (masking).
import { minimalLengthBits, type FrameHeader } from '#lib/core/protocols/websocket/frame.ts'

const EMPTY = new Uint8Array(0)

/** Where a reader stands in the stream: a value, so that a machine's earlier state can be read on from. */
export interface FrameReader {
  /** Bytes of the stream read so far, those in `pending` included. */
  readonly at: number
  /** The bytes of a header that is not whole yet. */
  readonly pending: Uint8Array
  /** The frame whose payload is being read, or null between frames. */
  readonly header: FrameHeader | null
  /** Payload bytes of that frame read so far. */
  readonly payloadRead: number
}

/** Some of a frame: its header is whole; of its payload, what the bytes at hand hold. */
export interface FramePiece {
  readonly header: FrameHeader
  /** True for the piece that completes the header. */
  readonly first: boolean
  /** True for the piece that completes the frame. */
  readonly last: boolean
  /** Where in the frame's payload these bytes begin. */
  readonly from: number
  /** Unmasked; a view of the input when the frame was not masked. */
  readonly payload: Uint8Array
}

export interface ReadFrame {
  readonly reader: FrameReader
  /** Where in the given bytes to read on. */
  readonly next: number
  /** Null when the bytes ended before a header was whole. */
  readonly piece: FramePiece | null
}

/** A reader at the byte `at` of a stream: 0, or behind the opening handshake. */
export function startReader(at = 0): FrameReader {
  return { at, pending: EMPTY, header: null, payloadRead: 0 }
}

/**
 * Reads one frame, or as much of it as there is, from `bytes` on from `start`. Call again with the reader and
 * `next` until `next` is the end. Any bytes at all make frames of some kind: this never fails.
 */
export function readFrame(reader: FrameReader, bytes: Uint8Array, start = 0): ReadFrame {
  let { header, payloadRead } = reader
  let next = start
  const first = header === null
  if (header === null) {
    const begin = reader.at - reader.pending.length
    let head = bytes
    let from = start
    if (reader.pending.length > 0) {
      const more = Math.min(14 - reader.pending.length, bytes.length - start)
      head = new Uint8Array(reader.pending.length + more)
      head.set(reader.pending)
      head.set(bytes.subarray(start, start + more), reader.pending.length)
      from = 0
    }
    header = decodeHeader(head, from, begin)
    if (header === null) {
      const rest = bytes.length - start
      return {
        reader: { at: reader.at + rest, pending: head.slice(from), header: null, payloadRead: 0 },
        next: bytes.length,
        piece: null,
      }
    }
    next += header.headerLength - reader.pending.length
    payloadRead = 0
  }
  const available = Math.min(header.payloadLength - payloadRead, bytes.length - next)
  const masked = bytes.subarray(next, next + available)
  const payload = header.masked ? unmask(masked, header.maskingKey, payloadRead) : masked
  const last = payloadRead + available === header.payloadLength
  next += available
  return {
    reader: {
      at: reader.at + next - start,
      pending: EMPTY,
      header: last ? null : header,
      payloadRead: last ? 0 : payloadRead + available,
    },
    next,
    piece: { header, first, last, from: payloadRead, payload },
  }
}

/** The header that begins at `start`, which is the byte `at` of the stream; null when it is not whole. */
export function decodeHeader(bytes: Uint8Array, start: number, at: number): FrameHeader | null {
  if (bytes.length - start < 2) return null
  const b0 = bytes[start]!
  const b1 = bytes[start + 1]!
  const masked = (b1 & 0x80) !== 0
  const short = b1 & 0x7f
  const lengthBits = short === 127 ? 64 : short === 126 ? 16 : 7
  const keyAt = start + 2 + (lengthBits === 64 ? 8 : lengthBits === 16 ? 2 : 0)
  const end = masked ? keyAt + 4 : keyAt
  if (bytes.length < end) return null
  let payloadLength = short
  let lengthSignBit = false
  if (lengthBits === 16) payloadLength = bytes[start + 2]! * 0x100 + bytes[start + 3]!
  else if (lengthBits === 64) {
    payloadLength = u32(bytes, start + 2) * 0x100000000 + u32(bytes, start + 6)
    lengthSignBit = (bytes[start + 2]! & 0x80) !== 0
  }
  return {
    fin: (b0 & 0x80) !== 0,
    rsv1: (b0 & 0x40) !== 0,
    rsv2: (b0 & 0x20) !== 0,
    rsv3: (b0 & 0x10) !== 0,
    opcode: b0 & 0x0f,
    masked,
    maskingKey: masked ? u32(bytes, keyAt) : 0,
    payloadLength,
    lengthBits,
    lengthSignBit,
    headerLength: end - start,
    at,
  }
}

function u32(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0
}

const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1
/** From so many bytes on, masking by words of 32 bits is worth setting up. */
const BY_WORDS = 64

/**
 * A copy with the masking key applied; the same function masks and unmasks (RFC 6455 §5.3). `from` is the
 * place of the first byte in the frame's payload, for a payload that is handled in parts.
 */
export function unmask(bytes: Uint8Array, maskingKey: number, from = 0): Uint8Array {
  // Not `slice`: on Node's Buffer that is a view, and the peer's bytes are not ours to change.
  const out = new Uint8Array(bytes)
  const shift = (from & 3) * 8
  // Turned so that the octet for the first byte stands first: the loops then need no modulo.
  const key = shift === 0 ? maskingKey : (maskingKey << shift) | (maskingKey >>> (32 - shift))
  const k0 = (key >>> 24) & 0xff
  const k1 = (key >>> 16) & 0xff
  const k2 = (key >>> 8) & 0xff
  const k3 = key & 0xff
  const { length } = out
  let at = 0
  if (length >= BY_WORDS) {
    const words = new Int32Array(out.buffer, 0, length >> 2)
    const word = littleEndian ? (k3 << 24) | (k2 << 16) | (k1 << 8) | k0 : key
    const fours = words.length - 3
    let index = 0
    for (; index < fours; index += 4) {
      words[index]! ^= word
      words[index + 1]! ^= word
      words[index + 2]! ^= word
      words[index + 3]! ^= word
    }
    for (; index < words.length; index++) words[index]! ^= word
    at = words.length * 4
  }
  for (; at + 3 < length; at += 4) {
    out[at]! ^= k0
    out[at + 1]! ^= k1
    out[at + 2]! ^= k2
    out[at + 3]! ^= k3
  }
  if (at < length) out[at]! ^= k0
  if (at + 1 < length) out[at + 1]! ^= k1
  if (at + 2 < length) out[at + 2]! ^= k2
  return out
}

/**
 * A frame to be written. Only `opcode` is needed; the rest defaults to a legal, final, unmasked, empty frame.
 */
export interface FrameSpec {
  readonly opcode: number
  readonly fin?: boolean
  readonly rsv1?: boolean
  readonly rsv2?: boolean
  readonly rsv3?: boolean
  readonly payload?: Uint8Array
  /** 32-bit unsigned; null or absent writes an unmasked frame. */
  readonly maskingKey?: number | null
  /**
   * A longer form than needed is illegal, and is written when asked for. A shorter one than needed is
   * widened.
   */
  readonly lengthBits?: 7 | 16 | 64
  /** The length that the header claims, where it is to differ from that of the payload. */
  readonly claimedLength?: number
}

/** The bytes of one frame. */
export function encodeFrame(frame: FrameSpec): Uint8Array {
  const payload = frame.payload ?? EMPTY
  const length = frame.claimedLength ?? payload.length
  const minimal = minimalLengthBits(length)
  const bits = frame.lengthBits !== undefined && frame.lengthBits > minimal ? frame.lengthBits : minimal
  const key = frame.maskingKey ?? null
  const keyAt = bits === 7 ? 2 : bits === 16 ? 4 : 10
  const headerLength = key === null ? keyAt : keyAt + 4
  const out = new Uint8Array(headerLength + payload.length)
  out[0] =
    (frame.fin === false ? 0 : 0x80) |
    (frame.rsv1 === true ? 0x40 : 0) |
    (frame.rsv2 === true ? 0x20 : 0) |
    (frame.rsv3 === true ? 0x10 : 0) |
    (frame.opcode & 0x0f)
  out[1] = (key === null ? 0 : 0x80) | (bits === 7 ? length : bits === 16 ? 126 : 127)
  if (bits === 16) {
    out[2] = length >>> 8
    out[3] = length
  } else if (bits === 64) {
    put32(out, 2, Math.floor(length / 0x100000000))
    put32(out, 6, length)
  }
  if (key === null) out.set(payload, headerLength)
  else {
    put32(out, keyAt, key)
    out.set(unmask(payload, key), headerLength)
  }
  return out
}

function put32(out: Uint8Array, at: number, value: number): void {
  out[at] = value >>> 24
  out[at + 1] = value >>> 16
  out[at + 2] = value >>> 8
  out[at + 3] = value
}
