// A schedule hangs on the id and on nothing else: without one a card cannot be learnt.
import type { Rule } from '#lib/core/notes/rule.ts'
import { shorten } from '#lib/core/notes/shorten.ts'

export const cardIdMissing: Rule = {
  code: 'card-id-missing',
  *checkTopic({ cards }) {
    for (const { anchor, heading, question } of cards) {
      if (anchor === null) yield { at: heading, params: { question: shorten(question) } }
    }
  },
}
