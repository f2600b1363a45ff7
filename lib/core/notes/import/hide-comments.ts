// HTML comments in a note: hidden where they fill whole lines, so that what people commented out becomes no card. The
// lines stay in place; ids and schedules in comments are read from them elsewhere.
import { findCode } from '#lib/core/notes/import/code-lines.ts'
import { cutLine } from '#lib/core/notes/import/note-lines.ts'
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'

const underline = /^ {0,3}(?:=+|-+)[ \t]*$/
const idAtEnd = /(?<![ \t])[ \t]*<!--[ \t]*(?:card[- ]?)?id[ \t]*[:=][ \t]*[\w-]+[ \t]*-->[ \t]*$/i

/** A comment that is not closed within so many lines is a typing error, not half a file. */
const longest = 300

export function hideComments(lines: readonly NoteLine[]): readonly NoteLine[] {
  if (!lines.some((line) => line.text.includes('<!--'))) return lines
  const code = findCode(lines)
  const hidden = new Set<number>()
  let index = 0
  while (index < lines.length) {
    const text = lines[index]!.text
    if (code[index] !== 0 || !/^[ \t]*<!--/.test(text)) {
      index += 1
      continue
    }
    const end = commentEnd(lines, index)
    if (end !== null) for (let at = index; at < end; at += 1) hidden.add(at)
    index = end ?? index + 1
  }
  return lines.flatMap((line, at) => {
    if (hidden.has(at)) return [{ ...line, hidden: true }]
    // Between a title and the rule below it nothing may stand.
    return code[at] !== 0 || underline.test(lines[at + 1]?.text ?? '') ? [line] : splitId(line)
  })
}

/** An id behind a text is no part of it; it goes to a line of its own, right below. */
export function splitId(line: NoteLine): NoteLine[] {
  const id = line.text.includes('<!--') ? idAtEnd.exec(line.text) : null
  return id === null ? [line] : [cutLine(line, 0, id.index), { ...cutLine(line, id.index), hidden: true }]
}

/** The line after the comment, or null if it does not end at the end of a line. */
function commentEnd(lines: readonly NoteLine[], from: number): number | null {
  for (let index = from; index < Math.min(lines.length, from + longest); index += 1) {
    const text = lines[index]!.text
    const at = text.indexOf('-->')
    if (at < 0) continue
    return /^(?:[ \t]*<!--.*?-->)*[ \t]*$/.test(text.slice(at + 3)) ? index + 1 : null
  }
  return null
}
