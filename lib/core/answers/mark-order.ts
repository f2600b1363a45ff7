// Marks an order: steps put in sequence by the person against the sequence of the file.
import type { Verdict } from '#lib/core/answers/verdict.ts'

export interface OrderMark {
  readonly verdict: Verdict
  /** In the order given: the step's position in the file, and whether it can stay while the others move. */
  readonly parts: readonly { readonly item: number; readonly inPlace: boolean }[]
}

/**
 * `given` holds each 0-based position of the file once, in the person's order; anything else is wrong. Partly
 * right: more than half of the steps already follow each other rightly (the longest rising run, gaps
 * allowed). Counting equal positions instead would call one step moved to the front "everything wrong".
 */
export function markOrder(count: number, given: readonly number[]): OrderMark {
  const complete =
    given.length === count &&
    new Set(given).size === count &&
    given.every((item) => Number.isInteger(item) && item >= 0 && item < count)
  const stay = complete ? longestRising(given) : new Set<number>()
  const parts = given.map((item) => ({ item, inPlace: stay.has(item) }))
  const verdict =
    complete && count > 0 && stay.size === count ? 'right' : stay.size * 2 > count ? 'partly' : 'wrong'
  return { verdict, parts }
}

/**
 * The members of a longest rising subsequence; of several, the one that ends first. Quadratic: lists have 4
 * to 7 items.
 */
function longestRising(items: readonly number[]): ReadonlySet<number> {
  const runs: number[][] = []
  for (const [index, item] of items.entries()) {
    let best: number[] = []
    for (let before = 0; before < index; before++) {
      const run = runs[before]!
      if (items[before]! < item && run.length > best.length) best = run
    }
    runs.push([...best, item])
  }
  return new Set(runs.reduce((longest, run) => (run.length > longest.length ? run : longest), []))
}
