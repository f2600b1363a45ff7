// Every key of format 1 but `requires` is needed.
import { attributes } from '#lib/core/notes/front-matter.ts'
import type { Rule } from '#lib/core/notes/rule.ts'

export const frontMatterKeyMissing: Rule = {
  code: 'front-matter-key-missing',
  *checkTopic({ frontMatter }) {
    if (!frontMatter.present || frontMatter.faults.length > 0) return
    const present = new Set(frontMatter.entries.map(({ key }) => key))
    for (const [key, { optional }] of Object.entries(attributes)) {
      if (optional !== true && !present.has(key)) yield { at: { line: 1, column: 1 }, params: { key } }
    }
  },
}
