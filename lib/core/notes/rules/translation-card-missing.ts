// The same cards in both languages.
import type { Rule } from '#lib/core/notes/rule.ts'
import { translations } from '#lib/core/notes/translations.ts'

export const translationCardMissing: Rule = {
  code: 'translation-card-missing',
  *checkCollection(collection) {
    for (const [zh, en] of translations(collection)) {
      for (const [from, to] of [
        [zh, en],
        [en, zh],
      ] as const) {
        const ids = new Set(to.cards.map(({ id }) => id))
        for (const { id, at } of from.cards)
          if (!ids.has(id)) yield { at, file: from.file, params: { id, file: to.file } }
      }
    }
  },
}
