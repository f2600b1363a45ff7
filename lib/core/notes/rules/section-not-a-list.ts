// Every part of a card is a list; other content there would be lost.
import type { Rule } from '#lib/core/notes/rule.ts'

export const sectionNotAList: Rule = {
  code: 'section-not-a-list',
  *checkTopic({ cards }) {
    for (const { sections } of cards) {
      for (const { name, written, heading, list, others } of sections) {
        const params = { heading: written, expected: name === 'order' ? '1. 2. 3.' : '- ' }
        if (list === null || (list.ordered === true) !== (name === 'order'))
          yield { at: list ?? others[0] ?? heading, params }
        else if (others[0] !== undefined) yield { at: others[0], params }
      }
    }
  },
}
