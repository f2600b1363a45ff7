// Anki's notes as rows: the guid is the identity, and CSV written by anyone comes back as it was.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ankiCardId, readAnkiNotes } from '#lib/core/notes/import/anki-notes.ts'
import type { AnkiNote } from '#lib/core/notes/import/anki-notes.ts'
import { readDelimited } from '#lib/core/notes/import/delimited-rows.ts'
import { readNotes } from '#lib/core/notes/import/read-notes.ts'

const note = (guid: string | null, ...fields: string[]): AnkiNote => ({
  guid,
  fields,
  deck: 'Net',
  tags: [],
  line: 1,
  offset: 0,
})

describe('readAnkiNotes', () => {
  it('makes the same id of a guid for ever, whatever the fields say', () => {
    const [first] = readAnkiNotes([note('k!2Lx*q', 'a', 'b')], { file: 'x' }).cards
    const [second] = readAnkiNotes([note('k!2Lx*q', 'c', 'd')], { file: 'y' }).cards
    expect(first?.id).toBe(second?.id)
    expect(first?.explicitId).toBe(true)
    expect(ankiCardId('k!2Lx*q')).toMatch(/^a-[0-9a-f]{20}$/)
    expect(ankiCardId('tcp-why')).toBe('tcp-why')
  })

  it('reports a guid that stands twice and keeps both cards', () => {
    const read = readAnkiNotes([note('abc', 'one?', '1'), note('abc', 'two?', '2')], { file: 'x' })
    expect(read.cards.map((card) => [card.explicitId, card.question])).toEqual([
      [true, 'one?'],
      [false, 'two?'],
    ])
    expect(read.problems.map((problem) => problem.code)).toEqual(['duplicate-note-id'])
  })

  it('joins the fields after the second to the answer and drops sounds', () => {
    expect(
      readAnkiNotes([note(null, 'Why?[sound:a.mp3]', 'Because', '', '<i>Source</i>')], { file: 'x' })
        .cards[0],
    ).toMatchObject({ question: 'Why?', answer: 'Because\n\n*Source*' })
  })

  it('reads a text file without a header by its order, and one with directives by them', () => {
    expect(
      readNotes('front one\tback one\nfront two\tback two\n', { file: 'a.tsv' }).cards.map((card) => [
        card.question,
        card.answer,
        card.place.line,
      ]),
    ).toEqual([
      ['front one', 'back one', 1],
      ['front two', 'back two', 2],
    ])
    const text =
      '#separator:Semicolon\n#html:false\n#columns:Note;Back;Front\n#guid column:1\ng-1;<b>;is this a tag?\n'
    expect(
      readNotes(text, { file: 'a.txt' }).cards.map((card) => [card.id, card.question, card.answer]),
    ).toEqual([['g-1', '<b>', 'is this a tag?']])
  })
})

describe('readDelimited', () => {
  it('reads what was written with quotes', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', ' ', '中') })
    fc.assert(
      fc.property(
        fc.array(
          fc
            .array(field, { minLength: 2, maxLength: 4 })
            .filter((row) => row.some((one) => one.trim() !== '')),
          { minLength: 1, maxLength: 6 },
        ),
        (rows) => {
          const text = rows
            .map((row) => row.map((one) => `"${one.replace(/"/g, '""')}"`).join(','))
            .join('\r\n')
          expect(readDelimited(text, 'a.csv').rows.map((row) => row.fields)).toEqual(rows)
        },
      ),
    )
  })
})
