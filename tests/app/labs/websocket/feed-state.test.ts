import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { FeedMessage } from '#lib/core/protocols/websocket/live.ts'
import { emptyFeed, foldFeed } from '../../../../app/[lang]/labs/websocket/_components/feed-state.ts'

const welcome = (newest: number, oldest = 1): FeedMessage => ({ type: 'welcome', newest, oldest })
const message = (id: number): FeedMessage => ({ type: 'message', id, text: '' })
const fold = (...all: FeedMessage[]) => all.reduce(foldFeed, emptyFeed)

it('tells what came live, what came again and what never came', () => {
  const state = fold(welcome(4), message(5), message(6), welcome(8), message(7), message(8), message(9), welcome(12), message(13))
  expect(state.messages.map(({ id, arrival }) => `${id} ${arrival}`)).toEqual([
    ...['5 live', '6 live', '7 redelivered', '8 redelivered', '9 live'],
    ...['10 lost', '11 lost', '12 lost', '13 live'],
  ])
  expect(state.counts).toEqual({ live: 4, redelivered: 2, lost: 3 })
  expect(state.last).toBe(13)
})

it('loses what has left the ring, and delivers the rest again', () => {
  const state = fold(welcome(0), message(1), welcome(20, 5), message(5), message(6))
  expect(state.counts).toEqual({ live: 1, redelivered: 2, lost: 3 })
})

it('takes nothing twice', () => {
  expect(fold(welcome(0), message(1), message(1), message(2), message(1)).counts).toEqual({ live: 2, redelivered: 0, lost: 0 })
})

it('every number between the first and the last is accounted for once', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (ids) => {
      const state = fold(welcome(0), ...ids.map(message))
      const { live, redelivered, lost } = state.counts
      expect(live + redelivered + lost).toBe(state.last! - ids[0]! + 1)
    }),
  )
})
