// How far the marker agrees with marks made by hand: per point precision and recall, and for the grade the
// quadratic weighted kappa (Cohen 1968). It counts; it marks nothing.
import type { Found } from '#lib/core/answers/mark-key-points.ts'

/** One answer, marked twice. */
export interface MarkedTwice {
  /** Groups to report under, for instance language or kind of answer. */
  readonly groups: readonly string[]
  readonly byHand: { readonly points: Readonly<Record<string, 'yes' | 'no'>>; readonly grade: number }
  readonly byMachine: {
    readonly points: readonly { readonly id: string; readonly found: Found }[]
    readonly grade: number
  }
}

export interface Agreement {
  readonly answers: number
  readonly points: number
  /** Of the points marked yes, how many are; 1 where none was marked. `unsure` is not yes. */
  readonly precision: number
  /** Of the points that are there, how many were marked yes; 1 where there are none. */
  readonly recall: number
  /**
   * Of the points that are there, how many were marked yes or unsure: the rest were failed without a word of
   * doubt.
   */
  readonly recallWithUnsure: number
  /** Share of points marked unsure. */
  readonly unsure: number
  /** Quadratic weighted kappa of the grades 1 to 4; 1 where both marked all answers alike with one grade. */
  readonly kappa: number
  /** Share of answers with the same grade, and with one at most one away. */
  readonly sameGrade: number
  readonly nearGrade: number
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole)

/** 1 − Σ w·observed / Σ w·expected with w = (i − j)², over grades 1..4. */
export function quadraticKappa(pairs: readonly (readonly [number, number])[]): number {
  let observed = 0
  let expected = 0
  for (const [a] of pairs) for (const [, b] of pairs) expected += (a - b) ** 2
  for (const [a, b] of pairs) observed += (a - b) ** 2
  if (expected === 0) return observed === 0 ? 1 : 0
  return 1 - (observed * pairs.length) / expected
}

/** The agreement over all answers given. */
export function agreementOf(answers: readonly MarkedTwice[]): Agreement {
  const points = answers.flatMap(({ byHand, byMachine }) =>
    byMachine.points.map(({ id, found }) => ({ there: byHand.points[id] === 'yes', found })),
  )
  const yes = points.filter(({ found }) => found === 'yes')
  const there = points.filter((point) => point.there)
  const hit = yes.filter((point) => point.there).length
  const doubted = there.filter(({ found }) => found === 'unsure').length
  const grades = answers.map(({ byHand, byMachine }) => [byHand.grade, byMachine.grade] as const)
  return {
    answers: answers.length,
    points: points.length,
    precision: ratio(hit, yes.length),
    recall: ratio(hit, there.length),
    recallWithUnsure: ratio(hit + doubted, there.length),
    unsure: points.length === 0 ? 0 : points.filter(({ found }) => found === 'unsure').length / points.length,
    kappa: quadraticKappa(grades),
    sameGrade: ratio(grades.filter(([a, b]) => a === b).length, grades.length),
    nearGrade: ratio(grades.filter(([a, b]) => Math.abs(a - b) <= 1).length, grades.length),
  }
}

/** The agreement for each group, in the order in which groups first occur. */
export function agreementByGroup(answers: readonly MarkedTwice[]): ReadonlyMap<string, Agreement> {
  const groups = new Map<string, MarkedTwice[]>()
  for (const answer of answers) {
    for (const group of answer.groups) groups.set(group, [...(groups.get(group) ?? []), answer])
  }
  return new Map([...groups].map(([group, members]) => [group, agreementOf(members)]))
}
