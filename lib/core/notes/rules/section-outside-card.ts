// A reserved heading in the introduction belongs to no card.
import { headingText } from '#lib/core/notes/read-draft.ts'
import { findReservedHeading } from '#lib/core/notes/reserved-headings.ts'
import type { Rule } from '#lib/core/notes/rule.ts'

export const sectionOutsideCard: Rule = {
  code: 'section-outside-card',
  *checkTopic({ introduction }) {
    for (const node of introduction) {
      if (node.type !== 'heading' || findReservedHeading(headingText(node))?.exact !== true) continue
      yield { at: node, params: { heading: headingText(node) } }
    }
  },
}
