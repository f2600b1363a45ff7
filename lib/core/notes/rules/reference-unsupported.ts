// A card is shown by itself: definitions and footnotes elsewhere in the file would be missing from it.
import type { Rule } from '#lib/core/notes/rule.ts'

export const referenceUnsupported: Rule = {
  code: 'reference-unsupported',
  *checkTopic({ found }) {
    for (const node of found.references) yield { at: node }
  },
}
