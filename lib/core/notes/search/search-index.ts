// Asks the index: which texts hold what was typed, best first. A card is one result, whichever of its languages was
// found. Only texts that hold everything count, as long as there are any; else those that hold half of it.
import type { Lang } from '#lib/core/notes/card.ts'
import { byCodeUnit, type SearchIndex, type SearchText } from '#lib/core/notes/search/build-index.ts'
import { readQuery, type Alternative, type Clause, type QueryWord } from '#lib/core/notes/search/read-query.ts'
import { isOneEditAway } from '#lib/core/notes/search/typo.ts'
import { isSingleHan, phraseOf } from '#lib/core/notes/search/words.ts'

export interface Hit {
  /** The text that was found best, maybe in the other language. */
  readonly text: SearchText
  /** The same card or topic in the language that was asked for; `text` itself where there is none. */
  readonly shown: SearchText
  readonly score: number
  /** The terms of the index that count as found, for highlighting. */
  readonly terms: ReadonlySet<string>
}

/** By text: 0 where it is not found. */
type Scores = Float64Array

interface Found {
  readonly scores: Scores
  readonly terms: readonly string[]
}

interface FoundClause {
  readonly scores: Scores
  /** By text: which alternative found it best. */
  readonly by: Uint8Array
  readonly terms: readonly (readonly string[])[]
  readonly isAnywhere: boolean
}

const otherLanguage = 0.6
const topicsFirst = 1.25
/** Several names of one thing in a text: it is about it. */
const alsoFound = 0.3
const scattered = 0.5
const mostTerms = 100
const shortestTypo = 5

export interface Answer {
  /** Of everything that was found. */
  readonly total: number
  readonly hits: readonly Hit[]
}

/** The `limit` best cards and topics, best first. Nothing is found by a query without words. */
export function searchIndex(index: SearchIndex, query: string, lang: Lang, limit: number): Answer {
  const clauses = readQuery(query)
  const found = clauses.map((clause) => findClause(index, clause))
  // A pair of Han characters that stands nowhere is the seam of two words, not something that is missing.
  const counting = found.filter(({ isAnywhere }, at) => isAnywhere || !isSeam(clauses[at]!, clauses.length))
  if (!counting.some(({ isAnywhere }) => isAnywhere)) return { total: 0, hits: [] }
  const size = index.texts.length
  const sums = new Float64Array(size)
  const covered = new Uint8Array(size)
  for (const { scores } of counting)
    for (let text = 0; text < size; text++)
      if (scores[text]! > 0) {
        sums[text]! += scores[text]!
        covered[text]!++
      }
  const most = covered.reduce((max, count) => Math.max(max, count), 0)
  const needed = most === counting.length ? most : counting.length / 2
  const phrase = phraseOf(query)
  const best = new Map<string, { number: number; score: number }>()
  const shown = new Map<string, SearchText>()
  for (let number = 0; number < size; number++) {
    if (covered[number]! < needed || covered[number] === 0) continue
    const text = index.texts[number]!
    const score =
      sums[number]! * (covered[number]! / counting.length) ** 2 * phraseBonus(index.titles[number]!, phrase) *
      (text.kind === 'topic' ? topicsFirst : 1) * (text.lang === lang ? 1 : otherLanguage)
    const key = keyOf(text)
    const known = best.get(key)
    if (known === undefined || score > known.score) best.set(key, { number, score })
  }
  for (const text of index.texts) if (text.lang === lang && best.has(keyOf(text))) shown.set(keyOf(text), text)
  const ranked = [...best].sort(([a, left], [b, right]) => right.score - left.score || byCodeUnit(a, b))
  const hits = ranked.slice(0, limit).map(([key, { number, score }]) => {
    const text = index.texts[number]!
    return { text, shown: shown.get(key) ?? text, score, terms: termsIn(counting, number) }
  })
  return { total: ranked.length, hits }
}

const keyOf = ({ kind, id }: SearchText): string => `${kind} ${id}`

function phraseBonus(title: string, phrase: string): number {
  if (phrase.length < 2 || !title.includes(phrase)) return 1
  return title === phrase ? 3 : 1.6
}

const isSeam = ({ alternatives }: Clause, clauses: number): boolean =>
  clauses > 1 && alternatives.length === 1 && alternatives[0]!.words.every(({ script }) => script === 'han')

