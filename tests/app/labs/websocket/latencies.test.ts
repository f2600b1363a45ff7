import { expect, it } from 'vitest'
import { clockOffset, quantile, readStamp } from '../../../../app/[lang]/labs/websocket/_components/latencies.ts'

it('believes the quickest answer, and says by how much it may be wrong', () => {
  const samples = [
    { askedMs: 1_000, answeredMs: 1_040, serverMs: 230 },
    { askedMs: 2_000, answeredMs: 2_004, serverMs: 1_202 },
  ]
  expect(clockOffset(samples)).toEqual({ offsetMs: -800, withinMs: 2 })
  expect(clockOffset([])).toBeNull()
})

it('reads the stamp of a message, and no other text', () => {
  expect(readStamp('7 1234.56 xxxx')).toEqual({ number: 7, sentMs: 1234.56 })
  for (const text of ['', '7', '7 x ', 'a 1 x']) expect(readStamp(text)).toBeNull()
})

it('takes values that were measured', () => {
  expect(quantile([5, 1, 4, 2, 3], 0.5)).toBe(3)
  expect(quantile([1, 2], 0.5)).toBe(1)
  expect(quantile([1, 9], 1)).toBe(9)
  expect(quantile([], 0.5)).toBeNull()
})
