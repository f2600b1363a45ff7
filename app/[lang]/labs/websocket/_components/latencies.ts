// Times between a server that stamps its messages and a page that receives them. Pure.

/** One question for the server's time: when it was asked and answered by the page's clock, and what the answer said. */
export interface ClockSample {
  readonly askedMs: number
  readonly answeredMs: number
  readonly serverMs: number
}

/**
 * What to add to the page's time to get the server's, and by how much that may be wrong: half of the quickest answer's
 * time (the sample of least delay, as in RFC 5905 §10).
 */
export function clockOffset(samples: readonly ClockSample[]): { readonly offsetMs: number; readonly withinMs: number } | null {
  const [best] = [...samples].sort((a, b) => a.answeredMs - a.askedMs - (b.answeredMs - b.askedMs))
  if (best === undefined) return null
  const withinMs = (best.answeredMs - best.askedMs) / 2
  return { offsetMs: best.serverMs - best.askedMs - withinMs, withinMs }
}

/** `"7 1234.56 xxx"` → number and time of sending; null for anything else. */
export function readStamp(text: string): { readonly number: number; readonly sentMs: number } | null {
  const found = /^(\d+) (\d+(?:\.\d+)?) /.exec(text)
  return found === null ? null : { number: Number(found[1]), sentMs: Number(found[2]) }
}

/** The smallest value that `share` of them do not exceed; null for none. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null
}
