// The mark of one question of an interview: what was found and missed, what it is worth, what grade follows.
// Explained answers are marked against key points; the other kinds carry their verdict in the event.
import type { AnswerMark } from '#lib/core/answers/mark-key-points.ts'
import type { Candidate } from '#lib/core/interview/candidate.ts'
import type { GivenWork, QuestionState } from '#lib/core/interview/interview-state.ts'
import type { Lang } from '#lib/core/notes/card.ts'
import type { PlannedQuestion } from '#lib/core/interview/blueprint.ts'
import type { Verdict } from '#lib/core/answers/verdict.ts'
import { gradeOfShare, markKeyPoints } from '#lib/core/answers/mark-key-points.ts'

export interface MarkedPoint {
  readonly id: string
  readonly text: string
  readonly weight: number
  readonly found: 'yes' | 'no' | 'unsure'
  /** The stretches of the answer that earned it. */
  readonly words: readonly string[]
  /** What the person set it to; null: the machine's mark stands. */
  readonly corrected: 'yes' | 'no' | null
}

export interface QuestionMark {
  readonly points: readonly MarkedPoint[]
  readonly flags: AnswerMark['flags']
  readonly contradictions: AnswerMark['contradictions']
  /** Weighted share of the points, after corrections, 0 to 1; an unsure one counts half. */
  readonly share: number
  readonly verdict: Verdict
  /** `share` less what the hints cost; what the report counts. */
  readonly score: number
  /** 1 Again … 4 Easy: missed is 1, partly 2. */
  readonly grade: 1 | 2 | 3 | 4
}

/** Each hint takes this share of what the answer is worth. */
export const costOfHint = 0.15
/** With hints an answer is at best this grade: it was not recalled unaided. */
const bestGradeWithHints = [4, 3, 2, 2] as const

const shareOfVerdict: Readonly<Record<Verdict, number>> = { right: 1, partly: 0.5, wrong: 0 }
const gradeOfVerdict = { right: 3, partly: 2, wrong: 1 } as const satisfies Record<Verdict, number>

/** The mark of what was handed in; null where the card is gone or nothing was. */
export function markQuestion(
  planned: PlannedQuestion,
  state: QuestionState,
  card: Candidate | null,
  lang: Lang,
): QuestionMark | null {
  const { work } = state
  if (work === null) return null
  if (work.answer.kind !== 'explain') return markVerdict(work.answer.verdict, state.hints)
  return card === null ? null : markExplained(planned, state, work, work.answer.text, card, lang)
}

function markVerdict(verdict: Verdict, hints: number): QuestionMark {
  const share = shareOfVerdict[verdict]
  return {
    points: [],
    flags: [],
    contradictions: [],
    share,
    verdict,
    score: lessHints(share, hints),
    grade: capped(gradeOfVerdict[verdict], hints),
  }
}

function markExplained(
  planned: PlannedQuestion,
  state: QuestionState,
  work: GivenWork,
  text: string,
  card: Candidate,
  lang: Lang,
): QuestionMark {
  // A follow-up's own wording leads to the card's question: both are repeated for nothing.
  const question = planned.question === card.question ? card.question : `${planned.question} ${card.question}`
  const mark = markKeyPoints({
    lang,
    question,
    answer: text,
    keyPoints: card.keyPoints,
    pitfalls: card.pitfalls,
  })
  const corrections = state.correction?.points ?? {}
  const points = card.keyPoints.map((point, i): MarkedPoint => {
    const { found, words } = mark.points[i]!
    const corrected = Object.hasOwn(corrections, point.id) ? corrections[point.id]! : null
    return { id: point.id, text: point.text, weight: point.weight, found, words, corrected }
  })
  const share = shareOf(points)
  const wasCorrected = points.some((point) => point.corrected !== null)
  const grade = wasCorrected ? gradeOfShare(share, mark.contradictions.length) : mark.grade
  return {
    points,
    flags: mark.flags,
    contradictions: mark.contradictions,
    share,
    verdict: share >= 0.85 ? 'right' : share > 0 ? 'partly' : 'wrong',
    score: lessHints(share, state.hints),
    grade: capped(grade, state.hints),
  }
}

const worth = { yes: 1, unsure: 0.5, no: 0 } as const

function shareOf(points: readonly MarkedPoint[]): number {
  const all = points.reduce((sum, { weight }) => sum + weight, 0)
  const said = points.reduce(
    (sum, { weight, found, corrected }) => sum + weight * worth[corrected ?? found],
    0,
  )
  return all === 0 ? 0 : said / all
}

const lessHints = (share: number, hints: number): number => share * (1 - costOfHint * hints)

function capped(grade: 1 | 2 | 3 | 4, hints: number): 1 | 2 | 3 | 4 {
  return Math.min(grade, bestGradeWithHints[hints] ?? 2) as 1 | 2 | 3 | 4
}
