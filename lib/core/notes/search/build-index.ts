// The inverted index over notes: which word stands in which text, and how much it weighs there. Built once from plain
// values; asking it is `search-index.ts`. Holds the texts too, because snippets are cut from them.
import type { Lang } from '#lib/core/notes/card.ts'
import { phraseOf, wordsOf } from '#lib/core/notes/search/words.ts'

/** Questions and titles weigh most, then key points, then pitfalls, then answers. */
const weights = { title: 8, keyPoints: 4, pitfalls: 2.5, answer: 1, also: 2 } as const
export type Field = keyof typeof weights
const fields = Object.keys(weights) as Field[]

/** One text of a card, or of a topic as a whole, in one language. Every field is plain text. */
export interface SearchText {
  readonly kind: 'topic' | 'card'
  readonly id: string
  readonly topic: string
  readonly lang: Lang
  readonly title: string
  readonly keyPoints: readonly string[]
  readonly pitfalls: readonly string[]
  readonly answer: string
  /** Other wordings, tags: found by, but never shown. */
  readonly also: string
}

/** The texts that hold one term, ascending, and what it weighs in each. */
export interface Postings {
  readonly texts: readonly number[]
  readonly weights: readonly number[]
}

export interface SearchIndex {
  readonly texts: readonly SearchText[]
  readonly postings: ReadonlyMap<string, Postings>
  /** Of Latin words also as written, in order: prefixes are ranges of it. */
  readonly vocabulary: readonly string[]
  /** Titles, and all that a text holds, letters and digits only: for whole phrases. */
  readonly titles: readonly string[]
  readonly bodies: readonly string[]
}

export interface IndexBuilder {
  add(text: SearchText): void
  finish(): SearchIndex
}

/** Text by text, so that a process which serves others can pause in between: all notes take most of a second. */
export function startSearchIndex(): IndexBuilder {
  const texts: SearchText[] = []
  const titles: string[] = []
  const bodies: string[] = []
  const postings = new Map<string, { texts: number[]; weights: number[] }>()
  const add = (term: string, text: number, weight: number) => {
    const known = postings.get(term)
    if (known === undefined) postings.set(term, { texts: [text], weights: [weight] })
    else {
      known.texts.push(text)
      known.weights.push(weight)
    }
  }
  return {
    add(text) {
      const number = texts.push(text) - 1
      const inText = new Map<string, number>()
      for (const field of fields) {
        const { counts, length } = countWords(text[field])
        // A short title is about its words more than a long one.
        const share = field === 'title' ? 1 / Math.sqrt(1 + length / 12) : 1
        for (const [term, count] of counts) inText.set(term, (inText.get(term) ?? 0) + weights[field] * share * (count / (count + 1)))
      }
      for (const [term, weight] of inText) add(term, number, weight)
      titles.push(phraseOf(text.title))
      bodies.push(phraseOf([text.title, ...text.keyPoints, ...text.pitfalls, text.answer, text.also].join(' ; ')))
    },
    finish: () => ({ texts, postings, vocabulary: [...postings.keys()].sort(byCodeUnit), titles, bodies }),
  }
}

function countWords(value: string | readonly string[]): { counts: ReadonlyMap<string, number>; length: number } {
  const counts = new Map<string, number>()
  let length = 0
  for (const part of typeof value === 'string' ? [value] : value)
    for (const { term, whole, joined } of wordsOf(part)) {
      if (!joined) length++
      counts.set(term, (counts.get(term) ?? 0) + 1)
      if (whole !== term) counts.set(whole, (counts.get(whole) ?? 0) + 1)
    }
  return { counts, length }
}

/** All at once. */
export function buildSearchIndex(texts: Iterable<SearchText>): SearchIndex {
  const builder = startSearchIndex()
  for (const text of texts) builder.add(text)
  return builder.finish()
}

/** An order in which the words of a prefix stand together. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
