// “Key Points” or “#### Sources” is meant as a part of the card and would be lost as prose.
import { headingText } from '#lib/core/notes/read-draft.ts'
import { findReservedHeading, reservedHeadings } from '#lib/core/notes/reserved-headings.ts'
import type { Rule } from '#lib/core/notes/rule.ts'

export const sectionMisspelt: Rule = {
  code: 'section-misspelt',
  *checkTopic({ cards, introduction, found }) {
    const inIntroduction = new Set<unknown>(introduction)
    for (const heading of found.headings) {
      if (heading.depth < 3 || cards.length === 0 || inIntroduction.has(heading)) continue
      const written = headingText(heading)
      const reserved = findReservedHeading(written)
      if (reserved === null || (reserved.exact && heading.depth === 3)) continue
      const expected = `### ${reservedHeadings[reserved.name][reserved.lang]}`
      yield { at: heading, params: { heading: `${'#'.repeat(heading.depth)} ${written}`, expected } }
    }
  },
}
