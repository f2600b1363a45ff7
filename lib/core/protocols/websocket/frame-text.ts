// What was written to a connection, in one line for a trace or an arrow: frames with their fields, or the
// start line of a handshake. A reader of its own, without rules: it shows what is there, legal or not.
import { readCloseBody } from '#lib/core/protocols/websocket/close-code.ts'
import { CLOSE, frameName, isControl, TEXT, type FrameHeader } from '#lib/core/protocols/websocket/frame.ts'
import { readFrame, startReader } from '#lib/core/protocols/websocket/wire.ts'
import { hexFromBytes } from '#lib/core/protocols/wire/octets.ts'

/** So many characters of a payload are shown. */
const SHOWN = 40

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

export interface WrittenFrame {
  readonly header: FrameHeader
  /** Unmasked; shorter than the header says where the bytes end before. */
  readonly payload: Uint8Array
}

/**
 * The frames in bytes that begin with one; the last may be incomplete, and bytes of half a header are left
 * out.
 */
export function framesIn(bytes: Uint8Array): WrittenFrame[] {
  const frames: WrittenFrame[] = []
  let reader = startReader()
  for (let next = 0; next < bytes.length;) {
    const got = readFrame(reader, bytes, next)
    reader = got.reader
    next = got.next
    if (got.piece !== null) frames.push({ header: got.piece.header, payload: got.piece.payload })
  }
  return frames
}

/**
 * `FIN text masked 5: "Hello"`, `continuation 0`, `FIN RSV1 binary 7: f248cdc9c90700`, `FIN Close 2: 1000`.
 */
export function printFrame({ header, payload }: WrittenFrame): string {
  const words: string[] = []
  if (header.fin) words.push('FIN')
  if (header.rsv1) words.push('RSV1')
  if (header.rsv2) words.push('RSV2')
  if (header.rsv3) words.push('RSV3')
  words.push(frameName(header.opcode))
  if (header.masked) words.push('masked')
  words.push(String(header.payloadLength))
  const shown = printPayload(header, payload)
  return shown === '' ? words.join(' ') : `${words.join(' ')}: ${shown}`
}

function printPayload({ opcode, rsv1 }: FrameHeader, payload: Uint8Array): string {
  if (payload.length === 0) return ''
  if (opcode === CLOSE) {
    const { code, reason } = readCloseBody(payload, 0).body
    if (code === null) return hexFromBytes(payload)
    return reason === '' ? String(code) : `${code} ${JSON.stringify(reason)}`
  }
  return (opcode === TEXT || isControl(opcode) || opcode === 0) && !rsv1
    ? printText(payload)
    : printBytes(payload)
}

/** In quotation marks, if it is text that can be read; else in hex. */
export function printText(payload: Uint8Array): string {
  const text = decoder.decode(payload.subarray(0, SHOWN * 4))
  // U+FFFD stands for what is not UTF-8, but also for a character that the cut went through: then hex does no
  // harm.
  if (text.includes('�') || /[\p{Cc}]/u.test(text)) return printBytes(payload)
  const short = Array.from(text).slice(0, SHOWN).join('')
  return short.length < text.length || payload.length > SHOWN * 4
    ? `${JSON.stringify(short)}…`
    : JSON.stringify(short)
}

function printBytes(payload: Uint8Array): string {
  const short = hexFromBytes(payload.subarray(0, SHOWN / 2))
  return payload.length > SHOWN / 2 ? `${short}…` : short
}

/** The first line of an HTTP head, if the bytes are one. */
function startLine(bytes: Uint8Array): string | null {
  const line = /^(?:[A-Z]+ \S+ HTTP\/\d\.\d|HTTP\/\d\.\d \d{3}[^\r\n]*)/.exec(
    decoder.decode(bytes.subarray(0, 200)),
  )
  return line?.[0] ?? null
}

/** Do these bytes begin an HTTP message, as an opening handshake does? */
export function isHandshake(bytes: Uint8Array): boolean {
  return startLine(bytes) !== null
}

/** Everything that was written at once, in one line. */
export function printWritten(bytes: Uint8Array): string {
  const line = startLine(bytes)
  if (line !== null) return `${line} (${bytes.length} bytes)`
  const frames = framesIn(bytes)
  return frames.length === 0
    ? `${bytes.length} bytes ${printBytes(bytes)}`
    : frames.map(printFrame).join(' + ')
}
