// The name says which topic and language a file is before anyone opens it; it must not lie.
import type { Rule } from '#lib/core/notes/rule.ts'

export const fileNameMismatch: Rule = {
  code: 'file-name-mismatch',
  *checkTopic({ file, topic, lang, named }) {
    if (topic === null || lang === null || (named?.topic === topic && named.lang === lang)) {
      if (named !== null) return
    }
    const name = file.slice(file.lastIndexOf('/') + 1)
    yield {
      at: { line: 1, column: 1 },
      params: { name, expected: `${topic ?? '<topic>'}.${lang ?? '<lang>'}.md` },
    }
  },
}
