// A topic that another builds on must exist.
import type { Rule } from '#lib/core/notes/rule.ts'

export const requiresUnknown: Rule = {
  code: 'requires-unknown',
  *checkCollection({ outlines, byTopic }) {
    for (const { file, topic, requires } of outlines) {
      for (const { topic: required, at } of requires) {
        if (!byTopic.has(required) || required === topic) yield { at, file, params: { topic: required } }
      }
    }
  },
}
