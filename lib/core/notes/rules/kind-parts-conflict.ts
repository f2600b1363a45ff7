// A card asks in one way. Two ways are two cards.
import type { Rule } from '#lib/core/notes/rule.ts'

export const kindPartsConflict: Rule = {
  code: 'kind-parts-conflict',
  *checkTopic({ file, cards }) {
    for (const { kindParts } of cards) {
      const [first, ...others] = kindParts
      for (const { at, written } of others)
        yield { at, params: { part: written, first: first!.written }, related: { file, ...first!.at } }
    }
  },
}
