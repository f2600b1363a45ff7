// Marks typed answers to one cloze id of a card; several gaps may share it.
import { normaliseAnswer } from '#lib/core/answers/normalise-answer.ts'
import { verdictOf } from '#lib/core/answers/verdict.ts'
import type { Verdict } from '#lib/core/answers/verdict.ts'
import type { ClozeCard, FacetName } from '#lib/core/notes/card.ts'

export interface ClozeMark {
  readonly verdict: Verdict
  /** One for each gap of the facet, in text order. */
  readonly parts: readonly { readonly expected: string; readonly given: string; readonly right: boolean }[]
}

/** `given` in the order of the gaps; gaps left out are empty, and empty is wrong. */
export function markCloze(
  clozes: ClozeCard['clozes'],
  facet: FacetName,
  given: readonly string[],
): ClozeMark {
  const parts = clozes
    .filter(({ id }) => id === facet)
    .map(({ text }, index) => {
      const answer = given[index] ?? ''
      const normalised = normaliseAnswer(answer)
      return {
        expected: text,
        given: answer,
        right: normalised !== '' && normalised === normaliseAnswer(text),
      }
    })
  return { verdict: verdictOf(parts.filter(({ right }) => right).length, parts.length), parts }
}
