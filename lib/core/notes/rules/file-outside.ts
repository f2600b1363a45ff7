// A symbolic link must not bring in what lies outside the notes folder.
import type { Rule } from '#lib/core/notes/rule.ts'

export const fileOutside: Rule = {
  code: 'file-outside',
  *checkFile({ reading }) {
    if (reading.outside === true) yield { at: { line: 1, column: 1 } }
  },
}
