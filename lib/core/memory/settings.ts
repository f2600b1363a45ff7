// What a person may set about their learning, the defaults, and what is allowed. Which device or browser told the
// zone, and how a form looks, is not known here.
import type { Lang, Level, TopicId } from '#lib/core/notes/card.ts'
import type { Problem } from '#lib/core/problem.ts'
import { langs } from '#lib/core/notes/card.ts'
import { dayClock } from '#lib/core/memory/study-day.ts'

export interface Settings {
  /** Absent: the browser's. */
  readonly lang?: Lang
  /** IANA name. */
  readonly timeZone: string
  /** The hour, 0 to 23, at which the study day begins. */
  readonly rolloverHour: number
  readonly newPerDay: number
  readonly reviewsPerDay: number
  /** The chance of recall at which a card should come back. */
  readonly retention: number
  readonly maximumIntervalDays: number
  /** New cards come from these alone. Null: all topics, whatever is added later. */
  readonly learn: { readonly topics: readonly TopicId[] | null; readonly levels: readonly Level[] }
}

export const defaultSettings: Settings = {
  timeZone: 'UTC',
  rolloverHour: 4,
  newPerDay: 10,
  reviewsPerDay: 200,
  retention: 0.9,
  maximumIntervalDays: 365,
  learn: { topics: null, levels: [1, 2, 3] },
}

interface Range {
  readonly least: number
  readonly most: number
  readonly whole: boolean
}

/** Below 0.7 most answers are wrong; above 0.97 the reviews a day grow without bound. */
export const settingRanges = {
  newPerDay: { least: 0, most: 9999, whole: true },
  reviewsPerDay: { least: 0, most: 9999, whole: true },
  retention: { least: 0.7, most: 0.97, whole: false },
  maximumIntervalDays: { least: 1, most: 36500, whole: true },
} as const satisfies Partial<Record<keyof Settings, Range>>

const most = { topics: 1000 }

/** Every fault of a change to the settings: `bad-settings`, `unknown-time-zone`, `bad-rollover-hour`. */
export function settingsProblems(change: Partial<Settings>): readonly Problem[] {
  const problems: Problem[] = []
  const bad = (field: string, unexpected: unknown, expected: string): void => {
    problems.push({ code: 'bad-settings', params: { field, unexpected: String(unexpected), expected } })
  }
  for (const field of Object.keys(settingRanges) as (keyof typeof settingRanges)[]) {
    const value = change[field]
    const range: Range = settingRanges[field]
    if (value === undefined) continue
    if (!(value >= range.least && value <= range.most) || (range.whole && !Number.isInteger(value))) {
      bad(field, value, `${range.least}…${range.most}`)
    }
  }
  const clock = dayClock(change.timeZone ?? 'UTC', change.rolloverHour ?? 0)
  if (!clock.ok) problems.push(clock.problem)
  if (change.lang !== undefined && !langs.includes(change.lang)) bad('lang', change.lang, langs.join(', '))
  if (change.learn) {
    const { topics, levels } = change.learn
    if (topics && topics.length > most.topics) bad('learn.topics', topics.length, `≤ ${most.topics}`)
    const odd = levels.find((level) => ![1, 2, 3].includes(level))
    if (odd !== undefined) bad('learn.levels', odd, '1, 2, 3')
  }
  return problems
}
