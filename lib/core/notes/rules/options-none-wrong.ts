// Where all are right there is nothing to choose.
import type { Rule } from '#lib/core/notes/rule.ts'

export const optionsNoneWrong: Rule = {
  code: 'options-none-wrong',
  *checkTopic({ cards }) {
    for (const { options } of cards) {
      if (options.length > 0 && options.every(({ right }) => right === true)) yield { at: options[0]!.node }
    }
  },
}
