// What an answer missed is remembered by the key point’s id, in both languages.
import type { Rule } from '#lib/core/notes/rule.ts'

export const keyPointIdMissing: Rule = {
  code: 'key-point-id-missing',
  *checkTopic({ cards }) {
    for (const { keyPoints } of cards) {
      for (const { node, id } of keyPoints) if (id === null) yield { at: node }
    }
  },
}
