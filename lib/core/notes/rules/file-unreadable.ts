// A file that the system would not let us read.
import type { Rule } from '#lib/core/notes/rule.ts'

export const fileUnreadable: Rule = {
  code: 'file-unreadable',
  *checkFile({ reading }) {
    if (reading.unreadable !== undefined)
      yield { at: { line: 1, column: 1 }, params: { reason: reading.unreadable } }
  },
}
