// One order for all cards: who has read one finds their way in each.
import { spotOf } from '#lib/core/notes/read-draft.ts'
import { sectionRank } from '#lib/core/notes/reserved-headings.ts'
import type { Rule } from '#lib/core/notes/rule.ts'

export const sectionOutOfOrder: Rule = {
  code: 'section-out-of-order',
  *checkTopic({ file, cards }) {
    for (const { sections } of cards) {
      let last = sections[0]
      for (const section of sections) {
        if (sectionRank[section.name] >= sectionRank[last!.name]) last = section
        else
          yield {
            at: section.heading,
            params: { heading: section.written, before: last!.written },
            related: { file, ...spotOf(last!.heading) },
          }
      }
    }
  },
}
