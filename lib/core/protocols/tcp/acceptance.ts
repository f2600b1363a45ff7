// What an arriving segment deserves before its text is looked at: RFC 9293 §3.10.7 up to the ACK field. Pure:
// it reads the TCB, gives a verdict with the clause behind it, and changes nothing.
// Read first: RFC 9293 §3.10.7.1 to §3.10.7.4 (steps 1 to 5), RFC 5961 §3 to §5, RFC 7323 §5.3 (PAWS).
import { findTimestamps } from '#lib/core/protocols/tcp/options.ts'
import type { ReasonId } from '#lib/core/protocols/tcp/reasons.ts'
import { advance, before, distance, later, upTo, within } from '#lib/core/protocols/tcp/sequence.ts'
import type { Tcb } from '#lib/core/protocols/tcp/tcb.ts'
import { ACK, FIN, RST, SYN, segmentLength, type Segment } from '#lib/core/protocols/tcp/wire.ts'

export type Verdict =
  /** Dropped in silence. */
  | { readonly do: 'drop'; readonly reason: ReasonId; readonly clause: string }
  /** Answered by `<SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>` and dropped. */
  | {
      readonly do: 'acknowledge'
      readonly reason: ReasonId
      readonly clause: string
      readonly challenge: boolean
    }
  /**
   * Answered by a RST that fits the segment; `forget`: a half-open passive connection goes back to LISTEN.
   */
  | {
      readonly do: 'answer RST'
      readonly reason: ReasonId
      readonly clause: string
      readonly forget: boolean
    }
  /** Answered by a RST that fits the segment, and the end: nobody will read what it brings. */
  | { readonly do: 'reset'; readonly reason: ReasonId; readonly clause: string }
  /** The connection ends here. */
  | {
      readonly do: 'end'
      readonly event: 'rcv RST' | 'rcv SYN'
      readonly sendRst: boolean
      readonly clause: string
    }
  | { readonly do: 'repeat SYN,ACK'; readonly reason: ReasonId; readonly clause: string }
  /** TIME-WAIT gives way to a new connection. */
  | { readonly do: 'reopen'; readonly clause: string }
  /** TIME-WAIT: the peer's FIN again; acknowledge it and wait anew. */
  | { readonly do: 'wait anew'; readonly reason: ReasonId; readonly clause: string }
  /** LISTEN or SYN-SENT: the handshake goes on. */
  | { readonly do: 'synchronize'; readonly clause: string }
  /**
   * Goes on with the ACK field; `SEG` is cut to the window, and `cut` says why something of it had to be cut off.
   */
  | { readonly do: 'process'; readonly SEG: Segment; readonly cut: ReasonId | null; readonly clause: string }

const CLOSED_STATE = 'RFC 9293 §3.10.7.1'
const LISTEN_STATE = 'RFC 9293 §3.10.7.2'
const SYN_SENT_STATE = 'RFC 9293 §3.10.7.3'
const OTHER_STATES = 'RFC 9293 §3.10.7.4'

const drop = (reason: ReasonId, clause: string): Verdict => ({ do: 'drop', reason, clause })
const acknowledge = (reason: ReasonId, clause: string, challenge = false): Verdict => {
  return { do: 'acknowledge', reason, clause, challenge }
}
const answerRst = (reason: ReasonId, clause: string, forget = false): Verdict => {
  return { do: 'answer RST', reason, clause, forget }
}
const process = (SEG: Segment, clause: string, cut: ReasonId | null = null): Verdict => {
  return { do: 'process', SEG, cut, clause }
}

/** The RST that the sender of `SEG` will find acceptable: RFC 9293 §3.5.2, groups 1 and 2. */
export function resetFor(SEG: Segment): Pick<Segment, 'SEQ' | 'ACK' | 'CTL'> {
  if (SEG.CTL & ACK) return { SEQ: SEG.ACK, ACK: 0, CTL: RST }
  return { SEQ: 0, ACK: advance(SEG.SEQ, segmentLength(SEG)), CTL: RST | ACK }
}

