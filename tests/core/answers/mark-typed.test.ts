import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markTyped } from '#lib/core/answers/mark-typed.ts'
import { normaliseAnswer } from '#lib/core/answers/normalise-answer.ts'

describe('markTyped', () => {
  it.each([
    ['1024', '1,024'],
    ['1,024', '１，０２４'],
    ['65535', '65 535'],
    ['1234567', '1,234,567'],
    ['53', '053'],
    ['1.5', '01.5'],
    ['SYN-RECEIVED', 'syn-received'],
    ['SYN-RECEIVED', ' SYN‑RECEIVED. '],
    ['TIME-WAIT', 'ＴＩＭＥ－ＷＡＩＴ'],
    ['TIME-WAIT', '`TIME-WAIT`'],
    ['2 MSL', '2  msl'],
    ['两倍 MSL', '两倍MSL'],
    ['295 ms', '295ms'],
    ['295ms', '295 ms'],
    ['1.5 RTT', '1.5RTT'],
    ['两倍 MSL', '“两倍 MSL”。'],
    ['::', '::'],
    ['straße', 'STRASSE'],
    ['listen()', 'listen'],
  ])('takes %j for %j', (accepted, answer) => {
    expect(markTyped([accepted], answer)).toEqual({ verdict: 'right', matched: accepted })
  })

  it.each([
    ['1024', '1.024'],
    ['1024', '10,24'],
    ['12', '1,2'],
    ['5', '.5'],
    ['5', '-5'],
    ['SYN-RECEIVED', 'SYN-SENT'],
    ['SYN-RECEIVED', 'SYN RECEIVED'],
    ['1.1', '1.10'],
    ['295 ms', '29 5ms'],
    ['295 ms', '295 s'],
    ['53', ''],
    ['53', '  。 '],
  ])('does not take for %j what is %j', (accepted, answer) => {
    expect(markTyped([accepted], answer)).toEqual({ verdict: 'wrong', matched: null })
  })

  it('says which form it was', () => {
    expect(markTyped(['4', 'four'], 'Four')).toEqual({ verdict: 'right', matched: 'four' })
  })

  it('accepts nothing for an empty answer, not even where a card accepts an empty form', () => {
    expect(markTyped([''], '')).toEqual({ verdict: 'wrong', matched: null })
  })

  it('takes each form itself, however it is quoted or widened', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (form) => {
        fc.pre(normaliseAnswer(form) !== '')
        expect(markTyped([form], form).verdict).toBe('right')
        expect(markTyped([form], `  ${form}\n`).verdict).toBe('right')
      }),
    )
  })

  it('groups digits without changing the number', () => {
    fc.assert(
      fc.property(fc.nat(), (n) => {
        expect(normaliseAnswer(n.toLocaleString('en'))).toBe(String(n))
      }),
    )
  })
})
