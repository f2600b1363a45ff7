// Chooses the questions of a mock interview. Every choice is a draw from the seed and the card's id alone, so
// adding a card somewhere else does not reshuffle the rest. What cannot be filled is said, with the nearest
// that can.
import type { Candidate } from '#lib/core/interview/candidate.ts'
import type {
  Blueprint,
  BlueprintRequest,
  InterviewScope,
  PlannedQuestion,
  Section,
} from '#lib/core/interview/blueprint.ts'
import {
  interviewMinutes,
  interviewModes,
  layersOfRole,
  minuteMs,
  pauseBudgetMs,
  sectionPlans,
  usualSeconds,
} from '#lib/core/interview/blueprint.ts'
import type { Level } from '#lib/core/notes/card.ts'
import type { Millis } from '#lib/core/engine/machine.ts'
import type { Problem, Result } from '#lib/core/problem.ts'
import { hashToUnit } from '#lib/core/engine/random.ts'
import { ok } from '#lib/core/problem.ts'

/** Why a request cannot be filled, and what could be asked for instead. */
export interface UnfilledBlueprint {
  /** `interview-cannot-be-filled`. */
  readonly problem: Problem
  /** Minutes of suitable questions there are, and how many are needed. */
  readonly minutesThere: number
  readonly minutesNeeded: number
  /** The request nearest to this one that can be filled; null where nothing can. */
  readonly nearest: BlueprintRequest | null
}

/** Seen less than this ago is "just seen". */
const justSeenMs = 24 * 60 * minuteMs
/** A section is filled when its usual times reach this share of it; the times are then stretched to fit. */
const leastFilled = 0.7
const mostFollowUps = 2
const deepestFollowUp = 2

type SectionPlan = (typeof sectionPlans)['mixed'][number]

const shifted = (level: Level, shift: number): Level => Math.min(3, Math.max(1, level + shift)) as Level

export function inScope(candidate: Candidate, scope: InterviewScope): boolean {
  switch (scope.kind) {
    case 'all':
      return true
    case 'topics':
      return scope.topics.includes(candidate.topic)
    case 'role':
      return layersOfRole[scope.role].includes(candidate.layer)
  }
}

function suits(candidate: Candidate, plan: SectionPlan, request: BlueprintRequest): boolean {
  if (!plan.kinds.includes(candidate.kind)) return false
  if (candidate.kind === 'explain' && candidate.keyPoints.length === 0) return false
  if (Math.abs(candidate.level - shifted(request.level, plan.levelShift)) > 1) return false
  return inScope(candidate, request.scope)
}

/** How much a card wants to be asked: important, of the right level, weak; hardly at all when just seen. */
function weightOf(candidate: Candidate, plan: SectionPlan, request: BlueprintRequest, nowMs: Millis): number {
  let weight = candidate.importance ** 1.5
  if (candidate.level !== shifted(request.level, plan.levelShift)) weight *= 0.15
  const { scope } = request
  if (scope.kind === 'role') weight /= 1 + layersOfRole[scope.role].indexOf(candidate.layer) / 2
  const { memory } = candidate
  if (!request.personal || memory === null) return weight
  if (nowMs - memory.lastSeenAtMs < justSeenMs) return weight * 0.02
  return weight * (1 + 2 * (1 - memory.recall) + 0.5 * Math.min(4, memory.lapses))
}

interface Ranked {
  readonly candidate: Candidate
  readonly rank: number
}

/** Weighted sampling without replacement (Efraimidis and Spirakis): the largest u^(1/weight) first. */
function ranked(
  pool: readonly Candidate[],
  plan: SectionPlan,
  request: BlueprintRequest,
  nowMs: Millis,
): Ranked[] {
  return pool
    .filter((candidate) => suits(candidate, plan, request))
    .map((candidate) => {
      const drawn = hashToUnit(`${request.seed}:${plan.kind}:${candidate.card}`)
      return { candidate, rank: Math.log(Math.max(drawn, 1e-12)) / weightOf(candidate, plan, request, nowMs) }
    })
    .sort((a, b) => b.rank - a.rank || (a.candidate.card < b.candidate.card ? -1 : 1))
}

interface Chosen {
  readonly candidate: Candidate
  readonly question: string
  readonly isFollowUp: boolean
  readonly followUps: readonly Chosen[]
}

const ownSeconds = ({ candidate, isFollowUp }: Chosen): number =>
  usualSeconds(candidate.kind, candidate.level, isFollowUp)

const wholeSeconds = (chosen: Chosen): number =>
  ownSeconds(chosen) + chosen.followUps.reduce((sum, each) => sum + wholeSeconds(each), 0)

