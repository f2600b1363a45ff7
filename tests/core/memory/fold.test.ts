import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FacetEvent, LogEvent } from '#lib/core/memory/event.ts'
import type { StepResult } from '#lib/core/memory/fold.ts'
import type { FacetState } from '#lib/core/memory/machine.ts'
import type { Memory } from '#lib/core/memory/memory.ts'
import { canonicalJson } from '#lib/core/engine/digest.ts'
import { replayLog } from '#lib/core/engine/log.ts'
import { isFacetEvent, isVoidingEvent } from '#lib/core/memory/event.ts'
import { foldFacet, newestWeights, stepMemory } from '#lib/core/memory/fold.ts'
import { defaultWeights } from '#lib/core/memory/fsrs.ts'
import { memoryMachine } from '#lib/core/memory/machine.ts'
import { voidedIds } from '#lib/core/memory/voided.ts'
import { bury, dayMs, facet, mark, noonMs, randomLog, review, voiding } from './logs.ts'

const weights = defaultWeights

/** Ten lines that a reader can check by eye: sort, drop void, reduce. */
function naiveFold(log: readonly LogEvent[]): Memory | null {
  const byId = new Map(log.map((event) => [event.id, event]))
  const verdicts = [...byId.values()].filter(isVoidingEvent).sort((a, b) => a.receivedAtMs - b.receivedAtMs || (a.id < b.id ? -1 : 1))
  const isVoid = (id: string): boolean => verdicts.filter((v) => v.payload.targets.includes(id)).at(-1)?.kind === 'undo'
  const kept = [...byId.values()].filter(isFacetEvent).filter((event) => !isVoid(event.id))
  kept.sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
  const start: FacetState = memoryMachine.start({ facet, weights }, '')
  return kept.reduce((state, event) => {
    const step = memoryMachine.step(state, event, event.atMs)
    return step.ok ? step.value.state : state
  }, start).memory
}

/** What a server does with each event as it arrives: one step where it can, a fold where it must. */
function arriveOneByOne(log: readonly LogEvent[]): { memory: Memory | null; folds: number } {
  let memory: Memory | null = null
  let folds = 0
  const stored: LogEvent[] = []
  for (const event of log) {
    if (stored.some(({ id }) => id === event.id)) continue
    stored.push(event)
    const result: StepResult = isFacetEvent(event)
      ? stepMemory(facet, memory, event, weights, voidedIds(stored).has(event.id))
      : { kind: 'refold' }
    if (result.kind === 'refold') folds++
    memory = result.kind === 'refold' ? foldFacet(facet, stored, weights) : result.memory
  }
  return { memory, folds }
}

