// Marks a written answer against its card's key points: which were said, with which words, and the grade that
// follows. Deterministic: it compares meanings, their weights and denials, and does not understand text;
// where it may well be wrong it says `unsure`. Read `terms.ts` (data), `read-text.ts` and `wording.ts` first.
import { isOneWord, isStuffed, isTooShort, relevance, repeats, unexplainedSentences } from '#lib/core/answers/answer-shape.ts'
import type { Token } from '#lib/core/answers/read-text.ts'
import { rivalsOf } from '#lib/core/answers/roles.ts'
import type { AnswerIndex, Match, SheetContext, Wording } from '#lib/core/answers/wording.ts'
import {
  indexAnswer,
  matchClaim,
  matchWording,
  meaningsOf,
  onlyClauses,
  readWording,
  sheetReader,
  withoutClauses,
} from '#lib/core/answers/wording.ts'
import type { Lang } from '#lib/core/notes/card.ts'

/** A key point as a sheet has it; notes without other wordings or weights are marked too. */
export interface KeyPointSheet {
  readonly id: string
  readonly text: string
  readonly synonyms?: readonly string[]
  readonly weight?: number
}

/** A pitfall: the whole bullet, or with its claim set apart. */
export type PitfallSheet = string | { readonly claim: string | null; readonly text: string }

export interface MarkInput {
  readonly lang: Lang
  readonly question: string
  readonly answer: string
  readonly keyPoints: readonly KeyPointSheet[]
  readonly pitfalls?: readonly PitfallSheet[]
}

export type Found = 'yes' | 'no' | 'unsure'

export interface PointMark {
  readonly id: string
  readonly found: Found
  /** The stretches of the answer that earned the point, letter for letter; empty where nothing did. */
  readonly words: readonly string[]
}

/**
 * - `stuffed`: keywords without relations; its points are at most `unsure`
 * - `contradiction`: claims a pitfall, or the opposite of a point
 * - `off-topic`: speaks of something else
 * - `too-short`: too little to mark
 * - `unsure`: the points in doubt could change the grade, or much was said that the sheet does not know
 * - `cut`: only the first 20,000 characters were read
 */
export type MarkFlag = 'stuffed' | 'contradiction' | 'off-topic' | 'too-short' | 'unsure' | 'cut'

/** A claim that goes against the sheet: a pitfall (its place in the list) or the opposite of a point. */
export interface Contradiction {
  readonly pitfall: number | null
  readonly point: string | null
  readonly words: readonly string[]
}

export interface AnswerMark {
  readonly points: readonly PointMark[]
  /** 1 Again (missed), 2 Hard (partly), 3 Good, 4 Easy (complete and clean). */
  readonly grade: 1 | 2 | 3 | 4
  readonly flags: readonly MarkFlag[]
  readonly contradictions: readonly Contradiction[]
}

/** Nobody says more in an interview; a megabyte is not read. */
const mostCharacters = 20_000

/** From this likelihood on a point counts as said, and from the lower one as in doubt. */
const surely = 0.5
const perhaps = 0.33

const logistic = (x: number): number => 1 / (1 + Math.exp(-x))

/** A contrary match is next to nothing, and not nothing: the reach of a denial is a guess. */
const contraryShare = 0.25

/**
 * How likely a match means that the point was said: base + coverage · share said + mass · ln(1 + weight
 * said), less `each` for every other wording up to four, since many wordings are many chances to match by
 * accident. Fitted to the tuning half of `tests/fixtures/answers` (log loss; with all, some and none of the
 * other wordings) and rounded.
 */
interface Fit {
  readonly base: number
  readonly coverage: number
  readonly mass: number
  readonly each: number
}
const textFit: Fit = { base: -3.85, coverage: 4.5, mass: 2.3, each: 0.65 }
const wordingFit: Fit = { base: -4.3, coverage: 3.65, mass: 1.65, each: 0.27 }

function likelihood(match: Match, fit: Fit, wordings: number): number {
  const share = match.contrary ? contraryShare : 1
  const evidence = fit.coverage * match.coverage + fit.mass * Math.log1p(match.mass)
  return logistic(fit.base - fit.each * Math.min(4, wordings) + share * evidence)
}

interface Judged {
  readonly id: string
  readonly weight: number
  readonly likelihood: number
  readonly best: Match
  readonly contrary: Match | null
}

