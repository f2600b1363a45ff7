// An id without text marks nothing.
import type { Rule } from '#lib/core/notes/rule.ts'
import { shorten } from '#lib/core/notes/shorten.ts'

export const keyPointEmpty: Rule = {
  code: 'key-point-empty',
  *checkTopic({ cards }) {
    for (const { keyPoints } of cards) {
      for (const { node, id, text } of keyPoints)
        if (id !== null && text === '') yield { at: node, params: { id: shorten(id) } }
    }
  },
}
