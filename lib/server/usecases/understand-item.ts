// Items of a batch that were not of the documented form, and the study day that a batch is answered with.
import type { z } from '@hono/zod-openapi'
import { dayClock } from '#lib/core/memory/study-day.ts'
import { explainIssue } from '#lib/server/http/explain-issue.ts'
import { clockOf, settingsOf } from '#lib/server/usecases/person-settings.ts'
import type { Understood } from '#lib/server/usecases/record-events.ts'

/** A refusal that names the first wrong field. */
export function malformed(item: unknown, error: z.ZodError): Understood {
  const id = (item as { id?: unknown } | null)?.id
  return { id: typeof id === 'string' ? id.slice(0, 64) : '', problem: explainIssue(error, 'the item') }
}

/** Today, in the zone of the batch's last item that names one, else in the person's. */
export function studyDayNow(items: readonly unknown[], nowMs: number, stored: unknown): number {
  const settings = settingsOf(stored)
  const last = items.at(-1) as { timeZone?: unknown; rolloverHour?: unknown } | null | undefined
  const zone = typeof last?.timeZone === 'string' ? last.timeZone : settings.timeZone
  const rollover = typeof last?.rolloverHour === 'number' ? last.rolloverHour : settings.rolloverHour
  const clock = dayClock(zone, rollover)
  return (clock.ok ? clock.value : clockOf(settings.timeZone, settings.rolloverHour)).studyDay(nowMs)
}
