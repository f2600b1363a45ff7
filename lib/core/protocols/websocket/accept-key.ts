// Sec-WebSocket-Accept, with each step shown. SHA-1 proves here that the server understood the request; it
// protects nothing (RFC 6455 §10.8).
// Read first: RFC 6455 §1.3, §4.2.2 (step 5.4); RFC 4648 §4 (base64).
import { sha1 } from '@noble/hashes/legacy.js'

export const WEBSOCKET_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

export interface AcceptSteps {
  /** The header's value as it stands; it is not decoded. */
  readonly key: string
  /** Key and GUID together: what is hashed. */
  readonly joined: string
  /** 40 hex digits. */
  readonly sha1Hex: string
  /** 28 characters. */
  readonly accept: string
}

/**
 * The value that answers a Sec-WebSocket-Key, and how it comes about. Any text gives one: `isWebSocketKey`
 * judges.
 */
export function acceptSteps(key: string): AcceptSteps {
  const joined = key + WEBSOCKET_GUID
  const digest = sha1(new TextEncoder().encode(joined))
  let sha1Hex = ''
  for (const byte of digest) sha1Hex += byte.toString(16).padStart(2, '0')
  return { key, joined, sha1Hex, accept: base64(digest) }
}

export function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}

/**
 * Is it the base64 form of 16 bytes? Spare bits of the last character may be set, as in the RFC's own example
 * in §4.1, "AQIDBAUGBwgJCgsMDQ4PEC==": RFC 4648 §3.5 leaves that to the decoder.
 */
export function isWebSocketKey(text: string): boolean {
  return /^[A-Za-z0-9+/]{22}==$/.test(text)
}
