// How well a stretch of an answer says what one wording of a key point says. It compares meanings, their
// weights and whether they are denied; it knows nothing of grades.
import { contrariesOf } from '#lib/core/answers/contraries.ts'
import { kindOf, kindWeights, meaningFit, relatedMeanings } from '#lib/core/answers/lexicon.ts'
import type { Clause, Polarity, Token } from '#lib/core/answers/read-text.ts'
import { readText } from '#lib/core/answers/read-text.ts'
import type { Owners, Rivals } from '#lib/core/answers/roles.ts'
import { ownersOf, strangeness } from '#lib/core/answers/roles.ts'

export interface WordingToken {
  readonly meanings: readonly string[]
  /** Within the card: what the question or other points also say weighs less. */
  readonly weight: number
  /** Before that. */
  readonly plainWeight: number
  readonly polarity: Polarity
  /** Of which rivals it is said. */
  readonly owners: Owners
}

/** One way to say a key point: its text, or another wording. */
export interface Wording {
  readonly tokens: readonly WordingToken[]
  /** What a full match is worth: the weights of its words, as far as they tell this point from others. */
  readonly mass: number
  readonly denies: boolean
}

/** One place in the answer that may say a wording. */
export interface Match {
  /** Share of the wording's weight that was said, 0 to 1. */
  readonly coverage: number
  /** Weight of what was said; a full match of a short, common wording is still little. */
  readonly mass: number
  /** The words say the opposite: one side denies and the other does not. */
  readonly contrary: boolean
  /** Contrary only in that a side of everyday pairs (client, server) has what is the other's: a guess. */
  readonly perhapsSwapped: boolean
  readonly tokens: readonly Token[]
  /** The clauses that these stand in. */
  readonly clauses: readonly number[]
}

/** A word of the answer that has a meaning: as a whole (1), or by a word of the phrase that it is. */
interface Place {
  readonly clause: number
  readonly token: Token
  readonly share: number
}

const shareOfPart = 0.5

/** Where each meaning stands in the answer. */
export interface AnswerIndex {
  readonly clauses: readonly Clause[]
  readonly places: ReadonlyMap<string, readonly Place[]>
  /** Clauses that deny something or leave it open. */
  readonly denials: ReadonlySet<number>
  readonly mostlyHan: boolean
  readonly rivals: Rivals
  readonly owners: ReadonlyMap<Token, Owners>
}

/** How many clauses in a row may say one point together, and what each further one costs. */
const widestWindow = 4
const costOfClause = 0.05
const costOfSentence = 0.06

/** A contrary that is denied stands for the word, less surely. */
const fitOfContrary = 0.8

/** From this share on of what is said of somebody else, the claim is turned round. */
const swapped = 0.5
/** From this share on what is said of somebody else earns nothing. */
const partlySwapped = 0.3

const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text)

/** Reads an answer once for all the wordings that it is held against. */
export function indexAnswer(answer: string, rivals: Rivals): AnswerIndex {
  const han = answer.match(/\p{Script=Han}/gu)?.length ?? 0
  const latin = answer.match(/[A-Za-z]+/g)?.length ?? 0
  const clauses = readText(answer)
  return indexClauses(clauses, { mostlyHan: han > latin, rivals, owners: ownersOf(clauses, rivals) })
}

/** The same answer without some of its clauses; the others keep their numbers. */
export function withoutClauses(index: AnswerIndex, clauses: ReadonlySet<number>): AnswerIndex {
  return clauses.size === 0 ? index : keepClauses(index, (clause) => !clauses.has(clause))
}

export function onlyClauses(index: AnswerIndex, clauses: ReadonlySet<number>): AnswerIndex {
  return keepClauses(index, (clause) => clauses.has(clause))
}

function keepClauses(index: AnswerIndex, keep: (clause: number) => boolean): AnswerIndex {
  const kept = index.clauses.map((clause, i) => (keep(i) ? clause : { ...clause, tokens: [] }))
  return indexClauses(kept, index)
}

