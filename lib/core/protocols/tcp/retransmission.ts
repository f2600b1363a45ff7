// The retransmission timeout: what a round-trip time teaches, and what a timeout does to it. Pure: returns
// values.
// Read first: RFC 6298 §2 to §5. Karn's algorithm stands in what is timed: never a segment that was sent
// twice.
import type { Millis } from '#lib/core/engine/machine.ts'
import type { TcpConfig } from '#lib/core/protocols/tcp/config.ts'
import { onTimeout } from '#lib/core/protocols/tcp/congestion.ts'
import { effectiveMss } from '#lib/core/protocols/tcp/options.ts'
import { copyRoundTrip, flightSize, synAcknowledged, type RoundTrip, type Tcb } from '#lib/core/protocols/tcp/tcb.ts'

const alpha = 1 / 8
const beta = 1 / 4
const K = 4

/** What asks for the first segment after a timeout. */
export const timeoutClause = 'RFC 6298 §5 (5.4)'

/** One measured round-trip time R, in milliseconds: RFC 6298 (2.2) the first time, (2.3) after. */
export function measure(RTT: RoundTrip, R: number, config: TcpConfig): RoundTrip {
  const { SRTT, RTTVAR } = RTT
  const first = SRTT === null
  const variation = first ? R / 2 : (1 - beta) * RTTVAR + beta * Math.abs(SRTT - R)
  const smoothed = first ? R : (1 - alpha) * SRTT + alpha * R
  const measured = copyRoundTrip(RTT)
  measured.SRTT = smoothed
  measured.RTTVAR = variation
  measured.RTO = timeout(smoothed, variation, config)
  measured.backoffs = 0
  return measured
}

/** RTO = SRTT + max(G, K·RTTVAR), not below the least (2.4) nor above the most (2.5). */
function timeout(SRTT: number, RTTVAR: number, config: TcpConfig): number {
  const RTO = SRTT + Math.max(config.rtoGranularityMs, K * RTTVAR)
  return Math.min(config.rtoMaxMs, Math.max(config.rtoMinMs, RTO))
}

/** Karn: what was being timed is timed no more. */
export function untimed(RTT: RoundTrip): RoundTrip {
  if (RTT.timing === null) return RTT
  const changed = copyRoundTrip(RTT)
  changed.timing = null
  return changed
}

/** The timer went off: RFC 6298 (5.5), "back off the timer". What was being timed is timed no more (Karn). */
function backOff(RTT: RoundTrip, config: TcpConfig): RoundTrip {
  const RTO = Math.min(config.rtoMaxMs, RTT.RTO * 2)
  return Object.assign(copyRoundTrip(RTT), { RTO, backoffs: RTT.backoffs + 1, timing: null })
}

/**
 * New data was acknowledged: the count towards R2 starts again; the RTO stays as it is until a measurement.
 */
export function acknowledged(RTT: RoundTrip): RoundTrip {
  return RTT.backoffs === 0 ? RTT : Object.assign(copyRoundTrip(RTT), { backoffs: 0 })
}

/**
 * Leaving the handshake: after a SYN timed out, data starts at 3 s, RFC 6298 (5.7), as nothing was measured.
 */
export function afterHandshake(RTT: RoundTrip, config: TcpConfig): RoundTrip {
  if (RTT.SRTT !== null) return RTT
  const RTO = RTT.backoffs > 0 ? Math.max(config.rtoAfterSynLossMs, config.rtoMinMs) : RTT.RTO
  return Object.assign(copyRoundTrip(RTT), { RTO, backoffs: 0 })
}

/**
 * Milliseconds for which the timer is set: the RTO, and the stack's allowance but for a first, unmeasured
 * one.
 */
export function timerLength(RTT: RoundTrip, config: TcpConfig): number {
  const slop = RTT.SRTT === null && RTT.backoffs === 0 ? 0 : config.rtoSlopMs
  return Math.min(config.rtoMaxMs, RTT.RTO + slop)
}

/** Whether R2 is reached, by count or by time (RFC 9293 §3.8.3): what timed out is not sent again. */
export function isGivenUp(tcb: Tcb, now: Millis): boolean {
  const { config, state, RTT } = tcb
  if (!synAcknowledged(tcb)) return RTT.backoffs >= (state === 'SYN-SENT' ? config.synRetries : config.synAckRetries)
  const tooLong = RTT.oldestSentAtMs !== null && now - RTT.oldestSentAtMs >= config.giveUpMs
  return RTT.backoffs >= config.retries || tooLong
}

/** All that a timeout changes: everything in flight is to be sent again, as the windows allow. */
export function afterTimeout(tcb: Tcb): Pick<Tcb, 'RTT' | 'congestion' | 'scoreboard' | 'HighRxt' | 'resend'> {
  const { RTT, SND, config } = tcb
  return {
    RTT: backOff(RTT, config),
    congestion: synAcknowledged(tcb)
      ? onTimeout(tcb.congestion, flightSize(tcb), SND.NXT, effectiveMss(tcb), RTT.backoffs > 0, config)
      : tcb.congestion,
    // RFC 2018 §8: after a timeout what the scoreboard says is not relied on.
    scoreboard: [],
    HighRxt: SND.UNA,
    resend: { next: SND.UNA, until: SND.NXT, clause: timeoutClause },
  }
}