/** The verdict on a segment, in any state. */
export function examine(tcb: Tcb, SEG: Segment): Verdict {
  if (tcb.config.dropSynFin && SEG.CTL & SYN && SEG.CTL & FIN && !(SEG.CTL & RST)) {
    return drop('SYN and FIN', 'configuration')
  }
  switch (tcb.state) {
    case 'CLOSED':
      return examineInClosed(tcb, SEG)
    case 'LISTEN':
      return examineInListen(tcb, SEG)
    case 'SYN-SENT':
      return examineInSynSent(tcb, SEG)
    case 'TIME-WAIT':
      return examineInTimeWait(tcb, SEG)
    case 'SYN-RECEIVED':
      if (tcb.config.halfOpen === 'syn-cache' && tcb.opened === 'opened passively')
        return examineCached(tcb, SEG)
      return examineSynchronized(tcb, SEG)
    default:
      return examineSynchronized(tcb, SEG)
  }
}

function examineInClosed(tcb: Tcb, SEG: Segment): Verdict {
  if (SEG.CTL & RST) return drop('RST not answered', CLOSED_STATE)
  const { blackhole } = tcb.config
  if (blackhole === 'all' || (blackhole === 'SYN' && SEG.CTL & SYN)) return drop('blackhole', 'configuration')
  return answerRst(SEG.CTL & ACK ? 'ACK of nothing sent' : 'nobody listens', CLOSED_STATE)
}

function examineInListen(tcb: Tcb, SEG: Segment): Verdict {
  if (SEG.CTL & RST) return drop('RST in LISTEN', LISTEN_STATE)
  if (SEG.CTL & SYN && SEG.CTL & ACK && tcb.config.synAckInListen === 'drop') {
    return drop('SYN,ACK in LISTEN', 'configuration')
  }
  if (SEG.CTL & ACK) return answerRst('ACK in LISTEN', LISTEN_STATE)
  if (SEG.CTL & SYN) return { do: 'synchronize', clause: LISTEN_STATE }
  return drop('nothing for LISTEN', LISTEN_STATE)
}

function examineInSynSent(tcb: Tcb, SEG: Segment): Verdict {
  if (SEG.CTL & ACK && (upTo(SEG.ACK, tcb.ISS) || before(tcb.SND.NXT, SEG.ACK))) {
    if (SEG.CTL & RST) return drop('RST without ACK of SYN', SYN_SENT_STATE)
    return answerRst('ACK of nothing sent', SYN_SENT_STATE)
  }
  if (SEG.CTL & RST) {
    if (!(SEG.CTL & ACK)) return drop('RST without ACK of SYN', SYN_SENT_STATE)
    return { do: 'end', event: 'rcv RST', sendRst: false, clause: SYN_SENT_STATE }
  }
  if (SEG.CTL & SYN) return { do: 'synchronize', clause: SYN_SENT_STATE }
  return drop('no SYN in SYN-SENT', SYN_SENT_STATE)
}

