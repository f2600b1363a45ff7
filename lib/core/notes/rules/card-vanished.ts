// People have schedules on an id that was once published; it must say what became of it.
import { isInNotes } from '#lib/core/notes/is-in-notes.ts'
import type { Rule } from '#lib/core/notes/rule.ts'

export const cardVanished: Rule = {
  code: 'card-vanished',
  *checkCollection(collection) {
    const { retired, knownIds } = collection
    const listed = new Set(retired.ids.map(({ id }) => id))
    for (const id of knownIds) {
      // The entry of a card stands for its facets as well.
      if (isInNotes(collection, id) || listed.has(id) || listed.has(id.split('#')[0]!)) continue
      yield { at: { line: 1, column: 1 }, file: retired.file, params: { id } }
    }
  },
}
