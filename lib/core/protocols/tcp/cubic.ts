// CUBIC: how cwnd grows between losses, and by how much a loss cuts it. Pure, like `congestion.ts`, which calls it where the
// configuration says so. Counts octets where the RFC counts segments. Not modelled: HyStart++ (§4.10), spurious losses
// (§4.9), periods in which the application sends too little (§5.8), but for a restart after idling.
// Read first: RFC 9438 §4.2 to §4.8.
import type { Millis } from '#lib/core/engine/machine.ts'
import { copyCongestion, type Congestion, type Cubic } from '#lib/core/protocols/tcp/tcb.ts'

const C = 0.4
const beta = 0.7
/** §4.3: as friendly as Reno on the average. */
const friendlyAlpha = (3 * (1 - beta)) / (1 + beta)

/** §4.6: what is left of `flight` octets after a loss, at least two segments. */
export const reducedFlight = (flight: number, SMSS: number): number => Math.max(Math.floor(flight * beta), 2 * SMSS)

/** §4.6 to §4.8: what a loss leaves for the stage after it; by a timeout the plateau is where that stage begins. */
export function onLoss({ cwnd, cubic }: Congestion, byTimeout: boolean): Cubic {
  const before = cubic?.W_max ?? 0
  // Fast convergence: a saturation point that keeps sinking makes room for another flow.
  const W_max = cwnd < before ? (cwnd * (1 + beta)) / 2 : cwnd
  return { W_max: byTimeout ? null : W_max, cwndPrior: cwnd, epochAtMs: null, K: 0, W_est: 0 }
}

/** The stage begins with the first ACK in congestion avoidance. */
function beginEpoch({ cwnd, cubic }: Congestion, SMSS: number, now: Millis): Cubic {
  const W_max = cubic?.W_max ?? cwnd
  const cwndPrior = cubic?.cwndPrior ?? cwnd
  const above = cwnd >= W_max
  const K = above ? 0 : Math.cbrt((W_max - cwnd) / SMSS / C)
  return { W_max: above ? cwnd : W_max, cwndPrior, epochAtMs: now, K, W_est: cwnd }
}

/** An ACK of `octets` new octets in congestion avoidance; `SRTT` in milliseconds, null before the first measurement. */
export function grow(congestion: Congestion, octets: number, SMSS: number, now: Millis, SRTT: number | null): Congestion {
  const { cwnd } = congestion
  const stage = congestion.cubic?.epochAtMs == null ? beginEpoch(congestion, SMSS, now) : congestion.cubic
  const { K, cwndPrior, epochAtMs } = stage
  const plateau = stage.W_max ?? cwnd
  const elapsed = (now - (epochAtMs ?? now)) / 1000
  const W_cubic = (t: number): number => C * (t - K) ** 3 * SMSS + plateau
  const alpha = stage.W_est >= cwndPrior ? 1 : friendlyAlpha
  const W_est = stage.W_est + (alpha * octets * SMSS) / cwnd
  const target = Math.min(Math.max(W_cubic(elapsed + (SRTT ?? 0) / 1000), cwnd), 1.5 * cwnd)
  const grown = W_cubic(elapsed) < W_est ? Math.max(W_est, cwnd) : cwnd + ((target - cwnd) / cwnd) * SMSS
  const changed = copyCongestion(congestion)
  changed.cwnd = Math.floor(grown)
  changed.phase = 'congestion avoidance'
  changed.cubic = { ...stage, W_est }
  return changed
}