/** Follow-ups along the cards' own, each card once in an interview; quick questions have none. */
function followUpsOf(
  candidate: Candidate,
  cards: ReadonlyMap<string, Candidate>,
  used: Set<string>,
  depth: number,
): Chosen[] {
  if (depth > deepestFollowUp || candidate.kind !== 'explain') return []
  const chosen: Chosen[] = []
  for (const { card, question } of candidate.followUps) {
    const next = cards.get(card)
    if (next === undefined || used.has(card) || next.kind === 'cloze' || chosen.length >= mostFollowUps)
      continue
    if (next.kind === 'explain' && next.keyPoints.length === 0) continue
    used.add(card)
    chosen.push({ candidate: next, question, isFollowUp: true, followUps: [] })
  }
  return chosen.map((each, i) =>
    i === 0 ? { ...each, followUps: followUpsOf(each.candidate, cards, used, depth + 1) } : each,
  )
}

interface Filled {
  readonly plan: SectionPlan
  readonly seconds: number
  readonly chosen: readonly Chosen[]
}

function fillSection(
  plan: SectionPlan,
  pool: readonly Candidate[],
  cards: ReadonlyMap<string, Candidate>,
  used: Set<string>,
  request: BlueprintRequest,
  nowMs: Millis,
): Filled {
  const wanted = request.minutes * 60 * plan.share
  const chosen: Chosen[] = []
  const topics = new Map<string, number>()
  let seconds = 0
  let left = ranked(pool, plan, request, nowMs)
  while (seconds < wanted && left.length > 0) {
    // Each question already taken from a topic makes the next one from there less likely.
    left = left.filter(({ candidate }) => !used.has(candidate.card))
    const next = left.reduce<Ranked | null>((best, each) => {
      const spread = (ranks: Ranked): number => ranks.rank * (1 + (topics.get(ranks.candidate.topic) ?? 0))
      return best === null || spread(each) > spread(best) ? each : best
    }, null)
    if (next === null) break
    const { candidate } = next
    left = left.filter((each) => each !== next)
    const room = wanted - seconds
    const alone: Chosen = { candidate, question: candidate.question, isFollowUp: false, followUps: [] }
    if (!fits(seconds, ownSeconds(alone), wanted)) continue
    used.add(candidate.card)
    topics.set(candidate.topic, (topics.get(candidate.topic) ?? 0) + 1)
    const taken =
      plan.kind === 'quick-fire' ? alone : { ...alone, followUps: followUpsWithin(alone, cards, used, room) }
    chosen.push(taken)
    seconds += wholeSeconds(taken)
  }
  return { plan, seconds, chosen: [...chosen].sort(byDifficulty) }
}

/**
 * Whether one more question brings a section nearer to its time; the times of all are stretched to fit
 * afterwards.
 */
function fits(seconds: number, more: number, wanted: number): boolean {
  return seconds === 0 || Math.abs(seconds + more - wanted) < wanted - seconds
}

/** The follow-ups that the section's time has room for. */
function followUpsWithin(
  alone: Chosen,
  cards: ReadonlyMap<string, Candidate>,
  used: Set<string>,
  room: number,
): readonly Chosen[] {
  const before = new Set(used)
  const tree = followUpsOf(alone.candidate, cards, used, 1)
  let left = room - ownSeconds(alone)
  const keep = (each: Chosen): Chosen[] => {
    if (left < ownSeconds(each) * 0.7) {
      for (const { candidate } of flatten(each)) if (!before.has(candidate.card)) used.delete(candidate.card)
      return []
    }
    left -= ownSeconds(each)
    return [{ ...each, followUps: each.followUps.flatMap(keep) }]
  }
  return tree.flatMap(keep)
}

const flatten = (chosen: Chosen): Chosen[] => [chosen, ...chosen.followUps.flatMap(flatten)]

const byDifficulty = (a: Chosen, b: Chosen): number =>
  a.candidate.level - b.candidate.level ||
  b.candidate.importance - a.candidate.importance ||
  (a.candidate.card < b.candidate.card ? -1 : 1)

function fillAll(request: BlueprintRequest, candidates: readonly Candidate[], nowMs: Millis): Filled[] {
  const pool = [...new Map(candidates.map((each) => [each.card, each])).values()]
  // Who wants explanations alone is not asked on with a choice.
  const mayFollow = (each: Candidate): boolean =>
    inScope(each, request.scope) && (request.mode !== 'explain' || each.kind === 'explain')
  const cards = new Map(pool.filter(mayFollow).map((each) => [each.card as string, each]))
  const used = new Set<string>()
  return sectionPlans[request.mode].map((plan) => fillSection(plan, pool, cards, used, request, nowMs))
}

const isFilled = (request: BlueprintRequest, filled: readonly Filled[]): boolean =>
  filled.every(({ plan, seconds }) => seconds >= leastFilled * plan.share * request.minutes * 60)

