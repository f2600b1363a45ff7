// Fewer than three are no explanation, more than six are two cards.
import type { Rule } from '#lib/core/notes/rule.ts'

export const keyPointsCount: Rule = {
  code: 'key-points-count',
  *checkTopic({ cards }) {
    for (const { keyPoints, sections } of cards) {
      const section = sections.find(({ name }) => name === 'keyPoints')
      if (section?.list == null || (keyPoints.length >= 3 && keyPoints.length <= 6)) continue
      yield { at: section.heading, params: { count: keyPoints.length } }
    }
  },
}
