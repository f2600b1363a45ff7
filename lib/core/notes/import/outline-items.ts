// An outline of bullets in which questions stand deep: `- HTTP` `\t- 1.1 和 2 的区别？` `\t\t- 多路复用`. An item that asks is
// a question, what is indented below it the answer. Items at the left edge are `numbered-lines.ts`'s; below an item or a
// heading that itself asks they belong to its answer.
import type { Dialect, ParsedNote, PlacedMark } from '#lib/core/notes/import/dialect.ts'
import { splitSegments } from '#lib/core/notes/import/numbered-lines.ts'
import { indentOf, isBlank } from '#lib/core/notes/import/note-lines.ts'
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'
import { plainText } from '#lib/core/notes/import/plain-text.ts'
import { asking } from '#lib/core/notes/import/question-shape.ts'
import { cleanTitle } from '#lib/core/notes/import/title.ts'

export const outlineItems: Dialect = { name: 'numbered-lines', mark: markItems }

const item = /^([ \t]*)(?:[-*+•◦▪][ \t]+|\d{1,3}[.)、][ \t]*)(?!\[[ xX]\])(?=\S)/u
const fewest = 2
const longest = 200

interface OpenItem {
  readonly line: number
  readonly indent: number
  readonly title: string
  readonly asks: boolean
}

function markItems(note: ParsedNote, marked: readonly PlacedMark[]): readonly PlacedMark[] {
  const found = splitSegments(note, marked)
    .filter((segment) => !segment.answersQuestion)
    .flatMap((segment) => findItems(note, segment.from, segment.to))
  return found.length < fewest ? [] : found
}

function findItems(note: ParsedNote, from: number, to: number): PlacedMark[] {
  const found: PlacedMark[] = []
  const open: OpenItem[] = []
  for (let index = from; index < to; index += 1) {
    const line = note.lines[index]!
    if (note.code[index] !== 0 || isBlank(line)) continue
    const indent = indentOf(line.text)
    while (open.length > 0 && open.at(-1)!.indent >= indent) open.pop()
    const sign = line.text.length > longest ? null : item.exec(line.text)
    if (sign === null) continue
    const title = line.text.slice(sign[0].length)
    const clean = cleanTitle(title)
    const nested = open.length > 0 && indent >= 2
    const asks = asking(clean) === 2 && !/[。；]./u.test(clean)
    const end = asks && nested && !open.some((outer) => outer.asks) ? itemEnd(note.lines, index, to) : index + 1
    if (end > index + 1) found.push(placeItem({ line: index, indent, title, asks }, end))
    open.push({ line: index, indent, title, asks })
  }
  return found
}

function itemEnd(lines: readonly NoteLine[], from: number, to: number): number {
  const indent = indentOf(lines[from]!.text)
  let end = from + 1
  for (let index = from + 1; index < to; index += 1) {
    if (isBlank(lines[index]!)) continue
    if (indentOf(lines[index]!.text) <= indent) break
    end = index + 1
  }
  return end
}

function placeItem({ line, title }: OpenItem, end: number): PlacedMark {
  return {
    mark: { dialect: 'numbered-lines', title: plainText(title), level: 8, bounded: true, explicit: true, tier: 'T1' },
    line,
    bodyFrom: line + 1,
    end,
  }
}
