// Hundreds of nested quotes, lists or brackets are an attack on the parser, never a note.
import { findDeepNesting } from '#lib/core/notes/markdown.ts'
import type { Rule } from '#lib/core/notes/rule.ts'

export const nestingTooDeep: Rule = {
  code: 'nesting-too-deep',
  *checkFile({ text }) {
    const at = findDeepNesting(text)
    if (at === null) return
    const before = text.slice(0, at).split(/\r\n?|\n/)
    yield { at: { line: before.length, column: before.at(-1)!.length + 1 } }
  },
}
