// Whether an offset lies within any of many spans, without looking at all of them each time: a hostile file
// has as many of both as it has lines.
import type { Span } from '#lib/core/notes/draft.ts'

/** The index of the first span that ends after `offset`; `spans` are sorted and do not overlap. */
function firstEndingAfter(spans: readonly Span[], offset: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (spans[middle]!.end > offset) high = middle
    else low = middle + 1
  }
  return low
}

/** Whether `offset` lies in one of the sorted spans. */
export function isWithin(spans: readonly Span[], offset: number): boolean {
  const next = spans[firstEndingAfter(spans, offset)]
  return next !== undefined && next.start <= offset
}
