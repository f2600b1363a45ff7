// The heading is the question; an id alone asks nothing.
import type { Rule } from '#lib/core/notes/rule.ts'

export const questionMissing: Rule = {
  code: 'question-missing',
  *checkTopic({ cards }) {
    for (const { heading, question } of cards) if (question === '') yield { at: heading }
  },
}
