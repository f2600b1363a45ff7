// Two equal steps cannot be told apart, so one of two right orders would be marked wrong.
import { spotOf } from '#lib/core/notes/read-draft.ts'
import type { Rule } from '#lib/core/notes/rule.ts'
import { shorten } from '#lib/core/notes/shorten.ts'

export const orderItemRepeated: Rule = {
  code: 'order-item-repeated',
  *checkTopic({ file, cards }) {
    for (const { items } of cards) {
      for (const item of items) {
        const first = items.find(({ plain }) => plain === item.plain)!
        if (first === item || item.text === '') continue
        yield {
          at: item.node,
          params: { text: shorten(item.plain) },
          related: { file, ...spotOf(first.node) },
        }
      }
    }
  },
}
