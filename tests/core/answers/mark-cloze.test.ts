import { describe, expect, it } from 'vitest'
import { markCloze } from '#lib/core/answers/mark-cloze.ts'
import type { FacetName } from '#lib/core/notes/card.ts'

const name = (id: string) => id as FacetName
const clozes = [
  { id: name('c1'), text: '536', hint: null },
  { id: name('c2'), text: 'SYN', hint: 'flag' },
  { id: name('c1'), text: '1,220', hint: null },
]

describe('markCloze', () => {
  it.each([
    [['536', '1220'], 'right'],
    [['536'], 'partly'],
    [['1220', '536'], 'wrong'],
    [[], 'wrong'],
  ] as const)('calls %j %s for two gaps of one id', (given, verdict) => {
    expect(markCloze(clozes, name('c1'), given).verdict).toBe(verdict)
  })

  it('gives what was expected and written, gap by gap', () => {
    expect(markCloze(clozes, name('c1'), ['536', '1'])).toEqual({
      verdict: 'partly',
      parts: [
        { expected: '536', given: '536', right: true },
        { expected: '1,220', given: '1', right: false },
      ],
    })
  })

  it('knows nothing of an id that the card does not have', () => {
    expect(markCloze(clozes, name('c9'), ['x'])).toEqual({ verdict: 'wrong', parts: [] })
  })
})
