// The study day: the calendar date of the wall clock in a person's zone, minus one day if its hour is before the
// rollover. Never hours subtracted from an instant: that is wrong on the two days a year when the clocks change.
// Days are whole numbers since 1970-01-01. Nothing here knows the zone of the device.
import type { Millis } from '#lib/core/engine/machine.ts'
import type { Result } from '#lib/core/problem.ts'
import { fail, ok } from '#lib/core/problem.ts'

/** Whole days since 1970-01-01. */
export type StudyDay = number

/** One person's zone and rollover hour, made once and asked often. */
export interface DayClock {
  readonly timeZone: string
  readonly rolloverHour: number
  studyDay(atMs: Millis): StudyDay
  /** The instant at which study day `day + 1` begins. Where the clock passes it twice, the last time. */
  dayEndsAtMs(day: StudyDay): Millis
}

const secondMs = 1000
const hourMs = 3_600_000
const dayMs = 86_400_000

// Years of four digits, so that the formatted text has fixed columns. Instants beyond count as these.
const firstInstantMs = Date.UTC(1001, 0, 1)
const lastInstantMs = Date.UTC(9998, 11, 31)
// Local time has never been farther from UTC than 15 h 56 min (Manila before 1844).
const farthestOffsetMs = 16 * hourMs

// A request may name zones in any letter case: bounded, so that names cannot fill the memory.
const formattersKept = 1024
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(timeZone: string): Intl.DateTimeFormat | null {
  const known = formatters.get(timeZone)
  if (known) return known
  // Newer engines take offsets such as +08:00 for zones; an offset has no daylight rules and is not what we store.
  if (!/^[A-Za-z]/.test(timeZone)) return null
  try {
    const made = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    if (formatters.size >= formattersKept) formatters.clear()
    formatters.set(timeZone, made)
    return made
  } catch {
    return null
  }
}

/** What the wall clock shows, told as if it were UTC; whole seconds. `format` is several times cheaper than parts. */
function wallMs(formatter: Intl.DateTimeFormat, atMs: Millis): Millis {
  // Written so that NaN, too, becomes the first instant.
  const inside = atMs >= firstInstantMs ? Math.min(atMs, lastInstantMs) : firstInstantMs
  const text = formatter.format(inside) // 08/06/2018, 04:00:00
  return Date.UTC(
    Number(text.slice(6, 10)),
    Number(text.slice(0, 2)) - 1,
    Number(text.slice(3, 5)),
    Number(text.slice(12, 14)),
    Number(text.slice(15, 17)),
    Number(text.slice(18, 20)),
  )
}

/** Problems: `unknown-time-zone` (not an IANA name), `bad-rollover-hour` (not a whole number from 0 to 23). */
export function dayClock(timeZone: string, rolloverHour: number): Result<DayClock> {
  if (!Number.isInteger(rolloverHour) || rolloverHour < 0 || rolloverHour > 23) {
    return fail({ code: 'bad-rollover-hour', params: { hour: rolloverHour } })
  }
  const formatter = formatterOf(timeZone)
  if (!formatter) return fail({ code: 'unknown-time-zone', params: { zone: timeZone.slice(0, 64) } })

  const studyDay = (atMs: Millis): StudyDay => {
    const wall = wallMs(formatter, atMs)
    const day = Math.floor(wall / dayMs)
    // Whole hours: `hour < rollover` of the definition, not a subtraction from the instant.
    return Math.floor((wall - day * dayMs) / hourMs) < rolloverHour ? day - 1 : day
  }
  let remembered: { day: StudyDay; endsAtMs: Millis } | null = null
  const dayEndsAtMs = (day: StudyDay): Millis => {
    if (remembered?.day !== day) remembered = { day, endsAtMs: findDayEnd(formatter, studyDay, day, rolloverHour) }
    return remembered.endsAtMs
  }
  return ok({ timeZone, rolloverHour, studyDay, dayEndsAtMs })
}

function findDayEnd(
  formatter: Intl.DateTimeFormat,
  studyDay: (atMs: Millis) => StudyDay,
  day: StudyDay,
  rolloverHour: number,
): Millis {
  const wall = (day + 1) * dayMs + rolloverHour * hourMs
  const begins = (atMs: Millis): boolean => studyDay(atMs) > day && studyDay(atMs - 1) <= day
  // The wall clock shows the rollover under the offset before or after a change; the later one wins, because from
  // then on the clock never shows this day again (St John's turned back at 00:01 until 2011).
  const before = wall - offsetMs(formatter, wall - dayMs)
  const after = wall - offsetMs(formatter, wall + dayMs)
  const late = Math.max(before, after)
  if (begins(late)) return late
  const early = Math.min(before, after)
  if (begins(early)) return early
  // The clock jumped over the rollover hour (or, in Samoa in 2011, a whole day): the day begins at the jump.
  let low = wall - farthestOffsetMs
  let high = wall + farthestOffsetMs
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (studyDay(middle) > day) high = middle
    else low = middle
  }
  return high
}

const offsetMs = (formatter: Intl.DateTimeFormat, atMs: Millis): number => {
  const whole = Math.floor(atMs / secondMs) * secondMs
  return wallMs(formatter, whole) - whole
}

const farthestDay = 100_000_000

/** `2019-12-26`; days beyond what a date can hold count as the farthest that it can. */
export function formatStudyDay(day: StudyDay): string {
  const inside = day >= -farthestDay ? Math.min(Math.floor(day), farthestDay) : -farthestDay
  return new Date(inside * dayMs).toISOString().slice(0, -14)
}

/** The inverse of `formatStudyDay` for years of four digits; null if the text is not a date of the calendar. */
export function parseStudyDay(text: string): StudyDay | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const atMs = Date.parse(`${text}T00:00:00Z`)
  if (!Number.isFinite(atMs)) return null
  const day = Math.round(atMs / dayMs)
  return formatStudyDay(day) === text ? day : null
}
