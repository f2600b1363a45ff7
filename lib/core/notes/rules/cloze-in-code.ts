// Inside code the braces are shown, not asked.
import type { Rule } from '#lib/core/notes/rule.ts'

export const clozeInCode: Rule = {
  code: 'cloze-in-code',
  *checkTopic({ cards, spotAt }) {
    for (const { clozeFaults } of cards) {
      for (const { fault, written, offset } of clozeFaults) {
        if (fault === 'code') yield { at: spotAt(offset), params: { written } }
      }
    }
  },
}
