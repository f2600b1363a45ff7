// A follow-up that leads to no card would end an interview in the middle.
import type { TopicId } from '#lib/core/notes/card.ts'
import { followUpTarget } from '#lib/core/notes/link-target.ts'
import type { Rule } from '#lib/core/notes/rule.ts'

export const followUpTargetMissing: Rule = {
  code: 'follow-up-target-missing',
  *checkTopic({ cards, topic, lang }) {
    const ids = new Set(cards.map(({ anchor }) => anchor?.id))
    for (const { followUps } of cards) {
      for (const { node, url } of followUps) {
        const target = url === null ? null : followUpTarget(url, (topic ?? '') as TopicId, lang ?? 'en')
        if (target?.topic === (topic ?? '') && !ids.has(target.card))
          yield { at: node, params: { card: target.card } }
      }
    }
  },
  *checkCollection({ outlines, byTopic }) {
    for (const { file, links } of outlines) {
      for (const { topic, lang, card, followUp, at } of links) {
        const target = byTopic.get(topic)?.get(lang === 'zh' ? 'zh' : 'en')
        if (!followUp || target?.cards.some(({ id }) => id === card) === true) continue
        yield { at, file, params: { card: `${topic}.${lang}.md#${card ?? ''}` } }
      }
    }
  },
}
