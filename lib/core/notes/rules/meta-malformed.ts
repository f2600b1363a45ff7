// Each entry is `key: value` in code of its own.
import type { Rule } from '#lib/core/notes/rule.ts'
import { shorten } from '#lib/core/notes/shorten.ts'

export const metaMalformed: Rule = {
  code: 'meta-malformed',
  *checkTopic({ cards }) {
    for (const { metaEntries } of cards) {
      for (const { value, written, at } of metaEntries)
        if (value === null) yield { at, params: { written: shorten(written) } }
    }
  },
}
