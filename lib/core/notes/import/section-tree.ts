// Marks → a tree of sections. A mark's section lasts to the next mark of its level or above, or to its own end if it is
// bounded. Depth is what people count badly: `## 6.1` below `## 6` is its child, because its number says so.
// Decides nothing about cards; `cards-from-sections.ts` does.
import type { ParsedNote, PlacedMark } from '#lib/core/notes/import/dialect.ts'
import type { Mark } from '#lib/core/notes/import/mark.ts'
import { cleanTitle, titleNumber } from '#lib/core/notes/import/title.ts'

export interface Section {
  readonly mark: Mark
  /** The mark's title as words, without number and decoration. */
  readonly title: string
  readonly line: number
  readonly bodyFrom: number
  /** Index after its last line. */
  to: number
  readonly level: number
  readonly number: readonly number[] | null
  readonly parent: Section | null
  readonly children: Section[]
}

/** Bounded marks nested deeper than this stay text. */
const deepest = 12

/** The sections at the top, in the order of their lines. Of two marks on one line the first given wins. */
export function buildSections(note: ParsedNote, marks: readonly PlacedMark[]): Section[] {
  const ends = findEnds(note)
  const roots: Section[] = []
  const open: Section[] = []
  for (const placed of dropDoubles(marks)) {
    const ended = open.findIndex((section) => section.mark.bounded && section.to <= placed.line)
    if (ended >= 0) open.splice(ended)
    const floor = open.findLastIndex((section) => section.mark.bounded)
    const { mark, line, bodyFrom } = placed
    if (mark.bounded && open.filter((section) => section.mark.bounded).length >= deepest) continue
    const number = mark.level <= 6 ? titleNumber(mark.title) : null
    const level = mark.bounded ? Infinity : levelOf(mark, number, open.slice(floor + 1))
    while (open.length - 1 > floor && open.at(-1)!.level >= level) open.pop()
    const parent = open.at(-1) ?? null
    const to = mark.bounded ? (placed.end ?? ends.get(line) ?? note.lines.length) : note.lines.length
    const section: Section = {
      mark,
      title: cleanTitle(mark.title),
      line,
      bodyFrom,
      to,
      level,
      number,
      parent,
      children: [],
    }
    ;(parent?.children ?? roots).push(section)
    open.push(section)
  }
  clampSections(roots, note.lines.length)
  return roots
}

function dropDoubles(marks: readonly PlacedMark[]): PlacedMark[] {
  const seen = new Set<string>()
  const kept = marks.filter((placed) => {
    // The file's own title may share line 0 with a heading.
    const key = placed.mark.level === 0 ? 'file' : String(placed.line)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
  return kept.sort((left, right) => left.line - right.line || left.mark.level - right.mark.level)
}

/** For each line with a bounded mark the line on which it ends, by the `ends` of the lines below it. */
function findEnds(note: ParsedNote): Map<number, number> {
  const ends = new Map<number, number>()
  const open: number[] = []
  for (const [index, line] of note.lines.entries()) {
    for (let count = line.ends ?? 0; count > 0; count -= 1) {
      const from = open.pop()
      if (from !== undefined) ends.set(from, index)
    }
    if (line.mark?.bounded === true) open.push(index)
  }
  return ends
}

/** A number says more than a count of #s: `6.1` goes below `6`, and beside `6.2`. */
function levelOf(mark: Mark, number: readonly number[] | null, open: readonly Section[]): number {
  if (number === null || number.length < 2) return mark.level
  const prefix = number.slice(0, -1)
  const parent = open.findLast((section) => section.number !== null && equal(section.number, prefix))
  if (parent !== undefined) return Math.max(parent.level + 1, Math.min(mark.level, 6))
  const sibling = open.findLast(
    (section) => section.number?.length === number.length && equal(section.number.slice(0, -1), prefix),
  )
  return sibling?.level ?? mark.level
}

function equal(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((part, index) => part === right[index])
}

/** A section ends at the latest where its next neighbour begins and where its parent ends. */
function clampSections(sections: readonly Section[], to: number): void {
  for (const [index, section] of sections.entries()) {
    section.to = Math.min(section.to, to, sections[index + 1]?.line ?? to)
    clampSections(section.children, section.to)
  }
}
