// How clearly an answer is put, as far as its form shows it: the points in the sheet's order, sentences of a
// bearable length, sentences at all. Whether it is right is not asked here.
import type { MarkedPoint } from '#lib/core/interview/mark-question.ts'

export interface Clarity {
  /** Mean of the parts that apply, 0 to 1. */
  readonly score: number
  /** Pairs of found points that stand in the sheet's order; null with fewer than two. */
  readonly order: number | null
  /** Share of sentences that are not too long. */
  readonly sentences: number
  /** 0 for a list of keywords, else 1. */
  readonly prose: number
}

/** Longer sentences are hard to follow when heard: words of English, or Han characters. */
const mostWords = 40
const mostHan = 80

export function clarityOf(text: string, points: readonly MarkedPoint[], stuffed: boolean): Clarity | null {
  const sentences = text.split(/[。！？\n]+|[.!?]+(?=\s|$)/u).filter((each) => each.trim() !== '')
  if (sentences.length === 0) return null
  const bearable = sentences.filter((sentence) => {
    const han = sentence.match(/\p{Script=Han}/gu)?.length ?? 0
    const words = sentence.match(/[\p{L}\p{N}'-]+/gu)?.length ?? 0
    return han > 0 ? han <= mostHan : words <= mostWords
  })
  const order = orderOf(text, points)
  const parts = [order, bearable.length / sentences.length, stuffed ? 0 : 1].filter((each) => each !== null)
  return {
    score: parts.reduce((sum, each) => sum + each, 0) / parts.length,
    order,
    sentences: bearable.length / sentences.length,
    prose: stuffed ? 0 : 1,
  }
}

/**
 * Share of the pairs of found points whose words come in the sheet's order; the same place counts as in
 * order.
 */
function orderOf(text: string, points: readonly MarkedPoint[]): number | null {
  const places = points
    .filter(({ found, words }) => found === 'yes' && words.length > 0)
    .map(({ words }) => text.indexOf(words[0]!))
  const pairs = (places.length * (places.length - 1)) / 2
  if (pairs === 0) return null
  const kept = places.reduce(
    (sum, place, i) => sum + places.slice(i + 1).filter((later) => later >= place).length,
    0,
  )
  return kept / pairs
}
