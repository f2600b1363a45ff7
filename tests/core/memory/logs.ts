// Logs for the tests of the fold and of undo: one event made by hand, and random logs with everything in them.
import fc from 'fast-check'
import type { EventId, FacetEvent, LogEvent, ReviewEvent, ReviewPayload } from '#lib/core/memory/event.ts'
import type { Grade } from '#lib/core/memory/memory.ts'
import type { FacetId } from '#lib/core/notes/card.ts'
import { defaultSteps, reviewSources } from '#lib/core/memory/event.ts'
import { grades } from '#lib/core/memory/memory.ts'
import { dayClock } from '#lib/core/memory/study-day.ts'

export const facet = 'protodeck/tcp-3whs-why#main' as FacetId
export const dayMs = 86_400_000
export const noonMs = Date.UTC(2025, 0, 15, 12)

interface Common {
  readonly id: EventId
  readonly facet: FacetId
  readonly atMs: number
  readonly receivedAtMs: number
  readonly deviceId: string | null
  readonly groupId: string | null
}

/** A review at `atMs` in UTC with rollover 4, unless the payload says otherwise. */
export function review(
  id: EventId,
  atMs: number,
  grade: Grade,
  payload: Partial<ReviewPayload> = {},
  columns: Partial<Common> = {},
): ReviewEvent {
  const clock = dayClock(payload.timeZone ?? 'UTC', payload.rolloverHour ?? 4)
  if (!clock.ok) throw new Error(clock.problem.code)
  const studyDay = clock.value.studyDay(atMs)
  return {
    id, kind: 'review', facet, atMs, receivedAtMs: atMs, deviceId: null, groupId: null, ...columns,
    payload: {
      grade, studyDay, dayEndsAtMs: clock.value.dayEndsAtMs(studyDay), retention: 0.9, maximumIntervalDays: 365,
      steps: defaultSteps, elapsedMs: 4000, source: 'review', timeZone: clock.value.timeZone,
      rolloverHour: clock.value.rolloverHour, model: 'fsrs-6', weightsId: null, ...payload,
    },
  }
}

export function mark(kind: 'suspend' | 'unsuspend' | 'star' | 'unstar', id: EventId, atMs: number, columns: Partial<Common> = {}): FacetEvent {
  return { id, kind, facet, atMs, receivedAtMs: atMs, deviceId: null, groupId: null, payload: {}, ...columns }
}

export function bury(id: EventId, atMs: number, studyDay: number, columns: Partial<Common> = {}): FacetEvent {
  return { id, kind: 'bury', facet, atMs, receivedAtMs: atMs, deviceId: null, groupId: null, payload: { studyDay }, ...columns }
}

export function voiding(kind: 'undo' | 'redo', id: EventId, receivedAtMs: number, targets: readonly EventId[]): LogEvent {
  return { id, kind, facet: null, atMs: receivedAtMs, receivedAtMs, deviceId: null, groupId: null, payload: { targets } }
}

const zones = ['UTC', 'Asia/Shanghai', 'America/New_York', 'Pacific/Apia', 'Europe/Berlin']

// Few instants and few ids on purpose: equal times, undos of what comes later, and repeated ids must be common.
const instant = fc.integer({ min: 0, max: 60 }).map((half) => noonMs + half * (dayMs / 2) + (half % 7) * 600_000)
const columns = fc.record({
  receivedDelayMs: fc.constantFrom(0, 0, 1000, 3 * dayMs),
  deviceId: fc.constantFrom('phone', 'laptop'),
  groupId: fc.constantFrom(null, null, null, 'interview-1', 'interview-2'),
})

const facetEvent = (id: EventId): fc.Arbitrary<FacetEvent> =>
  fc
    .record({
      atMs: instant,
      columns,
      kind: fc.constantFrom('review', 'review', 'review', 'suspend', 'unsuspend', 'bury', 'star', 'unstar'),
      grade: fc.constantFrom(...grades),
      source: fc.constantFrom(...reviewSources),
      timeZone: fc.constantFrom(...zones),
      rolloverHour: fc.constantFrom(0, 4, 23),
      retention: fc.constantFrom(0.8, 0.9),
      maximumIntervalDays: fc.constantFrom(1, 30, 365),
      spread: fc.option(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { nil: undefined }),
    })
    .map(({ atMs, columns: { receivedDelayMs, ...rest }, kind, grade, spread, ...terms }) => {
      const stored = { ...rest, receivedAtMs: atMs + receivedDelayMs }
      if (kind === 'review') return review(id, atMs, grade, { ...terms, ...(spread === undefined ? {} : { spread }) }, stored)
      if (kind === 'bury') return bury(id, atMs, Math.floor(atMs / dayMs), stored)
      return mark(kind, id, atMs, stored)
    })

/** A person's log of one facet in order of arrival: actions, undos and redos of any of them, repeats. */
export const randomLog: fc.Arbitrary<readonly LogEvent[]> = fc
  .integer({ min: 1, max: 14 })
  .chain((count) => {
    // Ids whose order is not the order of time.
    const ids = Array.from({ length: count }, (_, i) => `${((i * 7) % 10).toString()}-${i}`)
    const verdict = fc
      .record({
        kind: fc.constantFrom<'undo' | 'redo'>('undo', 'undo', 'redo'),
        id: fc.constantFrom('u1', 'u2', 'u3', 'u4', 'u5', 'u6'),
        receivedAtMs: instant,
        targets: fc.uniqueArray(fc.constantFrom(...ids, 'never-seen'), { minLength: 1, maxLength: 4 }),
      })
      .map(({ kind, id, receivedAtMs, targets }) => voiding(kind, id, receivedAtMs, targets))
    return fc.tuple(
      fc.tuple(...ids.map(facetEvent)),
      fc.uniqueArray(verdict, { maxLength: 6, selector: (event) => event.id }),
      fc.array(fc.nat(19), { maxLength: 5 }),
      fc.infiniteStream(fc.nat(1000)),
    )
  })
  .map(([actions, verdicts, repeats, order]) => {
    const all: LogEvent[] = [...actions, ...verdicts]
    const log = [...all, ...repeats.map((i) => all[i % all.length]!)]
    return log
      .map((event) => ({ event, key: order.next().value as number }))
      .sort((a, b) => a.key - b.key)
      .map(({ event }) => event)
  })
