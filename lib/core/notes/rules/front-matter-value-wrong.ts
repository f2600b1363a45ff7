// A value of another type or outside its list.
import { attributes } from '#lib/core/notes/front-matter.ts'
import type { Rule } from '#lib/core/notes/rule.ts'
import { shorten } from '#lib/core/notes/shorten.ts'

export const frontMatterValueWrong: Rule = {
  code: 'front-matter-value-wrong',
  *checkTopic({ frontMatter }) {
    // Broken YAML gives keys and values that nobody wrote.
    if (frontMatter.faults.length > 0) return
    for (const { key, value, valueAt, written } of frontMatter.entries) {
      if (!Object.hasOwn(attributes, key) || attributes[key]!.accepts(value)) continue
      yield { at: valueAt, params: { key, value: shorten(written), expected: attributes[key]!.expected } }
    }
  },
}