function findClause(index: SearchIndex, { alternatives }: Clause): FoundClause {
  const size = index.texts.length
  const scores = new Float64Array(size)
  const best = new Float64Array(size)
  const by = new Uint8Array(size)
  let isAnywhere = false
  const terms = alternatives.map((alternative, at) => {
    const found = findAll(index, alternative, at === 0)
    for (let text = 0; text < size; text++) {
      const score = found.scores[text]!
      if (score === 0) continue
      isAnywhere = true
      scores[text]! += score * alsoFound
      if (score <= best[text]!) continue
      best[text] = score
      by[text] = at
    }
    return found.terms
  })
  for (let text = 0; text < size; text++) scores[text]! += best[text]! * (1 - alsoFound)
  return { scores, by, terms, isAnywhere }
}

/** What was typed, and the other name by which this text was found; not those by which only others were. */
function termsIn(found: readonly FoundClause[], text: number): ReadonlySet<string> {
  return new Set(found.flatMap(({ by, terms }) => [...terms[0]!, ...(terms[by[text]!] ?? [])]))
}

/** The texts that hold every word of it: as a phrase, or scattered where it was typed so. */
function findAll(index: SearchIndex, { words, phrase, factor }: Alternative, isTyped: boolean): Found {
  const parts = words.map((word) => findWord(index, word))
  const [first, ...rest] = parts
  if (first === undefined) return { scores: new Float64Array(index.texts.length), terms: [] }
  const { scores } = first
  if (rest.length === 0 && factor === 1) return first
  for (let text = 0; text < scores.length; text++) {
    let sum = scores[text]!
    if (sum === 0) continue
    for (const part of rest) {
      const more = part.scores[text]!
      sum = more === 0 ? 0 : sum + more
      if (sum === 0) break
    }
    const isWhole = rest.length === 0 || (sum > 0 && index.bodies[text]!.includes(phrase))
    scores[text] = (sum / words.length) * factor * (isWhole ? 1 : isTyped ? scattered : 0)
  }
  return { scores, terms: parts.flatMap((part) => part.terms) }
}

function findWord(index: SearchIndex, word: QueryWord): Found {
  const scores = new Float64Array(index.texts.length)
  const terms = expand(index, word)
  for (const [term, quality] of terms) {
    const { texts, weights } = index.postings.get(term)!
    const factor = quality * Math.log(1 + (index.texts.length * 2) / (texts.length + 1))
    for (let at = 0; at < texts.length; at++) {
      const score = weights[at]! * factor
      if (score > scores[texts[at]!]!) scores[texts[at]!] = score
    }
  }
  return { scores, terms: [...terms.keys()] }
}

/** The terms of the index that a typed word stands for, and how well each does. */
function expand(index: SearchIndex, { term, whole, script, isPrefix }: QueryWord): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  if (index.postings.has(term)) found.set(term, 1)
  if (index.postings.has(whole)) found.set(whole, 1)
  const isSingle = isSingleHan({ term, script })
  if (isPrefix || isSingle)
    for (const longer of startingWith(index.vocabulary, whole))
      if (!found.has(longer)) found.set(longer, isSingle ? 1 : 0.5 + (0.4 * whole.length) / longer.length)
  if (found.size > 0 || script === 'han' || whole.length < shortestTypo || /\d/.test(whole)) return found
  for (const near of index.vocabulary) {
    if (near.length < shortestTypo - 1 || near.charCodeAt(0) > 0x2e80) continue
    if (isOneEditAway(whole, near) || isOneEditAway(term, near)) found.set(near, 0.5)
    else if (isPrefix && near.length > whole.length + 1 && isOneEditAway(whole, near.slice(0, whole.length))) found.set(near, 0.35)
    if (found.size >= mostTerms) break
  }
  return found
}

/** The first of them: whoever has typed one letter wants to see that something happens. */
function startingWith(vocabulary: readonly string[], prefix: string): readonly string[] {
  let low = 0
  let high = vocabulary.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (vocabulary[middle]! < prefix) low = middle + 1
    else high = middle
  }
  let end = low
  while (end < vocabulary.length && end - low < mostTerms && vocabulary[end]!.startsWith(prefix)) end++
  return vocabulary.slice(low, end)
}
