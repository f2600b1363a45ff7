// A topic is a page that people read; far above that the parser would only be a burden.
import type { Rule } from '#lib/core/notes/rule.ts'

/** A reader may stop here and give the size alone. */
export const maxTopicBytes = 1024 * 1024

export const fileTooLarge: Rule = {
  code: 'file-too-large',
  *checkFile({ text, reading }) {
    const bytes = Math.max(reading.bytes ?? 0, text.length)
    if (bytes > maxTopicBytes) yield { at: { line: 1, column: 1 }, params: { bytes, limit: maxTopicBytes } }
  },
}
