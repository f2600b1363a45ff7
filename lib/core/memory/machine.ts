// The memory machine of one facet: the only place that says what an event does to a memory.
// Who is void (`voided.ts`), the order and late arrivals (`fold.ts`) are settled before an event gets here.
import type { Machine } from '#lib/core/engine/machine.ts'
import type { FacetId } from '#lib/core/notes/card.ts'
import type { FacetEvent, ReviewEvent } from '#lib/core/memory/event.ts'
import type { Model, Weights } from '#lib/core/memory/fsrs.ts'
import type { Memory, NewMemory } from '#lib/core/memory/memory.ts'
import { facetEventProblem } from '#lib/core/memory/event.ts'
import { modelOf } from '#lib/core/memory/fsrs.ts'
import { outcomeOf, stepEndsAtMs } from '#lib/core/memory/schedule.ts'
import { fail, ok } from '#lib/core/problem.ts'

export interface FacetConfig {
  readonly facet: FacetId
  readonly weights: Weights
}

/** Null until the first event: a facet without events has no memory. */
export interface FacetState extends FacetConfig {
  readonly memory: Memory | null
}

/** Ignores `now` and the seed: a review's time and its spread are in the event. Problem: `bad-event`. */
export const memoryMachine: Machine<FacetConfig, FacetState, FacetEvent, never> = {
  name: 'memory',
  start: ({ facet, weights }) => ({ facet, weights, memory: null }),
  step(state, event) {
    const problem = facetEventProblem(event)
    if (problem) return fail(problem)
    const memory = applyFacetEvent(state.facet, state.memory, event, modelOf(state.weights))
    return ok({ state: { ...state, memory }, effects: [] })
  },
}

/**
 * The memory after an event that `facetEventProblem` let pass. The facet is the reader's, which may be the
 * successor of the one that the event names.
 */
export function applyFacetEvent(facet: FacetId, memory: Memory | null, event: FacetEvent, model: Model): Memory {
  const head = { atMs: event.atMs, id: event.id }
  const marked = memory ?? unseen(facet, head)
  switch (event.kind) {
    case 'review':
      return applyReview(facet, memory, event, model)
    case 'suspend':
      return { ...marked, suspended: true, head }
    case 'unsuspend':
      return { ...marked, suspended: false, head }
    case 'bury':
      return { ...marked, buriedDay: event.payload.studyDay, head }
    case 'star':
      return { ...marked, starred: true, head }
    case 'unstar':
      return { ...marked, starred: false, head }
  }
}

const unseen = (facet: FacetId, head: NewMemory['head']): NewMemory => ({
  facet,
  state: 'new',
  reps: 0,
  lapses: 0,
  suspended: false,
  starred: false,
  buriedDay: null,
  head,
})

function applyReview(facet: FacetId, memory: Memory | null, event: ReviewEvent, model: Model): Memory {
  const { grade, studyDay, dayEndsAtMs } = event.payload
  const before = memory === null || memory.state === 'new' ? null : memory
  const { stability, difficulty, delay } = outcomeOf(memory, grade, event.payload, model)
  const lapsed = grade === 1 && before?.state === 'review'
  const counts = event.payload.source === 'review'
  const countsAsReview = counts && before !== null && before.dueDay !== null
  const sameDay = counts && before?.countedDay === studyDay
  const graded = {
    facet,
    suspended: memory?.suspended ?? false,
    starred: memory?.starred ?? false,
    buriedDay: memory?.buriedDay ?? null,
    head: { atMs: event.atMs, id: event.id },
    stability,
    difficulty,
    reps: (before?.reps ?? 0) + 1,
    lapses: (before?.lapses ?? 0) + (lapsed ? 1 : 0),
    lastAtMs: event.atMs,
    lastDay: studyDay,
    firstDay: before?.firstDay ?? studyDay,
    countedDay: counts ? studyDay : (before?.countedDay ?? null),
    countedNew: counts ? (sameDay ? before.countedNew : 0) + (before ? 0 : 1) : (before?.countedNew ?? 0),
    countedReviews: counts
      ? (sameDay ? before.countedReviews : 0) + (countsAsReview ? 1 : 0)
      : (before?.countedReviews ?? 0),
  }
  if (delay.kind === 'days') {
    return { ...graded, state: 'review', step: 0, dueAtMs: null, dueDay: studyDay + delay.days }
  }
  const { state, step, minutes } = delay
  const dueAtMs = stepEndsAtMs(event.atMs, minutes, dayEndsAtMs)
  return dueAtMs === null
    ? { ...graded, state, step, dueAtMs: null, dueDay: studyDay + 1 }
    : { ...graded, state, step, dueAtMs, dueDay: null }
}
