// What a handshake settles: our initial sequence number, what the peer's SYN says, and what holds once both SYNs are known
// to both. Pure: gives the changed variables, the machine puts them in.
// Read first: RFC 9293 §3.4.1 (ISS), §3.10.7.2 and §3.10.7.3; RFC 5681 §3.1 (initial cwnd), RFC 6298 §5 (5.7).
import type { Millis } from '#lib/core/engine/machine.ts'
import { initialRecover, initialWindow } from '#lib/core/protocols/tcp/congestion.ts'
import { initialSequenceNumber } from '#lib/core/protocols/tcp/isn.ts'
import { agree, effectiveMss, findTimestamps } from '#lib/core/protocols/tcp/options.ts'
import { afterHandshake } from '#lib/core/protocols/tcp/retransmission.ts'
import { advance, later, type SequenceNumber } from '#lib/core/protocols/tcp/sequence.ts'
import { copyCongestion, copyReceive, copySend, type Tcb } from '#lib/core/protocols/tcp/tcb.ts'
import type { Segment } from '#lib/core/protocols/tcp/wire.ts'

/** A fresh ISS and what is counted from it; `beyond`: an earlier connection used the numbers up to there (MAY-2 (1)). */
export function chooseIss(
  tcb: Tcb,
  now: Millis,
  beyond: SequenceNumber | null,
): Pick<Tcb, 'ISS' | 'SND' | 'HighRxt' | 'congestion'> {
  const { config, local } = tcb
  const remote = tcb.remote ?? { address: '', port: 0 }
  const drawn = config.ISS ?? initialSequenceNumber(config.isnSecret, local, remote, now)
  const ISS = beyond === null ? drawn : later(drawn, advance(beyond, 1))
  return {
    ISS,
    SND: Object.assign(copySend(tcb.SND), { UNA: ISS, NXT: ISS, UP: ISS }),
    HighRxt: ISS,
    congestion: Object.assign(copyCongestion(tcb.congestion), { recover: initialRecover(ISS) }),
  }
}

/** What the peer's SYN or SYN,ACK says: its options, its ISS, its timestamp. */
export function onSyn(tcb: Tcb, SEG: Segment, now: Millis): Pick<Tcb, 'agreed' | 'IRS' | 'RCV' | 'TS'> {
  const agreed = agree(tcb, SEG)
  const first = advance(SEG.SEQ, 1)
  const timestamps = agreed.timestamps ? findTimestamps(SEG) : undefined
  const TS = timestamps === undefined ? tcb.TS : { Recent: timestamps.value, recentAtMs: now, LastAckSent: tcb.TS.LastAckSent }
  return { agreed, IRS: SEG.SEQ, RCV: Object.assign(copyReceive(tcb.RCV), { NXT: first, ADV: first, UP: first }), TS }
}

/** The peer's window as a SYN tells it, which is never scaled (RFC 7323 §2.2). */
export function firstWindow(SND: Tcb['SND'], SEG: Segment): Tcb['SND'] {
  return Object.assign(copySend(SND), { WND: SEG.WND, WL1: SEG.SEQ, WL2: SEG.ACK, MAX_WND: SEG.WND })
}

/** The same from the ACK that ends a handshake, which is. */
export function windowAfterSyn({ SND, agreed }: Tcb, SEG: Segment): Tcb['SND'] {
  return Object.assign(copySend(SND), { WND: SEG.WND * (1 << agreed.SndWindShift), WL1: SEG.SEQ, WL2: SEG.ACK })
}

/** RCV with a buffer of whole segments, where the configuration has it so. */
export function roundedBuffer({ RCV, agreed, config }: Tcb): Tcb['RCV'] {
  if (!config.roundBufferToMss) return RCV
  const { SendMSS } = agreed
  return Object.assign(copyReceive(RCV), { BUFF: Math.ceil(RCV.BUFF / SendMSS) * SendMSS })
}

/** Both SYNs are known to both: RFC 5681 §3.1 sets cwnd, RFC 6298 (5.7) the RTO. */
export function onHandshakeEnd(tcb: Tcb): Pick<Tcb, 'RCV' | 'RTT' | 'congestion'> {
  const cwnd = initialWindow(tcb.config, effectiveMss(tcb), tcb.RTT.backoffs > 0)
  return {
    RCV: roundedBuffer(tcb),
    RTT: afterHandshake(tcb.RTT, tcb.config),
    congestion: Object.assign(copyCongestion(tcb.congestion), { cwnd }),
  }
}
