// A link of the notes leads to a card, a topic or the web. Follow-ups have a rule of their own.
import { linkTarget } from '#lib/core/notes/link-target.ts'
import type { Rule } from '#lib/core/notes/rule.ts'
import { shorten } from '#lib/core/notes/shorten.ts'

export const linkBroken: Rule = {
  code: 'link-broken',
  *checkTopic({ cards, found }) {
    const ids = new Set(cards.map(({ anchor }) => anchor?.id))
    const followUps = new Set(cards.flatMap((card) => card.followUps.map(({ url }) => url)))
    for (const link of found.links) {
      const target = linkTarget(link.url)
      const missing = target?.to === 'card' && target.topic === null && !ids.has(target.card)
      if ((target === null || missing) && !followUps.has(link.url))
        yield { at: link, params: { url: shorten(link.url) } }
    }
  },
  *checkCollection({ outlines, byTopic }) {
    for (const { file, links } of outlines) {
      for (const { topic, lang, card, followUp, written, at } of links) {
        const target = byTopic.get(topic)?.get(lang === 'zh' ? 'zh' : 'en')
        if (
          followUp ||
          (target !== undefined && (card === null || target.cards.some(({ id }) => id === card)))
        )
          continue
        yield { at, file, params: { url: shorten(written) } }
      }
    }
  },
}
