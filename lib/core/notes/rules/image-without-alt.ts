// Who cannot see the picture still has to learn what it shows.
import type { Rule } from '#lib/core/notes/rule.ts'

export const imageWithoutAlt: Rule = {
  code: 'image-without-alt',
  *checkTopic({ found }) {
    for (const node of found.images) if ((node.alt ?? '').trim() === '') yield { at: node }
  },
}
