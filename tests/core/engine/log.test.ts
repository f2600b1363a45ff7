import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Log } from '#lib/core/engine/log.ts'
import type { Machine } from '#lib/core/engine/machine.ts'
import { forkLog, replayLog, timelineOf } from '#lib/core/engine/log.ts'
import { fail, ok } from '#lib/core/problem.ts'

/** Adds up; refuses what is negative; says when the sum passes its limit. */
const adder: Machine<{ limit: number }, { sum: number; lastAt: number; seed: string; limit: number }, number, string> = {
  name: 'adder',
  start: ({ limit }, seed) => ({ sum: 0, lastAt: 0, seed, limit }),
  step(state, event, now) {
    if (event < 0) return fail({ code: 'bad-request', params: { unexpected: event, expected: 'zero or more' } })
    const sum = state.sum + event
    return ok({ state: { ...state, sum, lastAt: now }, effects: sum > state.limit ? [`passed with ${event}`] : [] })
  },
}

const logOf = (events: readonly number[]): Log<{ limit: number }, number> => ({
  config: { limit: 5 }, seed: 's', entries: events.map((event, i) => ({ event, at: i * 10 })),
})

describe('a log', () => {
  it('replays to the last state of its timeline', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9)), (events) => {
        const { points, failure } = timelineOf(adder, logOf(events))
        expect(failure).toBeNull()
        expect(points).toHaveLength(events.length + 1)
        expect(replayLog(adder, logOf(events))).toEqual({ ok: true, value: points.at(-1)!.state })
        expect(points.map(({ state }) => state.sum)).toEqual(events.reduce((sums, event) => [...sums, sums.at(-1)! + event], [0]))
      }),
    )
  })

  it('keeps what each event asked of the world', () => {
    const { points } = timelineOf(adder, logOf([4, 4]))
    expect(points[0]).toEqual({ entry: null, state: { sum: 0, lastAt: 0, seed: 's', limit: 5 }, effects: [] })
    expect(points[1]!.effects).toEqual([])
    expect(points[2]).toMatchObject({ entry: { event: 4, at: 10 }, effects: ['passed with 4'], state: { lastAt: 10 } })
  })

  it('says which entry the machine refused, and keeps what came before', () => {
    const refused = { index: 2, problem: { code: 'bad-request', params: { unexpected: -1, expected: 'zero or more' } } }
    expect(replayLog(adder, logOf([1, 2, -1, 4]))).toEqual({ ok: false, problem: refused })
    const { points, failure } = timelineOf(adder, logOf([1, 2, -1, 4]))
    expect(failure).toEqual(refused)
    expect(points.map(({ state }) => state.sum)).toEqual([0, 1, 3])
  })

  it('forks at an event: the same before, anything after', () => {
    const log = logOf([1, 2, 3])
    const other = forkLog(log, 2, [{ event: 7, at: 99 }])
    expect(replayLog(adder, other)).toMatchObject({ ok: true, value: { sum: 10, lastAt: 99 } })
    expect(log).toEqual(logOf([1, 2, 3]))
    expect(forkLog(log, 3)).toEqual(log)
    expect(forkLog(log, -1).entries).toEqual([])
    expect(forkLog(log, 99).entries).toEqual(log.entries)
  })
})