/** RFC 9293 §3.10.7.4, steps 1 to 5. */
function examineSynchronized(tcb: Tcb, SEG: Segment): Verdict {
  const { RCV, config } = tcb
  const stale = examineTimestamp(tcb, SEG)
  if (stale !== null) return stale

  const { CTL } = SEG
  const LEN = segmentLength(SEG)
  const acceptable = config.windowCheck === 'buffer' && !(CTL & (SYN | RST)) ? fitsBuffer(tcb, SEG, LEN) : isAcceptable(tcb, SEG, LEN)
  if (CTL & RST) return config.resetEdge === 'RCV.NXT' ? examineReset(tcb, SEG, acceptable) : examineResetAtLastAck(tcb, SEG)
  if (CTL & SYN && CTL & ACK && tcb.state === 'SYN-RECEIVED' && SEG.SEQ === tcb.IRS) {
    // Simultaneous open, Figure 7 line 5: the SYN is known, its ACK is news. By the acceptability test alone
    // the segment would be old, and stacks that use the ACK of an old segment acknowledge it all the same.
    return examineAck(tcb, trim(tcb, SEG), config.useOldAcks ? 'repeated SYN' : null, 'RFC 9293 §A.2')
  }
  if (CTL & SYN && !(CTL & ACK) && tcb.state === 'SYN-RECEIVED' && SEG.SEQ === tcb.IRS) {
    // The acknowledgment that an old segment deserves; stacks put our SYN into it, which the peer seems to have missed.
    if (config.repeatedSyn === 'ACK') return acknowledge('repeated SYN', OTHER_STATES)
    return { do: 'repeat SYN,ACK', reason: 'repeated SYN', clause: OTHER_STATES }
  }
  if (CTL & SYN && config.synCheck === 'rfc5961') {
    const returns = tcb.state === 'SYN-RECEIVED' && tcb.opened === 'opened passively'
    if (!returns) return acknowledge('SYN in a synchronized state', 'RFC 5961 §4.2', true)
  }
  if (config.dataAfterClose === 'any' && tcb.released && closesAfterUs(tcb) && reachesBeyond(SEG, RCV.NXT)) {
    return { do: 'reset', reason: 'data after CLOSE', clause: 'RFC 9293 §3.6.1 (SHLD-3)' }
  }
  if (!acceptable) {
    const hasNewAck = (CTL & ACK) !== 0 && atClosedWindow(tcb, SEG)
    // "Special allowance should be made to accept valid ACKs" while RCV.WND is zero.
    if (hasNewAck) {
      const cut = LEN > 0 ? 'zero window' : null
      return examineAck(tcb, { ...SEG, data: '', CTL: CTL & ~FIN }, cut, OTHER_STATES)
    }
    const old = upTo(advance(SEG.SEQ, LEN), RCV.NXT)
    if (config.useOldAcks && old && CTL & ACK && !(CTL & SYN))
      return examineAck(tcb, trim(tcb, SEG), 'outside the window', OTHER_STATES)
    return acknowledge(RCV.WND === 0 ? 'zero window' : 'outside the window', OTHER_STATES, (CTL & SYN) !== 0)
  }
  if (CTL & SYN && !before(SEG.SEQ, RCV.NXT)) {
    const returns = tcb.state === 'SYN-RECEIVED' && tcb.opened === 'opened passively'
    return { do: 'end', event: 'rcv SYN', sendRst: !returns, clause: returns ? OTHER_STATES : 'RFC 793 §3.9' }
  }
  if (!(CTL & ACK)) return drop('no ACK', OTHER_STATES)
  const trimmed = trim(tcb, SEG)
  return examineAck(tcb, trimmed, cutOf(SEG, trimmed), OTHER_STATES)
}

/** Step 2, RFC 5961 §3.2. */
function examineReset(tcb: Tcb, SEG: Segment, acceptable: boolean): Verdict {
  if (!acceptable && !atClosedWindow(tcb, SEG)) return drop('RST outside the window', OTHER_STATES)
  if (SEG.SEQ === tcb.RCV.NXT || tcb.config.rstCheck === 'rfc793') {
    return { do: 'end', event: 'rcv RST', sendRst: false, clause: OTHER_STATES }
  }
  return acknowledge('RST not at RCV.NXT', 'RFC 5961 §3.2', true)
}

/** The same, counted from where the peer was last told that we are: it cannot know of an ACK that is delayed. */
function examineResetAtLastAck(tcb: Tcb, SEG: Segment): Verdict {
  const edge = tcb.TS.LastAckSent
  const exact = SEG.SEQ === edge
  if (!exact && !within(SEG.SEQ, edge, tcb.RCV.WND)) return drop('RST outside the window', OTHER_STATES)
  if (exact || tcb.config.rstCheck === 'rfc793') {
    return { do: 'end', event: 'rcv RST', sendRst: false, clause: OTHER_STATES }
  }
  return acknowledge('RST not at RCV.NXT', 'RFC 5961 §3.2', true)
}

const closesAfterUs = ({ state }: Tcb): boolean => {
  return state === 'FIN-WAIT-1' || state === 'FIN-WAIT-2' || state === 'CLOSING' || state === 'LAST-ACK'
}

/** Whether it brings octets from `NXT` on. */
const reachesBeyond = (SEG: Segment, NXT: number): boolean => before(NXT, advance(SEG.SEQ, SEG.data.length)) && SEG.data !== ''

