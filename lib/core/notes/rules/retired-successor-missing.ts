// A successor takes over the reviews; it must be a card.
import { isInNotes } from '#lib/core/notes/is-in-notes.ts'
import type { Rule } from '#lib/core/notes/rule.ts'

export const retiredSuccessorMissing: Rule = {
  code: 'retired-successor-missing',
  *checkCollection(collection) {
    const { retired } = collection
    for (const { id, successor, at } of retired.ids) {
      if (successor === null || isInNotes(collection, successor)) continue
      yield { at, file: retired.file, params: { id, successor } }
    }
  },
}
