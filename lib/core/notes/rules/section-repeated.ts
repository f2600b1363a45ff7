// Of two lists under one heading the second would be lost.
import { spotOf } from '#lib/core/notes/read-draft.ts'
import type { Rule } from '#lib/core/notes/rule.ts'

export const sectionRepeated: Rule = {
  code: 'section-repeated',
  *checkTopic({ file, cards }) {
    for (const { sections } of cards) {
      for (const section of sections) {
        const first = sections.find(({ name }) => name === section.name)!
        if (first === section) continue
        yield {
          at: section.heading,
          params: { heading: section.written },
          related: { file, ...spotOf(first.heading) },
        }
      }
    }
  },
}
