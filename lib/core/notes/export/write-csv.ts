// Cards as one CSV file (RFC 4180) that a spreadsheet opens: the guid, question and answer first, then all that is needed
// to bring the same cards back. `import/own-csv.ts` reads it.
import { exportedGuid, type ExportedCollection } from '#lib/core/notes/export/exported.ts'

/** The header, by which a file of ours is known. */
export const csvColumns = ['guid', 'question', 'answer', 'deck', 'tags', 'facts', 'events'] as const

/** The text of a file, all collections in it. */
export function writeCsv(collections: readonly ExportedCollection[]): string {
  const rows = collections.flatMap(({ id: collection, title, cards }) =>
    cards.map(({ id, question, answer, tags, events, ...facts }) => [
      ...[exportedGuid(collection, id), question, answer, title, tags.join(' ')],
      ...[JSON.stringify({ ...facts, tags }), JSON.stringify(events)],
    ]),
  )
  return [csvColumns, ...rows].map((row) => `${row.map((cell) => writeCell(guard(cell))).join(',')}\r\n`).join('')
}

/**
 * A cell that a spreadsheet would compute begins with a tick, and so does one that begins with a tick already: what is
 * read back loses one (`import/own-csv.ts`).
 */
const guard = (text: string): string => (/^(?:'|\s*[=+\-@\t\r])/.test(text) ? `'${text}` : text)

/** What `guard` was given. */
export const unguard = (text: string): string => text.replace(/^'/, '')

const writeCell = (text: string): string => (/[",\r\n\t;|]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
