// A source names a section, so that a reader finds the sentence.
import type { Rule } from '#lib/core/notes/rule.ts'
import { shorten } from '#lib/core/notes/shorten.ts'

export const sourceMalformed: Rule = {
  code: 'source-malformed',
  *checkTopic({ cards }) {
    for (const { sources } of cards) {
      for (const { node, text, rfc, url } of sources)
        if (rfc === null && url === null) yield { at: node, params: { written: shorten(text) } }
    }
  },
}
