// Guessing another encoding would turn characters into others without a word.
import type { Rule } from '#lib/core/notes/rule.ts'

export const fileNotUtf8: Rule = {
  code: 'file-not-utf8',
  *checkFile({ reading }) {
    if (reading.invalidUtf8 === true) yield { at: { line: 1, column: 1 } }
  },
}
