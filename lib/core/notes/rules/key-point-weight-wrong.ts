// A weight is ×2 or ×3, with the multiplication sign; without one it is 1.
import type { Rule } from '#lib/core/notes/rule.ts'

export const keyPointWeightWrong: Rule = {
  code: 'key-point-weight-wrong',
  *checkTopic({ cards }) {
    for (const { keyPoints } of cards) {
      for (const { node, weight, weightWritten } of keyPoints)
        if (weight === null) yield { at: node, params: { weight: weightWritten } }
    }
  },
}
