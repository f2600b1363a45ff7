// Two key points under one id would be marked as one.
import { spotOf } from '#lib/core/notes/read-draft.ts'
import type { Rule } from '#lib/core/notes/rule.ts'
import { shorten } from '#lib/core/notes/shorten.ts'

export const keyPointIdRepeated: Rule = {
  code: 'key-point-id-repeated',
  *checkTopic({ file, cards }) {
    for (const { keyPoints } of cards) {
      for (const point of keyPoints) {
        const first = keyPoints.find(({ id }) => id === point.id)!
        if (point.id === null || first === point) continue
        yield { at: point.node, params: { id: shorten(point.id) }, related: { file, ...spotOf(first.node) } }
      }
    }
  },
}
