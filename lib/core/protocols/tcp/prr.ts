// Proportional Rate Reduction: how much each ACK of a recovery lets go, so that cwnd comes down to ssthresh evenly instead of
// at once. Pure. Only with SACK, whose scoreboard says what each ACK delivered. Read first: RFC 6937 §3.
import { copyCongestion, type Congestion, type Prr } from '#lib/core/protocols/tcp/tcb.ts'

/** At the beginning of a recovery; `flight`: RecoverFS, octets. */
export const beginPrr = (flight: number): Prr => ({ delivered: 0, out: 0, RecoverFS: Math.max(flight, 1) })

/**
 * An ACK in recovery that says that `delivered` more octets have arrived: cwnd such that as much may be sent as §3 lets go.
 * Below ssthresh the reduction bound is PRR-SSRB, as in slow start.
 */
export function onDelivery(congestion: Congestion, delivered: number, pipe: number, SMSS: number): Congestion {
  const { prr, ssthresh } = congestion
  if (prr === null || congestion.phase !== 'fast recovery') return congestion
  const total = prr.delivered + delivered
  const limit = Math.max(total - prr.out, delivered) + SMSS
  const sndcnt = pipe > ssthresh ? Math.ceil((total * ssthresh) / prr.RecoverFS) - prr.out : Math.min(ssthresh - pipe, limit)
  const changed = copyCongestion(congestion)
  changed.cwnd = pipe + Math.max(sndcnt, 0)
  changed.prr = { ...prr, delivered: total }
  return changed
}

/** `octets` were sent, again or for the first time. */
export function onSent(congestion: Congestion, octets: number): Congestion {
  const { prr } = congestion
  if (prr === null || octets === 0) return congestion
  const changed = copyCongestion(congestion)
  changed.prr = { ...prr, out: prr.out + octets }
  return changed
}
