// Two equal options cannot be told apart when one is right.
import { spotOf } from '#lib/core/notes/read-draft.ts'
import { repeats } from '#lib/core/notes/repeats.ts'
import type { Rule } from '#lib/core/notes/rule.ts'
import { shorten } from '#lib/core/notes/shorten.ts'

export const optionRepeated: Rule = {
  code: 'option-repeated',
  *checkTopic({ file, cards }) {
    for (const { options } of cards) {
      for (const [{ node, text }, first] of repeats(options, (option) => option.text || null)) {
        yield { at: node, params: { text: shorten(text) }, related: { file, ...spotOf(first.node) } }
      }
    }
  },
}