function judgePoint(point: KeyPointSheet, index: AnswerIndex, context: SheetContext): Judged {
  const own = readWording(point.text, context)
  const match = (wording: Wording): Match => {
    const found = matchWording(wording, index)
    // Whoever only says what was asked has not answered.
    const repeats = found.tokens.every(({ meanings }) => meanings.some((id) => context.question.has(id)))
    if (!repeats || found.coverage >= 0.9) return found
    return { ...found, coverage: found.coverage * contraryShare, mass: found.mass * contraryShare }
  }
  const text = match(own)
  const wordings = (point.synonyms ?? []).map((other) => readWording(other, context, own))
  const others = wordings.map(match)
  const rated = [
    { match: text, likelihood: likelihood(text, textFit, others.length) },
    ...others.map((match) => ({ match, likelihood: likelihood(match, wordingFit, others.length) })),
  ]
  const missed = rated.reduce((product, each) => product * (1 - each.likelihood), 1)
  const best = rated.reduce((a, b) => (b.likelihood > a.likelihood ? b : a)).match
  // The same clauses may well deny one wording and say outright another that is a denial itself.
  const outright = others.some(
    (other, i) => wordings[i]!.denies && !other.contrary && other.coverage >= 0.9 && other.mass >= 1.5,
  )
  const turned = !outright && text.contrary && text.coverage >= 0.9 && text.mass >= 1.5
  const contrary = turned ? text : null
  // A short wording says less than the text: it cannot earn a point whose whole text was denied.
  const doubt = contrary === null ? 1 : contraryShare
  return { id: point.id, weight: point.weight ?? 1, likelihood: doubt * (1 - missed), best, contrary }
}

/** The words in quotation marks at the head of a pitfall, else its first sentence. */
export function claimOf(pitfall: PitfallSheet): string | null {
  if (typeof pitfall !== 'string') return pitfall.claim ?? claimOf(pitfall.text)
  const quoted = /^\s*[“"「『](.+?)[”"」』]/su.exec(pitfall)
  if (quoted !== null) return quoted[1]!
  return /^.*?(?:[。！？]|[.!?](?=\s|$)|$)/su.exec(pitfall)?.[0].trim() ?? null
}

/** A pitfall counts as claimed only where nearly all of it stands within two clauses, undenied. */
const leastClaimCoverage = 0.85
const leastClaimMass = 1.6

function claimedPitfalls(
  input: MarkInput,
  index: AnswerIndex,
  context: SheetContext,
): { pitfall: number; match: Match }[] {
  const points = input.keyPoints.map((point) => readWording(point.text, context))
  return (input.pitfalls ?? []).flatMap((pitfall, i) => {
    const claim = claimOf(pitfall)
    if (claim === null) return []
    const match = matchClaim(readWording(claim, context), index)
    if (match.contrary || match.coverage < leastClaimCoverage || match.mass < leastClaimMass) return []
    // The right statement often has the same words: where a point fits these clauses as well, they say the
    // point.
    const here = onlyClauses(index, new Set(match.clauses))
    const right = points.some((point) => {
      const said = matchWording(point, here)
      return !said.contrary && said.coverage >= match.coverage
    })
    return right ? [] : [{ pitfall: i, match }]
  })
}

/** The answer's own words under these tokens, neighbours joined, in the answer's order. */
function wordsOf(answer: string, tokens: readonly Token[]): string[] {
  const spans: { start: number; end: number }[] = []
  for (const { start, end } of [...tokens].sort((a, b) => a.start - b.start)) {
    const last = spans.at(-1)
    if (
      last !== undefined &&
      start - last.end <= 12 &&
      !/[.!?。！？\n]/u.test(answer.slice(last.end, start))
    ) {
      last.end = Math.max(last.end, end)
    } else spans.push({ start, end })
  }
  return spans.map(({ start, end }) => answer.slice(start, end))
}

function contextOf(input: MarkInput, index: AnswerIndex, read: SheetContext['read']): SheetContext {
  const pointsWith = new Map<string, number>()
  for (const point of input.keyPoints) {
    for (const meaning of meaningsOf(read(point.text))) pointsWith.set(meaning, (pointsWith.get(meaning) ?? 0) + 1)
  }
  return { read, question: meaningsOf(read(input.question)), pointsWith, answerIsHan: index.mostlyHan, rivals: index.rivals }
}

/** Below this share of words that belong to the card an answer without any point is about something else. */
const leastRelevance = 0.21

/** Shares of the weighted points from which an answer is partly, good, complete. */
const partly = 0.2
const good = 0.55
const complete = 0.85

/** The grade of a weighted share of points, each contradiction costing one grade. */
export function gradeOfShare(share: number, contradictions: number): 1 | 2 | 3 | 4 {
  const grade = share >= complete ? 4 : share >= good ? 3 : share >= partly ? 2 : 1
  return Math.max(1, grade - contradictions) as 1 | 2 | 3 | 4
}

/**
 * The mark of one answer. Any input gets one: an empty sheet or answer is grade 1. Grade: the weighted share
 * of points said, a doubtful one counting half: from 0.85 it is 4, from 0.55 3, from 0.2 2; each
 * contradiction costs a grade; stuffed, off-topic and too short are 1.
 */
