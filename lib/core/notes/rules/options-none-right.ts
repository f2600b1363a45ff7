// A question without a right answer.
import type { Rule } from '#lib/core/notes/rule.ts'

export const optionsNoneRight: Rule = {
  code: 'options-none-right',
  *checkTopic({ cards }) {
    for (const { options } of cards) {
      if (options.length > 0 && !options.some(({ right }) => right === true)) yield { at: options[0]!.node }
    }
  },
}
