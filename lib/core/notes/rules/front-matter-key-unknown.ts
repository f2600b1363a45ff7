// A misspelt key would otherwise be ignored without a word.
import { attributes } from '#lib/core/notes/front-matter.ts'
import type { Rule } from '#lib/core/notes/rule.ts'

export const frontMatterKeyUnknown: Rule = {
  code: 'front-matter-key-unknown',
  *checkTopic({ frontMatter }) {
    // Broken YAML gives keys and values that nobody wrote.
    if (frontMatter.faults.length > 0) return
    for (const { key, at } of frontMatter.entries) {
      if (!Object.hasOwn(attributes, key))
        yield { at, params: { key, expected: Object.keys(attributes).join(', ') } }
    }
  },
}
