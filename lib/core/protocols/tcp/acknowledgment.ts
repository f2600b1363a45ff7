// What the ACK field, the window field and the SACK blocks of an accepted segment change on the sending side.
// Pure: gives the changed variables, the machine puts them in. The state is not touched here.
// Read first: RFC 9293 §3.10.7.4 (step 5, ESTABLISHED), RFC 5681 §3.2, RFC 6582 §3.2, RFC 6298 §5, RFC 7323
// §4.
import type { Millis } from '#lib/core/engine/machine.ts'
import type { TcpConfig } from '#lib/core/protocols/tcp/config.ts'
import {
  enterRecovery,
  inflate,
  isFullAck,
  leaveRecovery,
  mayRecover,
  onNewAck,
  partialAck,
  type Growth,
} from '#lib/core/protocols/tcp/congestion.ts'
import { effectiveMss, findTimestamps, timestampClock } from '#lib/core/protocols/tcp/options.ts'
import { onDelivery } from '#lib/core/protocols/tcp/prr.ts'
import { acknowledged, measure, timerLength, untimed } from '#lib/core/protocols/tcp/retransmission.ts'
import { addBlocks, DupThresh, isLost, pipe, prune, sackedOctets } from '#lib/core/protocols/tcp/sack.ts'
import { advance, before, distance, later, upTo } from '#lib/core/protocols/tcp/sequence.ts'
import {
  copyCongestion,
  copyRoundTrip,
  copySend,
  finAcknowledged,
  type Congestion,
  type RoundTrip,
  type Tcb,
} from '#lib/core/protocols/tcp/tcb.ts'
import { withRetransmission, withTimer } from '#lib/core/protocols/tcp/timers.ts'
import { FIN, SYN, type Segment } from '#lib/core/protocols/tcp/wire.ts'

/** The variables that an acknowledgment may change; all of them, changed or not. */
export type AckPatch = Pick<
  Tcb,
  'SND' | 'RTT' | 'congestion' | 'timers' | 'sendQueue' | 'resend' | 'scoreboard' | 'HighRxt' | 'probes'
>
type Draft = { -readonly [K in keyof AckPatch]: AckPatch[K] }

/** The sending side after the ACK field of `SEG`, which lies between SND.UNA − MAX.SND.WND and SND.NXT. */
export function onAcknowledgment(tcb: Tcb, SEG: Segment, now: Millis): AckPatch {
  const window = updatedWindow(tcb, SEG)
  if (before(tcb.SND.UNA, SEG.ACK)) return onNews(tcb, SEG, window, now)
  const { RTT, congestion, timers, sendQueue, resend, HighRxt, probes } = tcb
  const scoreboard = sackNews(tcb, SEG)
  const patch: Draft = { SND: window, RTT, congestion, timers, sendQueue, resend, scoreboard, HighRxt, probes }
  if (isDuplicate(tcb, SEG, window.WND, scoreboard)) onDuplicate(tcb, patch)
  if (patch.congestion.prr !== null) reduceRate(tcb, patch)
  if (probes !== null) reopen(tcb.config, patch, now)
  return patch
}

/** SND.WND, WL1 and WL2: only from a segment that is not older than the last one used. */
function updatedWindow(tcb: Tcb, SEG: Segment): Tcb['SND'] {
  const { SND } = tcb
  const newer = before(SND.WL1, SEG.SEQ) || (SND.WL1 === SEG.SEQ && upTo(SND.WL2, SEG.ACK))
  if (!newer || before(SEG.ACK, SND.UNA)) return SND
  const WND = SEG.WND * (1 << tcb.agreed.SndWindShift)
  const changed = copySend(SND)
  changed.WND = WND
  changed.WL1 = SEG.SEQ
  changed.WL2 = SEG.ACK
  changed.MAX_WND = Math.max(SND.MAX_WND, WND)
  return changed
}

function sackNews(tcb: Tcb, SEG: Segment): Tcb['scoreboard'] {
  if (!tcb.agreed.sack) return tcb.scoreboard
  let board = tcb.scoreboard
  for (const option of SEG.options) {
    if (option.kind === 'sack') board = addBlocks(board, option.blocks, tcb.SND.UNA, tcb.SND.NXT)
  }
  return board
}