function indexClauses(
  clauses: readonly Clause[],
  { mostlyHan, rivals, owners }: Pick<AnswerIndex, 'mostlyHan' | 'rivals' | 'owners'>,
): AnswerIndex {
  const places = new Map<string, Place[]>()
  const denials = new Set<number>()
  for (const [clause, { tokens }] of clauses.entries()) {
    for (const token of tokens) {
      if (token.polarity !== 'said') denials.add(clause)
      for (const meaning of new Set([...token.meanings, ...token.parts])) {
        const share = token.meanings.includes(meaning) ? 1 : shareOfPart
        const list = places.get(meaning)
        if (list === undefined) places.set(meaning, [{ clause, token, share }])
        else list.push({ clause, token, share })
      }
    }
  }
  return { clauses, places, denials, mostlyHan, rivals, owners }
}

/** Reads the texts of one sheet, each once, however often it is asked for. */
export function sheetReader(): typeof readText {
  const known = new Map<string, readonly Clause[]>()
  return (text) => {
    const clauses = known.get(text) ?? readText(text)
    known.set(text, clauses)
    return clauses
  }
}

/** The meanings of a text, each once. */
export function meaningsOf(clauses: readonly Clause[]): ReadonlySet<string> {
  return new Set(clauses.flatMap(({ tokens }) => tokens.flatMap((token) => token.meanings)))
}

export interface SheetContext {
  readonly read: typeof readText
  /** Meanings of the question: repeating it earns little. */
  readonly question: ReadonlySet<string>
  /** In how many of the card's points each meaning stands. */
  readonly pointsWith: ReadonlyMap<string, number>
  readonly answerIsHan: boolean
  readonly rivals: Rivals
}

/** Reads one wording and weighs its words within the card. A short wording is said of whom `of` speaks. */
export function readWording(text: string, context: SheetContext, of: Wording | null = null): Wording {
  const seen = new Set<string>()
  const tokens: WordingToken[] = []
  const clauses = context.read(text)
  const owners = ownersOf(clauses, context.rivals)
  const inherited = of === null || mentionsRival(clauses, context.rivals) ? null : of
  for (const token of clauses.flatMap((clause) => clause.tokens)) {
    const key = `${token.polarity}:${token.meanings.join(' ')}`
    if (seen.has(key)) continue
    seen.add(key)
    tokens.push({
      meanings: token.meanings,
      polarity: token.polarity,
      weight: weightIn(token, context),
      plainWeight: token.weight,
      owners: inherited === null ? (owners.get(token) ?? new Set()) : ownersIn(inherited, token),
    })
  }
  const mass = tokens.reduce((sum, token) => sum + token.weight, 0)
  return { tokens, mass, denies: tokens.some(({ polarity }) => polarity === 'denied') }
}

const mentionsRival = (clauses: readonly Clause[], rivals: Rivals): boolean =>
  clauses.some(({ tokens }) => tokens.some(({ meanings }) => meanings.some((id) => rivals.has(id))))

/** Of whom the longer wording says the same word; else all of whom it speaks, which excludes less. */
function ownersIn(wording: Wording, token: Token): Owners {
  const same = wording.tokens.find(({ meanings }) => meanings.some((id) => token.meanings.includes(id)))
  return same?.owners ?? new Set(wording.tokens.flatMap(({ owners }) => [...owners]))
}

function weightIn(token: Token, context: SheetContext): number {
  let weight = token.weight
  if (token.meanings.some((id) => context.question.has(id))) weight *= 0.4
  const others = Math.max(...token.meanings.map((id) => context.pointsWith.get(id) ?? 1)) - 1
  weight /= 1 + 0.35 * others
  // A word outside the lexicon cannot be met by an answer in the other script.
  const foreign = !token.inLexicon && token.meanings.every((id) => isHan(id) !== context.answerIsHan)
  return foreign ? weight * 0.25 : weight
}

interface Hit {
  readonly clause: number
  readonly token: Token
  readonly fit: number
  /** How surely it is said of a rival of the one that the wording speaks of, 0 to 1. */
  readonly strange: number
  /** It is the word for the contrary. */
  readonly turned: boolean
}

interface Window {
  readonly from: number
  readonly to: number
  readonly discount: number
  /** Clauses that deny something. */
  readonly denials: ReadonlySet<number>
}

