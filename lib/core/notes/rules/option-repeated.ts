// Two equal options cannot be told apart when one is right.
import { spotOf } from '#lib/core/notes/read-draft.ts'
import type { Rule } from '#lib/core/notes/rule.ts'
import { shorten } from '#lib/core/notes/shorten.ts'

export const optionRepeated: Rule = {
  code: 'option-repeated',
  *checkTopic({ file, cards }) {
    for (const { options } of cards) {
      for (const option of options) {
        const first = options.find(({ text }) => text === option.text)!
        if (first === option || option.text === '') continue
        yield {
          at: option.node,
          params: { text: shorten(option.text) },
          related: { file, ...spotOf(first.node) },
        }
      }
    }
  },
}
