// A pitfall quotes the wrong claim first, so that nobody takes it for a right one.
import type { Rule } from '#lib/core/notes/rule.ts'

export const pitfallWithoutClaim: Rule = {
  code: 'pitfall-without-claim',
  *checkTopic({ cards }) {
    for (const { pitfalls } of cards) {
      for (const { node, claim } of pitfalls) if (claim === null) yield { at: node }
    }
  },
}
