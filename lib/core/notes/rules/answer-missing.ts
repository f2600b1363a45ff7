// A card whose back is empty teaches nothing, whatever its kind.
import type { Rule } from '#lib/core/notes/rule.ts'

export const answerMissing: Rule = {
  code: 'answer-missing',
  *checkTopic({ cards }) {
    for (const { prose, meta, heading } of cards) if (prose.length === 0) yield { at: meta ?? heading }
  },
}
