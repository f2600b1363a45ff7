// Dialect 5: a heading inside a list item, `39. ### What is X?`, with the answer indented as the item's rest. One wrong
// indentation and Markdown loses all that follow, so each item becomes a section of its own: the number goes, and the
// rest is dedented by its own indentation.
import type { Dialect, RepairContext } from '#lib/core/notes/import/dialect.ts'
import { findCode } from '#lib/core/notes/import/code-lines.ts'
import { cutLine, dedentLine, indentOf, isBlank } from '#lib/core/notes/import/note-lines.ts'
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'

export const headingInList: Dialect = { name: 'heading-in-list', repair: freeHeadings }

const itemHeading = /^([ \t]{0,3}(?:[-*+]|\d{1,4}[.)])[ \t]+)#{1,6}[ \t]*\S/
/** Content of `1000. ` stands at column 6; more than 8 columns are no item's rest. */
const deepest = 8

function freeHeadings(lines: readonly NoteLine[], context: RepairContext): readonly NoteLine[] {
  if (!lines.some((line) => itemHeading.test(line.text))) return lines
  const code = findCode(lines)
  const result: NoteLine[] = []
  let columns = 0
  for (const [index, line] of lines.entries()) {
    const item = code[index] !== 0 ? null : itemHeading.exec(line.text)
    if (item !== null) {
      context.repairs.push({ kind: 'heading-out-of-list', offset: line.start })
      columns = restIndent(lines, index + 1)
      result.push(cutLine(line, item[1]!.length))
      continue
    }
    if (code[index] === 0 && /^#{1,6}[ \t]/.test(line.text)) columns = 0
    result.push(columns === 0 ? line : dedentLine(line, columns))
  }
  return result
}

function restIndent(lines: readonly NoteLine[], from: number): number {
  for (let index = from; index < lines.length; index += 1) {
    const line = lines[index]!
    if (!isBlank(line)) return itemHeading.test(line.text) ? 0 : Math.min(indentOf(line.text), deepest)
  }
  return 0
}
