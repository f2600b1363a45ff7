// reStructuredText is not Markdown, and reading it as if it were gives wrong cards. It is recognised, by its directives
// and its underlined titles, and refused in a sentence.
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'

export function isRestructuredText(lines: readonly NoteLine[], file: string): boolean {
  if (/\.(?:rst|rest)$/i.test(file)) return true
  let directives = 0
  let underlines = 0
  for (const [index, line] of lines.entries()) {
    const text = line.text
    if (/^ {0,3}(?:`{3}|~{3}[ \t]*\w|#{1,6}[ \t])/.test(text)) return false
    if (/^\.\. (?:[\w-]+::|_[^:]+:|\|[^|]+\|)/.test(text)) directives += 1
    const title = lines[index - 1]?.text ?? ''
    if (/^([=~^"'*+#-])\1{2,}$/.test(text) && title.trim() !== '' && title.length <= text.length + 2)
      underlines += 1
  }
  return directives >= 2 || (directives >= 1 && underlines >= 1)
}
