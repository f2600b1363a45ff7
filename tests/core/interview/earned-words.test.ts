import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stretchesOf } from '#lib/core/interview/earned-words.ts'
import type { MarkedPoint } from '#lib/core/interview/mark-question.ts'

const point = (words: readonly string[]): MarkedPoint => ({ id: 'p', text: '', weight: 1, found: 'yes', words, corrected: null })

describe('stretchesOf', () => {
  it('marks the words of each point, also where two points share them', () => {
    const stretches = stretchesOf('The server acks; the server waits.', [point(['server acks', 'waits']), point(['acks; the server'])])
    expect(stretches.map(({ text, points }) => [text, ...points])).toEqual([
      ['The '],
      ['server ', 1],
      ['acks', 1, 2],
      ['; the server', 2],
      [' '],
      ['waits', 1],
      ['.'],
    ])
    expect(stretchesOf('', [point(['x', ''])])).toEqual([])
  })

  it('gives any answer back, letter for letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.array(fc.string({ maxLength: 3 }))), (answer, words) => {
        expect(stretchesOf(answer, words.map(point)).map(({ text }) => text).join('')).toBe(answer)
      }),
    )
  })
})
