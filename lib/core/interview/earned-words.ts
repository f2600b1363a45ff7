// An answer cut into the stretches that earned points and the rest, for showing both where they stand.
import type { MarkedPoint } from '#lib/core/interview/mark-question.ts'

export interface Stretch {
  readonly text: string
  /** Numbers of the points that these words earned, from 1 in the sheet's order; empty for the rest. */
  readonly points: readonly number[]
}

/** The stretches one after another give the answer back, letter for letter. */
export function stretchesOf(answer: string, points: readonly MarkedPoint[]): readonly Stretch[] {
  const spans = points.flatMap((point, i) => spansOf(answer, point.words).map((span) => ({ ...span, number: i + 1 })))
  const cuts = [...new Set([0, answer.length, ...spans.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b)
  const stretches: Stretch[] = []
  for (let i = 0; i + 1 < cuts.length; i++) {
    const [start, end] = [cuts[i]!, cuts[i + 1]!]
    const numbers = spans.filter((span) => span.start <= start && span.end >= end).map(({ number }) => number)
    stretches.push({ text: answer.slice(start, end), points: [...new Set(numbers)] })
  }
  return stretches
}

/** The marker gives a point's words in the answer's order, letter for letter. */
function spansOf(answer: string, words: readonly string[]): { start: number; end: number }[] {
  let from = 0
  return words.flatMap((text) => {
    const start = text === '' ? -1 : answer.indexOf(text, from)
    if (start < 0) return []
    from = start + text.length
    return [{ start, end: from }]
  })
}
