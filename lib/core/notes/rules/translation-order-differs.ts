// The same order in both languages, as new cards are met in it.
import type { Rule } from '#lib/core/notes/rule.ts'
import { translations } from '#lib/core/notes/translations.ts'

export const translationOrderDiffers: Rule = {
  code: 'translation-order-differs',
  *checkCollection(collection) {
    for (const [zh, en] of translations(collection)) {
      const inZh = new Set(zh.cards.map(({ id }) => id))
      const inEn = new Set(en.cards.map(({ id }) => id))
      const expected = zh.cards.filter(({ id }) => inEn.has(id))
      const shared = en.cards.filter(({ id }) => inZh.has(id))
      const index = shared.findIndex(({ id }, at) => id !== expected[at]?.id)
      if (index < 0) continue
      const related = { file: zh.file, ...expected[index]!.at }
      yield {
        at: shared[index]!.at,
        file: en.file,
        params: { id: shared[index]!.id, expected: expected[index]!.id },
        related,
      }
    }
  },
}