/** Step 5 as far as it can refuse the segment. */
function examineAck(tcb: Tcb, SEG: Segment, cut: ReasonId | null, clause: string): Verdict {
  const { SND } = tcb
  if (tcb.state === 'SYN-RECEIVED') {
    if (before(SND.UNA, SEG.ACK) && upTo(SEG.ACK, SND.NXT)) return process(SEG, clause, cut)
    return answerRst('bad handshake ACK', OTHER_STATES)
  }
  if (before(SND.NXT, SEG.ACK)) return acknowledge('ACK out of range', OTHER_STATES)
  if (tcb.config.ackCheck !== 'rfc793' && before(SEG.ACK, oldestAck(tcb))) {
    return acknowledge('ACK out of range', 'RFC 5961 §5.2', true)
  }
  return process(SEG, clause, cut)
}

function oldestAck({ SND, ISS, config }: Tcb): number {
  const byWindow = advance(SND.UNA, -SND.MAX_WND)
  return config.ackCheck === 'rfc5961 and ISS' ? later(byWindow, advance(ISS, 1)) : byWindow
}

/** PAWS and missing timestamps, RFC 7323 §5.3 (R1) and §3.2; null: nothing wrong. */
function examineTimestamp(tcb: Tcb, SEG: Segment): Verdict | null {
  if (!tcb.agreed.timestamps || SEG.CTL & RST) return null
  const timestamps = findTimestamps(SEG)
  if (timestamps === undefined) return drop('timestamp missing', 'RFC 7323 §3.2')
  if (((timestamps.value - tcb.TS.Recent) | 0) >= 0) return null
  if (tcb.config.oldTimestamp === 'ACK data' && SEG.data === '') return drop('old timestamp', 'RFC 7323 §5.3')
  return acknowledge('old timestamp', 'RFC 7323 §5.3')
}

/** RFC 9293 Table 6. */
export function isAcceptable(tcb: Tcb, SEG: Segment, LEN: number): boolean {
  const { NXT, WND } = tcb.RCV
  if (LEN === 0) return WND === 0 ? SEG.SEQ === NXT : within(SEG.SEQ, NXT, WND)
  return WND > 0 && (within(SEG.SEQ, NXT, WND) || within(advance(SEG.SEQ, LEN - 1), NXT, WND))
}

/**
 * Where the window is all that the buffer has room for, only octets of data have to lie in it: a FIN takes no room, and
 * a segment without data may lie at the right edge.
 */
function fitsBuffer(tcb: Tcb, SEG: Segment, LEN: number): boolean {
  const { NXT, WND } = tcb.RCV
  const old = LEN === 0 ? before(SEG.SEQ, NXT) : upTo(advance(SEG.SEQ, LEN), NXT)
  const beyond = distance(advance(NXT, WND), advance(SEG.SEQ, SEG.data.length))
  return !old && (beyond <= 0 || beyond < SEG.data.length)
}

const atClosedWindow = (tcb: Tcb, SEG: Segment): boolean => tcb.RCV.WND === 0 && SEG.SEQ === tcb.RCV.NXT

/** The segment without what lies before RCV.NXT or beyond the window, SYN and FIN included. */
function trim(tcb: Tcb, SEG: Segment): Segment {
  const { NXT, WND } = tcb.RCV
  let { SEQ, CTL, data } = SEG
  if (CTL & SYN && before(SEQ, NXT)) {
    SEQ = advance(SEQ, 1)
    CTL &= ~SYN
  }
  const early = distance(SEQ, NXT)
  if (early > 0) {
    if (early > data.length) CTL &= ~FIN
    data = data.slice(early)
    SEQ = NXT
  }
  const room = distance(SEQ, advance(NXT, WND))
  const finOctet = CTL & FIN && tcb.config.windowCheck === 'advertised' ? 1 : 0
  if (data.length + finOctet > room) {
    data = data.slice(0, Math.max(0, room))
    CTL &= ~FIN
  }
  return SEQ === SEG.SEQ && CTL === SEG.CTL && data.length === SEG.data.length ? SEG : { ...SEG, SEQ, CTL, data }
}

const cutOf = (SEG: Segment, trimmed: Segment): ReasonId | null => {
  return trimmed.data.length < SEG.data.length ? 'partly outside the window' : null
}

