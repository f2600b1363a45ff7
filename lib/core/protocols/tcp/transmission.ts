// One segment on its way out: its whole header, and what sending it changes in the TCB. Pure, like its
// neighbours.
// Read first: RFC 9293 §3.1, RFC 6298 §5 (5.1) for the timer, RFC 7323 §4.3 for Last.ACK.sent.
import type { Millis } from '#lib/core/engine/machine.ts'
import { ecnBits, segmentOptions, synOptions } from '#lib/core/protocols/tcp/options.ts'
import type { Outgoing } from '#lib/core/protocols/tcp/output.ts'
import { onSent } from '#lib/core/protocols/tcp/prr.ts'
import { timeoutClause, timerLength, untimed } from '#lib/core/protocols/tcp/retransmission.ts'
import { advance, before, distance, later } from '#lib/core/protocols/tcp/sequence.ts'
import { copyReceive, copyRoundTrip, copySend, type Range, type RoundTrip, type Tcb } from '#lib/core/protocols/tcp/tcb.ts'
import { withDelayedAck, withRetransmission } from '#lib/core/protocols/tcp/timers.ts'
import { isBySystem, windowField, windowToOffer } from '#lib/core/protocols/tcp/window.ts'
import { ACK, SYN, URG, segmentLength, type Segment } from '#lib/core/protocols/tcp/wire.ts'

/**
 * The segment with ports, acknowledgment, window, urgent pointer and options filled in; `duplicate`: what a first SACK
 * block tells of.
 */
export function composeSegment(tcb: Tcb, out: Outgoing, now: Millis, duplicate: Range | null): Segment {
  const onSyn = (out.CTL & SYN) !== 0
  const sent = tcb.RTT.backoffs
  return {
    sourcePort: tcb.local.port,
    destinationPort: tcb.remote?.port ?? 0,
    SEQ: out.SEQ,
    ACK: out.CTL & ACK ? tcb.RCV.NXT : 0,
    CTL: out.CTL | (onSyn ? ecnBits(tcb, sent) : 0),
    WND: windowField(tcb, windowToOffer(tcb, out.reason), onSyn, out.reason),
    UP: out.CTL & URG ? Math.min(distance(out.SEQ, tcb.SND.UP), 0xffff) : 0,
    options: onSyn ? synOptions(tcb, now, sent) : segmentOptions(tcb, now, duplicate, !isBySystem(tcb, out.reason)),
    data: out.data,
  }
}

/** The variables that sending may change. */
export type SentPatch = Pick<
  Tcb,
  'SND' | 'RCV' | 'TS' | 'RTT' | 'timers' | 'ackDue' | 'resend' | 'HighRxt' | 'lastSentAtMs' | 'congestion'
>
type Draft = { -readonly [K in keyof SentPatch]: SentPatch[K] }

/** What has changed once `SEG`, composed from `out`, is sent. */
export function afterSending(tcb: Tcb, out: Outgoing, SEG: Segment, now: Millis): SentPatch {
  // All of it, changed or not: objects of one shape are what the caller reads fast.
  const patch: Draft = {
    SND: tcb.SND,
    RCV: tcb.RCV,
    TS: tcb.TS,
    RTT: tcb.RTT,
    timers: tcb.timers,
    ackDue: tcb.ackDue,
    resend: tcb.resend,
    HighRxt: tcb.HighRxt,
    lastSentAtMs: tcb.lastSentAtMs,
    congestion: tcb.congestion,
  }
  noteOffered(tcb, SEG, patch)
  let { timers } = tcb
  if (SEG.CTL & ACK) {
    patch.ackDue = 0
    timers = withDelayedAck(timers, null)
    const { Recent, recentAtMs, LastAckSent } = tcb.TS
    if (LastAckSent !== tcb.RCV.NXT) patch.TS = { Recent, recentAtMs, LastAckSent: tcb.RCV.NXT }
  }
  const LEN = segmentLength(SEG)
  if (LEN > 0) {
    noteSent(tcb, out, advance(SEG.SEQ, LEN), now, patch)
    // RFC 6298 (5.1): "if the timer is not running, start it"; a window probe has the persist timer instead.
    if (timers.retransmission === null && tcb.probes === null) {
      timers = withRetransmission(timers, now + timerLength(tcb.RTT, tcb.config))
    }
  }
  if (timers !== tcb.timers) patch.timers = timers
  return patch
}

/** The right edge that the peer now knows of. */
function noteOffered(tcb: Tcb, SEG: Segment, patch: Draft): void {
  const { RCV, agreed, config } = tcb
  const offered = SEG.CTL & SYN ? SEG.WND : SEG.WND * (1 << agreed.RcvWindShift)
  const ADV = later(RCV.ADV, advance(RCV.NXT, offered))
  const WND = config.windowCheck === 'advertised' ? distance(RCV.NXT, ADV) : RCV.WND
  if (ADV === RCV.ADV && WND === RCV.WND) return
  const changed = copyReceive(RCV)
  changed.ADV = ADV
  changed.WND = WND
  patch.RCV = changed
}

/** Sequence numbers up to `end` were used; Karn: nothing that is sent again is timed. */
function noteSent(tcb: Tcb, out: Outgoing, end: number, now: Millis, patch: Draft): void {
  const { resend, SND, congestion, agreed, probes } = tcb
  if (resend !== null && out.SEQ === resend.next) {
    // RFC 6298 (5.4) asks for one segment; what follows it is slow start's affair.
    const clause = resend.clause === timeoutClause ? 'RFC 5681 §3.1' : resend.clause
    patch.resend = before(end, resend.until) ? { next: end, until: resend.until, clause } : null
  }
  if (before(SND.NXT, end)) {
    const changed = copySend(SND)
    changed.NXT = end
    patch.SND = changed
  }
  patch.lastSentAtMs = now
  if (congestion.prr !== null) patch.congestion = onSent(congestion, out.data.length)
  let RTT: RoundTrip = tcb.RTT
  if (out.again) {
    RTT = untimed(RTT)
    if (congestion.phase === 'fast recovery') patch.HighRxt = later(tcb.HighRxt, end)
  } else if (RTT.timing === null && !agreed.timestamps && probes === null) {
    const changed = copyRoundTrip(RTT)
    changed.timing = { end, sentAtMs: now }
    RTT = changed
  }
  if (RTT.oldestSentAtMs === null) {
    const changed = copyRoundTrip(RTT)
    changed.oldestSentAtMs = now
    RTT = changed
  }
  if (RTT !== tcb.RTT) patch.RTT = RTT
}
