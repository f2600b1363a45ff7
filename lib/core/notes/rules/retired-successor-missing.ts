// A successor takes over the reviews; it must be a card.
import type { Rule } from '#lib/core/notes/rule.ts'

export const retiredSuccessorMissing: Rule = {
  code: 'retired-successor-missing',
  *checkCollection({ byCard, retired }) {
    for (const { id, successor, at } of retired.cards) {
      if (successor !== null && !byCard.has(successor))
        yield { at, file: retired.file, params: { id, successor } }
    }
  },
}
