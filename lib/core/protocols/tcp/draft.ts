// One step's working copy of a TCB, and what is put into it: timers, signals, the changed variables that the pure
// neighbours give. The state is not among them; `machine.ts` alone moves it.
import type { Millis } from '#lib/core/engine/machine.ts'
import type { AckPatch } from '#lib/core/protocols/tcp/acknowledgment.ts'
import type { Signal, TcpEffect } from '#lib/core/protocols/tcp/effects.ts'
import { findTimestamps } from '#lib/core/protocols/tcp/options.ts'
import { unsentOctets, type Outgoing } from '#lib/core/protocols/tcp/output.ts'
import type { Received } from '#lib/core/protocols/tcp/reception.ts'
import { upTo, type SequenceNumber } from '#lib/core/protocols/tcp/sequence.ts'
import { copyTcb, timerNames, type Range, type Tcb, type TimerName } from '#lib/core/protocols/tcp/tcb.ts'
import { withTimer } from '#lib/core/protocols/tcp/timers.ts'
import { afterSending, composeSegment } from '#lib/core/protocols/tcp/transmission.ts'
import { ACK, RST, type Segment } from '#lib/core/protocols/tcp/wire.ts'

/** RFC 9293 §3.8.6.2.1: the override timeout, 0.1 to 1 s, for a small segment held back by a small window. */
const overrideMs = 500

export type Draft = { -readonly [K in keyof Tcb]: Tcb[K] }

/** Nobody else sees it before the step is finished. */
export interface Run {
  readonly t: Draft
  /** Why an acknowledgment is due. */
  ackClause: string
  readonly now: Millis
  readonly effects: TcpEffect[]
  /** What the segment brings that was here already, until an ACK has told of it (RFC 2883). */
  duplicate: Range | null
  /** An earlier connection's last sequence number, RFC 9293 §3.6.1 (MAY-2 (1)); null: there was none. */
  readonly beyond: SequenceNumber | null
}

export function beginRun(tcb: Tcb, now: Millis, beyond: SequenceNumber | null): Run {
  return { t: copyTcb(tcb), ackClause: 'RFC 9293 §3.10.7.4', now, effects: [], duplicate: null, beyond }
}

export const setTimer = ({ t }: Run, name: TimerName, at: Millis | null): void => {
  t.timers = withTimer(t.timers, name, at)
}

export function stopTimers(run: Run): void {
  for (const name of timerNames) setTimer(run, name, null)
}

export function waitTwoMsl(run: Run): void {
  stopTimers(run)
  setTimer(run, '2MSL', run.now + 2 * run.t.config.mslMs)
}

export function startFinWait2(run: Run): void {
  const { finWait2Ms } = run.t.config
  if (finWait2Ms !== null) setTimer(run, 'FIN-WAIT-2', run.now + finWait2Ms)
}

/** Data waits and nothing is in flight: only a timer can go on from here. */
export function watchWindow(run: Run): void {
  const { t, now } = run
  if (t.timers.persist !== null || t.SND.NXT !== t.SND.UNA || unsentOctets(t) === 0) return
  if (t.state !== 'ESTABLISHED' && t.state !== 'CLOSE-WAIT' && t.finAt === null) return
  if (t.SND.WND > 0) {
    setTimer(run, 'persist', now + Math.max(overrideMs, t.config.persistMinMs))
  } else {
    t.probes = 0
    setTimer(run, 'persist', now + Math.max(t.RTT.RTO, t.config.persistMinMs))
  }
}

export const signal = ({ effects }: Run, name: Signal, clause: string): void => {
  effects.push({ kind: 'signal', signal: name, clause })
}

/** "Delete the TCB": nothing is left to send, to read or to wait for. */
export function bury(run: Run): void {
  stopTimers(run)
  Object.assign(run.t, { sendQueue: '', resend: null, held: [], newestHeld: null, scoreboard: [], ackDue: 0, probes: null })
}

// Field by field, because every segment comes by here.
export function applyAck(t: Draft, patch: AckPatch): void {
  t.SND = patch.SND
  t.RTT = patch.RTT
  t.congestion = patch.congestion
  t.timers = patch.timers
  t.sendQueue = patch.sendQueue
  t.resend = patch.resend
  t.scoreboard = patch.scoreboard
  t.HighRxt = patch.HighRxt
  t.probes = patch.probes
}

/** The receiving side after a segment's text; whether its FIN was reached is the machine's affair. */
export function applyReceived({ t, effects }: Run, received: Received): void {
  t.RCV = received.RCV
  t.receiveQueue = received.receiveQueue
  t.held = received.held
  t.newestHeld = received.newestHeld
  t.ackDue = received.ackDue
  t.timers = received.timers
  if (received.octets > 0) effects.push({ kind: 'readable', octets: received.octets })
}

/** RFC 7323 §4.3 (2) and §5.3 (R3). */
export function rememberTimestamp(t: Draft, SEG: Segment, now: Millis): void {
  const timestamps = t.agreed.timestamps ? findTimestamps(SEG) : undefined
  if (timestamps === undefined || !upTo(SEG.SEQ, t.TS.LastAckSent)) return
  t.TS = { Recent: timestamps.value, recentAtMs: now, LastAckSent: t.TS.LastAckSent }
}

/** Sends one segment and takes note of it. */
export function emit(run: Run, out: Outgoing): void {
  const { t, now, effects } = run
  const SEG = composeSegment(t, out, now, run.duplicate)
  run.duplicate = null
  effects.push({ kind: 'send', SEG, reason: out.reason, clause: out.clause })
  const sent = afterSending(t, out, SEG, now)
  t.SND = sent.SND
  t.RCV = sent.RCV
  t.TS = sent.TS
  t.RTT = sent.RTT
  t.timers = sent.timers
  t.ackDue = sent.ackDue
  t.resend = sent.resend
  t.HighRxt = sent.HighRxt
  t.lastSentAtMs = sent.lastSentAtMs
  t.congestion = sent.congestion
}

export function sendRst({ t, effects }: Run, form: Pick<Segment, 'SEQ' | 'ACK' | 'CTL'>, clause: string): void {
  const ports = { sourcePort: t.local.port, destinationPort: t.remote?.port ?? 0 }
  const SEG: Segment = { ...ports, ...form, WND: 0, UP: 0, options: [], data: '' }
  effects.push({ kind: 'send', SEG, reason: 'RST', clause })
}

/** A RST that answers no segment. */
export const ownRst = ({ SND, RCV, config }: Tcb): Pick<Segment, 'SEQ' | 'ACK' | 'CTL'> => {
  return config.abortSends === 'RST' ? { SEQ: SND.NXT, ACK: 0, CTL: RST } : { SEQ: SND.NXT, ACK: RCV.NXT, CTL: RST | ACK }
}
