// A card that is retired and still there would be two things at once.
import type { Rule } from '#lib/core/notes/rule.ts'

export const retiredStillExists: Rule = {
  code: 'retired-still-exists',
  *checkCollection({ byCard, retired }) {
    for (const { id, at } of retired.cards) {
      const [first] = byCard.get(id) ?? []
      if (first !== undefined)
        yield {
          at,
          file: retired.file,
          params: { id },
          related: { file: first.outline.file, ...first.card.at },
        }
    }
  },
}
