import fc from 'fast-check'
import { expect, it } from 'vitest'
import { backOffCeiling, fullJitter } from '#lib/core/protocols/websocket/back-off.ts'

const backOff = { baseMs: 500, mostMs: 8_000 }

it('doubles up to the bound, and stays there', () => {
  expect([1, 2, 3, 4, 5, 6].map((attempt) => backOffCeiling(backOff, attempt))).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000])
  expect(backOffCeiling(backOff, 5_000)).toBe(8_000)
  expect(backOffCeiling(backOff, 0)).toBe(500)
})

it('draws from all of it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempt, unit) => {
      const ceiling = backOffCeiling(backOff, attempt)
      const wait = fullJitter(ceiling, unit)
      expect(wait).toBeGreaterThanOrEqual(0)
      expect(wait).toBeLessThan(ceiling)
    }),
  )
  expect(fullJitter(8_000, 0)).toBe(0)
  expect(fullJitter(8_000, 0.999_999)).toBe(7_999)
})