/** RFC 5681 §2, or with SACK any ACK that reports something new (RFC 6675 §2). */
function isDuplicate(tcb: Tcb, SEG: Segment, WND: number, sacked: Tcb['scoreboard']): boolean {
  const { SND } = tcb
  if (SND.UNA === SND.NXT || SEG.ACK !== SND.UNA || SEG.CTL & (SYN | FIN)) return false
  if (tcb.agreed.sack) return !sameRanges(sacked, tcb.scoreboard)
  return SEG.data.length === 0 && WND === SND.WND
}

const sameRanges = (a: Tcb['scoreboard'], b: Tcb['scoreboard']): boolean => {
  return a.length === b.length && a.every(([left, right], at) => left === b[at]![0] && right === b[at]![1])
}

/** New data is acknowledged. */
function onNews(tcb: Tcb, SEG: Segment, SND: Tcb['SND'], now: Millis): AckPatch {
  const octets = distance(tcb.SND.UNA, SEG.ACK)
  const synCounted = tcb.SND.UNA === tcb.ISS ? 1 : 0
  const finCounted = tcb.finAt !== null && before(tcb.finAt, SEG.ACK) && !finAcknowledged(tcb) ? 1 : 0
  const dataOctets = octets - synCounted - finCounted
  const allAcked = SEG.ACK === tcb.SND.NXT
  const RTT = roundTrip(tcb, SEG, now, allAcked)
  const scoreboard = prune(sackNews(tcb, SEG), SEG.ACK)
  const sent = copySend(SND)
  sent.UNA = SEG.ACK
  const { agreed } = tcb
  const moved = { agreed, congestion: tcb.congestion, SND: sent, scoreboard, resend: stillToResend(tcb, SEG) }
  const growth = { congestionControl: tcb.config.congestionControl, now, SRTT: RTT.SRTT }
  const { congestion, resend } = afterNews(moved, dataOctets, growth)
  // RFC 6582 §3.2: in recovery only the first partial acknowledgment restarts the timer.
  const restart = congestion.phase !== 'fast recovery' || !tcb.congestion.partialAckSeen
  const at = allAcked ? null : restart ? now + timerLength(RTT, tcb.config) : tcb.timers.retransmission
  const timers = withRetransmission(tcb.timers, tcb.probes === null ? at : null)
  const sendQueue = dataOctets > 0 ? tcb.sendQueue.slice(dataOctets) : tcb.sendQueue
  const HighRxt = later(tcb.HighRxt, SEG.ACK)
  const { probes } = tcb
  const patch: Draft = { SND: sent, RTT, congestion, timers, sendQueue, resend, scoreboard, HighRxt, probes }
  if (congestion.prr !== null) reduceRate(tcb, patch)
  if (probes !== null) reopen(tcb.config, patch, now)
  return patch
}

function stillToResend(tcb: Tcb, SEG: Segment): Tcb['resend'] {
  const { resend } = tcb
  if (resend === null || !before(SEG.ACK, resend.until)) return null
  return { next: later(resend.next, SEG.ACK), until: resend.until, clause: resend.clause }
}

/** What an acknowledgment of new data has moved, and what goes with it. */
type Moved = Pick<Tcb, 'agreed' | 'congestion' | 'SND' | 'scoreboard' | 'resend'>

function afterNews(tcb: Moved, octets: number, growth: Growth): { congestion: Congestion; resend: Tcb['resend'] } {
  const { congestion, agreed, SND } = tcb
  const SMSS = effectiveMss(tcb)
  if (congestion.phase !== 'fast recovery') {
    // RFC 5681 §3.1: the acknowledgment of a SYN does not enlarge cwnd.
    return { congestion: octets > 0 ? onNewAck(congestion, octets, SMSS, growth) : congestion, resend: tcb.resend }
  }
  if (isFullAck(congestion, SND.UNA)) {
    const flight = distance(SND.UNA, SND.NXT)
    return { congestion: leaveRecovery(congestion, flight, SMSS, agreed.sack), resend: null }
  }
  const resend = agreed.sack && tcb.scoreboard.length > 0 ? null : firstSegment(tcb, 'RFC 6582 §3.2')
  return { congestion: partialAck(congestion, octets, SMSS, agreed.sack), resend }
}

