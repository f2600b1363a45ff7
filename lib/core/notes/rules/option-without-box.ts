// An option says right or wrong by its box.
import type { Rule } from '#lib/core/notes/rule.ts'

export const optionWithoutBox: Rule = {
  code: 'option-without-box',
  *checkTopic({ cards }) {
    for (const { options } of cards) {
      for (const { node, right } of options) if (right === null) yield { at: node }
    }
  },
}
