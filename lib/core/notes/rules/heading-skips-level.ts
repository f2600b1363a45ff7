// A jump from ## to #### leaves a hole in the outline that screen readers announce.
import type { Rule } from '#lib/core/notes/rule.ts'

export const headingSkipsLevel: Rule = {
  code: 'heading-skips-level',
  *checkTopic({ found }) {
    let depth = 1
    for (const heading of found.headings) {
      if (heading.depth > Math.max(depth + 1, 2) && heading.depth > 3) {
        yield { at: heading, params: { depth: '#'.repeat(heading.depth), expected: '#'.repeat(depth + 1) } }
      }
      depth = heading.depth
    }
  },
}