function hitsOf(asked: WordingToken, index: AnswerIndex): Hit[] {
  const best = new Map<Token, Hit>()
  for (const meaning of asked.meanings) {
    for (const near of relatedMeanings(meaning)) {
      // Two words that share only a weak meaning fit only as far as that meaning weighs.
      const shared = meaning.startsWith('=')
        ? 1
        : Math.min(1, kindWeights[kindOf(meaning)] / asked.plainWeight)
      for (const { clause, token, share } of index.places.get(near) ?? []) {
        const fit = meaningFit(meaning, near) * shared * share
        if (fit <= (best.get(token)?.fit ?? 0)) continue
        const strange = strangeness(asked.owners, index.owners.get(token) ?? new Set(), index.rivals)
        best.set(token, { clause, token, fit, strange, turned: false })
      }
    }
    for (const contrary of contrariesOf(meaning)) {
      for (const { clause, token } of index.places.get(contrary) ?? []) {
        if (token.polarity === 'open' || best.has(token)) continue
        const strange = strangeness(asked.owners, index.owners.get(token) ?? new Set(), index.rivals)
        best.set(token, { clause, token, fit: fitOfContrary, strange, turned: true })
      }
    }
  }
  return [...best.values()]
}

/** Whether a hit says the reverse of what is asked: denied where it is said, or by the word for the contrary. */
const opposes = (asked: WordingToken, hit: Hit): boolean =>
  hit.turned ? !opposed(asked.polarity, hit.token.polarity) : opposed(asked.polarity, hit.token.polarity)

const opposed = (a: Polarity, b: Polarity): boolean =>
  (a === 'said' && b === 'denied') || (a === 'denied' && b === 'said')

/** The best match of one wording within any few clauses in a row. */
export function matchWording(wording: Wording, index: AnswerIndex): Match {
  const hits = wording.tokens.map((token) => hitsOf(token, index))
  const starts = [...new Set(hits.flat().map((hit) => hit.clause))].sort((a, b) => a - b)
  let best = noMatch
  for (const from of starts) {
    for (let to = from; to < from + widestWindow && to < index.clauses.length; to++) {
      const sentences = index.clauses[to]!.sentence - index.clauses[from]!.sentence
      const discount = 1 - costOfClause * (to - from) - costOfSentence * sentences
      const match = matchWindow(wording, hits, { from, to, discount, denials: index.denials }, index)
      if (rank(match) > rank(best)) best = match
    }
  }
  return best
}

const noMatch: Match = { coverage: 0, mass: 0, contrary: false, perhapsSwapped: false, tokens: [], clauses: [] }

/** Words that a wrong claim turns on: leave one out and it may be right. */
const decisiveIds = new Set(
  `always every only nobody first second third end-of same immediately before-until after one two three
   four by-itself anybody-can many`.split(/\s+/),
)
const isDecisive = (token: WordingToken): boolean =>
  token.polarity === 'denied' || token.meanings.some((id) => kindOf(id) === 'actor' || decisiveIds.has(id))

/**
 * The best match of a wrong claim, which has to be made outright: within one sentence and two clauses, with
 * the very meanings (not narrower or wider ones), with every word that it turns on, and with none of its
 * words denied.
 */
export function matchClaim(claim: Wording, index: AnswerIndex): Match {
  const hits = claim.tokens.map((token) => hitsOf(token, index).filter((hit) => hit.fit === 1 && !hit.turned))
  let best = noMatch
  for (const from of new Set(hits.flat().map((hit) => hit.clause))) {
    for (
      let to = from;
      to < from + 2 && index.clauses[to]?.sentence === index.clauses[from]!.sentence;
      to++
    ) {
      const inside = (hit: Hit): boolean => hit.clause >= from && hit.clause <= to
      const outright = claim.tokens.every((token, i) => {
        const near = hits[i]!.filter(inside)
        if (near.length === 0) return !isDecisive(token)
        return near.some((hit) => !opposed(token.polarity, hit.token.polarity))
      })
      if (!outright) continue
      const match = matchWindow(claim, hits, { from, to, discount: 1, denials: index.denials }, index)
      if (match.coverage > best.coverage && inOrder(match.tokens)) best = match
    }
  }
  return best
}

/**
 * Whether words that stand in a wording's order keep most of it in the answer: `client … times out`, not the
 * reverse.
 */
