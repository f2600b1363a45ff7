// A call's frames: what this side may send, and the bytes of it. Pure: the machine keeps what comes back.
// Read first: RFC 6455 §6.1 (sending data), §5.4 (fragments), §5.3 (a new masking key for each frame).
import { sha256 } from '@noble/hashes/sha2.js'
import type { Seed } from '#lib/core/engine/machine.ts'
import type { Problem } from '#lib/core/problem.ts'
import { encodeCloseBody, isSendable } from '#lib/core/protocols/websocket/close-code.ts'
import type { Call } from '#lib/core/protocols/websocket/endpoint.ts'
import {
  CLOSE,
  CONTINUATION,
  CONTROL_PAYLOAD_MAX,
  frameName,
  PING,
  PONG,
  TEXT,
} from '#lib/core/protocols/websocket/frame.ts'
import { findUtf8Fault } from '#lib/core/protocols/websocket/utf8.ts'
import { encodeFrame } from '#lib/core/protocols/websocket/wire.ts'

/**
 * The frames of a payload, cut into `fragmentBytes`; `keyOf(n)` is the masking key of the n-th frame, or
 * null.
 */
export function framesOf(
  opcode: number,
  payload: Uint8Array,
  fragmentBytes: number | undefined,
  rsv1: boolean,
  keyOf: (frame: number) => number | null,
): Uint8Array[] {
  const size = fragmentBytes ?? Math.max(1, payload.length)
  const count = Math.max(1, Math.ceil(payload.length / size))
  return Array.from({ length: count }, (_, index) =>
    encodeFrame({
      opcode: index === 0 ? opcode : CONTINUATION,
      fin: index === count - 1,
      rsv1: rsv1 && index === 0,
      payload: count === 1 ? payload : payload.subarray(index * size, (index + 1) * size),
      maskingKey: keyOf(index),
    }),
  )
}

/** Why a call may not be made, its state aside; null when it may. */
export function callProblem(call: Call, compression: boolean): Problem | null {
  switch (call.do) {
    case 'send': {
      const { fragmentBytes: size } = call
      if (size !== undefined && !(Number.isInteger(size) && size >= 1)) {
        return { code: 'ws-send-fragment-size', params: { size } }
      }
      if (call.compress === true && !compression) return { code: 'ws-send-uncompressed-only' }
      return call.opcode === TEXT && call.knownUtf8 !== true ? textProblem(call.payload) : null
    }
    case 'ping':
    case 'pong':
      return controlProblem(call.do === 'ping' ? PING : PONG, call.payload.length)
    case 'close': {
      if (call.code === null) return call.reason === '' ? null : { code: 'ws-send-reason-alone' }
      if (!isSendable(call.code)) return { code: 'ws-send-close-code', params: { status: call.code } }
      return controlProblem(CLOSE, encodeCloseBody(call.code, call.reason).length)
    }
    default:
      return null
  }
}

function textProblem(payload: Uint8Array): Problem | null {
  const position = findUtf8Fault(payload)
  return position < 0 ? null : { code: 'ws-send-utf8', params: { position }, place: { byte: position } }
}

function controlProblem(opcode: number, length: number): Problem | null {
  if (length <= CONTROL_PAYLOAD_MAX) return null
  return { code: 'ws-send-control-too-long', params: { frame: frameName(opcode), length } }
}

const encoder = new TextEncoder()

/**
 * The n-th masking key of a connection. A hash, because nobody may guess the next key from the ones before
 * (RFC 6455 §5.3); as secret as the seed, so a live client's seed is random.
 */
export function maskingKey(seed: Seed, n: number): number {
  const hash = sha256(encoder.encode(`${seed}:mask:${n}`))
  return ((hash[0]! << 24) | (hash[1]! << 16) | (hash[2]! << 8) | hash[3]!) >>> 0
}

/** The 16 bytes behind a client's Sec-WebSocket-Key. */
export function handshakeNonce(seed: Seed): Uint8Array {
  return sha256(encoder.encode(`${seed}:nonce`)).slice(0, 16)
}
