import { describe, expect, it } from 'vitest'
import type { Settings } from '#lib/core/memory/settings.ts'
import { defaultSettings, settingsProblems } from '#lib/core/memory/settings.ts'

describe('settings', () => {
  it('begin as the contract says', () => {
    expect(defaultSettings).toMatchObject({ newPerDay: 10, reviewsPerDay: 200, retention: 0.9, maximumIntervalDays: 365, rolloverHour: 4 })
    expect(settingsProblems(defaultSettings)).toEqual([])
    expect(settingsProblems({})).toEqual([])
  })

  it.each<[Partial<Settings>, string, string | undefined]>([
    [{ newPerDay: -1 }, 'bad-settings', 'newPerDay'], [{ newPerDay: 1.5 }, 'bad-settings', 'newPerDay'],
    [{ reviewsPerDay: NaN }, 'bad-settings', 'reviewsPerDay'], [{ retention: 1 }, 'bad-settings', 'retention'],
    [{ maximumIntervalDays: 0 }, 'bad-settings', 'maximumIntervalDays'], [{ timeZone: 'Mars' }, 'unknown-time-zone', undefined],
    [{ rolloverHour: 24 }, 'bad-rollover-hour', undefined], [{ lang: 'fr' as 'en' }, 'bad-settings', 'lang'],
    [{ learn: { topics: null, levels: [4 as 1] } }, 'bad-settings', 'learn.levels'],
  ])('refuse %j', (change, code, field) => {
    const problems = settingsProblems(change)
    expect(problems.map((problem) => [problem.code, problem.params?.['field']])).toEqual([[code, field]])
  })

  it('give every fault, not the first', () => {
    expect(settingsProblems({ newPerDay: -1, retention: 2, timeZone: 'Mars' })).toHaveLength(3)
  })
})
