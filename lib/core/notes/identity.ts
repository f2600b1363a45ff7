// Which card of the notes as they are now is which card of the notes as they were: so that rewording, moving, splitting,
// renaming a file, deleting and restoring never costs a schedule, and no schedule goes to a wrong card.
// One to one over the whole collection; the rules run one after the other, and the first hit wins:
//   1 an explicit id in the text · 2 normalised question and context · 3 normalised question alone, if unique ·
//   4 the answer (≥ 40 letters, unique) · 5 likeness ≥ 0.8 and 0.15 over the runner-up; from 0.5 on people are asked ·
//   6 else missing: out of the queue, schedule kept, joined again later.
// Every join is logged with its rule, so that it can be undone. Decides nothing about schedules and stores nothing.
import { findLikePairs, profileLikeness, textProfile } from '#lib/core/notes/likeness.ts'
import type { LikePair } from '#lib/core/notes/likeness.ts'
import { normaliseQuestion, squeeze } from '#lib/core/notes/normalise-question.ts'

/** A card of the collection as the last import left it. */
export interface KnownCard {
  readonly id: string
  /** The id that stood in its text, if one did; the card's own id where we wrote it there. */
  readonly textId: string | null
  readonly question: string
  readonly answer: string
  readonly contextPath: readonly string[]
  readonly file: string
  /** Where it stood in its file; only the order counts. */
  readonly line: number
  /** It was not found by an earlier import and waits to come back. */
  readonly missing?: boolean
}

/** A card as just read; `ReadCard` is one. */
export interface IncomingCard {
  readonly id: string
  readonly explicitId: boolean
  readonly question: string
  readonly answer: string
  readonly contextPath: readonly string[]
  readonly place: { readonly file: string; readonly line: number }
}

export type JoinRule = 'explicit-id' | 'question-and-context' | 'question' | 'answer' | 'likeness'

/** One entry of the log: this card of the text is that card of the collection. */
export interface Join {
  readonly known: string
  /** Index among the incoming cards. */
  readonly incoming: number
  readonly rule: JoinRule
  /** For rule 5. */
  readonly likeness: number | null
  /** `none` and `cosmetic` pass in silence, `material` is shown at the next review. */
  readonly change: 'none' | 'cosmetic' | 'material'
  readonly moved: boolean
  /** It was missing and is back. */
  readonly returned: boolean
}

/** A join that a person decides: likeness between 0.5 and 0.8, or two cards alone between the same neighbours. */
export interface Question {
  readonly known: string
  readonly incoming: number
  readonly likeness: number
  readonly reason: 'likeness' | 'place'
}

export interface Matching {
  readonly joins: readonly Join[]
  readonly questions: readonly Question[]
  /** Indices of incoming cards that are no known card; those with a question are among them until it is answered. */
  readonly added: readonly number[]
  /** Ids of known cards that were not found. */
  readonly missing: readonly string[]
}

const shortestAnswer = 40
const shortestQuestion = 4
const surely = 0.8
const margin = 0.15
const perhaps = 0.5

/** A card with everything the rules compare. */
interface Side {
  readonly index: number
  readonly id: string
  readonly textId: string | null
  readonly file: string
  readonly line: number
  readonly question: string
  readonly context: string
  readonly answer: string
  /** Question and answer as written. */
  readonly text: string
}

/**
 * Matches the cards just read with those of the collection. `files` names the files that were read; null stands for the
 * whole collection. Known cards of other files stay as they are: they are neither joined nor missing, except that an
 * explicit id joins across files, and what is missing already may come back anywhere.
 */
export function matchCards(
  known: readonly KnownCard[],
  incoming: readonly IncomingCard[],
  files: ReadonlySet<string> | null = null,
): Matching {
  const old = known.map((card, index) => toSide(index, card, card.textId, card))
  const now = incoming.map((card, index) => toSide(index, card, card.explicitId ? card.id : null, card.place))
  const inScope = (side: Side): boolean =>
    files === null || files.has(side.file) || known[side.index]!.missing === true
  const state: State = { old: new Set(old.filter(inScope)), now: new Set(now), pairs: [] }

  joinByExplicitId(state, old)
  joinGroups(state, (side) => `${side.question}\n${side.context}`, 'question-and-context')
  joinUnique(state, (side) => (side.question.length >= shortestQuestion ? side.question : null), 'question')
  joinUnique(state, (side) => (side.answer.length >= shortestAnswer ? side.answer : null), 'answer')
  const questions = joinAlike(state)

  const joins = state.pairs.map(({ left, right, rule, likeness }): Join => ({
    known: left.id,
    incoming: right.index,
    rule,
    likeness,
    change: changeOf(known[left.index]!, incoming[right.index]!, left, right),
    moved: left.file !== right.file || left.context !== right.context,
    returned: known[left.index]!.missing === true,
  }))
  return {
    joins: joins.sort((one, other) => one.incoming - other.incoming),
    questions: [...questions, ...askByPlace(state, questions)],
    added: [...state.now].map((side) => side.index),
    missing: [...state.old].map((side) => side.id),
  }
}

