// The header of one frame: its names, and which headers a receiver must refuse. Rules that need to know the
// frames before (fragmentation, message size) stand in `message.ts`; bytes stand in `wire.ts`.
// Read first: RFC 6455 §5.2 (base framing), §5.5 (control frames); RFC 7692 §6 (RSV1).
import { violation, type Violation } from '#lib/core/protocols/websocket/violation.ts'

export const CONTINUATION = 0x0
export const TEXT = 0x1
export const BINARY = 0x2
export const CLOSE = 0x8
export const PING = 0x9
export const PONG = 0xa

/** The longest payload of a control frame, in bytes (RFC 6455 §5.5). */
export const CONTROL_PAYLOAD_MAX = 125

export interface FrameHeader {
  readonly fin: boolean
  readonly rsv1: boolean
  readonly rsv2: boolean
  readonly rsv3: boolean
  /** 0x0 to 0xF. */
  readonly opcode: number
  readonly masked: boolean
  /** The masking key as a 32-bit unsigned integer; 0 when the frame is not masked. */
  readonly maskingKey: number
  /** Bytes. Beyond 2^53 rounded to a double, which is above every limit and therefore never counted down. */
  readonly payloadLength: number
  /** In how many bits the length is written. */
  readonly lengthBits: 7 | 16 | 64
  /** The most significant bit of a 64-bit length. */
  readonly lengthSignBit: boolean
  /** Bytes of the header: 2 to 14. */
  readonly headerLength: number
  /** Where the frame begins, counted in bytes from the start of the stream. */
  readonly at: number
}

/** What a receiver expects of headers: set once the handshake is done. */
export interface FrameRules {
  /** True for a server: every frame from a client is masked; false for a client: none is. */
  readonly masked: boolean
  /** True when an extension gave RSV1 its meaning (RFC 7692 §6). */
  readonly compression: boolean
}

export function isControl(opcode: number): boolean {
  return opcode >= 0x8
}

export function isReserved(opcode: number): boolean {
  return (opcode > BINARY && opcode < CLOSE) || opcode > PONG
}

const names = new Map([
  [CONTINUATION, 'continuation'],
  [TEXT, 'text'],
  [BINARY, 'binary'],
  [CLOSE, 'Close'],
  [PING, 'Ping'],
  [PONG, 'Pong'],
])

/** The RFC's word for an opcode, or `reserved 0x3`. */
export function frameName(opcode: number): string {
  return names.get(opcode) ?? `reserved 0x${opcode.toString(16).toUpperCase()}`
}

/**
 * Everything in one header that the RFC forbids, in the order of its bytes; empty when the header may stand.
 */
export function checkHeader(header: FrameHeader, rules: FrameRules): Violation[] {
  const { at, opcode, payloadLength } = header
  const found: Violation[] = []
  const frame = frameName(opcode)
  if (header.rsv1 && !rules.compression) found.push(violation('ws-reserved-bit', at, { bit: 'RSV1' }))
  if (header.rsv1 && rules.compression && (opcode === CONTINUATION || isControl(opcode))) {
    found.push(violation('ws-rsv1-misplaced', at, { frame }))
  }
  if (header.rsv2) found.push(violation('ws-reserved-bit', at, { bit: 'RSV2' }))
  if (header.rsv3) found.push(violation('ws-reserved-bit', at, { bit: 'RSV3' }))
  if (isReserved(opcode)) {
    found.push(violation('ws-reserved-opcode', at, { opcode: `0x${opcode.toString(16).toUpperCase()}` }))
  }
  if (isControl(opcode) && !header.fin) found.push(violation('ws-control-fragmented', at, { frame }))
  if (header.masked !== rules.masked) {
    found.push(violation(rules.masked ? 'ws-unmasked-frame' : 'ws-masked-frame', at + 1))
  }
  if (isControl(opcode) && payloadLength > CONTROL_PAYLOAD_MAX) {
    found.push(violation('ws-control-too-long', at + 1, { frame, length: payloadLength }))
  }
  if (header.lengthSignBit) found.push(violation('ws-length-sign-bit', at + 2))
  else if (header.lengthBits > minimalLengthBits(payloadLength)) {
    found.push(violation('ws-length-not-minimal', at + 1, { length: payloadLength, bits: header.lengthBits }))
  }
  return found
}

/** The shortest of the three forms that holds a length. */
export function minimalLengthBits(length: number): 7 | 16 | 64 {
  return length <= 125 ? 7 : length <= 0xffff ? 16 : 64
}
