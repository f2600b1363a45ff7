// An empty step cannot be placed.
import type { Rule } from '#lib/core/notes/rule.ts'

export const orderItemEmpty: Rule = {
  code: 'order-item-empty',
  *checkTopic({ cards }) {
    for (const { items } of cards) {
      for (const { node, text } of items) if (text === '') yield { at: node }
    }
  },
}