/** The first unacknowledged segment, up to what is known to have arrived. */
function firstSegment(tcb: Omit<Moved, 'resend' | 'congestion'>, clause: string): Tcb['resend'] {
  const { SND, scoreboard } = tcb
  let until = advance(SND.UNA, effectiveMss(tcb))
  if (before(SND.NXT, until)) until = SND.NXT
  const arrived = scoreboard[0]?.[0]
  if (arrived !== undefined && before(arrived, until)) until = arrived
  return { next: SND.UNA, until, clause }
}

/** RFC 6937 §3: what this ACK says has arrived, by its number and by its blocks. */
function reduceRate(tcb: Tcb, patch: Draft): void {
  const { SND, scoreboard, HighRxt } = patch
  const SMSS = effectiveMss(tcb)
  const delivered = distance(tcb.SND.UNA, SND.UNA) + sackedOctets(scoreboard) - sackedOctets(tcb.scoreboard)
  const inFlight = pipe(scoreboard, SND.UNA, SND.NXT, HighRxt, SMSS)
  patch.congestion = onDelivery(patch.congestion, delivered, inFlight, SMSS)
}

function onDuplicate({ agreed, config }: Tcb, patch: Draft): void {
  const { SND, scoreboard } = patch
  const SMSS = effectiveMss({ agreed })
  const congestion = copyCongestion(patch.congestion)
  congestion.duplicateAcks++
  patch.congestion = congestion
  if (congestion.phase === 'fast recovery') {
    if (!agreed.sack) patch.congestion = inflate(congestion, SMSS)
    return
  }
  const lost = congestion.duplicateAcks >= DupThresh || (agreed.sack && isLost(scoreboard, SND.UNA, SMSS))
  if (!lost || !mayRecover(congestion, SND.UNA)) return
  // What lies beyond cwnd went out by limited transmit, which does not count (RFC 5681 §3.2 step 2).
  const flight = Math.min(distance(SND.UNA, SND.NXT), congestion.cwnd)
  patch.congestion = enterRecovery(congestion, flight, SND.NXT, SMSS, agreed.sack, config)
  patch.resend = firstSegment({ agreed, SND, scoreboard }, 'RFC 5681 §3.2')
  patch.HighRxt = SND.UNA
  patch.RTT = untimed(patch.RTT)
}

/**
 * A round-trip time, if this acknowledgment gives one: by timestamp (RFC 7323 §4.1), else by the timed
 * segment.
 */
function roundTrip(tcb: Tcb, SEG: Segment, now: Millis, allAcked: boolean): RoundTrip {
  const { config, agreed } = tcb
  const oldestSentAtMs = allAcked ? null : now
  const RTT = copyRoundTrip(acknowledged(tcb.RTT))
  RTT.oldestSentAtMs = oldestSentAtMs
  const timestamps = agreed.timestamps ? findTimestamps(SEG) : undefined
  if (timestamps !== undefined && timestamps.echo !== 0) {
    const R = (timestampClock(now) - timestamps.echo) | 0
    // An echo from the future or from long ago is a peer's mistake, not a measurement.
    if (R >= 0 && R <= config.giveUpMs) return measure(untimed(RTT), R, config)
  }
  const { timing } = RTT
  if (timing === null || before(SEG.ACK, timing.end)) return RTT
  return measure(untimed(RTT), now - timing.sentAtMs, config)
}

/** The window opened again: probing is over, and what a probe left unacknowledged is sent again. */
function reopen(config: TcpConfig, patch: Draft, now: Millis): void {
  const { SND } = patch
  if (SND.WND === 0) return
  const outstanding = SND.UNA !== SND.NXT
  patch.probes = null
  patch.timers = withTimer(patch.timers, 'persist', null)
  if (!outstanding) return
  patch.timers = withRetransmission(patch.timers, now + timerLength(patch.RTT, config))
  patch.resend = { next: SND.UNA, until: SND.NXT, clause: 'RFC 9293 §3.8.6.1' }
}
