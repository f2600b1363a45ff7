// Two cards under one id would share one schedule. The first keeps it.
import { spotOf } from '#lib/core/notes/read-draft.ts'
import { repeats } from '#lib/core/notes/repeats.ts'
import type { Rule } from '#lib/core/notes/rule.ts'

export const cardIdDuplicate: Rule = {
  code: 'card-id-duplicate',
  *checkTopic({ file, cards }) {
    for (const [{ anchor }, first] of repeats(cards, (card) =>
      card.anchor?.sound === true ? card.anchor.id : null,
    )) {
      if (anchor === null) continue
      yield { at: anchor.node, params: { id: anchor.id }, related: { file, ...spotOf(first.heading) } }
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
