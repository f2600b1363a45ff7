// Without front matter a file has no topic, language or licence.
import type { Rule } from '#lib/core/notes/rule.ts'

export const frontMatterMissing: Rule = {
  code: 'front-matter-missing',
  *checkTopic({ frontMatter }) {
    if (!frontMatter.present) yield { at: { line: 1, column: 1 } }
  },
}
