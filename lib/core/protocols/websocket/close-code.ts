// Status codes of the Close frame: which may be sent, by whom, and what they mean; and the body that carries
// them.
// Read first: RFC 6455 §5.5.1 (the body), §7.4 (the codes); 1012 to 1014 stand in IANA's registry (§11.7)
// only.
import { readUtf8, UTF8_START } from '#lib/core/protocols/websocket/utf8.ts'
import { violation, type Violation } from '#lib/core/protocols/websocket/violation.ts'

/**
 * "No status code was present": what an application sees after a Close frame without a body. Never on the
 * wire.
 */
export const NO_STATUS = 1005
/** "Closed abnormally": what an application sees when no Close frame came. Never on the wire. */
export const ABNORMAL = 1006

export interface CloseCode {
  readonly code: number
  /** The registry's short name. */
  readonly name: string
  /** May it stand in a Close frame? */
  readonly sendable: boolean
  /** Who may send it, where the text says so. */
  readonly by: 'both' | 'client' | 'server' | 'nobody'
  readonly clause: string
}

export const closeCodes: readonly CloseCode[] = [
  { code: 1000, name: 'Normal Closure', sendable: true, by: 'both', clause: 'RFC 6455 §7.4.1' },
  { code: 1001, name: 'Going Away', sendable: true, by: 'both', clause: 'RFC 6455 §7.4.1' },
  { code: 1002, name: 'Protocol error', sendable: true, by: 'both', clause: 'RFC 6455 §7.4.1' },
  { code: 1003, name: 'Unsupported Data', sendable: true, by: 'both', clause: 'RFC 6455 §7.4.1' },
  { code: 1004, name: 'Reserved', sendable: false, by: 'nobody', clause: 'RFC 6455 §7.4.1' },
  { code: NO_STATUS, name: 'No Status Rcvd', sendable: false, by: 'nobody', clause: 'RFC 6455 §7.4.1' },
  { code: ABNORMAL, name: 'Abnormal Closure', sendable: false, by: 'nobody', clause: 'RFC 6455 §7.4.1' },
  { code: 1007, name: 'Invalid frame payload data', sendable: true, by: 'both', clause: 'RFC 6455 §7.4.1' },
  { code: 1008, name: 'Policy Violation', sendable: true, by: 'both', clause: 'RFC 6455 §7.4.1' },
  { code: 1009, name: 'Message Too Big', sendable: true, by: 'both', clause: 'RFC 6455 §7.4.1' },
  { code: 1010, name: 'Mandatory Ext.', sendable: true, by: 'client', clause: 'RFC 6455 §7.4.1' },
  { code: 1011, name: 'Internal Error', sendable: true, by: 'server', clause: 'RFC 6455 §7.4.1' },
  { code: 1012, name: 'Service Restart', sendable: true, by: 'server', clause: 'RFC 6455 §11.7' },
  { code: 1013, name: 'Try Again Later', sendable: true, by: 'server', clause: 'RFC 6455 §11.7' },
  { code: 1014, name: 'Bad Gateway', sendable: true, by: 'server', clause: 'RFC 6455 §11.7' },
  { code: 1015, name: 'TLS handshake', sendable: false, by: 'nobody', clause: 'RFC 6455 §7.4.1' },
]

const byCode = new Map(closeCodes.map((entry) => [entry.code, entry]))

/** What is known of a code: an entry of the table, or the meaning of its range (RFC 6455 §7.4.2). */
export function describeCloseCode(code: number): CloseCode {
  const known = byCode.get(code)
  if (known !== undefined) return known
  const clause = 'RFC 6455 §7.4.2'
  if (code >= 3000 && code <= 3999) return { code, name: 'Registered', sendable: true, by: 'both', clause }
  if (code >= 4000 && code <= 4999) return { code, name: 'Private Use', sendable: true, by: 'both', clause }
  return { code, name: code < 1000 ? 'Unused' : 'Reserved', sendable: false, by: 'nobody', clause }
}

/**
 * May this code stand in a Close frame? The client's and the server's own codes are taken from either side.
 */
export function isSendable(code: number): boolean {
  return Number.isInteger(code) && describeCloseCode(code).sendable
}

export interface CloseBody {
  /** Null when the frame has no body. */
  readonly code: number | null
  readonly reason: string
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/**
 * The body of a Close frame; empty when there is no code. The reason may take 123 bytes: the caller checks.
 */
export function encodeCloseBody(code: number | null, reason = ''): Uint8Array {
  if (code === null) return new Uint8Array(0)
  const text = encoder.encode(reason)
  const body = new Uint8Array(2 + text.length)
  body[0] = code >>> 8
  body[1] = code
  body.set(text, 2)
  return body
}

/**
 * Reads a Close frame's payload, which begins at the byte `at` of the stream; all faults in the order of the
 * bytes.
 */
export function readCloseBody(payload: Uint8Array, at: number): { body: CloseBody; violations: Violation[] } {
  if (payload.length === 0) return { body: { code: null, reason: '' }, violations: [] }
  if (payload.length === 1) {
    return { body: { code: null, reason: '' }, violations: [violation('ws-close-body', at)] }
  }
  const code = payload[0]! * 0x100 + payload[1]!
  const text = payload.subarray(2)
  const violations: Violation[] = []
  if (!isSendable(code)) {
    const clause = describeCloseCode(code).clause
    violations.push(violation('ws-close-code', at, { status: code }, { clause }))
  }
  const { state, failedAt } = readUtf8(UTF8_START, text)
  if (failedAt >= 0)
    violations.push(utf8Violation(text, failedAt, failedAt, at + 2 + failedAt, 'close reason'))
  else if (state !== UTF8_START)
    violations.push(violation('ws-utf8-cut', at + payload.length, { what: 'close reason' }))
  return { body: { code, reason: decoder.decode(text) }, violations }
}

/**
 * The violation for the byte at `index` of `bytes`, which is the `position`-th of the text and the byte `at`
 * of the stream.
 */
export function utf8Violation(
  bytes: Uint8Array,
  index: number,
  position: number,
  at: number,
  what: string,
): Violation {
  const value = `0x${bytes[index]!.toString(16).toUpperCase().padStart(2, '0')}`
  return violation('ws-utf8', at, { value, position, what })
}