interface Pair {
  readonly left: Side
  readonly right: Side
  readonly rule: JoinRule
  readonly likeness: number | null
}

/** What is still to be matched, and what was. */
interface State {
  readonly old: Set<Side>
  readonly now: Set<Side>
  readonly pairs: Pair[]
}

function toSide(
  index: number,
  card: Pick<KnownCard, 'id' | 'question' | 'answer' | 'contextPath'>,
  textId: string | null,
  { file, line }: { readonly file: string; readonly line: number },
): Side {
  return {
    index,
    file,
    line,
    id: card.id,
    textId,
    question: normaliseQuestion(card.question),
    context: card.contextPath.map(squeeze).join('\n'),
    answer: squeeze(card.answer),
    text: `${card.question}\n${card.answer}`,
  }
}

function join(state: State, left: Side, right: Side, rule: JoinRule, likeness: number | null = null): void {
  state.old.delete(left)
  state.now.delete(right)
  state.pairs.push({ left, right, rule, likeness })
}

/** Two cards whose texts carry different ids are two cards. */
function mayJoin(left: Side, right: Side): boolean {
  return (
    left.textId === null || right.textId === null || left.textId === right.textId || left.id === right.textId
  )
}

/** `all` holds known cards of other files too: an id is an id wherever it stands. */
function joinByExplicitId(state: State, all: readonly Side[]): void {
  const byId = new Map(all.map((side) => [side.id, side]))
  for (const side of all) if (side.textId !== null) byId.set(side.textId, side)
  const taken = new Set<Side>()
  for (const right of [...state.now]) {
    const left = right.textId === null ? undefined : byId.get(right.textId)
    if (left === undefined || taken.has(left)) continue
    taken.add(left)
    join(state, left, right, 'explicit-id')
  }
}

/** Rule 2. Twins share a key: equal answers first, then alike ones, then the order if both sides have as many. */
function joinGroups(state: State, keyOf: (side: Side) => string, rule: JoinRule): void {
  const groups = groupBy(state.old, keyOf)
  for (const [key, rights] of groupBy(state.now, keyOf)) {
    const lefts = groups.get(key) ?? []
    if (lefts.length === 0) continue
    if (lefts.length === 1 && rights.length === 1) {
      if (mayJoin(lefts[0]!, rights[0]!)) join(state, lefts[0]!, rights[0]!, rule)
      continue
    }
    joinTwins(state, lefts, rights, rule)
  }
}

function joinTwins(state: State, lefts: readonly Side[], rights: readonly Side[], rule: JoinRule): void {
  const open = (sides: readonly Side[], from: Set<Side>): Side[] => sides.filter((side) => from.has(side))
  for (const right of rights) {
    const left = open(lefts, state.old).find((side) => side.answer === right.answer && mayJoin(side, right))
    if (left !== undefined) join(state, left, right, rule)
  }
  const restLeft = open(lefts, state.old)
  const restRight = open(rights, state.now)
  const alike = findLikePairs(
    restLeft.map((side) => textProfile(side.text)),
    restRight.map((side) => textProfile(side.text)),
    perhaps,
  )
  for (const pair of alike) {
    const left = restLeft[pair.left]!
    const right = restRight[pair.right]!
    if (state.old.has(left) && state.now.has(right) && mayJoin(left, right)) join(state, left, right, rule)
  }
  const lastLeft = open(lefts, state.old)
  const lastRight = open(rights, state.now)
  if (lastLeft.length !== 1 || lastRight.length !== 1 || lefts.length !== rights.length) return
  if (mayJoin(lastLeft[0]!, lastRight[0]!)) join(state, lastLeft[0]!, lastRight[0]!, rule)
}

/** Rules 3 and 4: a key that only one card on each side has. */
function joinUnique(state: State, keyOf: (side: Side) => string | null, rule: JoinRule): void {
  const groups = groupBy(state.old, keyOf)
  for (const [key, rights] of groupBy(state.now, keyOf)) {
    const lefts = groups.get(key) ?? []
    if (lefts.length === 1 && rights.length === 1 && mayJoin(lefts[0]!, rights[0]!))
      join(state, lefts[0]!, rights[0]!, rule)
  }
}

function groupBy(sides: Iterable<Side>, keyOf: (side: Side) => string | null): Map<string, Side[]> {
  const groups = new Map<string, Side[]>()
  for (const side of sides) {
    const key = keyOf(side)
    if (key === null) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [side])
    else group.push(side)
  }
  return groups
}

