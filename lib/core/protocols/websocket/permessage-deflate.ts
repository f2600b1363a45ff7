// Messages ↔ their compressed payload, with the window that is taken over from message to message. Which
// DEFLATE does the work is the caller's choice: ours, or zlib where there is one.
// Read first: RFC 7692 §7.2.1 (compression), §7.2.2 (decompression).
import { deflate } from '#lib/core/protocols/websocket/deflate.ts'
import { inflate, type Inflated } from '#lib/core/protocols/websocket/inflate.ts'

/** Both functions keep nothing: what must be remembered between messages is the `window`. */
export interface Deflate {
  /** A message's payload, without the trailing 00 00 FF FF; no distance above 2^windowBits. */
  compress(message: Uint8Array, window: Uint8Array, windowBits: number): Uint8Array
  /** The message of a payload, to which 00 00 FF FF is appended first; at most `maxBytes` of it. */
  decompress(payload: Uint8Array, window: Uint8Array, windowBits: number, maxBytes: number): Inflated
}

/** DEFLATE in plain TypeScript: for the browser, for tests, and wherever zlib is not. */
export const plainDeflate: Deflate = {
  compress: deflate,
  decompress(payload, window, windowBits, maxBytes) {
    const whole = new Uint8Array(payload.length + 4)
    whole.set(payload)
    whole.set([0x00, 0x00, 0xff, 0xff], payload.length)
    return inflate(whole, window, windowBits, maxBytes)
  },
}

/** One direction of a connection. */
export interface Context {
  readonly windowBits: number
  /** False: every message starts with an empty window. */
  readonly takeover: boolean
  /** The last bytes of the messages before, at most 2^windowBits of them. */
  readonly window: Uint8Array
}

export function startContext(windowBits: number, takeover: boolean): Context {
  return { windowBits, takeover, window: new Uint8Array(0) }
}

/**
 * The context after a compressed message; messages sent uncompressed leave it as it is (RFC 7692 §7.2.3.2).
 */
export function slide(context: Context, message: Uint8Array): Context {
  if (!context.takeover || message.length === 0) return context
  const size = 2 ** context.windowBits
  if (message.length >= size) return { ...context, window: message.slice(message.length - size) }
  const kept = context.window.subarray(Math.max(0, context.window.length + message.length - size))
  const window = new Uint8Array(kept.length + message.length)
  window.set(kept)
  window.set(message, kept.length)
  return { ...context, window }
}
