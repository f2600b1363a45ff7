// Two cards under one id would share one schedule. The first keeps it.
import type { CardDraft } from '#lib/core/notes/draft.ts'
import { spotOf } from '#lib/core/notes/read-draft.ts'
import type { Rule } from '#lib/core/notes/rule.ts'

export const cardIdDuplicate: Rule = {
  code: 'card-id-duplicate',
  *checkTopic({ file, cards }) {
    const first = new Map<string, CardDraft>()
    for (const card of cards) {
      if (card.anchor?.sound !== true) continue
      const { id, node } = card.anchor
      const other = first.get(id)
      if (other === undefined) first.set(id, card)
      else yield { at: node, params: { id }, related: { file, ...spotOf(other.heading) } }
    }
  },
  *checkCollection({ byCard }) {
    for (const [id, [first, ...others]] of byCard) {
      for (const { outline, card } of others) {
        if (first === undefined || outline.topic === first.outline.topic) continue
        yield {
          at: card.at,
          file: outline.file,
          params: { id },
          related: { file: first.outline.file, ...first.card.at },
        }
      }
    }
  },
}
