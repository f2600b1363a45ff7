// What changed between two texts, word by word (Han signs one by one): the longest common subsequence of what lies between
// their common ends. For people to read, so that neighbours of one kind are one part.

export interface DiffPart {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** Cells of the table; above it the middle counts as written anew. */
const mostCells = 4_000_000

/** The parts in reading order; those that are not `added` make `before`, those that are not `removed` make `after`. */
export function diffText(before: string, after: string): readonly DiffPart[] {
  const [left, right] = [splitWords(before), splitWords(after)]
  let head = 0
  while (head < left.length && head < right.length && left[head] === right[head]) head++
  let tail = 0
  while (tail < left.length - head && tail < right.length - head && left[left.length - 1 - tail] === right[right.length - 1 - tail]) tail++
  const parts: DiffPart[] = [
    ...left.slice(0, head).map((text): DiffPart => ({ kind: 'same', text })),
    ...diffWords(left.slice(head, left.length - tail), right.slice(head, right.length - tail)),
    ...left.slice(left.length - tail).map((text): DiffPart => ({ kind: 'same', text })),
  ]
  return joinParts(parts)
}

const splitWords = (text: string): readonly string[] => text.match(/\p{Script=Han}|[\p{L}\p{N}_]+|\s+|[^\s]/gu) ?? []

function diffWords(left: readonly string[], right: readonly string[]): DiffPart[] {
  const removed = left.map((text): DiffPart => ({ kind: 'removed', text }))
  const added = right.map((text): DiffPart => ({ kind: 'added', text }))
  const width = right.length + 1
  if (left.length === 0 || right.length === 0 || (left.length + 1) * width > mostCells) return [...removed, ...added]
  // lengths[i * width + j]: the longest common subsequence of left from i and right from j.
  const lengths = new Uint32Array((left.length + 1) * width)
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--)
      lengths[i * width + j] = left[i] === right[j] ? lengths[(i + 1) * width + j + 1]! + 1 : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!)
  const parts: DiffPart[] = []
  let [i, j] = [0, 0]
  while (i < left.length && j < right.length) {
    if (left[i] === right[j]) {
      parts.push({ kind: 'same', text: left[i]! })
      i++
      j++
    } else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) parts.push(removed[i++]!)
    else parts.push(added[j++]!)
  }
  return [...parts, ...removed.slice(i), ...added.slice(j)]
}

function joinParts(parts: readonly DiffPart[]): DiffPart[] {
  const joined: DiffPart[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    if (last?.kind === part.kind) joined[joined.length - 1] = { kind: part.kind, text: last.text + part.text }
    else joined.push(part)
  }
  return joined
}
