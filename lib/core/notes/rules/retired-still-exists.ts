// A card that is retired and still there would be two things at once.
import { isInNotes } from '#lib/core/notes/is-in-notes.ts'
import type { Rule } from '#lib/core/notes/rule.ts'

export const retiredStillExists: Rule = {
  code: 'retired-still-exists',
  *checkCollection(collection) {
    const { retired, byCard } = collection
    for (const { id, at } of retired.ids) {
      if (!isInNotes(collection, id)) continue
      const [first] = byCard.get(id.split('#')[0]!) ?? []
      const related = first === undefined ? {} : { related: { file: first.outline.file, ...first.card.at } }
      yield { at, file: retired.file, params: { id }, ...related }
    }
  },
}
