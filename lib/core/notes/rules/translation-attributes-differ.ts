// Place, level and layer of a topic or card do not depend on the language.
import type { Rule } from '#lib/core/notes/rule.ts'
import { translatedCards, translations } from '#lib/core/notes/translations.ts'

export const translationAttributesDiffer: Rule = {
  code: 'translation-attributes-differ',
  *checkCollection(collection) {
    for (const [zh, en] of translations(collection)) {
      for (const [key, expected] of Object.entries(zh.attributes)) {
        const unexpected = en.attributes[key]
        if (unexpected === undefined || unexpected === expected) continue
        const params = { id: en.topic ?? '', key, unexpected, expected }
        yield {
          at: { line: 1, column: 1 },
          file: en.file,
          params,
          related: { file: zh.file, line: 1, column: 1 },
        }
      }
    }
    for (const [zh, en, id] of translatedCards(collection)) {
      if (zh.card.level === en.card.level) continue
      const params = { id, key: 'level, importance', unexpected: en.card.level, expected: zh.card.level }
      yield {
        at: en.card.at,
        file: en.outline.file,
        params,
        related: { file: zh.outline.file, ...zh.card.at },
      }
    }
  },
}