describe('the laws of the log', () => {
  it('the fold is the naive fold, byte for byte', () => {
    fc.assert(
      fc.property(randomLog, (log) => {
        expect(JSON.stringify(foldFacet(facet, log, weights))).toBe(JSON.stringify(naiveFold(log)))
      }),
      { numRuns: 2000 },
    )
  })

  it('one step at a time, in any order of arrival, gives the same memory after each event', () => {
    fc.assert(
      fc.property(randomLog, (log) => {
        expect(JSON.stringify(arriveOneByOne(log).memory)).toBe(JSON.stringify(naiveFold(log)))
      }),
      { numRuns: 2000 },
    )
  })

  it('events in order are steps, never folds', () => {
    fc.assert(
      fc.property(randomLog, (log) => {
        const inOrder = log.filter(isFacetEvent).sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
        expect(arriveOneByOne(inOrder).folds).toBe(0)
      }),
    )
  })

  it('the order of arrival and repeats change nothing', () => {
    fc.assert(
      fc.property(randomLog, (log) => {
        const once = foldFacet(facet, log, weights)
        expect(foldFacet(facet, [...log].reverse(), weights)).toEqual(once)
        expect(foldFacet(facet, [...log, ...log], weights)).toEqual(once)
      }),
    )
  })

  it('the fold is the replay of the machine over what counts', () => {
    fc.assert(
      fc.property(randomLog, (log) => {
        const voided = voidedIds(log)
        const unique = [...new Map(log.filter(isFacetEvent).map((event) => [event.id, event])).values()]
        const entries = unique
          .filter((event) => !voided.has(event.id))
          .sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
          .map((event) => ({ event, at: event.atMs }))
        const replayed = replayLog(memoryMachine, { config: { facet, weights }, seed: '', entries })
        expect(replayed).toEqual({ ok: true, value: { facet, weights, memory: foldFacet(facet, log, weights) } })
      }),
    )
  })

  it('an undo of everything leaves no memory, and the redo brings it back byte for byte', () => {
    fc.assert(
      fc.property(randomLog, (log) => {
        const actions = log.filter(isFacetEvent)
        const targets = actions.map(({ id }) => id)
        const before = canonicalJson(foldFacet(facet, actions, weights))
        const undone: LogEvent[] = [...actions, voiding('undo', 'z1', noonMs + 100 * dayMs, targets)]
        expect(foldFacet(facet, undone, weights)).toBeNull()
        const redone = [...undone, voiding('redo', 'z2', noonMs + 101 * dayMs, targets)]
        expect(canonicalJson(foldFacet(facet, redone, weights))).toBe(before)
      }),
    )
  })

  it('a memory is due in one way, and its belief is sound', () => {
    fc.assert(
      fc.property(randomLog, (log) => {
        const memory = foldFacet(facet, log, weights)
        if (memory === null || memory.state === 'new') return
        expect(Number(memory.dueAtMs === null) + Number(memory.dueDay === null)).toBe(1)
        if (memory.state === 'review') expect(memory.dueDay).toBeGreaterThan(memory.lastDay)
        expect(memory.stability).toBeGreaterThanOrEqual(0.001)
        expect(memory.difficulty).toBeGreaterThanOrEqual(1)
        expect(memory.difficulty).toBeLessThanOrEqual(10)
        expect(memory.lapses).toBeLessThan(memory.reps)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('the fold', () => {
  const at = (days: number): number => noonMs + days * dayMs
  const fold = (...events: LogEvent[]): Memory | null => foldFacet(facet, events, weights)
  const history: FacetEvent[] = [review('a', at(0), 3), review('b', at(0) + 600_000, 3), review('c', at(2), 3)]

  it('has no memory of nothing', () => {
    expect(fold()).toBeNull()
    expect(fold(voiding('undo', 'u', at(1), ['a']))).toBeNull()
  })

  it('keeps later reviews when one in the middle is undone', () => {
    expect(fold(...history, voiding('undo', 'u', at(3), ['b']))).toEqual(fold(history[0]!, history[2]!))
  })

  it('takes an undo that arrives before its target', () => {
    expect(fold(voiding('undo', 'u', at(-1), ['c']), ...history)).toEqual(fold(history[0]!, history[1]!))
  })

  it('obeys the verdict received last, and of two received at once the greater id', () => {
    const undo = voiding('undo', 'u1', at(3), ['c'])
    const without = fold(history[0]!, history[1]!)
    expect(fold(...history, undo, voiding('redo', 'u2', at(4), ['c']))).toEqual(fold(...history))
    expect(fold(...history, undo, voiding('redo', 'u2', at(2), ['c']))).toEqual(without)
    expect(fold(...history, undo, voiding('redo', 'u2', at(3), ['c']))).toEqual(fold(...history))
    expect(fold(...history, undo, voiding('redo', 'u0', at(3), ['c']))).toEqual(without)
  })

  it('folds a late review in its place', () => {
    expect(fold(history[0]!, history[2]!, history[1]!)).toEqual(fold(...history))
    expect(fold(history[0]!, history[2]!)).not.toEqual(fold(...history))
  })

  it('remembers marks with and without a review', () => {
    const marked = fold(mark('star', 's', at(0)), mark('suspend', 't', at(1)), bury('v', at(2), 20_000))
    expect(marked).toEqual({
      facet, state: 'new', reps: 0, lapses: 0, suspended: true, starred: true, buriedDay: 20_000,
      head: { atMs: at(2), id: 'v' },
    })
    expect(fold(mark('star', 's', at(-1)), ...history)).toMatchObject({ starred: true, reps: 3, suspended: false })
    expect(fold(mark('suspend', 's', at(1)), ...history)).toMatchObject({ suspended: true, reps: 3 })
    expect(fold(...history, mark('star', 's', at(3)), mark('unstar', 't', at(4)))).toMatchObject({ starred: false, reps: 3 })
  })

  it('counts no day backwards when the zone changes', () => {
    const east = review('a', at(0), 4, { timeZone: 'Pacific/Kiritimati' })
    const west = review('b', at(0) + 3_600_000, 3, { timeZone: 'Pacific/Pago_Pago' })
    expect(west.payload.studyDay).toBeLessThan(east.payload.studyDay)
    expect(fold(east, west)).toMatchObject({ reps: 2, lastDay: west.payload.studyDay })
  })

  it('leaves out an event that the machine refuses', () => {
    const odd: FacetEvent[] = [
      review('x', at(1), 7 as 4), review('y', NaN, 3, { studyDay: 1, dayEndsAtMs: 2 }), review('z', at(1), 3, { retention: 0 }),
      review('w', at(1), 3, { maximumIntervalDays: 0.5 }), review('v', at(1), 3, { spread: 1 }), bury('t', at(1), NaN),
      review('s', at(1), 3, { studyDay: 0.5 }), review('r', at(1), 3, { steps: { learningMinutes: [0], relearningMinutes: [] } }),
    ]
    expect(fold(...history, ...odd)).toEqual(fold(...history))
    for (const event of odd) {
      expect(memoryMachine.step(memoryMachine.start({ facet, weights }, ''), event, event.atMs)).toMatchObject({
        ok: false, problem: { code: 'bad-event' },
      })
    }
  })

  it('takes the newest weights that are weights', () => {
    const of = (id: string, atMs: number, w: readonly number[]): LogEvent => ({
      id, kind: 'weights', facet: null, atMs, receivedAtMs: atMs, deviceId: null, groupId: null, payload: { weights: w, model: 'fsrs-6' },
    })
    const fitted = weights.map((w) => w * 1.01)
    expect(newestWeights([])).toEqual({ weights: defaultWeights, weightsId: null })
    expect(newestWeights([of('b', 2, fitted), of('a', 1, weights), of('c', 3, [1])])).toEqual({ weights: fitted, weightsId: 'b' })
  })
})
