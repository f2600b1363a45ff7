// A wrong claim alone teaches the wrong claim.
import type { Rule } from '#lib/core/notes/rule.ts'
import { shorten } from '#lib/core/notes/shorten.ts'

export const pitfallWithoutCorrection: Rule = {
  code: 'pitfall-without-correction',
  *checkTopic({ cards }) {
    for (const { pitfalls } of cards) {
      for (const { node, claim, hasCorrection } of pitfalls)
        if (claim !== null && !hasCorrection) yield { at: node, params: { claim: shorten(claim) } }
    }
  },
}
