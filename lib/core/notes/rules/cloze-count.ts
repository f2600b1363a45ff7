// Each id is a schedule of its own; more than four make a passage that is mostly holes.
import type { Rule } from '#lib/core/notes/rule.ts'

export const clozeCount: Rule = {
  code: 'cloze-count',
  *checkTopic({ cards }) {
    for (const { clozes, clozeFaults, prose } of cards) {
      const count = new Set(clozes.map(({ id }) => id)).size
      if (count > 4 && clozeFaults.length === 0) yield { at: prose[0]!, params: { count } }
    }
  },
}
