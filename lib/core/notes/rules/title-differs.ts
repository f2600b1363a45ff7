// The title stands twice, for tools and for readers; both must be the same.
import { headingText } from '#lib/core/notes/read-draft.ts'
import type { Rule } from '#lib/core/notes/rule.ts'

export const titleDiffers: Rule = {
  code: 'title-differs',
  *checkTopic({ title, frontMatter }) {
    const expected = frontMatter.entries.find(({ key }) => key === 'title')?.value
    if (title === null || typeof expected !== 'string') return
    const written = headingText(title)
    if (written !== expected.replace(/[`*]/g, '').replace(/\s+/g, ' ').trim())
      yield { at: title, params: { title: written, expected } }
  },
}
