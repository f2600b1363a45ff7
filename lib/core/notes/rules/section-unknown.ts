// After the first reserved heading nothing else is shown; prose belongs before it.
import { headingText } from '#lib/core/notes/read-draft.ts'
import { findReservedHeading } from '#lib/core/notes/reserved-headings.ts'
import type { Rule } from '#lib/core/notes/rule.ts'
import { shorten } from '#lib/core/notes/shorten.ts'

export const sectionUnknown: Rule = {
  code: 'section-unknown',
  *checkTopic({ cards }) {
    for (const { strayHeadings } of cards) {
      for (const heading of strayHeadings) {
        const written = headingText(heading)
        if (findReservedHeading(written) === null)
          yield { at: heading, params: { heading: shorten(written) } }
      }
    }
  },
}
