// Key points, clozes, options and steps correspond in both languages, or marks could not be kept for both.
import type { Rule } from '#lib/core/notes/rule.ts'
import { translatedCards } from '#lib/core/notes/translations.ts'

export const translationPartsDiffer: Rule = {
  code: 'translation-parts-differ',
  *checkCollection(collection) {
    for (const [zh, en, id] of translatedCards(collection)) {
      if (zh.card.kind !== en.card.kind) continue
      for (const [part, expected] of Object.entries(zh.card.parts)) {
        const unexpected = en.card.parts[part] ?? ''
        if (unexpected === expected) continue
        const related = { file: zh.outline.file, ...zh.card.at }
        yield { at: en.card.at, file: en.outline.file, params: { id, part, unexpected, expected }, related }
      }
    }
  },
}
