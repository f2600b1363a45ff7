// The today page: what is due, how long it will take, when the next cards come, and the last 30 days.
import type { Lang } from '#lib/core/notes/card.ts'
import type { Server } from '#lib/server/server.ts'
import { listQueue } from '#lib/server/usecases/list-queue.ts'
import { clockOf, settingsOf } from '#lib/server/usecases/person-settings.ts'

export interface TodayView {
  /** False: nothing was ever reviewed here, so this is a first visit. */
  readonly begun: boolean
  readonly email: string | null
  readonly counts: { readonly learning: number; readonly due: number; readonly dueTotal: number; readonly new: number }
  readonly minutes: number
  /** At the daily limit. */
  readonly backlogDays: number
  /** Minutes until a learning card comes back today; null: none will. */
  readonly nextInMinutes: number | null
  /** Days until the next review; null: none is planned. */
  readonly nextInDays: number | null
  readonly days: readonly { readonly day: number; readonly reviews: number }[]
}

/** People take 6 to 7 s for a prompt; a card answered by doing takes longer. */
const secondsACard = 9
const chartDays = 30

export async function readToday(server: Pick<Server, 'store' | 'timeShiftMs'>, userId: string | null, lang: Lang): Promise<TodayView> {
  const { store, timeShiftMs } = server
  const queue = await listQueue(server, userId, { limit: 1, lang, topic: undefined, timeZone: undefined })
  if (!queue.ok) throw new Error(queue.problem.code)
  const { counts, studyDay, nextLearningAtMs } = queue.value
  const none = { begun: false, email: null, counts, minutes: minutesFor(counts), backlogDays: 0, nextInMinutes: null, nextInDays: null, days: [] }
  if (userId === null) return none
  const [person, counted, forecast, reading] = await Promise.all([
    store.people.findPerson(userId),
    store.log.countByDay(userId, studyDay - chartDays + 1),
    store.queue.forecast(userId, studyDay + 1, 365),
    store.log.read(userId, [], []),
  ])
  const nowMs = reading.nowMs + timeShiftMs()
  const settings = settingsOf(person?.settings)
  const byDay = new Map(counted.map(({ day, reviews }) => [day, reviews]))
  return {
    begun: counted.length > 0 || counts.dueTotal > 0 || forecast.length > 0 || counts.learning > 0,
    email: person?.email ?? null,
    counts,
    minutes: minutesFor(counts),
    backlogDays: settings.reviewsPerDay > 0 ? Math.ceil(counts.dueTotal / settings.reviewsPerDay) : 0,
    nextInMinutes: nextLearningAtMs === null ? null : Math.max(0, Math.round((nextLearningAtMs - nowMs) / 60_000)),
    nextInDays: forecast[0] === undefined ? null : forecast[0].day - clockOf(settings.timeZone, settings.rolloverHour).studyDay(nowMs),
    days: Array.from({ length: chartDays }, (_, i) => {
      const day = studyDay - chartDays + 1 + i
      return { day, reviews: byDay.get(day) ?? 0 }
    }),
  }
}

function minutesFor({ learning, due, new: fresh }: TodayView['counts']): number {
  return Math.round(((learning + due + fresh) * secondsACard) / 60)
}
