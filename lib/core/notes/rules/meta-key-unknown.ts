// A misspelt key would otherwise be ignored without a word.
import type { Rule } from '#lib/core/notes/rule.ts'
import { shorten } from '#lib/core/notes/shorten.ts'

export const metaKeyUnknown: Rule = {
  code: 'meta-key-unknown',
  *checkTopic({ cards }) {
    for (const { metaEntries } of cards) {
      for (const { key, value, at } of metaEntries) {
        if (value !== null && !['level', 'importance', 'tags'].includes(key))
          yield { at, params: { key: shorten(key) } }
      }
    }
  },
}
