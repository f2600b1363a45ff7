// A topic without cards is never asked.
import type { Rule } from '#lib/core/notes/rule.ts'

export const topicEmpty: Rule = {
  code: 'topic-empty',
  *checkTopic({ cards, title }) {
    if (cards.length === 0) yield { at: title ?? { line: 1, column: 1 } }
  },
}
