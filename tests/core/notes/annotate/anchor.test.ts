import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anchor, describeRange } from '#lib/core/notes/annotate/anchor.ts'

const before = 'An old duplicate SYN cannot open a connection. '
const passage = 'The client answers the unexpected acknowledgment with a reset'
const after = ', and the server returns to LISTEN.'
const text = before + passage + after
const quote = describeRange(text, before.length, before.length + passage.length)!
const found = (in_: string, selector = quote) => {
  const range = anchor(in_, selector)
  return range === null ? null : in_.slice(range.start, range.end)
}

describe('anchor', () => {
  it('finds a passage where it stood, also with every blank changed', () => {
    expect(found(text)).toBe(passage)
    expect(found(text.replaceAll(' ', ' \n  '))).toBe(passage.replaceAll(' ', ' \n  '))
  })

  it('finds it when its neighbours were reworded, or the paragraph has moved', () => {
    expect(found(`Quite another beginning: ${passage}. Another end.`)).toBe(passage)
    expect(found(`${'Much was put before it. '.repeat(40)}${text}`)).toBe(passage)
  })

  it('finds it when some of it was reworded, and says so', () => {
    const edited = `${before}The client answers the unexpected ACK with a reset${after}`
    expect(anchor(edited, quote)).toMatchObject({ isExact: false })
    expect(found(edited)).toBe('The client answers the unexpected ACK with a reset')
  })

  it('takes the one with the same neighbours, then the nearest, where it stands more than once', () => {
    const twice = 'SYN is first. Then comes SYN again. SYN ends it.'
    const second = describeRange(twice, twice.indexOf('SYN again'), twice.indexOf('SYN again') + 3)!
    expect(anchor(twice, second)?.start).toBe(twice.indexOf('SYN again'))
    expect(anchor(`Preface. ${twice}`, second)?.start).toBe(`Preface. ${twice}`.indexOf('SYN again'))
    expect(anchor('SYN '.repeat(9), { exact: 'SYN', prefix: 'x', suffix: 'y', start: 33 })?.start).toBe(32)
  })

  it('says when it cannot be placed: gone, or short and changed', () => {
    expect(found('Something else entirely, about name servers and their caches.')).toBe(null)
    expect(found('')).toBe(null)
    expect(found('The window is closed.', { exact: 'windows', prefix: '', suffix: '', start: 4 })).toBe(null)
    expect(found('text', { exact: '  ', prefix: '', suffix: '', start: 0 })).toBe(null)
  })

  const words = fc.array(fc.constantFrom('重传', 'SYN', 'window', ' ', '，', 'ack ', '\n', '的'), { minLength: 5, maxLength: 60 }).map((parts) => parts.join(''))

  it('finds whatever was marked in a text that has not changed', () => {
    fc.assert(
      fc.property(words, fc.nat(), fc.nat(), (whole, a, b) => {
        const [start, end] = [a % (whole.length + 1), b % (whole.length + 1)]
        const selector = describeRange(whole, start, end)
        if (selector === null) return
        const range = anchor(whole, selector)
        expect(range?.isExact).toBe(true)
        expect(whole.slice(range!.start, range!.end).replace(/\s+/g, ' ')).toBe(selector.exact.replace(/\s+/g, ' '))
      }),
    )
  })

  it('finds the same place after text was put in before and after it', () => {
    fc.assert(
      fc.property(words, words, (head, tail) => {
        const edited = head + text + tail
        expect(anchor(edited, quote)?.start).toBe(head.length + before.length)
      }),
    )
  })

  it('finds it after one character of it was changed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: passage.length - 2 }), fc.constantFrom('', 'x', '改'), (at, character) => {
        const changed = passage.slice(0, at) + character + passage.slice(at + 1)
        const range = anchor(before + changed + after, quote)
        expect(Math.abs(range!.start - before.length)).toBeLessThanOrEqual(1)
        expect(Math.abs(range!.end - before.length - changed.length)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('takes any text and any selector without throwing, and stays within the text', () => {
    const any = fc.string({ unit: 'binary', maxLength: 60 })
    fc.assert(
      fc.property(any, fc.record({ exact: any, prefix: any, suffix: any, start: fc.integer() }), (whole, selector) => {
        const range = anchor(whole, selector)
        if (range !== null) expect(0 <= range.start && range.start < range.end && range.end <= whole.length).toBe(true)
      }),
    )
  })
})
