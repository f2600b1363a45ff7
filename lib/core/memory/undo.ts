// What an undo or a redo without targets means, fixed once in the event that is stored: the newest action that its
// person sees, one event or one group. Whether an event is void is decided in `voided.ts` alone.
import type { Millis } from '#lib/core/engine/machine.ts'
import type { FacetId } from '#lib/core/notes/card.ts'
import type { EventId, FacetEvent, LogEvent, UndoEvent } from '#lib/core/memory/event.ts'
import type { Grade } from '#lib/core/memory/memory.ts'
import { isFacetEvent } from '#lib/core/memory/event.ts'
import { compareReceived, newestVerdicts } from '#lib/core/memory/voided.ts'

/** Actions that arrived in one request were received at one instant: then the one done last is the newest. */
const compareSeen = (a: FacetEvent, b: FacetEvent): number =>
  a.receivedAtMs - b.receivedAtMs || a.atMs - b.atMs || (a.id === b.id ? 0 : a.id < b.id ? -1 : 1)

/**
 * The ids that an undo without targets names: of the actions not undone, the newest by receivedAt, and with it all
 * of its group; in the order done. Empty: nothing to undo.
 *
 * @param events a person's log, or as much of its end as reaches back to an action not undone, whole groups, and all
 *   undos and redos received since
 */
export function pickUndoTargets(events: readonly LogEvent[]): readonly EventId[] {
  const verdicts = newestVerdicts(events)
  const standing = events.filter(isFacetEvent).filter(({ id }) => verdicts.get(id)?.kind !== 'undo')
  let newest: FacetEvent | undefined
  for (const event of standing) if (!newest || compareSeen(newest, event) < 0) newest = event
  if (!newest) return []
  const { groupId, id } = newest
  if (groupId === null) return [id]
  const group = standing.filter((event) => event.groupId === groupId).sort(compareSeen)
  return [...new Set(group.map((event) => event.id))]
}

/**
 * The ids that a redo without targets names: those that the newest undo still in force made void. Empty: nothing to
 * redo, because nothing is undone or because the person has reviewed since.
 */
export function pickRedoTargets(events: readonly LogEvent[]): readonly EventId[] {
  const inForce = new Set([...newestVerdicts(events).values()].filter((verdict) => verdict.kind === 'undo'))
  let newest: UndoEvent | undefined
  for (const undo of inForce) if (!newest || compareReceived(newest, undo) < 0) newest = undo
  if (!newest) return []
  const undo = newest
  const reviewedSince = events.some((event) => event.kind === 'review' && compareReceived(event, undo) > 0)
  if (reviewedSince) return []
  const verdicts = newestVerdicts(events)
  return undo.payload.targets.filter((target) => verdicts.get(target) === undo)
}

/** What would be undone or redone, for the sentence that says so first: "Good on ‹question›, 2 min ago, other device". */
export interface ActionSummary {
  readonly kind: FacetEvent['kind']
  /** Of a review. */
  readonly grade: Grade | null
  /** The newest of the targets; the others are counted. */
  readonly facet: FacetId
  readonly atMs: Millis
  readonly deviceId: string | null
  readonly groupId: string | null
  /** How many events these are: above 1 for a group. */
  readonly count: number
}

/** Null where the log holds none of the targets. */
export function summarizeTargets(events: readonly LogEvent[], targets: readonly EventId[]): ActionSummary | null {
  const named = new Map<EventId, FacetEvent>()
  for (const event of events) if (isFacetEvent(event) && targets.includes(event.id)) named.set(event.id, event)
  const newest = [...named.values()].sort(compareSeen).at(-1)
  if (!newest) return null
  const { kind, facet, atMs, deviceId, groupId } = newest
  const grade = newest.kind === 'review' ? newest.payload.grade : null
  return { kind, grade, facet, atMs, deviceId, groupId, count: named.size }
}
