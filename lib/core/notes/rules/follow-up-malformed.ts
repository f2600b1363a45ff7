// A follow-up is a link to a card of the same language, so that it can be asked next.
import type { TopicId } from '#lib/core/notes/card.ts'
import { followUpTarget } from '#lib/core/notes/link-target.ts'
import type { Rule } from '#lib/core/notes/rule.ts'
import { shorten } from '#lib/core/notes/shorten.ts'

export const followUpMalformed: Rule = {
  code: 'follow-up-malformed',
  *checkTopic({ cards, topic, lang }) {
    for (const { followUps } of cards) {
      for (const { node, url, question } of followUps) {
        const target = url === null ? null : followUpTarget(url, (topic ?? '') as TopicId, lang ?? 'en')
        if (target === null || question === '') yield { at: node, params: { written: shorten(url ?? '') } }
      }
    }
  },
}
