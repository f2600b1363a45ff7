// Of two values one would be lost.
import type { Rule } from '#lib/core/notes/rule.ts'
import { shorten } from '#lib/core/notes/shorten.ts'

export const metaKeyRepeated: Rule = {
  code: 'meta-key-repeated',
  *checkTopic({ file, cards }) {
    for (const { metaEntries } of cards) {
      for (const [index, { key, value, at }] of metaEntries.entries()) {
        const first = metaEntries.find((entry) => entry.key === key)
        if (value !== null && first !== metaEntries[index])
          yield { at, params: { key: shorten(key) }, related: { file, ...first!.at } }
      }
    }
  },
}