/** TIME-WAIT: everything but the last ACK once more is answered, a FIN again also starts the wait anew. */
function examineInTimeWait(tcb: Tcb, SEG: Segment): Verdict {
  const { RCV, SND, config } = tcb
  const { CTL } = SEG
  const LEN = segmentLength(SEG)
  if (CTL & RST) {
    if (!isAcceptable(tcb, SEG, LEN)) return drop('RST outside the window', OTHER_STATES)
    if (config.timeWaitRst === 'ignore') return drop('RST in TIME-WAIT', 'RFC 1337 §3')
    if (SEG.SEQ === RCV.NXT || config.rstCheck === 'rfc793') {
      return { do: 'end', event: 'rcv RST', sendRst: false, clause: OTHER_STATES }
    }
    return acknowledge('RST not at RCV.NXT', 'RFC 5961 §3.2', true)
  }
  if (CTL & SYN && !(CTL & ACK)) {
    const newer = before(RCV.NXT, SEG.SEQ) || timestampIsNewer(tcb, SEG)
    if (config.timeWaitSyn !== 'challenge' && newer)
      return { do: 'reopen', clause: 'RFC 9293 §3.6.1 (MAY-2)' }
    if (config.timeWaitSyn === 'reopen or drop') return drop('SYN without ACK in TIME-WAIT', OTHER_STATES)
    if (config.synCheck === 'rfc793' && isAcceptable(tcb, SEG, LEN)) {
      return { do: 'end', event: 'rcv SYN', sendRst: true, clause: 'RFC 793 §3.9' }
    }
    return acknowledge('SYN in a synchronized state', 'RFC 5961 §4.2', true)
  }
  if (!(CTL & ACK)) return drop('no ACK', OTHER_STATES)
  if (CTL & FIN && advance(SEG.SEQ, LEN) === RCV.NXT)
    return { do: 'wait anew', reason: 'repeated FIN', clause: OTHER_STATES }
  if (CTL === ACK && LEN === 0 && SEG.SEQ === RCV.NXT && SEG.ACK === SND.NXT)
    return process(SEG, OTHER_STATES)
  return acknowledge('outside the window', OTHER_STATES)
}

/** RFC 9293 §3.6.1 (SHLD-4): a newer timestamp shows that the SYN is no old duplicate. */
function timestampIsNewer(tcb: Tcb, SEG: Segment): boolean {
  const timestamps = tcb.agreed.timestamps ? findTimestamps(SEG) : undefined
  return timestamps !== undefined && ((timestamps.value - tcb.TS.Recent) | 0) > 0
}

/** A half-open connection that is only an entry of a SYN cache: no data, no FIN, no second chance. */
function examineCached(tcb: Tcb, SEG: Segment): Verdict {
  const { RCV, config, ISS } = tcb
  const { CTL } = SEG
  const inWindow = within(SEG.SEQ, RCV.NXT, RCV.WND)
  if (CTL & RST) {
    if (!inWindow) return drop('RST outside the window', OTHER_STATES)
    if (SEG.SEQ === RCV.NXT || config.rstCheck === 'rfc793') {
      return { do: 'end', event: 'rcv RST', sendRst: false, clause: OTHER_STATES }
    }
    return acknowledge('RST not at RCV.NXT', 'RFC 5961 §3.2', true)
  }
  if (CTL & SYN && CTL & ACK) return answerRst('ACK in LISTEN', LISTEN_STATE, true)
  if (CTL & SYN) return { do: 'repeat SYN,ACK', reason: 'repeated SYN', clause: 'RFC 4987 §3.5' }
  if (!(CTL & ACK)) return drop('no ACK', OTHER_STATES)
  const stale = examineTimestamp(tcb, SEG)
  if (stale !== null) return stale.do === 'acknowledge' ? drop(stale.reason, stale.clause) : stale
  if (SEG.ACK !== advance(ISS, 1) || !inWindow) return answerRst('bad handshake ACK', OTHER_STATES, true)
  const trimmed = trim(tcb, SEG)
  return process(trimmed, OTHER_STATES, cutOf(SEG, trimmed))
}
