// A memory from its events: in the order (at, id), without void events, each id once. Two ways lead to
// it: the whole log (`foldFacet`), or one step where the event sorts after all that is folded (`stepMemory`).
import type { FacetId } from '#lib/core/notes/card.ts'
import type { EventId, FacetEvent, LogEvent, WeightsEvent } from '#lib/core/memory/event.ts'
import type { Weights } from '#lib/core/memory/fsrs.ts'
import type { LogPlace, Memory } from '#lib/core/memory/memory.ts'
import { facetEventProblem, isFacetEvent } from '#lib/core/memory/event.ts'
import { defaultWeights, modelOf, parseWeights } from '#lib/core/memory/fsrs.ts'
import { applyFacetEvent } from '#lib/core/memory/machine.ts'
import { compareLogPlace } from '#lib/core/memory/memory.ts'
import { voidedIds } from '#lib/core/memory/voided.ts'

/**
 * The memory of one facet, or null where no event counts.
 *
 * @param facet whose memory it is; the events may be those of facets that it succeeds
 * @param events the facet's events, and every undo and redo that names one of them, in any order
 * @param weights the person's newest
 *
 * An event that the machine refuses is left out: use cases store none, and none may cost a schedule.
 */
export function foldFacet(facet: FacetId, events: readonly LogEvent[], weights: Weights): Memory | null {
  const model = modelOf(weights)
  const voided = voidedIds(events)
  let memory: Memory | null = null
  for (const event of inFoldOrder(events)) {
    if (voided.has(event.id)) continue
    memory = applyFacetEvent(facet, memory, event, model)
  }
  return memory
}

const compareEvents = (a: FacetEvent, b: FacetEvent): number =>
  a.atMs !== b.atMs ? a.atMs - b.atMs : a.id === b.id ? 0 : a.id < b.id ? -1 : 1

/** The events about facets in the order (at, id), each id once, without those that the machine refuses. */
export function inFoldOrder(events: readonly LogEvent[]): readonly FacetEvent[] {
  const ordered: FacetEvent[] = []
  // Stores read in this order already; looking is cheaper than sorting.
  let isSorted = true
  for (const event of events) {
    // Before the sort: one event without a time would spoil the order of the others.
    if (!isFacetEvent(event) || facetEventProblem(event) !== null) continue
    if (isSorted && ordered.length > 0) isSorted = compareEvents(ordered[ordered.length - 1]!, event) <= 0
    ordered.push(event)
  }
  if (!isSorted) ordered.sort(compareEvents)
  const seen = new Set<EventId>()
  return ordered.filter((event) => seen.size < seen.add(event.id).size)
}

/** `refold`: the event sorts before something already folded, so the facet folds again from its events. */
export type StepResult =
  { readonly kind: 'stepped'; readonly memory: Memory | null } | { readonly kind: 'refold' }

/**
 * One event onto a stored memory; equal to the fold of the log with it.
 *
 * @param facet whose memory it is, as in `foldFacet`
 * @param memory the fold of all other events of the facet; null where none counts
 * @param voided whether an undo that arrived earlier names this event
 *
 * An undo or redo is never a step: the facets of its targets fold again.
 */
export function stepMemory(
  facet: FacetId,
  memory: Memory | null,
  event: FacetEvent,
  weights: Weights,
  voided: boolean,
): StepResult {
  if (voided || facetEventProblem(event)) return { kind: 'stepped', memory }
  if (memory) {
    const order = compareLogPlace(placeOf(event), memory.head)
    if (order === 0) return { kind: 'stepped', memory }
    if (order < 0) return { kind: 'refold' }
  }
  return { kind: 'stepped', memory: applyFacetEvent(facet, memory, event, modelOf(weights)) }
}

/** An event's place in the order of its facet. */
export const placeOf = (event: FacetEvent): LogPlace => ({ atMs: event.atMs, id: event.id })

/** The person's newest weights by (at, id) and the id that reviews bear as provenance; else the defaults. */
export function newestWeights(events: readonly LogEvent[]): { weights: Weights; weightsId: EventId | null } {
  let newest: { event: WeightsEvent; weights: Weights } | null = null
  for (const event of events) {
    if (event.kind !== 'weights') continue
    if (newest && compareLogPlace(newest.event, event) >= 0) continue
    const weights = parseWeights(event.payload.weights)
    if (weights.ok) newest = { event, weights: weights.value }
  }
  return newest
    ? { weights: newest.weights, weightsId: newest.event.id }
    : { weights: defaultWeights, weightsId: null }
}
