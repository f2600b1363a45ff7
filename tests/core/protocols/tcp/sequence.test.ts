import fc from 'fast-check'
import { expect, it } from 'vitest'
import { advance, before, distance, later, upTo, within } from '#lib/core/protocols/tcp/sequence.ts'

it('RFC 9293 §3.4: comparison wraps at 2^32', () => {
  expect(before(0xfffffff0, 5)).toBe(true)
  expect(before(5, 0xfffffff0)).toBe(false)
  expect(upTo(7, 7)).toBe(true)
  expect(advance(0xffffffff, 2)).toBe(1)
  expect(later(0xffffffff, 3)).toBe(3)
  expect(within(2, 0xfffffff0, 0x20)).toBe(true)
  expect(within(0x10, 0xfffffff0, 0x20)).toBe(false)
  expect(within(1, 1, 0)).toBe(false)
})

it('advancing and measuring undo each other', () => {
  const number = fc.nat({ max: 0xffffffff })
  fc.assert(
    fc.property(number, fc.integer({ min: -0x7fffffff, max: 0x7fffffff }), (start, count) => {
      expect(distance(start, advance(start, count))).toBe(count)
      expect(before(start, advance(start, count))).toBe(count > 0)
    }),
  )
})
