// A cloze is a facet: its id is part of the schedule’s name, c1 to c99.
import type { Rule } from '#lib/core/notes/rule.ts'

export const clozeIdWrong: Rule = {
  code: 'cloze-id-wrong',
  *checkTopic({ cards, spotAt }) {
    for (const { clozeFaults } of cards) {
      for (const { fault, written, offset } of clozeFaults) {
        if (fault === 'id') yield { at: spotAt(offset), params: { written } }
      }
    }
  },
}
