// Level and importance decide what a person is asked; they have no default.
import type { Rule } from '#lib/core/notes/rule.ts'

export const metaMissing: Rule = {
  code: 'meta-missing',
  *checkTopic({ cards }) {
    for (const { meta, heading, prose } of cards) if (meta === null) yield { at: prose[0] ?? heading }
  },
}
