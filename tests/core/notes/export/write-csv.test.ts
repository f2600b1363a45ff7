// A spreadsheet computes nothing of what a card says, and the cards come back as they were.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExportedCard } from '#lib/core/notes/export/exported.ts'
import { writeCsv } from '#lib/core/notes/export/write-csv.ts'
import { readDelimited } from '#lib/core/notes/import/delimited-rows.ts'
import { readOwnCsv } from '#lib/core/notes/import/own-csv.ts'

const makeCard = (question: string, answer: string): ExportedCard => ({
  ...{ id: 'q-abcdefghijkl', question, answer, options: null, kind: 'explain', lang: 'en', tags: ['=tag'], contextPath: [], tier: 'T1', tiedTopic: null },
  ...{ place: 0, file: 'a.md', line: 1, textId: null, missing: false, original: null, events: [] },
})
const collection = (cards: readonly ExportedCard[], title = '=1+1') => ({ id: 'n0123456789ab'.replace(/[01]/g, 'a').replace(/[89]/g, 'b'), title, cards })

describe('cells', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\n=1', "'=1", "''", '=HYPERLINK("https://e.org","x")'])('%j computes nothing and comes back', (text) => {
    const csv = writeCsv([collection([makeCard(text, text)])])
    for (const { fields } of readDelimited(csv, 'notes.csv').rows.slice(1)) for (const field of fields) expect(field).not.toMatch(/^\s*[=+@-]/)
    expect(readOwnCsv(csv)).toMatchObject([{ title: '=1+1', cards: [{ question: text, answer: text, tags: ['=tag'] }] }])
  })

  it('whatever they hold, they come back', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', "'", '"', ',', ' ', 'a', '中') }))
    fc.assert(
      fc.property(text, text, (question, answer) => {
        const csv = writeCsv([collection([makeCard(`x${question}`, answer), makeCard(question, `y${answer}`)])])
        expect(readOwnCsv(csv)).toMatchObject([{ cards: [{ question: `x${question}`, answer }, { question, answer: `y${answer}` }] }])
      }),
      { numRuns: 300 },
    )
  })
})
