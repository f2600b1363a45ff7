// Front matter that is no YAML map.
import type { Rule } from '#lib/core/notes/rule.ts'

export const frontMatterBroken: Rule = {
  code: 'front-matter-broken',
  *checkTopic({ frontMatter }) {
    for (const { at, reason } of frontMatter.faults) yield { at, params: { reason } }
  },
}
