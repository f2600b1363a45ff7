// Of two lists under one heading the second would be lost.
import { spotOf } from '#lib/core/notes/read-draft.ts'
import { repeats } from '#lib/core/notes/repeats.ts'
import type { Rule } from '#lib/core/notes/rule.ts'

export const sectionRepeated: Rule = {
  code: 'section-repeated',
  *checkTopic({ file, cards }) {
    for (const { sections } of cards) {
      for (const [{ heading, written }, first] of repeats(sections, ({ name }) => name)) {
        yield { at: heading, params: { heading: written }, related: { file, ...spotOf(first.heading) } }
      }
    }
  },
}
