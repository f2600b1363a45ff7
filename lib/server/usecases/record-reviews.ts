// `POST /reviews`: each item is judged alone, in request order. What the fold needs is written into the event here.
import type { ReviewEvent } from '#lib/core/memory/event.ts'
import { reviewTerms, spreadOf } from '#lib/core/memory/intervals.ts'
import { modelName } from '#lib/core/memory/fsrs.ts'
import { dayClock } from '#lib/core/memory/study-day.ts'
import type { FacetId } from '#lib/core/notes/card.ts'
import { canonicalJson } from '#lib/core/engine/digest.ts'
import { reviewItem, type ReviewItem } from '#lib/server/http/schemas.ts'
import { clockOf, settingsOf, weightsIdOf } from '#lib/server/usecases/person-settings.ts'
import { recordEvents, type Batch, type ItemResult, type RecordDeps, type Understood } from '#lib/server/usecases/record-events.ts'
import { malformed, studyDayNow } from '#lib/server/usecases/understand-item.ts'

/** `userId` null: the batch is another person's than the one signed in, and all of it is refused. */
export async function recordReviews(
  deps: RecordDeps,
  userId: string | null,
  { sentAtMs, deviceId, items }: Batch,
): Promise<{ studyDay: number; results: readonly ItemResult[] }> {
  const understood = items.map((item) => understandReview(item, deviceId))
  if (userId === null) return refuseAll(understood)
  const { nowMs, settings, results } = await recordEvents(deps, userId, sentAtMs, understood)
  return { studyDay: studyDayNow(items, nowMs, settings), results }
}

/** Nothing is stored: these answers are another person's. */
export function refuseAll(items: readonly Understood[]): { studyDay: number; results: readonly ItemResult[] } {
  const results = items.map(({ id }) => ({ id, status: 'refused', memory: null, warnings: [], problem: { code: 'wrong-person' } }) as const)
  return { studyDay: clockOf('UTC', 4).studyDay(Date.now()), results }
}

function understandReview(item: unknown, deviceId: string | null): Understood {
  const parsed = reviewItem.safeParse(item)
  if (!parsed.success) return malformed(item, parsed.error)
  const review = parsed.data
  const said = canonicalJson(whatWasSaid(review))
  return {
    id: review.id,
    draft: {
      id: review.id,
      facet: review.facet as FacetId,
      warnings: [],
      isSame: (stored) =>
        stored.kind === 'review' && stored.facet === review.facet && canonicalJson((stored.payload as { said?: unknown }).said) === said,
      make(reading, nowMs, correctionMs, reps) {
        const settings = settingsOf(reading.settings)
        const rolloverHour = review.rolloverHour ?? settings.rolloverHour
        const clock = dayClock(review.timeZone, rolloverHour)
        if (!clock.ok) return clock.problem
        const atMs = Math.min(review.answeredAt + correctionMs, nowMs)
        const facet = review.facet as FacetId
        const event: ReviewEvent & { payload: { said: unknown } } = {
          id: review.id,
          kind: 'review',
          facet,
          atMs,
          receivedAtMs: nowMs,
          deviceId,
          groupId: review.group ?? null,
          payload: {
            grade: review.grade,
            elapsedMs: review.elapsedMs,
            source: review.source ?? 'review',
            timeZone: review.timeZone,
            rolloverHour,
            ...reviewTerms(facet, null, atMs, settings, clock.value),
            // Several grades of one facet in one batch: each has a place of its own in the fuzz range.
            spread: spreadOf(facet, reps),
            model: modelName,
            weightsId: weightsIdOf(reading.settings),
            ...(review.version === undefined ? {} : { version: review.version }),
            ...(review.answer === undefined ? {} : { answer: review.answer }),
            ...(review.seed === undefined ? {} : { seed: review.seed }),
            said: whatWasSaid(review),
          },
        }
        return event
      },
    },
  }
}

/** What the client sent, less the id: the same id with anything else here is another review. */
function whatWasSaid({ id: _, ...said }: ReviewItem): Omit<ReviewItem, 'id'> {
  return said
}
