// What the peer, the clock or the transport can do wrong, with the close code or HTTP status that answers it
// and the clause that says so. A call that this side may not make is not a violation: it is refused as a
// plain `Problem`.
// Read first: RFC 6455 §7.1.7 (Fail the WebSocket Connection), §7.4.1 (status codes).
import type { Problem, ProblemCode } from '#lib/core/problem.ts'

interface Answer {
  /**
   * The status code of the Close frame; null where none is sent: before OPEN, or when the peer cannot be
   * reached.
   */
  readonly closeCode: number | null
  /** The HTTP status that a server answers with, for faults of the opening handshake; null elsewhere. */
  readonly status: number | null
  readonly clause: string
}

const close = (closeCode: number, clause: string): Answer => ({ closeCode, status: null, clause })
const refuse = (status: number, clause: string): Answer => ({ closeCode: null, status, clause })
const drop = (clause: string): Answer => ({ closeCode: null, status: null, clause })

export const answers = {
  'ws-reserved-bit': close(1002, 'RFC 6455 §5.2'),
  'ws-rsv1-misplaced': close(1002, 'RFC 7692 §6.1'),
  'ws-reserved-opcode': close(1002, 'RFC 6455 §5.2'),
  'ws-unmasked-frame': close(1002, 'RFC 6455 §5.1'),
  'ws-masked-frame': close(1002, 'RFC 6455 §5.1'),
  'ws-length-not-minimal': close(1002, 'RFC 6455 §5.2'),
  'ws-length-sign-bit': close(1002, 'RFC 6455 §5.2'),
  'ws-control-fragmented': close(1002, 'RFC 6455 §5.5'),
  'ws-control-too-long': close(1002, 'RFC 6455 §5.5'),
  'ws-continuation-alone': close(1002, 'RFC 6455 §5.4'),
  'ws-message-interrupted': close(1002, 'RFC 6455 §5.4'),
  'ws-utf8': close(1007, 'RFC 6455 §8.1'),
  'ws-utf8-cut': close(1007, 'RFC 6455 §8.1'),
  'ws-close-body': close(1002, 'RFC 6455 §5.5.1'),
  'ws-close-code': close(1002, 'RFC 6455 §7.4'),
  'ws-message-too-big': close(1009, 'RFC 6455 §10.4'),
  'ws-too-many-fragments': close(1008, 'RFC 6455 §10.4'),
  'ws-control-flood': close(1008, 'RFC 6455 §7.4.1'),
  // RFC 7692 names no code; 1007 is data "not consistent with the type of the message".
  'ws-deflate': close(1007, 'RFC 7692 §7.2.2'),

  'ws-handshake-timeout': refuse(408, 'RFC 9110 §15.5.9'),
  'ws-idle-timeout': close(1001, 'RFC 6455 §7.4.1'),
  'ws-life-over': close(1001, 'RFC 6455 §7.4.1'),
  'ws-pong-timeout': drop('RFC 6455 §7.1.7'),
  'ws-close-timeout': drop('RFC 6455 §7.1.1'),
  'ws-unsent-limit': drop('RFC 6455 §7.1.7'),
  'ws-transport-lost': drop('RFC 6455 §7.1.5'),

  'ws-head-too-large': refuse(431, 'RFC 6585 §5'),
  'ws-head-syntax': refuse(400, 'RFC 9112 §2.2'),
  'ws-method': refuse(405, 'RFC 6455 §4.2.1'),
  'ws-http-version': refuse(505, 'RFC 6455 §4.2.1'),
  'ws-request-target': refuse(400, 'RFC 6455 §4.2.1'),
  'ws-no-resource': refuse(404, 'RFC 6455 §4.2.2'),
  'ws-field-missing': refuse(400, 'RFC 6455 §4.2.1'),
  'ws-field-repeated': refuse(400, 'RFC 6455 §4.2.1'),
  'ws-field-value': refuse(400, 'RFC 6455 §4.2.1'),
  'ws-version': refuse(426, 'RFC 6455 §4.2.2'),
  'ws-key': refuse(400, 'RFC 6455 §4.2.1'),
  'ws-origin': refuse(403, 'RFC 6455 §10.2'),
  'ws-request-body': refuse(400, 'RFC 9110 §7.8'),
  'ws-status': drop('RFC 6455 §4.1'),
  'ws-accept': drop('RFC 6455 §4.1'),
  'ws-extension-refused': drop('RFC 6455 §4.1'),
  'ws-protocol-refused': drop('RFC 6455 §4.1'),
} as const satisfies Partial<Record<ProblemCode, Answer>>

export type ViolationCode = keyof typeof answers

/** A fault of the other side: what it is, where in the stream, and how it is answered. */
export interface Violation extends Answer {
  readonly problem: Problem & { readonly code: ViolationCode }
}

/**
 * A violation found at `byte`, a 0-based offset into everything the peer has sent on this connection; null
 * where the fault is not in a byte (a timer ran out). `clause` and `status` replace the table's where a rule
 * is more special.
 */
export function violation(
  code: ViolationCode,
  byte: number | null,
  params: Readonly<Record<string, string | number>> = {},
  special: Partial<Answer> = {},
): Violation {
  const problem = byte === null ? { code, params } : { code, params, place: { byte } }
  return { ...answers[code], ...special, problem }
}
