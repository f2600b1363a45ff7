// TCP segments ↔ bytes, all options included. Nothing here knows a state or a connection.
// Read first: RFC 9293 §3.1 and §3.2; RFC 7323 §2.2, §3.2 (window scale, timestamps); RFC 2018 §2, §3 (SACK).
import { fail, ok, type Problem, type Result } from '#lib/core/problem.ts'
import { ByteReader, ByteWriter } from '#lib/core/protocols/wire/bytes.ts'
import { finishChecksum, pseudoHeaderSum, sumWords } from '#lib/core/protocols/wire/checksum.ts'
import { PROTOCOL_TCP } from '#lib/core/protocols/wire/ip.ts'
import { bytesFromOctets, octetsFromBytes, type Octets } from '#lib/core/protocols/wire/octets.ts'

/** Control bits (CTL), RFC 9293 §3.1; ECE and CWR are RFC 3168's. */
export const FIN = 0x01
export const SYN = 0x02
export const RST = 0x04
export const PSH = 0x08
export const ACK = 0x10
export const URG = 0x20
export const ECE = 0x40
export const CWR = 0x80

export type SackBlock = readonly [left: number, right: number]

export type TcpOption =
  | { readonly kind: 'eol' }
  | { readonly kind: 'nop' }
  | { readonly kind: 'mss'; readonly value: number }
  | { readonly kind: 'window-scale'; readonly shift: number }
  | { readonly kind: 'sack-permitted' }
  | { readonly kind: 'sack'; readonly blocks: readonly SackBlock[] }
  | { readonly kind: 'timestamps'; readonly value: number; readonly echo: number }
  | { readonly kind: 'unknown'; readonly code: number; readonly data: Octets }

/**
 * A segment in the RFC's words: held in a variable named SEG, its fields read SEG.SEQ, SEG.ACK, SEG.WND,
 * SEG.UP.
 */
export interface Segment {
  readonly sourcePort: number
  readonly destinationPort: number
  readonly SEQ: number
  /** 0 when the ACK bit is off. */
  readonly ACK: number
  /** The eight control bits, and above them the four reserved ones, which are sent as zero. */
  readonly CTL: number
  /** The field as it stands on the wire, before any window scaling. */
  readonly WND: number
  /** The urgent pointer field. */
  readonly UP: number
  /** Without the padding that fills the last 32-bit word. */
  readonly options: readonly TcpOption[]
  readonly data: Octets
}

/** Octets that the pseudo-header is made of. */
export interface AddressPair {
  readonly source: ArrayLike<number>
  readonly destination: ArrayLike<number>
}

/** SEG.LEN: octets of data, and one for each of SYN and FIN. */
export function segmentLength(SEG: Segment): number {
  return SEG.data.length + (SEG.CTL & SYN ? 1 : 0) + (SEG.CTL & FIN ? 1 : 0)
}

/** `SYN,ACK` in the RFC's order of writing; `none` for a segment without any control bit. */
export function describeControlBits(CTL: number): string {
  const names: string[] = []
  for (const [bit, name] of controlBits) if (CTL & bit) names.push(name)
  return names.length === 0 ? 'none' : names.join(',')
}

/** The names, in the order in which segments are written in RFC 9293 §3.5 (`<CTL=SYN,ACK>`). */
export const controlBits = [
  [SYN, 'SYN'],
  [FIN, 'FIN'],
  [RST, 'RST'],
  [PSH, 'PSH'],
  [ACK, 'ACK'],
  [URG, 'URG'],
  [ECE, 'ECE'],
  [CWR, 'CWR'],
] as const

/** Octets that an option takes on the wire. */
export function optionLength(option: TcpOption): number {
  switch (option.kind) {
    case 'eol':
    case 'nop':
      return 1
    case 'mss':
      return 4
    case 'window-scale':
      return 3
    case 'sack-permitted':
      return 2
    case 'sack':
      return 2 + 8 * option.blocks.length
    case 'timestamps':
      return 10
    case 'unknown':
      return 2 + option.data.length
  }
}

/** Octets of all options with their padding: a multiple of four. */
export function optionsLength(options: readonly TcpOption[]): number {
  if (options.length === 0) return 0
  let length = 0
  for (const option of options) length += optionLength(option)
  return (length + 3) & ~3
}

/** Bytes of a segment with its checksum; without addresses the checksum field is left zero. */
export function encodeSegment(SEG: Segment, addresses: AddressPair | null): Uint8Array {
  const headerLength = 20 + optionsLength(SEG.options)
  // A header's length is four bits of 32-bit words; whoever asks for more made a segment that cannot be.
  if (headerLength > 60) throw new Error(`TCP options of ${headerLength - 20} octets, 40 is the most`)
  const out = new ByteWriter()
  out.u16(SEG.sourcePort)
  out.u16(SEG.destinationPort)
  out.u32(SEG.SEQ)
  out.u32(SEG.ACK)
  out.u16(((headerLength / 4) << 12) | (SEG.CTL & 0x0fff))
  out.u16(SEG.WND)
  out.u16(0)
  out.u16(SEG.UP)
  for (const option of SEG.options) encodeOption(option, out)
  while (out.length < headerLength) out.u8(0)
  out.write(bytesFromOctets(SEG.data))
  if (addresses !== null) {
    const bytes = out.finish()
    const pseudo = pseudoHeaderSum(addresses.source, addresses.destination, PROTOCOL_TCP, bytes.length)
    out.patchU16(16, finishChecksum(sumWords(bytes, 0, bytes.length, pseudo)))
  }
  return out.finish()
}

