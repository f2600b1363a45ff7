// A block that nobody renders.
import type { Rule } from '#lib/core/notes/rule.ts'
import { shorten } from '#lib/core/notes/shorten.ts'

export const directiveUnknown: Rule = {
  code: 'directive-unknown',
  *checkTopic({ found }) {
    for (const node of found.directives)
      if (node.name !== 'lab') yield { at: node, params: { name: shorten(node.name) } }
  },
}
