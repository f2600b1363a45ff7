// The third field of our notes in an Anki package: the card as it was written, and a fingerprint of the HTML that was made
// of it, by which an edit in Anki is seen.
import { createHash } from 'node:crypto'
import type { ExportedCard } from '#lib/core/notes/export/exported.ts'

/** Of the two fields that people see. */
export const fingerprint = (question: string, answer: string): string => createHash('sha256').update(`${question}\x1f${answer}`).digest('hex').slice(0, 16)

/** The field's text: base64, which Anki's editor leaves alone. `pictures`: name in the package by path in the notes. */
export function writeSource(card: ExportedCard, pictures: Readonly<Record<string, string>>, question: string, answer: string): string {
  return Buffer.from(JSON.stringify({ fingerprint: fingerprint(question, answer), card, pictures })).toString('base64')
}

/** Null where the field holds something else. */
export function exportedSource(field: string): { readonly fingerprint: string; readonly card: object; readonly pictures: object } | null {
  try {
    const said = JSON.parse(Buffer.from(field.trim(), 'base64').toString('utf8')) as { fingerprint?: unknown; card?: unknown; pictures?: unknown } | null
    if (typeof said?.fingerprint !== 'string' || typeof said.card !== 'object' || said.card === null) return null
    return { fingerprint: said.fingerprint, card: said.card, pictures: typeof said.pictures === 'object' && said.pictures !== null ? said.pictures : {} }
  } catch {
    return null
  }
}