function encodeOption(option: TcpOption, out: ByteWriter): void {
  switch (option.kind) {
    case 'eol':
      out.u8(0)
      break
    case 'nop':
      out.u8(1)
      break
    case 'mss':
      out.u16(0x0204)
      out.u16(option.value)
      break
    case 'window-scale':
      out.u16(0x0303)
      out.u8(option.shift)
      break
    case 'sack-permitted':
      out.u16(0x0402)
      break
    case 'sack':
      out.u8(5)
      out.u8(2 + 8 * option.blocks.length)
      for (const [left, right] of option.blocks) {
        out.u32(left)
        out.u32(right)
      }
      break
    case 'timestamps':
      out.u16(0x080a)
      out.u32(option.value)
      out.u32(option.echo)
      break
    case 'unknown':
      out.u8(option.code)
      out.u8(2 + option.data.length)
      out.write(bytesFromOctets(option.data))
  }
}

/**
 * A segment from bytes. With addresses the checksum is verified first, as RFC 9293 §3.1 (MUST-3) asks;
 * without, it is not looked at. An illegal option length is a problem with its byte (MUST-7), never a throw.
 */
export function decodeSegment(bytes: Uint8Array, addresses: AddressPair | null): Result<Segment> {
  const reader = new ByteReader(bytes)
  const sourcePort = reader.u16()
  const destinationPort = reader.u16()
  const SEQ = reader.u32()
  const ackField = reader.u32()
  const word = reader.u16()
  const WND = reader.u16()
  const checksum = reader.u16()
  const UP = reader.u16()
  const short = reader.problem('TCP header')
  if (short !== null) return fail(short)
  const headerLength = (word >> 12) * 4
  if (headerLength < 20) return fail(unexpected('Data Offset', word >> 12, 'at least 5', 12))
  if (headerLength > bytes.length) {
    const params = { what: 'TCP header', length: bytes.length }
    return fail({ code: 'packet-truncated', params, place: { byte: bytes.length } })
  }
  if (addresses !== null) {
    const pseudo = pseudoHeaderSum(addresses.source, addresses.destination, PROTOCOL_TCP, bytes.length)
    if (finishChecksum(sumWords(bytes, 0, bytes.length, pseudo)) !== 0) {
      return fail({
        code: 'checksum-wrong',
        params: { what: 'TCP segment', found: checksum },
        place: { byte: 16 },
      })
    }
  }
  const options = decodeOptions(new ByteReader(bytes, 20, headerLength))
  if (!options.ok) return options
  return ok({
    sourcePort,
    destinationPort,
    SEQ,
    ACK: ackField,
    CTL: word & 0x0fff,
    WND,
    UP,
    options: options.value,
    data: octetsFromBytes(bytes.subarray(headerLength)),
  })
}

/**
 * The options of a header; reading ends at an End of Option List, whose octets and what follows are padding.
 */
export function decodeOptions(reader: ByteReader): Result<readonly TcpOption[]> {
  const options: TcpOption[] = []
  while (reader.remaining > 0) {
    const at = reader.offset
    const code = reader.u8()
    if (code === 0) break
    if (code === 1) {
      options.push({ kind: 'nop' })
      continue
    }
    if (reader.remaining === 0) return fail(unexpected('option length', 0, 'an octet', at))
    const length = reader.u8()
    if (length < 2 || length - 2 > reader.remaining) {
      return fail(unexpected('option length', length, `2 to ${reader.remaining + 2}`, at + 1))
    }
    const option = decodeOption(
      code,
      new ByteReader(reader.bytes, reader.offset, reader.offset + length - 2),
      at,
    )
    if (!option.ok) return option
    options.push(option.value)
    reader.take(length - 2)
  }
  return ok(options)
}

const fixedLengths: Readonly<Record<number, number>> = { 2: 4, 3: 3, 4: 2, 8: 10 }

function decodeOption(code: number, body: ByteReader, at: number): Result<TcpOption> {
  const length = body.remaining + 2
  const expected = fixedLengths[code]
  if (expected !== undefined && length !== expected) {
    return fail(unexpected('option length', length, String(expected), at + 1))
  }
  switch (code) {
    case 2:
      return ok({ kind: 'mss', value: body.u16() })
    case 3:
      return ok({ kind: 'window-scale', shift: body.u8() })
    case 4:
      return ok({ kind: 'sack-permitted' })
    case 5: {
      if (body.remaining === 0 || body.remaining % 8 !== 0) {
        return fail(unexpected('option length', length, '2 and a multiple of 8', at + 1))
      }
      const blocks: SackBlock[] = []
      while (body.remaining > 0) blocks.push([body.u32(), body.u32()])
      return ok({ kind: 'sack', blocks })
    }
    case 8:
      return ok({ kind: 'timestamps', value: body.u32(), echo: body.u32() })
    default:
      return ok({ kind: 'unknown', code, data: octetsFromBytes(body.take(body.remaining)) })
  }
}

const unexpected = (field: string, found: number, expected: string, byte: number): Problem => {
  return { code: 'packet-field', params: { field, found, expected }, place: { byte } }
}
