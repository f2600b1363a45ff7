// The text of a note as lines that remember where they came from. Every line, also a repaired one, is ONE slice of the
// original plus what repairs inserted, so an offset map is two numbers and a short list a line, and nothing is searched.
// Cutting, dedenting, splitting and inserting go through the functions here; nobody builds a line by hand.
import type { Mark } from '#lib/core/notes/import/mark.ts'

/** `length` characters that a repair put in before column `at` of the repaired line. */
interface Insertion {
  readonly at: number
  readonly length: number
}

export interface NoteLine {
  readonly text: string
  /** Offset in the original, in characters, of the first character that is not inserted. */
  readonly start: number
  readonly inserted: readonly Insertion[]
  /** Not part of any answer: a tag, a label, a comment. The line stays, so that nothing shifts. */
  readonly hidden?: boolean
  /** A question (or a title) that a dialect's repair recognised on this line. */
  readonly mark?: Mark
  /** How many bounded marks end before this line. */
  readonly ends?: number
  /** The answer of the question that stands above begins on this line. */
  readonly answerStart?: boolean
  /** What an answer label said besides "answer", for instance the letter of the right option. */
  readonly label?: string
}

const none: readonly Insertion[] = []

/** The lines of a text, without their line ends: LF, CRLF and CR all end a line. */
export function splitLines(text: string): NoteLine[] {
  const lines: NoteLine[] = []
  let start = 0
  for (let index = 0; index <= text.length; index += 1) {
    const code = index < text.length ? text.charCodeAt(index) : 10
    if (code !== 10 && code !== 13) continue
    lines.push({ text: text.slice(start, index), start, inserted: none })
    if (code === 13 && text.charCodeAt(index + 1) === 10) index += 1
    start = index + 1
  }
  return lines
}

/** The part of a line from column `from` up to column `to`. Flags and marks stay with it. */
export function cutLine(line: NoteLine, from: number, to = line.text.length): NoteLine {
  if (from === 0 && to === line.text.length) return line
  return {
    ...line,
    text: line.text.slice(from, to),
    start: offsetInLine(line, from),
    inserted: line.inserted === none ? none : shiftInsertions(line.inserted, from, to),
  }
}

function shiftInsertions(inserted: readonly Insertion[], from: number, to: number): readonly Insertion[] {
  const kept: Insertion[] = []
  for (const { at, length } of inserted) {
    const begin = Math.max(at, from)
    const end = Math.min(at + length, to)
    if (end > begin) kept.push({ at: begin - from, length: end - begin })
  }
  return kept.length === 0 ? none : kept
}

/** The line with `text` put in before column `at`. */
export function insertText(line: NoteLine, at: number, text: string): NoteLine {
  if (text === '') return line
  const before = line.inserted.filter((one) => one.at < at)
  const after = line.inserted
    .filter((one) => one.at >= at)
    .map((one) => ({ at: one.at + text.length, length: one.length }))
  return {
    ...line,
    text: line.text.slice(0, at) + text + line.text.slice(at),
    inserted: [...before, { at, length: text.length }, ...after],
  }
}

/** A line that is not in the original, placed where `line` begins. */
export function newLine(line: NoteLine, text = ''): NoteLine {
  return { text, start: line.start, inserted: text === '' ? none : [{ at: 0, length: text.length }] }
}

/** The offset in the original of a column of a repaired line; inserted text belongs to what follows it. */
export function offsetInLine(line: NoteLine, column: number): number {
  let offset = line.start + column
  for (const { at, length } of line.inserted) {
    if (at < column) offset -= Math.min(length, column - at)
  }
  return offset
}

/** Blank, or not part of any answer. */
export function isBlank(line: NoteLine): boolean {
  return line.hidden === true || line.text.trim() === ''
}

/** Columns of white space before the text, a tab counting up to the next multiple of four. */
export function indentOf(text: string): number {
  let columns = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === 32) columns += 1
    else if (code === 9) columns += 4 - (columns % 4)
    else break
  }
  return columns
}

/** The line without up to `columns` columns of leading white space; a tab that is cut in two leaves its rest as spaces. */
export function dedentLine(line: NoteLine, columns: number): NoteLine {
  let taken = 0
  let index = 0
  while (index < line.text.length && taken < columns) {
    const code = line.text.charCodeAt(index)
    if (code === 32) taken += 1
    else if (code === 9) taken += 4 - (taken % 4)
    else break
    index += 1
  }
  const rest = cutLine(line, index)
  return taken > columns ? insertText(rest, 0, ' '.repeat(taken - columns)) : rest
}

/** Offsets at which the original's lines begin, for `lineOfOffset`. */
export function lineStarts(lines: readonly NoteLine[]): readonly number[] {
  return lines.map((line) => line.start)
}

/** The index of the original line that holds an offset. */
export function lineOfOffset(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= offset) low = middle
    else high = middle - 1
  }
  return low
}
