// The id is 2 to 40 of a–z, 0–9 and hyphen, in one fixed form at the end of the heading, so that any tool
// finds it.
import type { Rule } from '#lib/core/notes/rule.ts'
import { shorten } from '#lib/core/notes/shorten.ts'

export const cardIdMalformed: Rule = {
  code: 'card-id-malformed',
  *checkTopic({ cards }) {
    for (const { anchor } of cards) {
      if (anchor !== null && !anchor.sound) yield { at: anchor.node, params: { id: shorten(anchor.id) } }
    }
  },
}
