// The memory machine of one facet: the only place that says what an event does to a memory.
// Who is void (`voided.ts`), the order and late arrivals (`fold.ts`) are settled before an event gets here.
import type { Machine } from '#lib/core/engine/machine.ts'
import type { FacetId } from '#lib/core/notes/card.ts'
import type { FacetEvent, ReviewEvent } from '#lib/core/memory/event.ts'
import type { Model, Weights } from '#lib/core/memory/fsrs.ts'
import type { GradedMemory, LearningMemory, Memory, NewMemory, ReviewMemory } from '#lib/core/memory/memory.ts'
import type { Delay } from '#lib/core/memory/schedule.ts'
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

type Running = Pick<LearningMemory, 'state' | 'step' | 'dueAtMs' | 'dueDay'> | Pick<ReviewMemory, 'state' | 'step' | 'dueAtMs' | 'dueDay'>

function runningAfter(delay: Delay, event: ReviewEvent): Running {
  const { studyDay, dayEndsAtMs } = event.payload
  if (delay.kind === 'days') return { state: 'review', step: 0, dueAtMs: null, dueDay: studyDay + delay.days }
  const dueAtMs = stepEndsAtMs(event.atMs, delay.minutes, dayEndsAtMs)
  return dueAtMs === null
    ? { state: delay.state, step: delay.step, dueAtMs: null, dueDay: studyDay + 1 }
    : { state: delay.state, step: delay.step, dueAtMs, dueDay: null }
}

function applyReview(facet: FacetId, memory: Memory | null, event: ReviewEvent, model: Model): Memory {
  const { grade, studyDay, source } = event.payload
  const before = memory === null || memory.state === 'new' ? null : memory
  const { stability, difficulty, delay } = outcomeOf(memory, grade, event.payload, model)
  const running = runningAfter(delay, event)
  const counts = source === 'review'
  const kept = counts && before?.countedDay !== studyDay ? null : before
  return {
    facet,
    state: running.state,
    step: running.step,
    dueAtMs: running.dueAtMs,
    dueDay: running.dueDay,
    stability,
    difficulty,
    reps: (before?.reps ?? 0) + 1,
    lapses: (before?.lapses ?? 0) + (grade === 1 && before?.state === 'review' ? 1 : 0),
    lastAtMs: event.atMs,
    lastDay: studyDay,
    firstDay: before?.firstDay ?? studyDay,
    countedDay: counts ? studyDay : (before?.countedDay ?? null),
    countedNew: (kept?.countedNew ?? 0) + (counts && before === null ? 1 : 0),
    // Due on a day, not at an instant: the steps of a learning session use up nothing.
    countedReviews: (kept?.countedReviews ?? 0) + (counts && before !== null && before.dueDay !== null ? 1 : 0),
    suspended: memory?.suspended ?? false,
    starred: memory?.starred ?? false,
    buriedDay: memory?.buriedDay ?? null,
    head: { atMs: event.atMs, id: event.id },
    // One literal, not a spread: spreading these members costs ten times the formulas. The members of `running`
    // belong together, which the compiler cannot see once they stand apart.
  } as GradedMemory
}
