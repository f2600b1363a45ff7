// A topic opens with its title, so that it reads well as plain Markdown.
import type { Rule } from '#lib/core/notes/rule.ts'

export const titleMissing: Rule = {
  code: 'title-missing',
  *checkTopic({ title, introduction, frontMatter, cards }) {
    // A front matter that never closes is read as text; one fault is enough.
    if (title !== null || (frontMatter.present && frontMatter.end === 0)) return
    yield { at: introduction[0] ?? cards[0]?.heading ?? { line: 1, column: 1 } }
  },
}
