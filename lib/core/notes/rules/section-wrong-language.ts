// Readers of one language should not meet headings of the other.
import { reservedHeadings } from '#lib/core/notes/reserved-headings.ts'
import type { Rule } from '#lib/core/notes/rule.ts'

export const sectionWrongLanguage: Rule = {
  code: 'section-wrong-language',
  *checkTopic({ cards, lang }) {
    for (const { sections } of cards) {
      for (const section of sections) {
        if (lang === null || section.lang === lang) continue
        yield {
          at: section.heading,
          params: { heading: section.written, expected: reservedHeadings[section.name][lang] },
        }
      }
    }
  },
}
