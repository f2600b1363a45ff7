import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMarkLines } from '#lib/core/answers/read-mark-lines.ts'

const line = {
  id: 'x',
  lang: 'en',
  question: 'Why?',
  answer: 'Because.',
  keyPoints: [{ id: 'p', text: 'a point', synonyms: ['one'], weight: 2 }],
  pitfalls: ['"No." Yes.', { claim: 'c', text: 't' }, 7],
}

describe('readMarkLines', () => {
  it('reads lines as they are meant to be, and fills in what may be left out', () => {
    const bare = { id: 3, answer: '因为', keyPoints: [{ id: 'p', text: '要点', weight: -1 }] }
    const { lines, problems } = readMarkLines(`\uFEFF${JSON.stringify(line)}\r\n\n${JSON.stringify(bare)}\n`)
    expect(problems).toEqual([])
    expect(lines[0]!.input).toEqual({ ...line, id: undefined, pitfalls: line.pitfalls.slice(0, 2) })
    expect(lines[1]).toEqual({
      id: 3,
      input: {
        lang: 'zh',
        question: '',
        answer: '因为',
        keyPoints: [{ id: 'p', text: '要点', synonyms: [], weight: 1 }],
        pitfalls: [],
      },
    })
  })

  it('gives every bad line its place, and reads the rest', () => {
    const bad = [
      '{',
      '[]',
      '{"lang":"en"}',
      JSON.stringify({ ...line, lang: 'fr' }),
      JSON.stringify({ ...line, keyPoints: [{ id: 'p' }] }),
    ]
    const { lines, problems } = readMarkLines([...bad, JSON.stringify(line)].join('\n'))
    expect(lines.map(({ id }) => id)).toEqual(['x'])
    expect(problems.map(({ place, params }) => [place!.line, params!['expected']])).toEqual([
      [1, 'one JSON object a line'],
      [2, 'one JSON object a line'],
      [3, 'a text'],
      [4, 'zh or en'],
      [5, 'both'],
    ])
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readMarkLines(text)))
  })
})