export function markKeyPoints(input: MarkInput): AnswerMark {
  const answer = input.answer.slice(0, mostCharacters)
  const read = sheetReader()
  const statements = input.keyPoints.flatMap(({ text }) => read(text))
  const whole = indexAnswer(answer, rivalsOf(input.question, read(input.question), statements))
  const context = contextOf(input, whole, read)
  const pitfalls = claimedPitfalls(input, whole, context)
  // What claims a pitfall cannot earn a point with the same words.
  const claimed = pitfalls.flatMap(({ match }) => match.clauses)
  // One word claims nothing, and who says the question again answers nothing.
  const empty = isOneWord(whole.clauses) || repeats(whole.clauses, read(input.question))
  const index = withoutClauses(whole, new Set(empty ? whole.clauses.keys() : claimed))
  const judged = input.keyPoints.map((point) => judgePoint(point, index, context))
  const stuffed = isStuffed(whole.clauses)
  const plainly = judged.map((point) => pointMark(point, answer, stuffed))
  const points = stuffed ? plainly : settleDoubts(judged, plainly, index, context)
  const contradictions: Contradiction[] = [
    ...pitfalls.map(({ pitfall, match }) => ({ pitfall, point: null, words: wordsOf(answer, match.tokens) })),
    ...judged.flatMap(({ id, contrary }, i) =>
      contrary !== null && !contrary.perhapsSwapped && points[i]!.found === 'no'
        ? [{ pitfall: null, point: id, words: wordsOf(answer, contrary.tokens) }]
        : [],
    ),
  ]
  const flags = new Set<MarkFlag>()
  if (input.answer.length > mostCharacters) flags.add('cut')
  if (stuffed) flags.add('stuffed')
  if (contradictions.length > 0) flags.add('contradiction')
  const ofTheCard = cardMeanings(input, read)
  const nothing = points.every((point) => point.found === 'no')
  const near = relevance(whole.clauses, ofTheCard)
  if (empty || (isTooShort(whole.clauses) && nothing)) flags.add('too-short')
  else if (nothing && near < leastRelevance) flags.add('off-topic')
  const worthless = stuffed || flags.has('off-topic') || flags.has('too-short')
  const grade = worthless ? 1 : gradeOfShare(shareOf(judged, points, 0.5), contradictions.length)
  if (!worthless) {
    const least = gradeOfShare(shareOf(judged, points, 0), contradictions.length)
    const most = gradeOfShare(shareOf(judged, points, 1), contradictions.length)
    const earned = new Set(judged.flatMap(({ best }, i) => (points[i]!.found === 'no' ? [] : best.tokens)))
    const unexplained = unexplainedSentences(whole.clauses, ofTheCard, earned)
    if (least !== most || (nothing && contradictions.length === 0) || (grade <= 2 && unexplained >= 2))
      flags.add('unsure')
  }
  return { points, grade, flags: [...flags], contradictions }
}

function pointMark(point: Judged, answer: string, stuffed: boolean): PointMark {
  const found: Found =
    point.likelihood >= surely
      ? stuffed
        ? 'unsure'
        : 'yes'
      : point.likelihood >= perhaps && !stuffed
        ? 'unsure'
        : 'no'
  return { id: point.id, found, words: found === 'no' ? [] : wordsOf(answer, point.best.tokens) }
}

/**
 * A sentence that earned nothing else most likely makes the point that its words are nearest to: that point is
 * no longer in doubt.
 */
function settleDoubts(
  judged: readonly Judged[],
  points: readonly PointMark[],
  index: AnswerIndex,
  { question }: SheetContext,
): PointMark[] {
  const isNew = (token: Token): boolean => !token.meanings.some((id) => question.has(id))
  const sentenceOf = (clause: number): number => index.clauses[clause]!.sentence
  const sentencesOf = ({ best }: Judged): number[] => best.clauses.map(sentenceOf)
  const earned = new Set(judged.flatMap((point, i) => (points[i]!.found === 'yes' ? sentencesOf(point) : [])))
  const settled = new Set<string>()
  for (const point of [...judged].sort((a, b) => b.likelihood - a.likelihood)) {
    const sentences = sentencesOf(point)
    if (point.likelihood < perhaps || point.best.contrary || !point.best.tokens.some(isNew)) continue
    if (sentences.some((sentence) => earned.has(sentence))) continue
    settled.add(point.id)
    for (const sentence of sentences) earned.add(sentence)
  }
  return points.map((mark) => (settled.has(mark.id) ? { ...mark, found: 'yes' } : mark))
}

function shareOf(judged: readonly Judged[], points: readonly PointMark[], doubtful: number): number {
  const all = judged.reduce((sum, { weight }) => sum + weight, 0)
  const said = judged.reduce((sum, { weight }, i) => {
    const { found } = points[i]!
    return sum + weight * (found === 'yes' ? 1 : found === 'unsure' ? doubtful : 0)
  }, 0)
  return all === 0 ? 0 : said / all
}

function cardMeanings(input: MarkInput, read: SheetContext['read']): ReadonlySet<string> {
  const texts = [
    input.question,
    ...input.keyPoints.flatMap((point) => [point.text, ...(point.synonyms ?? [])]),
  ]
  return meaningsOf(texts.flatMap(read))
}
