// A correction against a common belief must show where it is written.
import type { Rule } from '#lib/core/notes/rule.ts'

export const pitfallWithoutClause: Rule = {
  code: 'pitfall-without-clause',
  *checkTopic({ cards }) {
    for (const { pitfalls } of cards) {
      for (const { node, hasClause } of pitfalls) if (!hasClause) yield { at: node }
    }
  },
}