/** Rule 5: joins what is surely the same, and returns what a person is asked about. */
function joinAlike(state: State): Question[] {
  const lefts = [...state.old]
  const rights = [...state.now]
  const pairs = findLikePairs(
    lefts.map((side) => textProfile(side.text)),
    rights.map((side) => textProfile(side.text)),
    perhaps - margin,
  )
  const rivals = findRivals(pairs)
  const open = (pair: LikePair): boolean =>
    state.old.has(lefts[pair.left]!) &&
    state.now.has(rights[pair.right]!) &&
    mayJoin(lefts[pair.left]!, rights[pair.right]!)
  for (const pair of pairs) {
    const sure = pair.likeness >= surely && pair.likeness - rivals.get(pair)! >= margin
    if (sure && open(pair)) join(state, lefts[pair.left]!, rights[pair.right]!, 'likeness', pair.likeness)
  }
  const asked = new Set<Side>()
  const questions: Question[] = []
  for (const pair of pairs) {
    const left = lefts[pair.left]!
    const right = rights[pair.right]!
    if (pair.likeness < perhaps || !open(pair) || asked.has(left) || asked.has(right)) continue
    asked.add(left).add(right)
    questions.push({ known: left.id, incoming: right.index, likeness: pair.likeness, reason: 'likeness' })
  }
  return questions
}

/** For each pair the likeness of the best other pair that either of its two cards is in. `pairs` is sorted, likest first. */
function findRivals(pairs: readonly LikePair[]): Map<LikePair, number> {
  const byLeft = new Map<number, LikePair[]>()
  const byRight = new Map<number, LikePair[]>()
  for (const pair of pairs) {
    for (const [map, key] of [
      [byLeft, pair.left],
      [byRight, pair.right],
    ] as const) {
      const best = map.get(key) ?? []
      if (best.length < 2) map.set(key, [...best, pair])
    }
  }
  const other = (best: readonly LikePair[], pair: LikePair): number =>
    best.find((one) => one !== pair)?.likeness ?? 0
  return new Map(
    pairs.map((pair) => [
      pair,
      Math.max(other(byLeft.get(pair.left)!, pair), other(byRight.get(pair.right)!, pair)),
    ]),
  )
}

/** A card that vanished and one that appeared, alone between the same two neighbours: perhaps a translation. Never automatic. */
function askByPlace(state: State, asked: readonly Question[]): Question[] {
  const partner = new Map(state.pairs.map(({ left, right }) => [left, right]))
  const olds = neighbours([...state.pairs.map((pair) => pair.left), ...state.old])
  const nows = neighbours([...state.pairs.map((pair) => pair.right), ...state.now])
  const knownAsked = new Set(asked.map((one) => one.known))
  const incomingAsked = new Set(asked.map((one) => one.incoming))
  const vanished = groupBy(
    [...state.old].filter((left) => !knownAsked.has(left.id)),
    (left) => {
      const [before, after] = olds.get(left)!
      const sides = [before, after].map((side) => (side === null ? null : (partner.get(side) ?? undefined)))
      return sides.includes(undefined) ? null : gapKey(sides[0] ?? null, sides[1] ?? null)
    },
  )
  const appeared = groupBy(
    [...state.now].filter((right) => !incomingAsked.has(right.index)),
    (right) => gapKey(...nows.get(right)!),
  )
  return [...vanished].flatMap(([key, lefts]) => {
    const rights = appeared.get(key) ?? []
    const left = lefts[0]!
    const right = rights[0]
    if (lefts.length !== 1 || rights.length !== 1 || right === undefined || !mayJoin(left, right)) return []
    const likeness = profileLikeness(textProfile(left.text), textProfile(right.text))
    return [{ known: left.id, incoming: right.index, likeness, reason: 'place' as const }]
  })
}

/** A gap between two cards of the new text; a gap without neighbours says nothing. */
function gapKey(before: Side | null, after: Side | null): string | null {
  return before === null && after === null ? null : `${before?.index ?? 'first'} ${after?.index ?? 'last'}`
}

/** Each card's neighbours in its file. */
function neighbours(sides: readonly Side[]): Map<Side, readonly [Side | null, Side | null]> {
  const result = new Map<Side, readonly [Side | null, Side | null]>()
  for (const group of groupBy(sides, (side) => side.file).values()) {
    const sorted = group.sort((one, other) => one.line - other.line)
    for (const [at, side] of sorted.entries())
      result.set(side, [sorted[at - 1] ?? null, sorted[at + 1] ?? null])
  }
  return result
}

function changeOf(before: KnownCard, after: IncomingCard, left: Side, right: Side): Join['change'] {
  if (before.question === after.question && before.answer === after.answer) return 'none'
  return left.question === right.question && left.answer === right.answer ? 'cosmetic' : 'material'
}
