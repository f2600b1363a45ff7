// Two key points under one id would be marked as one.
import { spotOf } from '#lib/core/notes/read-draft.ts'
import { repeats } from '#lib/core/notes/repeats.ts'
import type { Rule } from '#lib/core/notes/rule.ts'
import { shorten } from '#lib/core/notes/shorten.ts'

export const keyPointIdRepeated: Rule = {
  code: 'key-point-id-repeated',
  *checkTopic({ file, cards }) {
    for (const { keyPoints } of cards) {
      for (const [{ node, id }, first] of repeats(keyPoints, (point) => point.id)) {
        yield { at: node, params: { id: shorten(id ?? '') }, related: { file, ...spotOf(first.node) } }
      }
    }
  },
}
