// A NUL stands in no text; the file is something else under a wrong name.
import type { Rule } from '#lib/core/notes/rule.ts'

export const fileBinary: Rule = {
  code: 'file-binary',
  *checkFile({ text }) {
    const at = text.indexOf('\0')
    if (at < 0) return
    const before = text.slice(0, at).split(/\r\n?|\n/)
    yield { at: { line: before.length, column: before.at(-1)!.length + 1 } }
  },
}
