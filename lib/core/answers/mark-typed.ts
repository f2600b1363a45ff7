// Marks a typed answer against the forms that its card accepts. There is no "almost": a state's name or a
// number is right or wrong, and the person may still change the grade.
import { normaliseAnswer } from '#lib/core/answers/normalise-answer.ts'

export interface TypedMark {
  readonly verdict: 'right' | 'wrong'
  /** The accepted form that the answer equals, as the card writes it. */
  readonly matched: string | null
}

export function markTyped(accepted: readonly string[], answer: string): TypedMark {
  const given = normaliseAnswer(answer)
  const matched = given === '' ? null : (accepted.find((form) => normaliseAnswer(form) === given) ?? null)
  return { verdict: matched === null ? 'wrong' : 'right', matched }
}
