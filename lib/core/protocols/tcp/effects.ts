// What goes into one TCP endpoint and what comes out of it. Types only; every effect that the RFC asks for
// names the clause that asks. Read first: RFC 9293 §3.10.
import type { Call, CallError, CallName } from '#lib/core/protocols/tcp/calls.ts'
import type { IcmpError } from '#lib/core/protocols/tcp/icmp.ts'
import type { SendReason } from '#lib/core/protocols/tcp/output.ts'
import type { ReasonId } from '#lib/core/protocols/tcp/reasons.ts'
import type { SequenceNumber } from '#lib/core/protocols/tcp/sequence.ts'
import type { ConnectionState, TransitionEvent } from '#lib/core/protocols/tcp/transitions.ts'
import type { Segment } from '#lib/core/protocols/tcp/wire.ts'
import type { Octets } from '#lib/core/protocols/wire/octets.ts'

export type TcpEvent =
  | { readonly kind: 'call'; readonly call: Call }
  /** `beyond`: an ISS chosen now must lie beyond it, since an earlier connection used the numbers up to there. */
  | { readonly kind: 'segment'; readonly SEG: Segment; readonly beyond?: SequenceNumber }
  /** To a listener: the SYN that a valid SYN cookie stands for. */
  | { readonly kind: 'cookie'; readonly SEG: Segment }
  /** The SYN to which TIME-WAIT gave way was old: back to TIME-WAIT. */
  | { readonly kind: 'old duplicate' }
  /** An ICMP error about a segment of this connection. */
  | { readonly kind: 'ICMP'; readonly error: IcmpError }
  /** Whatever timers are due by now go off, the earliest first. */
  | { readonly kind: 'timers' }

/**
 * What the user is told unasked, RFC 9293 §3.9.1.8 and §3.10; `retransmitting` is SHLD-9's report at R1, `soft error`
 * SHLD-25's of an ICMP message.
 */
export type Signal =
  | 'connected'
  | 'connection refused'
  | 'connection reset'
  | 'connection closing'
  | 'connection timed out'
  | 'closed'
  | 'urgent data'
  | 'retransmitting'
  | 'soft error'

/** Timers are none: the TCB says when each goes off. */
export type TcpEffect =
  | { readonly kind: 'send'; readonly SEG: Segment; readonly reason: SendReason; readonly clause: string }
  | {
      readonly kind: 'transition'
      readonly from: ConnectionState
      readonly event: TransitionEvent
      readonly to: ConnectionState
      readonly clause: string
    }
  | {
      readonly kind: 'reply'
      readonly call: CallName
      readonly reply: 'ok' | CallError
      readonly data?: Octets
      readonly clause: string
    }
  | { readonly kind: 'signal'; readonly signal: Signal; readonly clause: string }
  | { readonly kind: 'readable'; readonly octets: number }
  /** The segment, or what is left of it, was not processed: which branch, and where it stands. */
  | { readonly kind: 'discard'; readonly reason: ReasonId; readonly clause: string }
  /** TIME-WAIT gave way: the host passes this SYN to whoever listens. */
  | { readonly kind: 'reopen'; readonly SEG: Segment }
