// What the form of an answer tells, whatever it says: a list of keywords, too little to mark, or about
// something else.
import { isRelation, kindOf } from '#lib/core/answers/lexicon.ts'
import type { Clause, Token } from '#lib/core/answers/read-text.ts'

/**
 * Below this share of relating words (verbs, prepositions, particles) a text is a list: prose has 0.25 to
 * 0.7.
 */
const leastRelation = 0.21
/** Verbs and adjectives of everyday speech count half on top of them; a list has few of these either. */
const leastSpoken = 0.34
/** So many words may stand bare: a short answer such as "ECDHE, RSA removed" is terse, not stuffed. */
const leastTokensOfList = 8
const leastTokens = 4

const relates = (token: Token): boolean => token.meanings.every(isRelation)

/** An ordinary word that is no relation: it belongs to speech rather than to a list of terms. */
const isSpoken = (token: Token): boolean =>
  token.inLexicon && !relates(token) && token.meanings.every((id) => ['word', 'light', 'actor'].includes(kindOf(id)))

const relationsIn = (clause: Clause): number => clause.glueCount + clause.tokens.filter(relates).length

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Whether an answer is a row of keywords: nothing joins them, so nothing is claimed. */
export function isStuffed(clauses: readonly Clause[]): boolean {
  const tokens = sum(clauses.map((clause) => clause.tokens.length))
  if (tokens < leastTokensOfList) return false
  const atoms = sum(clauses.map((clause) => clause.glueCount)) + tokens
  const relations = sum(clauses.map(relationsIn))
  const spoken = sum(clauses.map((clause) => clause.tokens.filter(isSpoken).length))
  if (relations < leastRelation * atoms && relations + 0.5 * spoken < leastSpoken * atoms) return true
  if (isEnumeration(clauses)) return true
  // A sentence that only opens a list: most of the words stand in clauses that relate nothing.
  const bare = clauses.filter((clause) => clause.tokens.length > 0 && relationsIn(clause) === 0)
  return bare.length >= 5 && sum(bare.map((clause) => clause.tokens.length)) > 0.55 * tokens
}

/** So many scraps in so few sentences are no notes any more: whoever strings the sheet together does that. */
const leastScraps = 12
const longestScrap = 3

function isEnumeration(clauses: readonly Clause[]): boolean {
  const said = clauses.filter((clause) => clause.tokens.length > 0)
  const scraps = said.filter((clause) => clause.tokens.length <= longestScrap).length
  const sentences = new Set(said.map((clause) => clause.sentence)).size
  return said.length >= leastScraps && scraps >= 0.8 * said.length && sentences * 6 <= said.length
}

/** Whether there is at most one word in it that is more than a small one. */
export function isOneWord(clauses: readonly Clause[]): boolean {
  return clauses.reduce((sum, { tokens }) => sum + tokens.length, 0) <= 1 && clauses.length <= 1
}

/** Whether an answer has the words of the question and no more. Short questions are asked for a yes or no. */
export function repeats(answer: readonly Clause[], question: readonly Clause[]): boolean {
  const meanings = (clauses: readonly Clause[]): string[] =>
    clauses.flatMap(({ tokens }) => tokens.map((token) => `${token.polarity} ${token.meanings.join(' ')}`))
  const said = meanings(answer)
  const asked = new Set(meanings(question))
  const again = new Set(said.filter((each) => asked.has(each)))
  return asked.size >= 4 && again.size >= 0.8 * asked.size && new Set(said).size - again.size <= 1
}

export function isTooShort(clauses: readonly Clause[]): boolean {
  return clauses.flatMap((clause) => clause.tokens).filter((token) => !relates(token)).length < leastTokens
}

/** Share of what is said (by weight, without relating words) that belongs to the card, 0 to 1. */
export function relevance(clauses: readonly Clause[], ofTheCard: ReadonlySet<string>): number {
  const said = clauses.flatMap((clause) => clause.tokens).filter((token) => !relates(token))
  const all = sum(said.map((token) => token.weight))
  const near = sum(
    said.filter((token) => token.meanings.some((id) => ofTheCard.has(id))).map((token) => token.weight),
  )
  return all === 0 ? 0 : near / all
}

/**
 * How many sentences speak of the card (two words of content at least) and earned nothing: a good answer in
 * words that the sheet does not know has many of them.
 */
export function unexplainedSentences(
  clauses: readonly Clause[],
  ofTheCard: ReadonlySet<string>,
  earned: ReadonlySet<Token>,
): number {
  const sentences = new Map<number, { near: number; earned: boolean }>()
  for (const { sentence, tokens } of clauses) {
    const so = sentences.get(sentence) ?? { near: 0, earned: false }
    for (const token of tokens) {
      if (earned.has(token)) so.earned = true
      if (!relates(token) && token.meanings.some((id) => ofTheCard.has(id))) so.near++
    }
    sentences.set(sentence, so)
  }
  return [...sentences.values()].filter((each) => !each.earned && each.near >= 2).length
}
