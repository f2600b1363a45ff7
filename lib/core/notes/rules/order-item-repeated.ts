// Two equal steps cannot be told apart, so one of two right orders would be marked wrong.
import { spotOf } from '#lib/core/notes/read-draft.ts'
import { repeats } from '#lib/core/notes/repeats.ts'
import type { Rule } from '#lib/core/notes/rule.ts'
import { shorten } from '#lib/core/notes/shorten.ts'

export const orderItemRepeated: Rule = {
  code: 'order-item-repeated',
  *checkTopic({ file, cards }) {
    for (const { items } of cards) {
      for (const [{ node, plain }, first] of repeats(items, (item) => item.plain || null)) {
        yield { at: node, params: { text: shorten(plain) }, related: { file, ...spotOf(first.node) } }
      }
    }
  },
}
