// One graded answer on this device: the item that the API takes, and what it does to the memory here and now. The
// server folds the same event with the same code; this is its preview.
import { v7 } from 'uuid'
import type { FacetEvent } from '#lib/core/memory/event.ts'
import { stepMemory } from '#lib/core/memory/fold.ts'
import { defaultWeights, modelName } from '#lib/core/memory/fsrs.ts'
import { reviewTerms } from '#lib/core/memory/intervals.ts'
import type { Grade, Memory } from '#lib/core/memory/memory.ts'
import type { Settings } from '#lib/core/memory/settings.ts'
import { dayClock, type DayClock } from '#lib/core/memory/study-day.ts'
import type { FacetId } from '#lib/core/notes/card.ts'

interface Facet {
  readonly facet: FacetId
  readonly version: string
  readonly memory: Memory | null
}

interface Given {
  readonly grade: Grade
  readonly elapsedMs: number
  readonly nowMs: number
  /** `page`: read beside the notes, which counts in no limit of the day. */
  readonly source: 'review' | 'page'
  /** What was said, and how it was asked; absent where the person only thought. */
  readonly answer?: unknown
  readonly seed?: string
}

export interface Answer {
  /** The API's item, for the outbox. */
  readonly item: Readonly<Record<string, unknown>> & { readonly id: string }
  readonly event: FacetEvent
}

const dayMs = 86_400_000

export function answerFacet({ facet, version, memory }: Facet, given: Given, settings: Settings, clock: DayClock): Answer {
  const { grade, nowMs, source, answer, seed } = given
  const { timeZone, rolloverHour } = clock
  const id = v7()
  const elapsedMs = Math.min(dayMs, Math.max(0, Math.round(given.elapsedMs)))
  const item = {
    ...{ id, facet, grade, answeredAt: new Date(nowMs).toISOString(), elapsedMs, timeZone, rolloverHour, version, source },
    ...(seed === undefined ? {} : { seed }),
    ...(answer === undefined || answer === null ? {} : { answer }),
  }
  const terms = reviewTerms(facet, memory, nowMs, settings, clock)
  const event: FacetEvent = {
    ...{ id, kind: 'review', facet, atMs: nowMs, receivedAtMs: nowMs, deviceId: null, groupId: null },
    payload: { ...terms, grade, elapsedMs, source, timeZone, rolloverHour, model: modelName, weightsId: null },
  }
  return { item, event }
}

/** The memory after an event that has just happened here; unchanged where the fold would not have it. */
export function stepHere(facet: FacetId, memory: Memory | null, event: FacetEvent): Memory | null {
  const stepped = stepMemory(facet, memory, event, defaultWeights, false)
  return stepped.kind === 'stepped' ? stepped.memory : memory
}

/** The clock of a person's days; a zone that this browser does not know counts as UTC. */
export function clockFor(timeZone: string, rolloverHour: number): DayClock {
  const asked = dayClock(timeZone, rolloverHour)
  if (asked.ok) return asked.value
  const utc = dayClock('UTC', rolloverHour)
  if (!utc.ok) throw new Error(`rollover hour ${rolloverHour}`)
  return utc.value
}
