// Which segment to send next, if any. Pure: reads the TCB, gives one segment's substance; the machine sends
// it, changes the TCB accordingly and asks again. Windows and congestion, Nagle and silly-window avoidance
// meet here.
// Read first: RFC 9293 §3.7.4 (Nagle), §3.8.6.2 (silly windows); RFC 3042; RFC 6675 §5.
import { nextHole, pipe } from '#lib/core/protocols/tcp/sack.ts'
import { effectiveMss } from '#lib/core/protocols/tcp/options.ts'
import { timeoutClause } from '#lib/core/protocols/tcp/retransmission.ts'
import { advance, before, distance, upTo, type SequenceNumber } from '#lib/core/protocols/tcp/sequence.ts'
import {
  finAcknowledged,
  finSent,
  flightSize,
  sendQueueStart,
  type Tcb,
} from '#lib/core/protocols/tcp/tcb.ts'
import type { ConnectionState } from '#lib/core/protocols/tcp/transitions.ts'
import { ACK, FIN, PSH, SYN, URG } from '#lib/core/protocols/tcp/wire.ts'
import type { Octets } from '#lib/core/protocols/wire/octets.ts'

export type SendReason =
  | 'SYN'
  | 'SYN,ACK'
  | 'data'
  | 'FIN'
  | 'ACK'
  | 'challenge ACK'
  | 'duplicate ACK'
  | 'window update'
  | 'window probe'
  | 'keep-alive'
  | 'RST'
  | 'retransmission'
  | 'fast retransmission'

export interface Outgoing {
  readonly SEQ: SequenceNumber
  readonly CTL: number
  readonly data: Octets
  readonly reason: SendReason
  readonly clause: string
  /** Some of it was sent before: it must not be timed (Karn). */
  readonly again: boolean
}

/** What the machine forces past windows and delays: an octet into a closed window, or a small segment. */
export type Forced = 'nothing' | 'probe' | 'override'

const sends = (state: ConnectionState): boolean => {
  return (
    state === 'ESTABLISHED' ||
    state === 'CLOSE-WAIT' ||
    state === 'FIN-WAIT-1' ||
    state === 'CLOSING' ||
    state === 'LAST-ACK'
  )
}

/** `ackClause`: why an acknowledgment is due, should nothing else be. */
export function nextSegment(tcb: Tcb, forced: Forced, ackClause: string): Outgoing | null {
  if (tcb.state === 'CLOSED' || tcb.state === 'LISTEN') return null
  if (tcb.SND.NXT === tcb.ISS) return synSegment(tcb, false)
  const resent = resentSegment(tcb) ?? holeSegment(tcb, true)
  if (resent !== null) return resent
  if (sends(tcb.state)) {
    const fresh = newSegment(tcb, forced) ?? holeSegment(tcb, false)
    if (fresh !== null) return fresh
  }
  return tcb.ackDue === 2 ? bareAck(tcb, 'ACK', ackClause) : null
}

/** `<SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>`; a challenge never carries the FIN that some stacks repeat. */
export function bareAck(tcb: Tcb, reason: SendReason, clause: string): Outgoing {
  if (tcb.config.repeatFin && reason !== 'challenge ACK' && finSent(tcb) && !finAcknowledged(tcb)) {
    return { SEQ: tcb.finAt ?? tcb.SND.NXT, CTL: ACK | FIN, data: '', reason, clause, again: true }
  }
  return { SEQ: tcb.SND.NXT, CTL: ACK, data: '', reason, clause, again: false }
}

export function synSegment(tcb: Tcb, again: boolean): Outgoing {
  const answering = tcb.state !== 'SYN-SENT'
  return {
    SEQ: tcb.ISS,
    CTL: answering ? SYN | ACK : SYN,
    data: '',
    reason: again ? 'retransmission' : answering ? 'SYN,ACK' : 'SYN',
    clause: again ? timeoutClause : 'RFC 9293 §3.5',
    again,
  }
}

/** What is due again after a timeout or a fast retransmit: as much as the congestion window lets go. */
function resentSegment(tcb: Tcb): Outgoing | null {
  const { resend, SND, congestion } = tcb
  if (resend === null || !before(resend.next, resend.until)) return null
  if (resend.next === tcb.ISS) return synSegment(tcb, true)
  const SMSS = effectiveMss(tcb)
  const offset = distance(SND.UNA, resend.next)
  // The first segment always goes; the others within cwnd, counted from SND.UNA.
  const room = Math.max(congestion.cwnd, SMSS) - offset
  if (room <= 0) return null
  const length = Math.min(SMSS, room, distance(resend.next, resend.until))
  const reason = congestion.phase === 'fast recovery' ? 'fast retransmission' : 'retransmission'
  return cut(tcb, resend.next, length, reason, resend.clause, true)
}

