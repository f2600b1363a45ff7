// Pages whose HTML came without line ends: `<p>一、什么是 CSRF？</p><p>…</p>`, or `<br>` between questions and answers. Each
// paragraph, heading and item gets a line of its own, as Markdown writes it; tags within a line stay. A row of a table
// keeps its `<br>`, folds are `details.ts`'s business.
import type { Dialect, RepairContext } from '#lib/core/notes/import/dialect.ts'
import { findCode } from '#lib/core/notes/import/code-lines.ts'
import { splitId } from '#lib/core/notes/import/hide-comments.ts'
import { cutLine, insertText, newLine } from '#lib/core/notes/import/note-lines.ts'
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'
import { asking } from '#lib/core/notes/import/question-shape.ts'
import { cleanTitle } from '#lib/core/notes/import/title.ts'

export const htmlLines: Dialect = { name: 'flattened-text', repair: cutAtTags }

const blockTag = /<(\/?)(p|h[1-6]|div|section|article|blockquote|ul|ol|li|br)\b[^<>]{0,300}>/giu
const keepsItsTags = /<\/?(?:details|summary|table|tr|td|pre|code|script|style)\b|^[ \t]*\|/iu
const fewestTags = 4
const fewestQuestions = 2

function cutAtTags(lines: readonly NoteLine[], context: RepairContext): readonly NoteLine[] {
  if (!lines.some((line) => line.text.includes('<'))) return lines
  const code = findCode(lines)
  return lines.flatMap((line, index) => {
    if (code[index] !== 0 || line.hidden === true || !line.text.includes('<')) return [line]
    const pieces = cutLineAtTags(line)
    if (pieces === null) return [line]
    context.repairs.push({ kind: 'split-line', offset: line.start })
    return pieces
  })
}

function cutLineAtTags(line: NoteLine): NoteLine[] | null {
  const tags = [...line.text.matchAll(blockTag)]
  if (tags.length < fewestQuestions || keepsItsTags.test(line.text)) return null
  const result: NoteLine[] = []
  let from = 0
  let prefix = ''
  let blank = false
  let asked = 0
  for (const tag of [...tags, null]) {
    const to = tag?.index ?? line.text.length
    const text = line.text.slice(from, to)
    if (text.trim() !== '') {
      const lead = from + text.length - text.trimStart().length
      const piece = cutLine(line, lead, lead + text.trim().length)
      if (blank && result.length > 0) result.push(newLine(piece))
      result.push(...splitId(insertText(piece, 0, prefix)))
      if (asking(cleanTitle(piece.text.slice(0, 200))) === 2) asked += 1
      prefix = ''
      blank = false
    }
    if (tag === null) break
    from = to + tag[0].length
    const name = tag[2]!.toLowerCase()
    if (name !== 'br') blank = blank || name !== 'li'
    if (tag[1] !== '') prefix = ''
    else if (name.startsWith('h')) prefix = `${'#'.repeat(Number(name[1]))} `
    else if (name === 'li') prefix = '- '
  }
  const blocks = tags.filter((tag) => tag[2]!.toLowerCase() !== 'br').length
  return result.length >= 2 && (blocks >= fewestTags || asked >= fewestQuestions) ? result : null
}
