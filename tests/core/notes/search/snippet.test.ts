import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SearchText } from '#lib/core/notes/search/build-index.ts'
import { makeSnippet, markFound } from '#lib/core/notes/search/snippet.ts'

const card: SearchText = {
  ...{ kind: 'card', id: 'a', topic: 't', lang: 'en', title: 'Why TIME-WAIT?', also: '' },
  keyPoints: ['old segments die', 'the last ACK can be sent again'],
  pitfalls: ['"It is on the client." It is on the side that closes first.'],
  answer: `${'Before that nothing happens at all. '.repeat(10)}Then old segments die out, and a window of two MSL goes by. ${'After that it is over. '.repeat(20)}`,
}

describe('makeSnippet', () => {
  it('cuts the stretch that holds most of what was found, and marks it', () => {
    const { field, parts } = makeSnippet(card, new Set(['window', 'msl']))
    expect(field).toBe('answer')
    expect(parts.filter(({ found }) => found).map(({ text }) => text)).toEqual(['window', 'MSL'])
    expect(parts[0]?.text).toMatch(/^…\S/)
    expect(parts.map(({ text }) => text).join('').length).toBeLessThan(200)
  })

  it('prefers a key point, then a pitfall, to the answer', () => {
    expect(makeSnippet(card, new Set(['segment', 'old'])).field).toBe('keyPoints')
    expect(makeSnippet(card, new Set(['client'])).field).toBe('pitfalls')
  })

  it('begins at the beginning where only the title was found', () => {
    const { field, parts } = makeSnippet(card, new Set(['xyz']))
    expect([field, parts[0]?.text.startsWith('Before that')]).toEqual(['title', true])
  })
})

describe('markFound', () => {
  it('marks pairs of characters that overlap as one stretch', () => {
    expect(markFound('三次握手是', new Set(['三次', '次握', '握手']))).toEqual([{ text: '三次握手', found: true }, { text: '是', found: false }])
  })

  it('loses no character of any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string({ maxLength: 3 })), (text, terms) => {
      expect(markFound(text, new Set(terms)).map((part) => part.text).join('')).toBe(text)
    }))
  })
})
