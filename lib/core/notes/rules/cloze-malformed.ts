// Braces that are no cloze would be shown to the reader as they are. Braces meant literally stand in code.
import type { Rule } from '#lib/core/notes/rule.ts'

export const clozeMalformed: Rule = {
  code: 'cloze-malformed',
  *checkTopic({ cards, spotAt }) {
    for (const { clozeFaults } of cards) {
      for (const { fault, written, offset } of clozeFaults) {
        if (fault === 'malformed') yield { at: spotAt(offset), params: { written } }
      }
    }
  },
}
