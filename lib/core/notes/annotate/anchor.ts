// Where a marked passage stands in a text that may have been edited since: W3C's TextQuoteSelector, with a position as
// a hint. First as written, then with other blanks, then with a quarter of its letters changed. Not the DOM: offsets.
import { findLike } from '#lib/core/notes/annotate/find-like.ts'

/** https://www.w3.org/TR/annotation-model/#text-quote-selector; `start`: the offset where it stood. */
export interface QuoteSelector {
  readonly exact: string
  readonly prefix: string
  readonly suffix: string
  readonly start: number
}

/** UTF-16 offsets; `start` < `end`. */
export interface TextRange {
  readonly start: number
  readonly end: number
  /** As it was written, apart from blanks. */
  readonly isExact: boolean
}

export const contextLength = 48
export const longestQuote = 1_000
/** Shorter passages must stand as they were: a letter changed makes another word of them. */
const shortestFuzzy = 12
const changedAtMost = 0.25

/** The selector of a range of `text`; what is longer than a quote may be is cut. Null where the range holds only blanks. */
export function describeRange(text: string, start: number, end: number): QuoteSelector | null {
  let [from, to] = [Math.max(0, Math.min(start, end)), Math.min(text.length, Math.max(start, end))]
  while (from < to && isBlank(text[from]!)) from++
  to = Math.min(to, from + longestQuote)
  while (to > from && isBlank(text[to - 1]!)) to--
  if (from === to) return null
  return { exact: text.slice(from, to), prefix: text.slice(Math.max(0, from - contextLength), from), suffix: text.slice(to, to + contextLength), start: from }
}

/** The passage in `text`, or null: it cannot be placed any more. */
export function anchor(text: string, selector: QuoteSelector): TextRange | null {
  const flat = flatten(text)
  const exact = flatten(selector.exact).text.trim().slice(0, longestQuote)
  if (exact === '') return null
  const context = { prefix: flatten(selector.prefix).text, suffix: flatten(selector.suffix).text }
  const hint = text.length === 0 ? 0 : selector.start
  let best: { at: number; score: number } | null = null
  for (let at = flat.text.indexOf(exact); at !== -1; at = flat.text.indexOf(exact, at + 1)) {
    const score = contextScore(flat.text, at, at + exact.length, context) - distance(flat.places[at]!, hint, text.length)
    if (best === null || score > best.score) best = { at, score }
  }
  if (best !== null) return rangeOf(flat, best.at, best.at + exact.length, true)
  if (exact.length < shortestFuzzy) return null
  const like = findLike(flat.text, exact, Math.floor(exact.length * changedAtMost))
  return like === null ? null : rangeOf(flat, like.start, like.end, false)
}

interface Flat {
  readonly text: string
  /** For each character of `text`, where it stood before; one more for the end. */
  readonly places: readonly number[]
}

const isBlank = (character: string): boolean => /\s/.test(character)

/** Runs of blanks become one space. */
function flatten(text: string): Flat {
  const places: number[] = []
  let flat = ''
  for (let at = 0; at < text.length; at++) {
    const blank = isBlank(text[at]!)
    if (blank && flat.endsWith(' ')) continue
    flat += blank ? ' ' : text[at]!
    places.push(at)
  }
  places.push(text.length)
  return { text: flat, places }
}

function rangeOf({ places }: Flat, start: number, end: number, isExact: boolean): TextRange {
  return { start: places[start]!, end: places[end - 1]! + 1, isExact }
}

/** How many characters before and after agree. */
function contextScore(text: string, start: number, end: number, { prefix, suffix }: { prefix: string; suffix: string }): number {
  let before = 0
  while (before < prefix.length && before < start && prefix[prefix.length - 1 - before] === text[start - 1 - before]) before++
  let after = 0
  while (after < suffix.length && suffix[after] === text[end + after]) after++
  return before + after
}

/** Below 8: agreeing neighbours say more than the place. */
const distance = (at: number, hint: number, length: number): number => (8 * Math.min(length, Math.abs(at - hint))) / Math.max(1, length)
