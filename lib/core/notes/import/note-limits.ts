// What is too much to read: bytes, lines, nesting. Checked before remark or a pattern sees the text, so that no file
// costs more than seconds and a few dozen megabytes. The numbers lie far above any note written by hand; the largest
// interview collections on public forges are some 300 kB with 9,000 lines.
import type { Problem } from '#lib/core/problem.ts'
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'

export const noteLimits = {
  bytes: 4 * 1024 * 1024,
  /** Lines that are not blank. */
  lines: 20_000,
  /** Lines, blank ones too. */
  allLines: 120_000,
  /** List and quote markers before the text of one line. */
  markers: 12,
  /** Equal characters in a row; rules and drawings have some hundred. */
  equalInARow: 2000,
  /** Levels of list items by indentation. */
  listLevels: 40,
  /** Brackets open at once in one paragraph; what renders cards later is quadratic in them. */
  brackets: 400,
} as const

/** Why a file is too large to be read, or null. */
export function findSizeProblem(bytes: number): Problem | null {
  if (bytes <= noteLimits.bytes) return null
  const megabytes = (count: number): string => (count / 1024 / 1024).toFixed(1)
  return { code: 'notes-too-large', params: { size: megabytes(bytes), limit: megabytes(noteLimits.bytes) } }
}

/** Why the lines of a note cannot be read, or null. */
export function findNestingProblem(lines: readonly NoteLine[]): Problem | null {
  if (lines.length > noteLimits.allLines)
    return { code: 'notes-too-many-lines', params: { limit: noteLimits.allLines } }
  let filled = 0
  let brackets = 0
  const items: number[] = []
  for (const [index, line] of lines.entries()) {
    const text = line.text
    if (text.trim() === '') {
      if (text.length > noteLimits.equalInARow) return { code: 'notes-not-prose', place: { line: index + 1 } }
      brackets = 0
      continue
    }
    filled += 1
    if (text.length > noteLimits.equalInARow && hasLongRun(text))
      return { code: 'notes-not-prose', place: { line: index + 1 } }
    if (filled > noteLimits.lines) {
      return { code: 'notes-too-many-lines', params: { limit: noteLimits.lines }, place: { line: index + 1 } }
    }
    brackets = openBrackets(text, brackets)
    const depth = Math.max(countMarkers(text), listLevel(text, items), Math.ceil(brackets / 16))
    if (
      brackets > noteLimits.brackets ||
      depth > noteLimits.listLevels ||
      countMarkers(text) > noteLimits.markers
    ) {
      return { code: 'notes-too-nested', params: { depth }, place: { line: index + 1 } }
    }
  }
  return null
}

function hasLongRun(text: string): boolean {
  let run = 0
  for (let index = 1; index < text.length; index += 1) {
    run = text.charCodeAt(index) === text.charCodeAt(index - 1) ? run + 1 : 0
    if (run >= noteLimits.equalInARow) return true
  }
  return false
}

function openBrackets(text: string, before: number): number {
  let open = before
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === 0x5b) open += 1
    else if (code === 0x5d && open > 0) open -= 1
    if (open > noteLimits.brackets) break
  }
  return open
}

/** `> - > - text` has four. A rule made of the same sign (`- - - -`) has none. */
function countMarkers(text: string): number {
  let count = 0
  const first = text.trimStart()[0]
  let same = true
  let index = 0
  while (index < text.length) {
    const sign = text[index]!
    if (sign === ' ' || sign === '\t') {
      index += 1
      continue
    }
    const digits = /^\d{1,9}[.)][ \t]/.exec(text.slice(index, index + 11))
    if (digits === null && sign !== '>' && !('-*+'.includes(sign) && ' \t'.includes(text[index + 1] ?? ' ')))
      break
    if (sign !== first) same = false
    count += 1
    index += digits === null ? 1 : digits[0].length
  }
  return same && first !== '>' && index >= text.length ? 0 : count
}

/** How deep a list item stands by its indentation among the items above it; `items` is the stack of their columns. */
function listLevel(text: string, items: number[]): number {
  const item = /^([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]/.exec(text)
  if (item === null) {
    if (!/^[ \t]/.test(text)) items.length = 0
    return items.length
  }
  const column = item[1]!.length
  while (items.length > 0 && items[items.length - 1]! >= column) items.pop()
  items.push(column)
  return items.length
}
