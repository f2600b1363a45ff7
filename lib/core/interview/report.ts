// The report of an interview: a function of its state and of the cards as they were. It decides nothing about
// memory; it proposes grades, and the person applies them.
import type { Blueprint, PlannedQuestion, QuestionId, SectionKind } from '#lib/core/interview/blueprint.ts'
import type { Candidate } from '#lib/core/interview/candidate.ts'
import type { CardId, TopicId } from '#lib/core/notes/card.ts'
import type { Clarity } from '#lib/core/interview/clarity.ts'
import type { GivenAnswer, SelfMark } from '#lib/core/interview/event.ts'
import type { InterviewState, QuestionState } from '#lib/core/interview/interview-state.ts'
import type { Millis } from '#lib/core/engine/machine.ts'
import type { QuestionMark } from '#lib/core/interview/mark-question.ts'
import { clarityOf } from '#lib/core/interview/clarity.ts'
import { markQuestion } from '#lib/core/interview/mark-question.ts'
import { parentOf, questionState } from '#lib/core/interview/interview-state.ts'

/** What the person thought of an answer, beside the mark: shares of the points, 0 to 1. */
export interface SelfAssessment {
  readonly before: number | null
  readonly after: number | null
  /** Before minus the mark: above 0 they thought better of it than it was. */
  readonly misjudged: number | null
  /** What a partner heard, who asked the question. */
  readonly partner: number | null
}

export interface QuestionReport {
  readonly id: QuestionId
  readonly parent: QuestionId | null
  readonly section: SectionKind
  readonly card: CardId
  readonly topic: TopicId
  readonly question: string
  readonly kind: PlannedQuestion['kind']
  readonly level: PlannedQuestion['level']
  /** `unfinished`: asked, and open when the interview ended. */
  readonly status: 'answered' | 'skipped' | 'unfinished' | 'not-asked'
  readonly answer: GivenAnswer | null
  readonly mark: QuestionMark | null
  readonly clarity: Clarity | null
  readonly hints: number
  readonly plannedMs: Millis
  readonly spentMs: Millis
  /** Of that, speaking and the rest. */
  readonly spokenMs: Millis
  readonly late: {
    readonly deadlineMs: Millis
    readonly deliveredMs: Millis
    readonly included: boolean
  } | null
  /** Whether it counts in the scores: asked, and not late unless included. */
  readonly counts: boolean
  readonly self: SelfAssessment
  readonly followUps: readonly QuestionReport[]
}

export interface Dimensions {
  /** Weighted share of the key points, less hints. */
  readonly correctness: number | null
  /** The same over follow-ups and questions of level 3 alone. */
  readonly depth: number | null
  /** Order and form of the explained answers that make a point. */
  readonly clarity: number | null
  /** Time against plan: 1 within it, falling to 0 at twice; 0 for what makes no point. */
  readonly time: number | null
}

export interface ProposedGrade {
  readonly card: CardId
  readonly question: QuestionId
  readonly grade: 1 | 2 | 3 | 4
  readonly why: 'missed' | 'partly' | 'good' | 'complete' | 'skipped' | 'unfinished'
  /** Key points that were missed, by id. */
  readonly missed: readonly string[]
  /** Late work that the person did not include is proposed, but not ticked. */
  readonly byDefault: boolean
}

export interface InterviewReport {
  readonly blueprint: Blueprint
  readonly startedAtMs: Millis | null
  readonly endedAtMs: Millis | null
  /** Whether time ran out, rather than the person finishing. */
  readonly ranOut: boolean
  /** 0 to 1; null where nothing was asked. */
  readonly overall: number | null
  readonly dimensions: Dimensions
  readonly topics: readonly { readonly topic: TopicId; readonly asked: number; readonly score: number }[]
  /** Main questions in the order of the plan, follow-ups below theirs: the tree shows where it stopped. */
  readonly questions: readonly QuestionReport[]
  /** The last question asked. */
  readonly stoppedAt: QuestionId | null
  readonly grades: readonly ProposedGrade[]
  /** Cards of missed points, worst first: what to do next. */
  readonly nextCards: readonly CardId[]
}

const dimensionWeights = { correctness: 0.6, depth: 0.2, clarity: 0.1, time: 0.1 } as const

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, each) => sum + each, 0) / values.length

const weightedMean = (
  values: readonly { readonly value: number; readonly weight: number }[],
): number | null => {
  const weight = values.reduce((sum, each) => sum + each.weight, 0)
  return weight === 0 ? null : values.reduce((sum, each) => sum + each.value * each.weight, 0) / weight
}

/**
 * The report of a state, also before its end. `cards` are those that the blueprint names, as they were when
 * asked; without its card an explained answer is shown and not marked. Same state and cards: same report.
 */
export function reportInterview(
  state: InterviewState,
  cards: ReadonlyMap<CardId, Candidate>,
): InterviewReport {
  const { blueprint } = state
  const questions = blueprint.sections.flatMap((section) =>
    section.questions.map((planned) => reportQuestion(planned, section.kind, state, cards)),
  )
  const flat = questions.flatMap(flatten)
  const counted = flat.filter((each) => each.counts)
  const dimensions = dimensionsOf(counted)
  const asked = state.questions.filter(({ askedAtMs }) => askedAtMs !== null)
  const grades = proposeGrades(flat)
  return {
    blueprint,
    startedAtMs: state.startedAtMs,
    endedAtMs: state.finishedAtMs ?? state.overAtMs,
    ranOut: state.overAtMs !== null,
    overall: overallOf(dimensions),
    dimensions,
    topics: topicsOf(counted),
    questions,
    stoppedAt: latestAsked(asked),
    grades,
    nextCards: [...grades]
      .filter(({ grade }) => grade <= 2)
      .sort((a, b) => a.grade - b.grade)
      .map(({ card }) => card),
  }
}

