// Marks a choice: which options were ticked against which are right. Positions are those of the file, not of
// the screen.
import type { Verdict } from '#lib/core/answers/verdict.ts'

export interface ChoiceMark {
  readonly verdict: Verdict
  /** One for each option. `correct`: ticked if right, left alone if wrong. */
  readonly parts: readonly { readonly chosen: boolean; readonly right: boolean; readonly correct: boolean }[]
}

/**
 * `chosen` holds 0-based positions, in any order; repeated ones and ones outside count for nothing. Partly
 * right: some right option and no wrong one was chosen. One wrong tick is wrong, or ticking all would always
 * be worth something.
 */
export function markChoice(
  options: readonly { readonly right: boolean }[],
  chosen: readonly number[],
): ChoiceMark {
  const ticked = new Set(chosen)
  const parts = options.map(({ right }, index) => ({
    chosen: ticked.has(index),
    right,
    correct: ticked.has(index) === right,
  }))
  const wrongTick = parts.some((part) => part.chosen && !part.right)
  const rightTick = parts.some((part) => part.chosen && part.right)
  const verdict =
    !rightTick || wrongTick ? 'wrong' : parts.every(({ correct }) => correct) ? 'right' : 'partly'
  return { verdict, parts }
}
