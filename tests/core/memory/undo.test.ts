import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LogEvent } from '#lib/core/memory/event.ts'
import { isFacetEvent } from '#lib/core/memory/event.ts'
import { foldFacet } from '#lib/core/memory/fold.ts'
import { defaultWeights } from '#lib/core/memory/fsrs.ts'
import { pickRedoTargets, pickUndoTargets, summarizeTargets } from '#lib/core/memory/undo.ts'
import { voidedIds } from '#lib/core/memory/voided.ts'
import { bury, dayMs, facet, mark, noonMs, randomLog, review, voiding } from './logs.ts'

const at = (minutes: number): number => noonMs + minutes * 60_000
const farMs = noonMs + 1000 * dayMs

const undoNewest = (log: readonly LogEvent[], id: string, receivedAtMs: number): LogEvent[] => [
  ...log, voiding('undo', id, receivedAtMs, pickUndoTargets(log)),
]
const redoNewest = (log: readonly LogEvent[], id: string, receivedAtMs: number): LogEvent[] => [
  ...log, voiding('redo', id, receivedAtMs, pickRedoTargets(log)),
]

describe('what an undo means', () => {
  it('the newest action by the time received, of whatever kind', () => {
    const log: LogEvent[] = [review('a', at(0), 3), mark('star', 'b', at(1))]
    expect(pickUndoTargets([])).toEqual([])
    expect(pickUndoTargets(log)).toEqual(['b'])
    expect(pickUndoTargets([...log, bury('c', at(2), 20_103)])).toEqual(['c'])
    // Answered first, received last: another device synced late, and its answer is what the person saw happen last.
    expect(pickUndoTargets([...log, review('late', at(-60), 1, {}, { receivedAtMs: at(3) })])).toEqual(['late'])
  })

  it('of what came in one request, what was done last', () => {
    const received = { receivedAtMs: at(9) }
    const log = [review('b', at(1), 3, {}, received), review('c', at(2), 3, {}, received), review('a', at(3), 3, {}, received)]
    expect(pickUndoTargets(log)).toEqual(['a'])
  })

  it('a whole group, without those of it already undone', () => {
    const group = { groupId: 'interview' }
    const log: LogEvent[] = [
      review('x', at(0), 3), review('c', at(1), 3, {}, group), review('a', at(2), 1, {}, group), review('b', at(3), 4, {}, group),
    ]
    expect(pickUndoTargets(log)).toEqual(['c', 'a', 'b'])
    expect(pickUndoTargets([...log, ...log])).toEqual(['c', 'a', 'b'])
    expect(pickUndoTargets([...log, voiding('undo', 'u', at(4), ['a'])])).toEqual(['c', 'b'])
    expect(pickUndoTargets(undoNewest(log, 'u', at(4)))).toEqual(['x'])
  })

  it('neither settings nor weights', () => {
    const columns = { facet: null, atMs: at(5), receivedAtMs: at(5), deviceId: null, groupId: null }
    const log: LogEvent[] = [
      review('a', at(0), 3),
      { ...columns, id: 's', kind: 'settings', payload: { newPerDay: 5 } },
      { ...columns, id: 'w', kind: 'weights', payload: { weights: defaultWeights, model: 'fsrs-6' } },
    ]
    expect(pickUndoTargets(log)).toEqual(['a'])
  })
})

describe('what a redo means', () => {
  const log = [review('a', at(0), 3), review('b', at(1), 3), review('c', at(2), 3)]
  const undone = undoNewest(undoNewest(log, 'u1', at(3)), 'u2', at(4))

  it('the newest undo in force, one after the other', () => {
    expect(pickRedoTargets(log)).toEqual([])
    expect(pickRedoTargets(undone)).toEqual(['b'])
    const once = redoNewest(undone, 'r1', at(5))
    expect(pickRedoTargets(once)).toEqual(['c'])
    expect(pickRedoTargets(redoNewest(once, 'r2', at(6)))).toEqual([])
    expect(pickUndoTargets(once)).toEqual(['b'])
  })

  it('nothing once the person has reviewed again, until that is undone too', () => {
    const reviewed = [...undone, review('d', at(5), 2)]
    expect(pickRedoTargets(reviewed)).toEqual([])
    expect(pickRedoTargets([...undone, mark('star', 'e', at(5))])).toEqual(['b'])
    expect(pickRedoTargets(undoNewest(reviewed, 'u3', at(6)))).toEqual(['d'])
  })

  it('only what that undo still holds void', () => {
    const group = voiding('undo', 'u', at(3), ['a', 'b'])
    expect(pickRedoTargets([...log, group, voiding('redo', 'r', at(4), ['a'])])).toEqual(['b'])
  })
})

describe('thirty deep and more', () => {
  it('undoes every action of any log, one after the other, and redoes them all, byte for byte', () => {
    fc.assert(
      fc.property(randomLog, (start) => {
        const key = (events: readonly LogEvent[]): string => JSON.stringify(foldFacet(facet, events, defaultWeights))
        let log: readonly LogEvent[] = start
        const before: string[] = []
        let round = 0
        while (pickUndoTargets(log).length > 0) {
          before.push(key(log))
          log = undoNewest(log, `v${String(++round).padStart(3, '0')}`, farMs + round)
        }
        expect(log.filter(isFacetEvent).every(({ id }) => voidedIds(log).has(id))).toBe(true)
        expect(key(log)).toBe('null')
        for (const expected of before.reverse()) {
          expect(pickRedoTargets(log)).not.toEqual([])
          log = redoNewest(log, `v${String(++round).padStart(3, '0')}`, farMs + round)
          expect(key(log)).toBe(expected)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('over forty reviews of two devices', () => {
    let log: LogEvent[] = Array.from({ length: 40 }, (_, i) =>
      review(`r${i}`, noonMs + i * dayMs, 3, {}, { deviceId: i % 2 ? 'phone' : 'laptop' }),
    )
    const whole = foldFacet(facet, log, defaultWeights)
    for (let i = 0; i < 40; i++) log = undoNewest(log, `u${i}`, farMs + i)
    expect(foldFacet(facet, log, defaultWeights)).toBeNull()
    expect(pickUndoTargets(log)).toEqual([])
    for (let i = 0; i < 40; i++) log = redoNewest(log, `w${i}`, farMs + 100 + i)
    expect(foldFacet(facet, log, defaultWeights)).toEqual(whole)
  })
})

describe('the summary', () => {
  const group = { groupId: 'interview', deviceId: 'phone' }
  const log: LogEvent[] = [review('a', at(0), 3), review('b', at(1), 1, {}, group), review('c', at(2), 4, {}, group), mark('star', 's', at(3))]

  it('says what, when and where', () => {
    expect(summarizeTargets(log, ['a'])).toEqual({
      kind: 'review', grade: 3, facet, atMs: at(0), deviceId: null, groupId: null, count: 1,
    })
    expect(summarizeTargets([...log, ...log], ['b', 'c'])).toMatchObject({ grade: 4, deviceId: 'phone', groupId: 'interview', count: 2 })
    expect(summarizeTargets(log, ['s'])).toMatchObject({ kind: 'star', grade: null })
    expect(summarizeTargets(log, ['gone'])).toBeNull()
  })
})
