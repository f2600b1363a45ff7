// Approximate search: the stretch of a text that turns into a pattern by the fewest changes of single characters.
// Sellers' algorithm ("The theory and computation of evolutionary distances", 1980): pattern × text steps.

export interface Like {
  readonly start: number
  readonly end: number
  readonly changes: number
}

/** The best stretch with at most `mostChanges` insertions, deletions and substitutions; the first of equals. */
export function findLike(text: string, pattern: string, mostChanges: number): Like | null {
  const size = pattern.length
  if (size === 0 || text.length === 0) return null
  let costs = Uint32Array.from({ length: size + 1 }, (_, row) => row)
  let starts = new Uint32Array(size + 1)
  let nextCosts = new Uint32Array(size + 1)
  let nextStarts = new Uint32Array(size + 1)
  let best: Like | null = null
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at)
    nextCosts[0] = 0
    nextStarts[0] = at + 1
    for (let row = 1; row <= size; row++) {
      const replaced = costs[row - 1]! + (pattern.charCodeAt(row - 1) === character ? 0 : 1)
      const extra = costs[row]! + 1
      const missing = nextCosts[row - 1]! + 1
      const least = Math.min(replaced, extra, missing)
      nextCosts[row] = least
      nextStarts[row] = least === replaced ? (row === 1 ? at : starts[row - 1]!) : least === extra ? starts[row]! : nextStarts[row - 1]!
    }
    const changes = nextCosts[size]!
    const start = nextStarts[size]!
    if (changes <= mostChanges && start <= at && (best === null || changes < best.changes)) best = { start, end: at + 1, changes }
    ;[costs, nextCosts] = [nextCosts, costs]
    ;[starts, nextStarts] = [nextStarts, starts]
  }
  return best
}
