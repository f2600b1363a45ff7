// Which events count for nothing: an event is void if the newest undo or redo that names it, by (received, id), is
// an undo. An undo may arrive before its target; repeating one changes nothing; nothing is ever deleted.
import type { EventId, LogEvent, VoidingEvent } from '#lib/core/memory/event.ts'
import { isVoidingEvent } from '#lib/core/memory/event.ts'

/** Negative where `a` was received before `b`; by id where both came at once. */
export const compareReceived = (
  a: { readonly receivedAtMs: number; readonly id: string },
  b: { readonly receivedAtMs: number; readonly id: string },
): number => a.receivedAtMs - b.receivedAtMs || (a.id === b.id ? 0 : a.id < b.id ? -1 : 1)

/** For every event that an undo or redo names: the newest that names it. */
export function newestVerdicts(events: readonly LogEvent[]): ReadonlyMap<EventId, VoidingEvent> {
  const verdicts = new Map<EventId, VoidingEvent>()
  for (const event of events) {
    if (!isVoidingEvent(event)) continue
    for (const target of event.payload.targets) {
      const known = verdicts.get(target)
      if (!known || compareReceived(known, event) < 0) verdicts.set(target, event)
    }
  }
  return verdicts
}

/** The ids that count for nothing, whether or not the log holds them yet. */
export function voidedIds(events: readonly LogEvent[]): ReadonlySet<EventId> {
  const voided = new Set<EventId>()
  for (const [target, verdict] of newestVerdicts(events)) if (verdict.kind === 'undo') voided.add(target)
  return voided
}
