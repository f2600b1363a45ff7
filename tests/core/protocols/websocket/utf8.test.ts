import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findUtf8Fault, readUtf8, UTF8_START } from '#lib/core/protocols/websocket/utf8.ts'

const hex = (text: string) => new Uint8Array(Buffer.from(text.replace(/\s+/g, ''), 'hex'))

/** The specification as a search: the shortest prefix that no continuation makes valid. */
function slowFault(bytes: Uint8Array): number {
  const valid = (list: number[]) => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(list))
      return true
    } catch {
      return false
    }
  }
  const tails = [
    [],
    [0x80],
    [0xbf],
    [0x80, 0x80],
    [0xbf, 0x80],
    [0x80, 0x80, 0x80],
    [0xbf, 0x80, 0x80],
    [0x90, 0x80, 0x80],
    [0xa0, 0x80],
    [0x9f, 0x80],
    [0x8f, 0x80, 0x80],
  ]
  for (let length = 1; length <= bytes.length; length++) {
    const prefix = [...bytes.subarray(0, length)]
    if (!tails.some((tail) => valid([...prefix, ...tail]))) return length - 1
  }
  return valid([...bytes]) ? -1 : bytes.length
}

describe('the byte at which UTF-8 fails', () => {
  it.each([
    ['κόσμε', 'ceba e1bdb9 cf83 cebc ceb5', -1],
    ['κόσμε, then a surrogate', 'cebae1bdb9cf83cebcceb5 eda080 656469746564', 12],
    ['above U+10FFFF', 'f4908080', 1],
    ['an overlong slash', 'c0af', 0],
    ['an overlong slash in three', 'e080af', 1],
    ['a lone continuation', '80', 0],
    ['FE', 'fe', 0],
    ['F5', 'f5', 0],
    ['cut in the middle', 'e282', 2],
    ['the last of all', 'f48fbfbf', -1],
    ['a non-character is valid', 'efbfbf', -1],
    ['nothing', '', -1],
  ])('%s', (_name, bytes, at) => {
    expect(findUtf8Fault(hex(bytes))).toBe(at)
  })

  it('agrees with the decoder of the platform', () => {
    const bytes = fc.uint8Array({ maxLength: 6 })
    const leads = fc.constantFrom(0xc1, 0xc2, 0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf1, 0xf4, 0xf5)
    fc.assert(
      fc.property(
        fc.oneof(
          bytes,
          fc.tuple(leads, bytes).map(([lead, rest]) => new Uint8Array([lead, ...rest])),
        ),
        (value) => {
          expect(findUtf8Fault(value)).toBe(slowFault(value))
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('fails at the same byte in any parts', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), fc.nat(30), (bytes, cut) => {
        const whole = readUtf8(UTF8_START, bytes)
        const head = readUtf8(UTF8_START, bytes.subarray(0, cut))
        if (head.failedAt >= 0) expect(head.failedAt).toBe(whole.failedAt)
        else {
          const tail = readUtf8(head.state, bytes.subarray(cut))
          expect(tail.failedAt < 0 ? -1 : tail.failedAt + Math.min(cut, bytes.length)).toBe(whole.failedAt)
          expect(tail.state).toBe(whole.state)
        }
      }),
    )
  })

  it('fails at the same byte within and behind long runs of ASCII, wherever they begin in memory', () => {
    const run = fc.nat(90).map((count) => new Array<number>(count).fill(0x61))
    const odd = fc.constantFrom([0xc3, 0xa9], [0xe2, 0x82, 0xac], [0xff], [0xe2, 0x82], [0x80], [])
    fc.assert(
      fc.property(fc.nat(3), run, odd, run, odd, run, (offset, a, b, c, d, e) => {
        const memory = Uint8Array.from([
          ...new Array<number>(offset).fill(0xff),
          ...a,
          ...b,
          ...c,
          ...d,
          ...e,
        ])
        const bytes = memory.subarray(offset)
        let state = UTF8_START
        let at = -1
        for (let index = 0; index < bytes.length && at < 0; index++) {
          const step = readUtf8(state, bytes.slice(index, index + 1))
          if (step.failedAt >= 0) at = index
          state = step.state
        }
        expect(readUtf8(UTF8_START, bytes).failedAt).toBe(at)
        if (at < 0) expect(readUtf8(UTF8_START, bytes).state).toBe(state)
      }),
    )
  })

  it('takes every text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (value) => findUtf8Fault(new TextEncoder().encode(value)) === -1,
      ),
    )
  })
})
