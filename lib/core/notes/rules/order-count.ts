// Three items are guessed too easily; eight are a memory exercise.
import type { Rule } from '#lib/core/notes/rule.ts'

export const orderCount: Rule = {
  code: 'order-count',
  *checkTopic({ cards }) {
    for (const { items, sections } of cards) {
      const section = sections.find(({ name }) => name === 'order')
      if (section?.list == null || (items.length >= 4 && items.length <= 7)) continue
      yield { at: section.heading, params: { count: items.length } }
    }
  },
}
