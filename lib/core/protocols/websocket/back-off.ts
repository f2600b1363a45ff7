// How long a client waits before it connects again: a ceiling that doubles up to a bound, and a random part of it.
// The whole of the ceiling is drawn from ("full jitter"), so that clients that were dropped together come back apart.
// Read first: RFC 6455 §7.2.3.
import type { Millis } from '#lib/core/engine/machine.ts'

export interface BackOff {
  /** The ceiling of the first wait. */
  readonly baseMs: Millis
  readonly mostMs: Millis
}

/** The longest that attempt `attempt` (1, 2, …) may be waited for. */
export function backOffCeiling({ baseMs, mostMs }: BackOff, attempt: number): Millis {
  // Not by shifting: attempt 33 would begin again.
  return Math.min(mostMs, baseMs * 2 ** Math.max(0, attempt - 1))
}

/** The wait itself; `unit` is random, in [0, 1). */
export function fullJitter(ceilingMs: Millis, unit: number): Millis {
  return Math.floor(ceilingMs * unit)
}
