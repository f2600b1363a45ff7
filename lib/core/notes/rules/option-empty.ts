// An option without text cannot be chosen for a reason.
import type { Rule } from '#lib/core/notes/rule.ts'

export const optionEmpty: Rule = {
  code: 'option-empty',
  *checkTopic({ cards }) {
    for (const { options } of cards) {
      for (const { node, text } of options) if (text === '') yield { at: node }
    }
  },
}
