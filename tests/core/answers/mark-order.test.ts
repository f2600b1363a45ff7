import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markOrder } from '#lib/core/answers/mark-order.ts'

const moved = (given: readonly number[]) =>
  markOrder(given.length, given)
    .parts.filter(({ inPlace }) => !inPlace)
    .map(({ item }) => item)

describe('markOrder', () => {
  it.each([
    [[0, 1, 2, 3], 'right'],
    [[0, 2, 1, 3], 'partly'],
    [[3, 0, 1, 2], 'partly'],
    [[1, 0, 3, 2], 'wrong'],
    [[3, 2, 1, 0], 'wrong'],
  ] as const)('calls %j %s', (given, verdict) => {
    expect(markOrder(4, given).verdict).toBe(verdict)
  })

  it('blames one step that was moved, not all that it displaced', () => {
    expect(moved([4, 0, 1, 2, 3])).toEqual([4])
    expect(moved([1, 2, 3, 4, 0])).toEqual([0])
  })

  it.each([[[0, 1, 2]], [[0, 1, 2, 2]], [[0, 1, 2, 4]], [[0, 1, 2, 0.5]], [[]]] as const)(
    'calls %j wrong: not each step once',
    (given) => {
      const { verdict, parts } = markOrder(4, given)
      expect(verdict).toBe('wrong')
      expect(parts.every(({ inPlace }) => !inPlace)).toBe(true)
    },
  )

  it('is right for the rising order alone, and what stays in place does rise', () => {
    const permutation = fc
      .integer({ min: 1, max: 7 })
      .chain((n) => fc.shuffledSubarray([...Array(n).keys()], { minLength: n }))
    fc.assert(
      fc.property(permutation, (given) => {
        const { verdict, parts } = markOrder(given.length, given)
        const sorted = [...given].sort((a, b) => a - b)
        expect(verdict === 'right').toBe(given.join() === sorted.join())
        const staying = parts.filter(({ inPlace }) => inPlace).map(({ item }) => item)
        expect(staying).toEqual([...staying].sort((a, b) => a - b))
        expect(staying.length).toBeGreaterThan(0)
      }),
    )
  })
})
