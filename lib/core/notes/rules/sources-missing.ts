// A claim that names no source cannot be checked.
import type { Rule } from '#lib/core/notes/rule.ts'

export const sourcesMissing: Rule = {
  code: 'sources-missing',
  *checkTopic({ cards }) {
    for (const { heading, sections } of cards) {
      if (!sections.some(({ name }) => name === 'sources')) yield { at: heading }
    }
  },
}
