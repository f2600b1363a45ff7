import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TopicId } from '#lib/core/notes/card.ts'
import { readingOrder } from '#lib/core/notes/reading-order.ts'

const topic = (id: string, order: number, ...requires: string[]) => ({ id: id as TopicId, order, requires: requires as TopicId[] })
const ids = (topics: readonly { id: string }[]) => topics.map(({ id }) => id)

describe('readingOrder', () => {
  it('goes by order where nothing is required', () => {
    expect(ids(readingOrder([topic('c', 3), topic('b', 1), topic('a', 3)]))).toEqual(['b', 'a', 'c'])
  })

  it('puts what is required first, and then goes on by order', () => {
    const topics = [topic('quic', 1, 'udp', 'tls'), topic('udp', 5), topic('tls', 4, 'tcp'), topic('tcp', 6), topic('ip', 2)]
    expect(ids(readingOrder(topics))).toEqual(['ip', 'udp', 'tcp', 'tls', 'quic'])
  })

  it('ends whatever is required: rings, itself, unknown topics', () => {
    expect(ids(readingOrder([topic('a', 2, 'b'), topic('b', 1, 'a'), topic('c', 3, 'c'), topic('d', 4, 'nowhere')]))).toEqual(['d', 'b', 'a', 'c'])
  })

  it('gives each topic once, none before what it requires', () => {
    // Requirements point to smaller numbers only: no rings.
    const topics = fc.array(fc.tuple(fc.nat(20), fc.array(fc.nat(30), { maxLength: 4 })), { maxLength: 30 })
      .map((drawn) => drawn.map(([order, requires], i) => topic(`t${i}`, order, ...requires.filter((other) => other < i).map((other) => `t${other}`))))
    fc.assert(fc.property(topics, (all) => {
      const order = ids(readingOrder(all))
      expect([...order].sort()).toEqual(ids(all).sort())
      for (const { id, requires } of all) for (const required of requires) expect(order.indexOf(required)).toBeLessThan(order.indexOf(id))
    }))
  })
})
