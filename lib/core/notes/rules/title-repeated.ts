// One file is one topic.
import { headingText, spotOf } from '#lib/core/notes/read-draft.ts'
import type { Rule } from '#lib/core/notes/rule.ts'

export const titleRepeated: Rule = {
  code: 'title-repeated',
  *checkTopic({ file, title, found }) {
    if (title === null) return
    for (const heading of found.headings) {
      if (heading.depth !== 1 || heading === title) continue
      yield { at: heading, params: { title: headingText(heading) }, related: { file, ...spotOf(title) } }
    }
  },
}
