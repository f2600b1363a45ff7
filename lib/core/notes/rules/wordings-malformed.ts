// Other wordings stand in one nested bullet that begins with “=”; anything else there would be lost.
import type { Rule } from '#lib/core/notes/rule.ts'

export const wordingsMalformed: Rule = {
  code: 'wordings-malformed',
  *checkTopic({ cards }) {
    for (const { keyPoints } of cards) {
      for (const { stray } of keyPoints) if (stray !== null) yield { at: stray }
    }
  },
}
