// Level and importance are required.
import type { Rule } from '#lib/core/notes/rule.ts'

export const metaKeyMissing: Rule = {
  code: 'meta-key-missing',
  *checkTopic({ cards }) {
    for (const { meta, metaEntries } of cards) {
      for (const key of ['level', 'importance']) {
        if (meta !== null && !metaEntries.some((entry) => entry.key === key))
          yield { at: meta, params: { key } }
      }
    }
  },
}
