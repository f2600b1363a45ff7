// What a dialect is: at most one repair of the lines and one way to find its marks. Types only; `dialects.ts` is the
// list. A dialect that sees no sign of itself returns the lines as they came and no marks.
import type { Heading, NoteBlock } from '#lib/core/notes/import/note-blocks.ts'
import type { Mark, DialectName } from '#lib/core/notes/import/mark.ts'
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'
import type { RepairNote } from '#lib/core/notes/import/repair.ts'

export interface FrontMatter {
  /** The front matter's title as written, or null. */
  readonly title: string | null
  readonly tags: readonly string[]
  /** Offset of the title in the original. */
  readonly titleOffset: number
}

/** What a repair may read besides the lines, and where it notes what it did. */
export interface RepairContext {
  readonly front: FrontMatter
  readonly repairs: RepairNote[]
}

/** The repaired note as remark saw it. */
export interface ParsedNote {
  readonly lines: readonly NoteLine[]
  /** 0, or for lines that are code 1 (the first of a piece) or 2. */
  readonly code: Uint8Array
  readonly blocks: readonly NoteBlock[]
  readonly headings: readonly Heading[]
  readonly front: FrontMatter
}

/** A mark with its place among the repaired lines. */
export interface PlacedMark {
  readonly mark: Mark
  /** Index of the title's first line, and of the first line after the title. */
  readonly line: number
  readonly bodyFrom: number
  /** For bounded marks: index of the first line that is no longer part of it. */
  readonly end?: number
}

export interface Dialect {
  readonly name: DialectName
  readonly repair?: (lines: readonly NoteLine[], context: RepairContext) => readonly NoteLine[]
  /** `marked` holds what the dialects before this one found, in the order of their lines. */
  readonly mark?: (note: ParsedNote, marked: readonly PlacedMark[]) => readonly PlacedMark[]
}
