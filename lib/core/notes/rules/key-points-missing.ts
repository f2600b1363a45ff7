// An explanation is marked against its key points, not against its prose.
import type { Rule } from '#lib/core/notes/rule.ts'

export const keyPointsMissing: Rule = {
  code: 'key-points-missing',
  *checkTopic({ cards }) {
    for (const { heading, kindParts, sections } of cards) {
      if (kindParts.length === 0 && !sections.some(({ name }) => name === 'keyPoints')) yield { at: heading }
    }
  },
}
