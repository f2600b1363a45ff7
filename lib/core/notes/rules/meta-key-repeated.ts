// Of two values one would be lost.
import { repeats } from '#lib/core/notes/repeats.ts'
import type { Rule } from '#lib/core/notes/rule.ts'
import { shorten } from '#lib/core/notes/shorten.ts'

export const metaKeyRepeated: Rule = {
  code: 'meta-key-repeated',
  *checkTopic({ file, cards }) {
    for (const { metaEntries } of cards) {
      for (const [{ key, at }, first] of repeats(metaEntries, (entry) =>
        entry.value === null ? null : entry.key,
      )) {
        yield { at, params: { key: shorten(key) }, related: { file, ...first.at } }
      }
    }
  },
}
