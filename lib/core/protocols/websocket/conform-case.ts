// One conformance case: its shape, and the few words in which the tables are written.
// Read first: RFC 6455 §5.2, §5.5.1.
import { encodeCloseBody } from '#lib/core/protocols/websocket/close-code.ts'
import { BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT } from '#lib/core/protocols/websocket/frame.ts'
import type { FrameSpec } from '#lib/core/protocols/websocket/wire.ts'

/** A frame of the tester; it is masked if the tester is the client. */
export type CaseFrame = Omit<FrameSpec, 'maskingKey'>

export type Reply =
  | { readonly kind: 'message'; readonly opcode: number; readonly payload: Uint8Array }
  | { readonly kind: 'pong'; readonly payload: Uint8Array }

export interface ConformCase {
  readonly id: string
  readonly title: string
  /** Made anew for each run, because some are large. */
  readonly frames: () => Iterable<CaseFrame>
  /** How the bytes are written: a write for each frame, all in one, or in parts of so many bytes. */
  readonly writes: 'frame' | 'all' | number
  /** Messages and Pongs that must come back, in this order, and no others. */
  readonly replies: () => Iterable<Reply>
  /** The tester closes with 1000 once all replies are there; else the frames themselves lead to the end. */
  readonly testerCloses: boolean
  /** The code of the Close frame that must come; null for one without a body. */
  readonly close: number | null
  /** Messages to be compressed by the tester before they are sent as frames: for groups 12 and 13. */
  readonly compression: CaseCompression | null
}

export interface CaseCompression {
  /** Whichever side is the client offers this. */
  readonly offer: string
  /** Each message's payload is compressed, then cut into frames of this size. */
  readonly fragmentBytes: number | null
}

const encoder = new TextEncoder()

export function bytesOf(content: string | readonly number[] | Uint8Array): Uint8Array {
  if (typeof content === 'string') return encoder.encode(content)
  return content instanceof Uint8Array ? content : new Uint8Array(content)
}

type Content = string | readonly number[] | Uint8Array

export const text = (content: Content, more: Partial<CaseFrame> = {}): CaseFrame => ({
  opcode: TEXT,
  payload: bytesOf(content),
  ...more,
})

export const binary = (content: Content, more: Partial<CaseFrame> = {}): CaseFrame => ({
  opcode: BINARY,
  payload: bytesOf(content),
  ...more,
})

export const continuation = (content: Content, fin: boolean): CaseFrame => ({
  opcode: CONTINUATION,
  fin,
  payload: bytesOf(content),
})

export const ping = (content: Content = '', more: Partial<CaseFrame> = {}): CaseFrame => ({
  opcode: PING,
  payload: bytesOf(content),
  ...more,
})

export const pong = (content: Content = '', more: Partial<CaseFrame> = {}): CaseFrame => ({
  opcode: PONG,
  payload: bytesOf(content),
  ...more,
})

export const close = (code: number | null, reason = ''): CaseFrame => ({
  opcode: CLOSE,
  payload: encodeCloseBody(code, reason),
})

/** A message cut into frames of `size` bytes. */
export function* fragments(opcode: number, payload: Uint8Array, size: number): Iterable<CaseFrame> {
  for (let from = 0; from < payload.length || from === 0; from += size) {
    yield {
      opcode: from === 0 ? opcode : CONTINUATION,
      fin: from + size >= payload.length,
      payload: payload.subarray(from, from + size),
    }
  }
}

export const textBack = (content: Content): Reply => ({
  kind: 'message',
  opcode: TEXT,
  payload: bytesOf(content),
})
export const binaryBack = (content: Content): Reply => ({
  kind: 'message',
  opcode: BINARY,
  payload: bytesOf(content),
})
export const pongBack = (content: Content): Reply => ({ kind: 'pong', payload: bytesOf(content) })

interface Row {
  readonly frames: readonly CaseFrame[] | (() => Iterable<CaseFrame>)
  readonly replies?: readonly Reply[] | (() => Iterable<Reply>)
  readonly writes?: ConformCase['writes']
  /** The endpoint must end the connection with this code. Left out: the tester closes with 1000. */
  readonly close?: number | null
}

/** A row of the table, with the usual ends filled in. */
export function row(
  id: string,
  title: string,
  { frames, replies = [], writes = 'frame', close: end }: Row,
): ConformCase {
  return {
    id,
    title,
    frames: typeof frames === 'function' ? frames : () => frames,
    replies: typeof replies === 'function' ? replies : () => replies,
    writes,
    testerCloses: end === undefined,
    close: end === undefined ? 1000 : end,
    compression: null,
  }
}

/** Text of exactly `size` bytes, of one, two and three bytes a character. */
export function sampleText(size: number): Uint8Array {
  const pattern = encoder.encode('Protodeck µ协议, ')
  const out = new Uint8Array(size).fill(0x2a)
  for (let at = 0; at + pattern.length <= size; at += pattern.length) out.set(pattern, at)
  return out
}

/** `size` bytes in which every value occurs, and no short period. */
export function sampleBinary(size: number): Uint8Array {
  const out = new Uint8Array(size)
  for (let at = 0; at < size; at++) out[at] = (at * 31 + (at >>> 8) * 17) & 0xff
  return out
}