function latestAsked(asked: readonly QuestionState[]): QuestionId | null {
  const last = asked.reduce<QuestionState | null>(
    (best, each) => (best === null || each.askedAtMs! >= best.askedAtMs! ? each : best),
    null,
  )
  return last?.id ?? null
}

export function flatten(report: QuestionReport): QuestionReport[] {
  return [report, ...report.followUps.flatMap(flatten)]
}

function reportQuestion(
  planned: PlannedQuestion,
  section: SectionKind,
  interview: InterviewState,
  cards: ReadonlyMap<CardId, Candidate>,
): QuestionReport {
  const state = questionState(interview, planned.id)!
  const mark = markQuestion(planned, state, cards.get(planned.card) ?? null, interview.blueprint.request.lang)
  const work = state.work
  const answer = work?.answer ?? null
  const late = work?.late ?? null
  const asked = state.askedAtMs !== null
  return {
    id: planned.id,
    parent: parentOf(planned.id),
    section,
    card: planned.card,
    topic: planned.topic,
    question: planned.question,
    kind: planned.kind,
    level: planned.level,
    status: state.status === 'waiting' ? 'not-asked' : state.status === 'open' ? 'unfinished' : state.status,
    answer,
    mark,
    clarity:
      answer?.kind === 'explain' && mark !== null
        ? clarityOf(answer.text, mark.points, mark.flags.includes('stuffed'))
        : null,
    hints: state.hints,
    plannedMs: planned.plannedMs,
    spentMs: state.spentMs,
    spokenMs: work?.spokenMs ?? 0,
    late,
    counts: asked && (late === null || late.included) && (work === null || mark !== null),
    self: assess(state, mark, cards.get(planned.card)?.keyPoints ?? []),
    followUps: planned.followUps.map((each) => reportQuestion(each, section, interview, cards)),
  }
}

function assess(state: QuestionState, mark: QuestionMark | null, points: Candidate['keyPoints']): SelfAssessment {
  const shareOf = (said: SelfMark | null): number | null =>
    said === null
      ? null
      : weightedMean(points.map(({ id, weight }) => ({ value: said.points[id] === 'yes' ? 1 : 0, weight })))
  const before = shareOf(state.selfBefore)
  return {
    before,
    after: shareOf(state.selfAfter),
    misjudged: before === null || mark === null ? null : before - mark.share,
    partner: shareOf(state.partnerMark),
  }
}

/** 1 up to the planned time and a little over, 0 from twice on; unanswered is 0. */
function timeScore({ status, spentMs, plannedMs }: QuestionReport): number {
  if (status === 'unfinished') return 0
  if (plannedMs <= 0) return 1
  return Math.min(1, Math.max(0, (2 - spentMs / plannedMs) / 0.9))
}

function dimensionsOf(counted: readonly QuestionReport[]): Dimensions {
  const score = (each: QuestionReport): { value: number; weight: number } => ({
    value: each.mark?.score ?? 0,
    weight: each.level + (each.parent === null ? 1 : 0),
  })
  const answered = counted.filter(({ status }) => status !== 'skipped')
  // A quick, well-formed answer that says nothing right is neither clear nor in time.
  const says = ({ mark }: QuestionReport): boolean => (mark?.score ?? 0) > 0
  return {
    correctness: weightedMean(counted.map(score)),
    depth: weightedMean(counted.filter(({ parent, level }) => parent !== null || level === 3).map(score)),
    clarity: mean(counted.filter(says).flatMap(({ clarity }) => (clarity === null ? [] : [clarity.score]))),
    time: mean(answered.map((each) => (says(each) ? timeScore(each) : 0))),
  }
}

function overallOf(dimensions: Dimensions): number | null {
  if (dimensions.correctness === null) return null
  return weightedMean(
    Object.entries(dimensionWeights).flatMap(([name, weight]) => {
      const value = dimensions[name as keyof Dimensions]
      return value === null ? [] : [{ value, weight }]
    }),
  )
}

function topicsOf(counted: readonly QuestionReport[]): InterviewReport['topics'] {
  const topics = new Map<TopicId, QuestionReport[]>()
  for (const each of counted) topics.set(each.topic, [...(topics.get(each.topic) ?? []), each])
  return [...topics].map(([topic, asked]) => ({
    topic,
    asked: asked.length,
    score: mean(asked.map(({ mark }) => mark?.score ?? 0)) ?? 0,
  }))
}

/** One for each card that was asked; questions that were never asked propose nothing. */
function proposeGrades(flat: readonly QuestionReport[]): ProposedGrade[] {
  return flat.flatMap((each): ProposedGrade[] => {
    if (each.status === 'not-asked') return []
    const at = { card: each.card, question: each.id }
    // An answer whose card is gone cannot be marked, and is not held against anybody.
    if (each.status === 'answered' && each.mark === null) return []
    if (each.mark === null) {
      const why = each.status === 'skipped' ? 'skipped' : 'unfinished'
      return [{ ...at, grade: 1, why, missed: [], byDefault: each.status === 'skipped' }]
    }
    const { grade, points } = each.mark
    const missed = points.filter(({ found, corrected }) => (corrected ?? found) === 'no').map(({ id }) => id)
    const why = (['missed', 'partly', 'good', 'complete'] as const)[grade - 1]!
    return [{ ...at, grade, why, missed, byDefault: each.late === null || each.late.included }]
  })
}
