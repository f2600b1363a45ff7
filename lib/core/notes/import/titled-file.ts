// Dialect 12: the front matter's title is the question and the whole body its answer, so that a walk over headings finds
// nothing. A title that only names gives context to what stands below it, like a heading of the first level.
import type { Dialect, ParsedNote, PlacedMark } from '#lib/core/notes/import/dialect.ts'
import { asking } from '#lib/core/notes/import/question-shape.ts'
import { cleanTitle } from '#lib/core/notes/import/title.ts'

export const titledFile: Dialect = { name: 'titled-file', mark: markTitle }

function markTitle(note: ParsedNote): readonly PlacedMark[] {
  const title = note.front.title
  if (title === null || cleanTitle(title) === '') return []
  // The title again as the first heading: the heading is the better place.
  const first = note.blocks.find((block) => block.type === 'heading')
  if (first?.depth === 1 && cleanTitle(note.lines[first.from]!.text.replace(/^#+/, '')) === cleanTitle(title))
    return []
  const asks = asking(cleanTitle(title)) > 0
  return [
    {
      mark: {
        dialect: 'titled-file',
        title,
        level: 0,
        bounded: false,
        explicit: false,
        tier: asks ? 'T1' : 'T3',
      },
      line: 0,
      bodyFrom: 0,
    },
  ]
}