/**
 * The blueprint of a request, from these candidates (one language, each card once). `nowMs` tells only what
 * was just seen. Where too little suits, the problem says how much there is and what nearest request could be
 * filled.
 */
export function planBlueprint(
  request: BlueprintRequest,
  candidates: readonly Candidate[],
  nowMs: Millis,
): Result<Blueprint, UnfilledBlueprint> {
  const filled = fillAll(request, candidates, nowMs)
  if (isFilled(request, filled)) return ok(toBlueprint(request, filled))
  const usable = filled.reduce(
    (sum, { plan, seconds }) => sum + Math.min(seconds, plan.share * request.minutes * 60),
    0,
  )
  const minutesThere = Math.floor(usable / 60)
  const nearest = nearestOf(request, candidates, nowMs)
  const problem: Problem = {
    code: nearest === null ? 'interview-has-no-questions' : 'interview-cannot-be-filled',
    params: {
      there: minutesThere,
      needed: request.minutes,
      ...(nearest === null ? {} : {
            ...{ minutes: nearest.minutes, level: nearest.level },
            ...{ mode: nearest.mode, modeZh: modesInChinese[nearest.mode] },
          }),
    },
  }
  return { ok: false, problem: { problem, minutesThere, minutesNeeded: request.minutes, nearest } }
}

/** As the set-up page names them: the sentence is for people. */
const modesInChinese: Readonly<Record<BlueprintRequest['mode'], string>> = {
  mixed: '混合',
  explain: '只问解释题',
  'quick-fire': '快问快答',
  whiteboard: '白板',
}

/**
 * How far another request is from the one made: shorter is nearest, then another level, another kind, all
 * topics.
 */
function distance(from: BlueprintRequest, to: BlueprintRequest): number {
  const steps = interviewMinutes.indexOf(from.minutes) - interviewMinutes.indexOf(to.minutes)
  return (
    (steps >= 0 ? steps : Number.POSITIVE_INFINITY) +
    1.5 * Math.abs(from.level - to.level) +
    (from.mode === to.mode ? 0 : 2) +
    (from.scope.kind === to.scope.kind ? 0 : 3)
  )
}

function nearestOf(
  request: BlueprintRequest,
  candidates: readonly Candidate[],
  nowMs: Millis,
): BlueprintRequest | null {
  const scopes: InterviewScope[] =
    request.scope.kind === 'all' ? [request.scope] : [request.scope, { kind: 'all' }]
  const others = scopes
    .flatMap((scope) => interviewModes.map((mode) => ({ ...request, scope, mode })))
    .flatMap((each) => ([1, 2, 3] as const).map((level) => ({ ...each, level })))
    .flatMap((each) => interviewMinutes.map((minutes) => ({ ...each, minutes })))
    .map((each) => ({ each, far: distance(request, each) }))
    .filter(({ far }) => Number.isFinite(far))
    .sort((a, b) => a.far - b.far)
  return others.find(({ each }) => isFilled(each, fillAll(each, candidates, nowMs)))?.each ?? null
}

function toBlueprint(request: BlueprintRequest, filled: readonly Filled[]): Blueprint {
  const totalMs = request.minutes * minuteMs
  let number = 0
  let rest = totalMs
  const sections = filled.map(({ plan, chosen, seconds }, i): Section => {
    const plannedMs = i === filled.length - 1 ? rest : Math.round(totalMs * plan.share)
    rest -= plannedMs
    const stretch = plannedMs / (seconds * 1000)
    const questions = chosen.map((each) => toQuestion(each, `q${++number}`, stretch))
    return { kind: plan.kind, plannedMs, questions: settle(questions, plannedMs) }
  })
  return { format: 1, request, totalMs, pauseMs: request.mayPause ? pauseBudgetMs : 0, sections }
}

function toQuestion(chosen: Chosen, id: string, stretch: number): PlannedQuestion {
  const { candidate } = chosen
  return {
    id,
    card: candidate.card,
    topic: candidate.topic,
    question: chosen.question,
    kind: candidate.kind,
    level: candidate.level,
    importance: candidate.importance,
    plannedMs: Math.floor(ownSeconds(chosen) * stretch) * 1000,
    followUps: chosen.followUps.map((each, i) => toQuestion(each, `${id}.${i + 1}`, stretch)),
  }
}

const plannedOf = (question: PlannedQuestion): Millis =>
  question.plannedMs + question.followUps.reduce((sum, each) => sum + plannedOf(each), 0)

/** Gives the last question what whole seconds left over, so that a section's times sum to its length. */
function settle(questions: readonly PlannedQuestion[], plannedMs: Millis): readonly PlannedQuestion[] {
  const over = plannedMs - questions.reduce((sum, each) => sum + plannedOf(each), 0)
  return questions.map((each, i) =>
    i === questions.length - 1 ? { ...each, plannedMs: each.plannedMs + over } : each,
  )
}
