// Our own CSV read back (`export/write-csv.ts`) into the form that JSON has: unchecked, the caller knows the shapes. Rows
// that a spreadsheet has added carry no guid of ours and are left out.
import { csvColumns, unguard } from '#lib/core/notes/export/write-csv.ts'
import { readExportedGuid } from '#lib/core/notes/export/exported.ts'
import { readDelimited } from '#lib/core/notes/import/delimited-rows.ts'

/** Collections as JSON would hold them; null where the text is not one of ours. */
export function readOwnCsv(text: string): readonly unknown[] | null {
  if (!text.replace(/^\ufeff/, '').startsWith(csvColumns.join(','))) return null
  const { rows } = readDelimited(text.replace(/^\ufeff/, ''), 'notes.csv')
  const collections = new Map<string, { id: string; title: string; cards: unknown[] }>()
  for (const { fields } of rows.slice(1)) {
    const [guid = '', question = '', answer = '', deck, , facts = '{}', events = '[]'] = fields.map(unguard)
    const named = readExportedGuid(guid.trim())
    if (named === null) continue
    let collection = collections.get(named.collection)
    if (collection === undefined) collections.set(named.collection, (collection = { id: named.collection, title: deck ?? '', cards: [] }))
    collection.cards.push({ ...readJson(facts, {}), id: named.card, question, answer, events: readJson(events, []) })
  }
  return [...collections.values()]
}

function readJson(text: string, otherwise: object): object {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : otherwise
  } catch {
    return otherwise
  }
}
