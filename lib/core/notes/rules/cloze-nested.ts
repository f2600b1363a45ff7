// Inside another cloze nobody can say which of the two is asked.
import type { Rule } from '#lib/core/notes/rule.ts'

export const clozeNested: Rule = {
  code: 'cloze-nested',
  *checkTopic({ cards, spotAt }) {
    for (const { clozeFaults } of cards) {
      for (const { fault, written, offset } of clozeFaults) {
        if (fault === 'nested') yield { at: spotAt(offset), params: { written } }
      }
    }
  },
}
