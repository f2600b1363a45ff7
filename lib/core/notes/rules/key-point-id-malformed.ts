// 1 to 24 of a–z, 0–9 and hyphen.
import type { Rule } from '#lib/core/notes/rule.ts'
import { shorten } from '#lib/core/notes/shorten.ts'

export const keyPointIdMalformed: Rule = {
  code: 'key-point-id-malformed',
  *checkTopic({ cards }) {
    for (const { keyPoints } of cards) {
      for (const { node, id } of keyPoints) {
        if (id !== null && !/^[a-z0-9-]{1,24}$/.test(id)) yield { at: node, params: { id: shorten(id) } }
      }
    }
  },
}