function inOrder(tokens: readonly Token[]): boolean {
  let kept = 0
  let pairs = 0
  for (const [i, a] of tokens.entries()) {
    for (const b of tokens.slice(i + 1)) {
      if (a.start === b.start) continue
      pairs++
      if (a.start < b.start) kept++
    }
  }
  return kept >= 0.75 * pairs
}

const rank = (match: Match): number => match.coverage * (match.contrary ? 0.6 : 1)

/** What a wording turns on besides its words: that something may be, or must not be. */
function modalOf(tokens: readonly WordingToken[]): 'allow' | 'forbid' | null {
  if (tokens.some(({ meanings }) => meanings.includes('forbid'))) return 'forbid'
  const allows = tokens.some(({ meanings, polarity }) => polarity === 'said' && meanings.includes('allow'))
  return allows ? 'allow' : null
}

function hasModal(index: AnswerIndex, modal: string, clauses: ReadonlySet<number>): boolean {
  const places = index.places.get(modal) ?? []
  return places.some(({ clause, token }) => clauses.has(clause) && token.polarity !== 'denied')
}

function matchWindow(wording: Wording, hits: readonly Hit[][], window: Window, index: AnswerIndex): Match {
  let said = 0
  let opposing = 0
  let denials = 0
  let undone = 0
  let denies = false
  let owned = 0
  let strange = 0
  let surelyStrange = 0
  const tokens: Token[] = []
  const clauses = new Set<number>()
  for (const [i, asked] of wording.tokens.entries()) {
    const inside = hits[i]!.filter((hit) => hit.clause >= window.from && hit.clause <= window.to)
    if (inside.length === 0) continue
    const straight = inside.some((hit) => !hit.turned) ? inside.filter((hit) => !hit.turned) : inside
    const near = straight.some((hit) => hit.strange === 0) ? straight.filter((hit) => hit.strange === 0) : straight
    const fitting = near.filter((hit) => !opposes(asked, hit))
    const pool = fitting.length > 0 ? fitting : near
    const hit = pool.reduce((a, b) => (b.fit > a.fit ? b : a))
    said += asked.weight * hit.fit
    if (!asked.meanings.some((id) => index.rivals.has(id))) {
      owned += asked.weight * hit.fit
      strange += asked.weight * hit.fit * hit.strange
      if (hit.strange === 1) surelyStrange += asked.weight * hit.fit
    }
    tokens.push(hit.token)
    clauses.add(hit.clause)
    denies ||= window.denials.has(hit.clause)
    // `by connection, not by message`: a word that the wording itself says and denies opposes nothing.
    const bothWays = wording.tokens.some(
      (other) =>
        opposed(other.polarity, asked.polarity) && other.meanings.some((id) => asked.meanings.includes(id)),
    )
    if (asked.polarity === 'denied') denials++
    if (fitting.length > 0 || bothWays) continue
    opposing += asked.weight
    if (asked.polarity === 'denied') undone++
  }
  const modal = modalOf(wording.tokens)
  const other = modal === 'allow' ? 'forbid' : 'allow'
  const turned = modal !== null && hasModal(index, other, clauses) && !hasModal(index, modal, clauses)
  // `POST is not repeated` turns on its denial, however much the word POST weighs.
  const reversed = opposing > 0 && (opposing >= 0.25 * said || (denials > 0 && undone === denials))
  // How far a denial reaches is a guess, so two texts that both deny something are taken to deny the same.
  const bothDeny = denies && wording.tokens.some((token) => token.polarity === 'denied')
  const otherwise = turned || (reversed && !bothDeny) || (surelyStrange > 0 && surelyStrange >= swapped * owned)
  const contrary = otherwise || (strange > 0 && strange >= swapped * owned)
  // A few words that are said of the rival turn nothing round, and earn nothing either.
  const foreign = contrary || surelyStrange < partlySwapped * owned ? 0 : surelyStrange
  const mass = (said - foreign) * window.discount
  return {
    coverage: wording.mass === 0 ? 0 : mass / wording.mass,
    mass,
    contrary,
    perhapsSwapped: contrary && !otherwise,
    tokens,
    clauses: [...clauses],
  }
}
