// How often something may be done by one address or account: a sliding count in this process's memory.
// Several processes each count for themselves, so that a limit is at most so many times as wide.

export interface Limiter {
  /** Counts one attempt; false when the key has used up its share. */
  take(key: string): boolean
  /** Takes the newest attempt back, because it succeeded. */
  giveBack(key: string): void
  /** Seconds until the key may try again. */
  retryAfterSeconds(key: string): number
}

/** At most `limit` attempts a key in any `windowMs`. */
export function createLimiter(limit: number, windowMs: number, clockMs: () => number): Limiter {
  const attempts = new Map<string, number[]>()
  const recent = (key: string) => (attempts.get(key) ?? []).filter((at) => at > clockMs() - windowMs)
  return {
    take(key) {
      const kept = recent(key)
      if (attempts.size > 50_000) attempts.clear()
      attempts.set(key, kept)
      if (kept.length >= limit) return false
      kept.push(clockMs())
      return true
    },
    giveBack(key) {
      attempts.get(key)?.pop()
    },
    retryAfterSeconds(key) {
      const oldest = recent(key)[0]
      return oldest === undefined ? 0 : Math.max(1, Math.ceil((oldest + windowMs - clockMs()) / 1000))
    },
  }
}
