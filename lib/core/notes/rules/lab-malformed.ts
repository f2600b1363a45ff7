// A lab names its scenario and carries text for where it cannot run.
import type { Rule } from '#lib/core/notes/rule.ts'
import { shorten } from '#lib/core/notes/shorten.ts'

export const labMalformed: Rule = {
  code: 'lab-malformed',
  *checkTopic({ found }) {
    for (const node of found.directives) {
      if (node.name !== 'lab') continue
      const { scenario, ask, ...others } = node.attributes ?? {}
      const sound =
        node.type === 'containerDirective' && node.children.length > 0 && Object.keys(others).length === 0
      const named =
        /^[a-z0-9-]+\/[a-z0-9-]+$/.test(scenario ?? '') && (ask == null || /^[a-z0-9-]{1,24}$/.test(ask))
      if (!sound || !named) yield { at: node, params: { scenario: shorten(scenario ?? '') } }
    }
  },
}
