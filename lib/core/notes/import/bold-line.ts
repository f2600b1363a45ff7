// A line in bold that stands alone and asks: **为什么是三次？**. It serves as a heading below all headings. In a section that
// has one, bold lines that only name are its neighbours and end its answer; in notes without any heading, bold lines are
// the headings. Elsewhere a bold line is a label inside an answer and stays text.
import type { Dialect, ParsedNote, PlacedMark } from '#lib/core/notes/import/dialect.ts'
import { isBlank, lineOfOffset } from '#lib/core/notes/import/note-lines.ts'
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'
import { plainText } from '#lib/core/notes/import/plain-text.ts'
import { asking, isAnswerLabel, isFurniture } from '#lib/core/notes/import/question-shape.ts'
import { cleanTitle } from '#lib/core/notes/import/title.ts'

export const boldLine: Dialect = { name: 'bold-line', mark: markBold }

interface BoldLine {
  readonly line: number
  readonly title: string
  readonly asks: boolean
}

const wholly = /^[ \t]{0,3}(?:\d{1,3}[.、)][ \t]*)?(\*\*|__)[ \t]*(.+?)[ \t]*\1[ \t]*([?？]?)([:：]?)[ \t]*$/u

function markBold(note: ParsedNote, marked: readonly PlacedMark[]): readonly PlacedMark[] {
  const found = note.blocks.flatMap((block) => {
    if (block.type !== 'paragraph' && block.type !== 'list') return []
    const bold = readBold(note.lines[block.from]!, block.from)
    if (bold === null) return []
    const alone = block.to === block.from + 1
    // `1. **A name**` begins a list; below a paragraph's first line its own text may follow.
    return block.type === 'paragraph' || (alone && bold.asks) ? [bold] : []
  })
  if (found.length === 0) return []
  const noHeadings = !marked.some((placed) => placed.mark.level >= 1 && placed.mark.level <= 6)
  const taken = new Set(marked.map((placed) => placed.line))
  const starts = marked.map((placed) => placed.line)
  const sectionOf = (line: number): number =>
    starts.length === 0 || starts[0]! > line ? -1 : lineOfOffset(starts, line)
  const asked = new Set(found.filter((bold) => bold.asks).map((bold) => sectionOf(bold.line)))
  return found
    .filter((bold) => !taken.has(bold.line))
    .filter((bold) => bold.asks || asked.has(sectionOf(bold.line)) || (noHeadings && found.length >= 2))
    .map((bold) => ({
      mark: {
        dialect: 'bold-line',
        title: bold.title,
        level: 7,
        bounded: false,
        explicit: false,
        tier: bold.asks ? 'T1' : 'T3',
      },
      line: bold.line,
      bodyFrom: bold.line + 1,
    }))
}

function readBold(line: NoteLine, index: number): BoldLine | null {
  if (line.text.length > 300 || isBlank(line) || line.mark !== undefined) return null
  const match = wholly.exec(line.text)
  if (match === null) return null
  const inner = match[2]! + match[3]!
  if (inner.includes('**')) return null
  const clean = cleanTitle(inner)
  if (clean.length < 2 || isAnswerLabel(clean) || isFurniture(clean)) return null
  const strength = asking(clean)
  const asks = strength === 2 || (strength === 1 && clean.length <= 60 && !/[。；;:：]/u.test(clean))
  // A label that ends in a colon leads into what follows; a sentence is emphasis.
  if (!asks && (match[4] !== '' || /[:：。！!；;，,]$/u.test(plainText(inner)) || clean.length > 40))
    return null
  return { line: index, title: inner, asks }
}
