// Dialect 2: a heading that names (`### 三次握手过程`, `## TCP header`). The question is "explain ‹context path›", and
// a title such as 是什么 or 原因 means nothing without the heading above it (`cards-from-sections.ts` joins them).
// Also dedents prose that stands indented under its heading, which Markdown would take for code.
import type { Dialect, RepairContext } from '#lib/core/notes/import/dialect.ts'
import { placeHeading } from '#lib/core/notes/import/interrogative-heading.ts'
import { findCode } from '#lib/core/notes/import/code-lines.ts'
import { dedentLine, indentOf, isBlank } from '#lib/core/notes/import/note-lines.ts'
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'
import { asking } from '#lib/core/notes/import/question-shape.ts'

export const nounHeading: Dialect = {
  name: 'noun-heading',
  repair: dedentProse,
  mark: ({ headings }) =>
    headings
      .filter(({ clean }) => asking(clean) === 0)
      .map((heading) => placeHeading(heading, 'noun-heading')),
}

const listItem = /^[ \t]*(?:[-*+•◦]|\d{1,9}[.)]|\[\^[^\]]+\]:)[ \t]/

/** Indented runs that are prose, or hold a fence, lose their indentation; runs inside list items and code keep it. */
function dedentProse(lines: readonly NoteLine[], context: RepairContext): readonly NoteLine[] {
  const code = findCode(lines)
  const result: NoteLine[] = [...lines]
  let changed = false
  let inList = false
  let index = 0
  while (index < lines.length) {
    const line = lines[index]!
    if (isBlank(line)) {
      index += 1
      continue
    }
    const indent = indentOf(line.text)
    const startsRun =
      indent >= 4 && (index === 0 || isBlank(lines[index - 1]!) || isUnindentedHeading(lines[index - 1]!))
    if (!startsRun || inList) {
      // A list goes on until something unindented that is no list item follows a blank line.
      if (code[index] === 0 && indent < 4) {
        if (listItem.test(line.text)) inList = true
        else if (indent < 2 && (index === 0 || isBlank(lines[index - 1]!) || isUnindentedHeading(line)))
          inList = false
      }
      index += 1
      continue
    }
    const to = runEnd(lines, code, index)
    const columns = commonIndent(lines, index, to)
    if (isProse(lines, code, index, to)) {
      for (let at = index; at < to; at += 1) result[at] = dedentLine(lines[at]!, columns)
      context.repairs.push({ kind: 'dedented-block', offset: line.start })
      changed = true
    }
    index = to
  }
  return changed ? result : lines
}

function isUnindentedHeading(line: NoteLine): boolean {
  return /^ {0,3}#{1,6}(?:[ \t]|$)/.test(line.text)
}

/** The indented lines and the blank ones between them; a fenced block belongs to the run that it begins in. */
function runEnd(lines: readonly NoteLine[], code: Uint8Array, from: number): number {
  let to = from
  for (let index = from; index < lines.length; index += 1) {
    const line = lines[index]!
    if (isBlank(line)) continue
    if (indentOf(line.text) < 4 && !(code[index] === 2 && index > from)) break
    to = index + 1
  }
  return to
}

function commonIndent(lines: readonly NoteLine[], from: number, to: number): number {
  let least = 16
  for (let index = from; index < to; index += 1) {
    const line = lines[index]!
    if (!isBlank(line)) least = Math.min(least, indentOf(line.text))
  }
  return Math.max(4, least)
}

/** Prose by its looks: Han sentences, or words without the signs of code; or it holds a fence of its own. */
function isProse(lines: readonly NoteLine[], code: Uint8Array, from: number, to: number): boolean {
  let prose = 0
  let program = 0
  for (let index = from; index < to; index += 1) {
    if (code[index] !== 0) return true
    const text = lines[index]!.text.trim()
    if (text === '') continue
    const han = text.match(/[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/gu)?.length ?? 0
    const looksLikeCode =
      /[;{}]\s*$|^(?:\/\/|#!|\$ |<\/?\w+|@\w+|import |from |const |let |var |def |class |return |public |private |func |if ?\(|for ?\(|while ?\(|\w+\(.*\)\s*$)|=>|[=!<>]=|^\w+ *= *\S/.test(
        text,
      )
    if (han >= 4 && han * 3 >= text.length && !/^(?:\/\/|#)/.test(text)) prose += 1
    else if (looksLikeCode) program += 1
    else if (han >= 2 || /^(?:[-*+] |\d+[.)] )?[A-Z][a-z]+(?:[ ,'’-]+[\w()/`'’-]+){3,}[.:;?!]?$/.test(text))
      prose += 1
  }
  return prose > program
}
