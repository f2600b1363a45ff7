// An accepted form without text would accept an empty answer.
import type { Rule } from '#lib/core/notes/rule.ts'

export const acceptEmpty: Rule = {
  code: 'accept-empty',
  *checkTopic({ cards }) {
    for (const { accepted } of cards) {
      for (const { node, plain } of accepted) if (plain === '') yield { at: node }
    }
  },
}
