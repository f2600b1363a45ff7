// A card is of one kind in both languages: its facets hang on the kind.
import type { Rule } from '#lib/core/notes/rule.ts'
import { translatedCards } from '#lib/core/notes/translations.ts'

export const translationKindDiffers: Rule = {
  code: 'translation-kind-differs',
  *checkCollection(collection) {
    for (const [zh, en, id] of translatedCards(collection)) {
      if (zh.card.kind === en.card.kind) continue
      const related = { file: zh.outline.file, ...zh.card.at }
      yield {
        at: en.card.at,
        file: en.outline.file,
        params: { id, kind: en.card.kind, expected: zh.card.kind },
        related,
      }
    }
  },
}
