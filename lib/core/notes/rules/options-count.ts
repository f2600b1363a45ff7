// Two options are a coin; more than six are a reading exercise.
import type { Rule } from '#lib/core/notes/rule.ts'

export const optionsCount: Rule = {
  code: 'options-count',
  *checkTopic({ cards }) {
    for (const { options, sections } of cards) {
      const section = sections.find(({ name }) => name === 'options')
      if (section?.list == null || (options.length >= 3 && options.length <= 6)) continue
      yield { at: section.heading, params: { count: options.length } }
    }
  },
}
