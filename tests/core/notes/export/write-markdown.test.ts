// Markdown and CSV of ours: what was written is read back to the letter, whatever a card says.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportedGuid, readExportedGuid, type ExportedCard } from '#lib/core/notes/export/exported.ts'
import { writeCsv } from '#lib/core/notes/export/write-csv.ts'
import { writeMarkdown } from '#lib/core/notes/export/write-markdown.ts'
import { readOwnCsv } from '#lib/core/notes/import/own-csv.ts'
import { readOwnMarkdown } from '#lib/core/notes/import/own-markdown.ts'
import { readNotes } from '#lib/core/notes/import/read-notes.ts'

const collection = { id: 'nabcdefghijkl', title: 'TCP: “my” notes' }
const line = fc.constantFrom('## A heading', '##  two', '### Answer?', '```sh', '# comment', '', '- [x] item', '<!-- card {} -->', 'a, "b"; c|d', '拥塞控制 → 慢启动', '   indented', '`tags: x`', '</a>')
const text = fc.array(line, { minLength: 1, maxLength: 8 }).map((lines) => `Text\n${lines.join('\n')}\nend`)
const options = fc.array(fc.record({ text: fc.constantFrom('one', 'two\n```\ncode\n```', '[x] three'), right: fc.boolean() }), { minLength: 1, maxLength: 4 })
const card: fc.Arbitrary<ExportedCard> = fc
  .record({
    id: fc.constant('q-aaaaaaaaaaaa'),
    title: fc.constantFrom('Why?', '为什么要三次握手', 'What does `a < b` mean'),
    body: fc.constantFrom('', '\n```js\n1 > 0\n```', '\n\ncode'),
    answer: text,
    options: fc.option(options, { nil: null }),
    lang: fc.constantFrom('zh' as const, 'en' as const),
    tags: fc.constantFrom([], ['a'], ['a', 'b-c']),
    missing: fc.boolean(),
  })
  .map(({ title, body, ...rest }) => ({
    ...{ ...rest, question: title + body, kind: rest.options === null ? ('explain' as const) : ('choice' as const), tier: 'T2' as const },
    ...{ contextPath: ['A > B', '<!-- -->'], tiedTopic: null, file: 'a/b.md', line: 3, textId: null, original: { question: 'x', answer: '-->', options: null }, events: [] },
  }))

describe('our own formats', () => {
  it('Markdown reads back to the letter', () => {
    fc.assert(
      fc.property(fc.array(card, { maxLength: 4 }), (cards) => {
        const read = readOwnMarkdown(writeMarkdown({ ...collection, cards }))
        expect(read?.collection).toEqual(collection)
        expect(read?.cards.map(({ id, card: found }) => ({ ...found, id, events: [] }))).toEqual(cards)
      }),
    )
  })

  it('CSV reads back to the letter', () => {
    fc.assert(
      fc.property(fc.array(card, { minLength: 1, maxLength: 4 }), (cards) => {
        expect(readOwnCsv(writeCsv([{ ...collection, cards: cards.map((each) => ({ ...each, events: [{ id: '1' }] })) }]))).toEqual([
          { ...collection, cards: cards.map((each) => ({ ...each, events: [{ id: '1' }] })) },
        ])
      }),
    )
  })

  it('a file that somebody has worked on is read like notes: known cards keep their ids, a new one gets a name', () => {
    const one: ExportedCard = fc.sample(card, { numRuns: 1, seed: 7 })[0]!
    const file = `${writeMarkdown({ ...collection, cards: [{ ...one, question: 'Why?', options: null, kind: 'explain', answer: 'Because.' }] })}\n## Added by hand\n\nWith an answer.\n`
    const { cards, title, problems } = readNotes(file, { file: 'mine.md' })
    expect(title).toBe(collection.title)
    expect(cards.map(({ id, explicitId, question, answer }) => [explicitId ? id : 'new', question, answer])).toEqual([
      ['q-aaaaaaaaaaaa', 'Why?', 'Because.'],
      ['new', 'Added by hand', 'With an answer.'],
    ])
    expect(problems).toEqual([])
  })

  it('knows its own guids', () => {
    expect(readExportedGuid(exportedGuid('nabcdefghijkl', 'q-1'))).toEqual({ collection: 'nabcdefghijkl', card: 'q-1' })
    expect(readExportedGuid('Ab>c/def')).toBeNull()
  })
})
