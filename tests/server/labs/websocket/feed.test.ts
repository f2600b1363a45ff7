// The feed that keeps dropping its listeners: what comes again to whoever says the last number, and what does not.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Call } from '#lib/core/protocols/websocket/endpoint.ts'
import { feedKept, type FeedMessage } from '#lib/core/protocols/websocket/live.ts'
import { createFeed, type Feed } from '#lib/server/labs/websocket/feed.ts'
import { openClient, openControl, openLab, statusOf } from './open-lab.ts'

describe('the feed', () => {
  let feed: Feed
  let nowMs = 0
  beforeEach(() => {
    vi.useFakeTimers()
    nowMs = 0
    feed = createFeed(() => nowMs)
  })
  afterEach(() => {
    feed.close()
    vi.useRealTimers()
  })
  const pass = (ms: number) => {
    nowMs += ms
    vi.advanceTimersByTime(ms)
  }
  /** What one connection is told until it is dropped. */
  const listen = (last: number | null) => {
    const told: (FeedMessage | 'drop')[] = []
    feed.join(last, (call: Call) => {
      if (call.do === 'send') told.push(JSON.parse(new TextDecoder().decode(call.payload)) as FeedMessage)
      if (call.do === 'drop') told.push('drop')
      return true
    })
    return told
  }
  const ids = (told: readonly (FeedMessage | 'drop')[]) => told.flatMap((one) => (one !== 'drop' && one.type === 'message' ? [one.id] : []))

  it('numbers its messages, and drops without a word', () => {
    const told = listen(null)
    expect(told).toEqual([{ type: 'welcome', newest: 0, oldest: 1 }])
    pass(5_000)
    expect(told.at(-1)).toBe('drop')
    const count = ids(told).length
    expect(ids(told)).toEqual(Array.from({ length: count }, (_, i) => i + 1))
    expect(count).toBeGreaterThanOrEqual(4)
    expect(count).toBeLessThan(9)
  })

  it('refuses a few attempts after a drop, then lets in', () => {
    listen(null)
    expect(feed.refuses()).toBe(false)
    pass(5_000)
    const refused = [1, 2, 3, 4].map(() => feed.refuses())
    expect(refused[0]).toBe(true)
    expect(refused[3]).toBe(false)
  })

  it('delivers what was missed to whoever says the last number, without a gap', () => {
    const first = ids(listen(null).concat())
    expect(first).toEqual([])
    pass(3_000)
    const told = listen(4)
    const [welcome] = told
    expect(welcome).toMatchObject({ type: 'welcome', newest: 12, oldest: 1 })
    expect(ids(told)).toEqual([5, 6, 7, 8, 9, 10, 11, 12])
    pass(250)
    expect(ids(told).at(-1)).toBe(13)
    expect(ids(listen(null))).toEqual([])
  })

  it('keeps no more than the ring', () => {
    listen(null)
    pass(20_000)
    const told = listen(2)
    expect(ids(told)).toHaveLength(feedKept)
    expect(told[0]).toMatchObject({ newest: 80, oldest: 80 - feedKept + 1 })
  })

  it('stops a minute after the last has come, and goes on with its numbers', () => {
    listen(null)
    pass(120_000)
    const told = listen(null)
    const { newest } = told[0] as Extract<FeedMessage, { type: 'welcome' }>
    expect(newest).toBeLessThan(260)
    pass(250)
    expect(ids(told)).toEqual([newest + 1])
  })
})

it('over real sockets: 1006, refused attempts, and the rest by its number', async () => {
  const open = await openLab()
  const control = await openControl(open)
  const { next, closed } = await openClient(open, await control.invite('feed'))
  const read = async (from: typeof next) => JSON.parse((await from()).data.toString()) as FeedMessage
  expect(await read(next)).toMatchObject({ type: 'welcome' })
  expect(await read(next)).toMatchObject({ type: 'message', id: 1 })
  expect((await closed).code).toBe(1006)
  let refusals = 0
  for (;;) {
    const path = await control.invite('feed')
    const outcome = await Promise.race([statusOf(open, `${path}&last=2`), new Promise<null>((resolve) => setTimeout(() => { resolve(null) }, 500))])
    if (outcome === 101) break
    refusals++
  }
  expect(refusals).toBeGreaterThan(0)
  const again = await openClient(open, `${await control.invite('feed')}&last=2`)
  const welcome = await read(again.next)
  expect(welcome.type === 'welcome' && welcome.newest > 2).toBe(true)
  expect(await read(again.next)).toMatchObject({ id: 3 })
  await open.close()
})