/** With SACK, in recovery: the next gap, while the pipe has room (RFC 6675 §5 step C). */
function holeSegment(tcb: Tcb, onlyLost: boolean): Outgoing | null {
  const { agreed, congestion, scoreboard, SND, HighRxt } = tcb
  if (!agreed.sack || congestion.phase !== 'fast recovery') return null
  const SMSS = effectiveMss(tcb)
  if (congestion.cwnd - pipe(scoreboard, SND.UNA, SND.NXT, HighRxt, SMSS) < SMSS) return null
  const hole = nextHole(scoreboard, SND.UNA, HighRxt, SMSS, onlyLost)
  if (hole === null) return null
  return cut(tcb, hole[0], distance(hole[0], hole[1]), 'fast retransmission', 'RFC 6675 §5', true)
}

/** Octets that may be sent beyond SND.NXT: the usable window U, and what congestion control leaves of it. */
export function usableWindow(tcb: Tcb): number {
  const { SND, congestion, config, agreed } = tcb
  const U = distance(SND.NXT, advance(SND.UNA, SND.WND))
  const SMSS = effectiveMss(tcb)
  const recovering = congestion.phase === 'fast recovery'
  let { cwnd } = congestion
  // RFC 3042: one new segment for each of the first two duplicates.
  if (!recovering && config.limitedTransmit) cwnd += Math.min(congestion.duplicateAcks, 2) * SMSS
  const inFlight =
    recovering && agreed.sack ? pipe(tcb.scoreboard, SND.UNA, SND.NXT, tcb.HighRxt, SMSS) : flightSize(tcb)
  return Math.min(U, cwnd - inFlight)
}

/** Octets in the send queue that were never sent. */
export function unsentOctets(tcb: Tcb): number {
  const sent = distance(sendQueueStart(tcb), tcb.SND.NXT) - (finSent(tcb) ? 1 : 0)
  return tcb.sendQueue.length - Math.max(sent, 0)
}

function newSegment(tcb: Tcb, forced: Forced): Outgoing | null {
  const { SND, config } = tcb
  const waiting = unsentOctets(tcb)
  const finDue = tcb.finAt !== null && !finSent(tcb)
  if (waiting === 0 && !finDue) return null
  const SMSS = effectiveMss(tcb)
  const U = forced === 'probe' ? 1 : usableWindow(tcb)
  const length = Math.max(0, Math.min(waiting, U, SMSS))
  const everything = length === waiting
  const takesFin = everything && finDue
  // A FIN alone goes out whatever the windows say, as stacks do: it is one octet, and it is needed.
  if (length === 0 && !takesFin) return null
  const reason = forced === 'probe' ? 'window probe' : length === 0 ? 'FIN' : 'data'
  const clause =
    forced === 'probe' ? 'RFC 9293 §3.8.6.1' : length === 0 ? 'RFC 9293 §3.6' : 'RFC 9293 §3.8.6.2.1'
  if (forced === 'nothing' && !takesFin && length < SMSS) {
    const idle = SND.NXT === SND.UNA || !config.nagle
    const half = length * 2 >= SND.MAX_WND
    if (!idle || !(half || (everything && !config.holdPartial))) return null
  }
  return cut(tcb, SND.NXT, length + (takesFin ? 1 : 0), reason, clause, false)
}

/** The octets of the send queue from `SEQ` on; the FIN where the run reaches it. */
function cut(
  tcb: Tcb,
  SEQ: SequenceNumber,
  length: number,
  reason: SendReason,
  clause: string,
  again: boolean,
): Outgoing {
  const start = sendQueueStart(tcb)
  const end = advance(SEQ, length)
  const hasFin = tcb.finAt !== null && before(tcb.finAt, end)
  const offset = distance(start, SEQ)
  const data = tcb.sendQueue.slice(offset, offset + length - (hasFin ? 1 : 0))
  // MUST-61: the last of what was buffered is pushed, so that it is not kept waiting at the other end.
  const last = data.length > 0 && offset + data.length === tcb.sendQueue.length
  const urgent = before(SEQ, tcb.SND.UP) && upTo(tcb.SND.UNA, SEQ)
  const CTL = ACK | (last ? PSH : 0) | (hasFin ? FIN : 0) | (urgent ? URG : 0)
  return { SEQ, CTL, data, reason, clause, again }
}
