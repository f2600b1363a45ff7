// People have schedules on an id that was once published; it must say what became of it.
import type { Rule } from '#lib/core/notes/rule.ts'

export const cardVanished: Rule = {
  code: 'card-vanished',
  *checkCollection({ byCard, retired, knownIds }) {
    const listed = new Set<string>(retired.cards.map(({ id }) => id))
    for (const id of knownIds) {
      if (!byCard.has(id) && !listed.has(id))
        yield { at: { line: 1, column: 1 }, file: retired.file, params: { id } }
    }
  },
}
