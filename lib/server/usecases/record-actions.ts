// `POST /actions`: suspend, bury until tomorrow, star; recorded like reviews, undone like reviews.
import { canonicalJson } from '#lib/core/engine/digest.ts'
import type { FacetEvent } from '#lib/core/memory/event.ts'
import { dayClock } from '#lib/core/memory/study-day.ts'
import type { FacetId } from '#lib/core/notes/card.ts'
import { actionItem } from '#lib/server/http/schemas.ts'
import { settingsOf } from '#lib/server/usecases/person-settings.ts'
import { recordEvents, type Batch, type ItemResult, type RecordDeps, type Understood } from '#lib/server/usecases/record-events.ts'
import { refuseAll } from '#lib/server/usecases/record-reviews.ts'
import { malformed, studyDayNow } from '#lib/server/usecases/understand-item.ts'

/** `userId` null: the batch is another person's than the one signed in, and all of it is refused. */
export async function recordActions(
  deps: RecordDeps,
  userId: string | null,
  { sentAtMs, deviceId, items }: Batch,
): Promise<{ studyDay: number; results: readonly ItemResult[] }> {
  const understood = items.map((item) => understandAction(item, deviceId))
  if (userId === null) return refuseAll(understood)
  const { nowMs, settings, results } = await recordEvents(deps, userId, sentAtMs, understood)
  return { studyDay: studyDayNow(items, nowMs, settings), results }
}

function understandAction(item: unknown, deviceId: string | null): Understood {
  const parsed = actionItem.safeParse(item)
  if (!parsed.success) return malformed(item, parsed.error)
  const { id, ...said } = parsed.data
  const facet = said.facet as FacetId
  return {
    id,
    draft: {
      id,
      facet,
      warnings: [],
      isSame: (stored) =>
        stored.kind === said.kind && canonicalJson((stored.payload as { said?: unknown }).said) === canonicalJson(said),
      make(reading, nowMs, correctionMs) {
        const clock = dayClock(said.timeZone, said.rolloverHour ?? settingsOf(reading.settings).rolloverHour)
        if (!clock.ok) return clock.problem
        const atMs = Math.min(said.at + correctionMs, nowMs)
        const columns = { id, facet, atMs, receivedAtMs: nowMs, deviceId, groupId: null }
        const payload = said.kind === 'bury' ? { studyDay: clock.value.studyDay(atMs), said } : { said }
        // The union of kinds and payloads is built in one place, which TypeScript cannot follow.
        return { ...columns, kind: said.kind, payload } as unknown as FacetEvent
      },
    },
  }
}
