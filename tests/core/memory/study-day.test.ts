import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DayClock } from '#lib/core/memory/study-day.ts'
import { dayClock, formatStudyDay, parseStudyDay } from '#lib/core/memory/study-day.ts'

const clockOf = (zone: string, rollover: number): DayClock => {
  const clock = dayClock(zone, rollover)
  if (!clock.ok) throw new Error(clock.problem.code)
  return clock.value
}
const dateOf = (zone: string, rollover: number, iso: string): string =>
  formatStudyDay(clockOf(zone, rollover).studyDay(Date.parse(iso)))

describe('the study day', () => {
  it.each([
    // zone, rollover, instant, study day
    ['UTC', 0, '2024-02-29T23:59:59.999Z', '2024-02-29'],
    ['UTC', 4, '2024-03-01T03:59:59.999Z', '2024-02-29'],
    ['UTC', 4, '2024-03-01T04:00:00Z', '2024-03-01'],
    ['UTC', 23, '2024-03-01T22:59:59Z', '2024-02-29'],
    ['Asia/Shanghai', 4, '2024-12-31T19:59:59Z', '2024-12-31'],
    ['Asia/Shanghai', 4, '2024-12-31T20:00:00Z', '2025-01-01'],
    ['Asia/Kolkata', 4, '2024-12-31T22:29:59Z', '2024-12-31'],
    ['Asia/Kolkata', 4, '2024-12-31T22:30:00Z', '2025-01-01'],
    ['Asia/Kathmandu', 0, '2024-06-30T18:15:00Z', '2024-07-01'],
    ['Pacific/Kiritimati', 4, '2025-01-01T13:59:59Z', '2025-01-01'],
    ['Pacific/Kiritimati', 4, '2025-01-01T14:00:00Z', '2025-01-02'],
    ['Pacific/Pago_Pago', 4, '2025-01-01T14:59:59Z', '2024-12-31'],
    ['Pacific/Pago_Pago', 4, '2025-01-01T15:00:00Z', '2025-01-01'],
    ['Australia/Lord_Howe', 2, '2025-04-05T15:30:00Z', '2025-04-06'],
    // New York, spring: 02:00 EST becomes 03:00 EDT at 07:00Z. Four hours subtracted from 04:30 EDT would still say
    // the 9th; four hours subtracted from 03:30 EDT is 22:30 EST of the 8th, one from the right day.
    ['America/New_York', 4, '2025-03-09T07:30:00Z', '2025-03-08'],
    ['America/New_York', 4, '2025-03-09T07:59:59Z', '2025-03-08'],
    ['America/New_York', 4, '2025-03-09T08:00:00Z', '2025-03-09'],
    ['America/New_York', 2, '2025-03-09T06:59:59Z', '2025-03-08'],
    ['America/New_York', 2, '2025-03-09T07:00:00Z', '2025-03-09'],
    // New York, autumn: 02:00 EDT becomes 01:00 EST at 06:00Z.
    ['America/New_York', 4, '2025-11-02T08:59:59Z', '2025-11-01'],
    ['America/New_York', 4, '2025-11-02T09:00:00Z', '2025-11-02'],
    ['America/New_York', 1, '2025-11-02T04:59:59Z', '2025-11-01'],
    ['America/New_York', 1, '2025-11-02T05:00:00Z', '2025-11-02'],
    ['America/New_York', 1, '2025-11-02T06:00:00Z', '2025-11-02'],
    ['America/New_York', 2, '2025-11-02T06:59:59Z', '2025-11-01'],
    ['America/New_York', 2, '2025-11-02T07:00:00Z', '2025-11-02'],
    ['Europe/Berlin', 3, '2025-03-30T00:59:59Z', '2025-03-29'],
    ['Europe/Berlin', 3, '2025-03-30T01:00:00Z', '2025-03-30'],
    ['Europe/Berlin', 4, '2025-10-26T02:59:59Z', '2025-10-25'],
    ['Europe/Berlin', 4, '2025-10-26T03:00:00Z', '2025-10-26'],
    // Midnight itself is skipped in Beirut, repeated in Havana.
    ['Asia/Beirut', 0, '2025-03-29T21:59:59Z', '2025-03-29'],
    ['Asia/Beirut', 0, '2025-03-29T22:00:00Z', '2025-03-30'],
    ['America/Havana', 0, '2025-11-02T03:59:59Z', '2025-11-01'],
    ['America/Havana', 0, '2025-11-02T04:30:00Z', '2025-11-02'],
    ['America/Havana', 0, '2025-11-02T05:30:00Z', '2025-11-02'],
    // Samoa had no 30 December 2011.
    ['Pacific/Apia', 4, '2011-12-30T09:59:59Z', '2011-12-29'],
    ['Pacific/Apia', 4, '2011-12-30T14:00:00Z', '2011-12-31'],
    ['Pacific/Apia', 4, '2011-12-30T10:00:00Z', '2011-12-30'],
  ])('%s, rollover %i, %s → %s', (zone, rollover, iso, date) => {
    expect(dateOf(zone, rollover, iso)).toBe(date)
  })

  // Anki numbers days from the calendar date of the collection's creation: that date has no rollover.
  it.each([
    ['2018-08-06T00:00:00-06:00', '2019-12-26T20:00:00-07:00', 507],
    ['2018-08-06T03:00:00-06:00', '2018-08-09T03:59:59-06:00', 2],
    ['2018-08-06T03:00:00-06:00', '2018-08-09T04:00:00-06:00', 3],
  ])('V14: created %s, now %s → %i', (created, now, days) => {
    const creation = clockOf('America/Denver', 0).studyDay(Date.parse(created))
    expect(clockOf('America/Denver', 4).studyDay(Date.parse(now)) - creation).toBe(days)
  })

  it('gives a day for any number', () => {
    const clock = clockOf('Asia/Shanghai', 4)
    for (const odd of [NaN, Infinity, -Infinity, 1e300, -1e300, 8.64e15 + 1]) {
      expect(Number.isInteger(clock.studyDay(odd))).toBe(true)
    }
  })
})

describe('the end of a study day', () => {
  const end = (zone: string, rollover: number, date: string): string =>
    new Date(clockOf(zone, rollover).dayEndsAtMs(parseStudyDay(date)!)).toISOString()

  it.each([
    ['UTC', 0, '2024-12-31', '2025-01-01T00:00:00.000Z'],
    ['Asia/Shanghai', 4, '2024-12-31', '2024-12-31T20:00:00.000Z'],
    ['America/New_York', 2, '2025-03-08', '2025-03-09T07:00:00.000Z'],
    ['America/New_York', 4, '2025-03-08', '2025-03-09T08:00:00.000Z'],
    ['America/New_York', 1, '2025-11-01', '2025-11-02T05:00:00.000Z'],
    ['America/New_York', 2, '2025-11-01', '2025-11-02T07:00:00.000Z'],
    ['Asia/Beirut', 0, '2025-03-29', '2025-03-29T22:00:00.000Z'],
    ['America/Havana', 0, '2025-11-01', '2025-11-02T04:00:00.000Z'],
    ['Australia/Lord_Howe', 2, '2025-04-05', '2025-04-05T15:30:00.000Z'],
    ['Pacific/Apia', 4, '2011-12-29', '2011-12-30T10:00:00.000Z'],
    // At 00:01 the clock went back to 23:01: midnight was shown twice, and the second one counts.
    ['America/St_Johns', 0, '2010-11-06', '2010-11-07T03:30:00.000Z'],
  ])('%s, rollover %i, %s ends at %s', (zone, rollover, date, iso) => {
    expect(end(zone, rollover, date)).toBe(iso)
  })

  const zones = [
    'UTC', 'Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu',
    'America/Sao_Paulo', 'Africa/Casablanca', 'Pacific/Apia', 'America/St_Johns', 'Antarctica/Troll',
    'Asia/Tehran', 'Pacific/Chatham', 'America/Havana', 'Africa/Cairo',
  ]

  it('lies after every instant of the day, and the next day begins with it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: Date.UTC(1985, 0), max: Date.UTC(2040, 0) }),
        (zone, rollover, atMs) => {
          const clock = clockOf(zone, rollover)
          const day = clock.studyDay(atMs)
          const endsAtMs = clock.dayEndsAtMs(day)
          expect(endsAtMs).toBeGreaterThan(atMs)
          expect(endsAtMs - atMs).toBeLessThanOrEqual(26 * 3_600_000)
          expect(clock.studyDay(endsAtMs)).toBeGreaterThan(day)
          expect(clock.studyDay(endsAtMs - 1)).toBeLessThanOrEqual(day)
        },
      ),
      { numRuns: 3000 },
    )
  })

  // The definition again, in another way: the parts of the wall clock, not a formatted line.
  it('agrees with the definition read from the clock parts, for every rollover and zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: Date.UTC(1985, 0), max: Date.UTC(2040, 0) }),
        (zone, rollover, atMs) => {
          const parts = new Intl.DateTimeFormat('en-GB', {
            timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', hourCycle: 'h23',
          }).formatToParts(atMs)
          const part = (type: string): number => Number(parts.find((p) => p.type === type)!.value)
          const date = Date.UTC(part('year'), part('month') - 1, part('day')) / 86_400_000
          expect(clockOf(zone, rollover).studyDay(atMs)).toBe(part('hour') < rollover ? date - 1 : date)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('is found although a whole year of days is asked in turn', () => {
    for (const zone of zones) {
      const clock = clockOf(zone, 3)
      const first = parseStudyDay('2011-01-01')!
      for (let day = first; day < first + 366; day++) {
        const endsAtMs = clock.dayEndsAtMs(day)
        expect(clock.studyDay(endsAtMs - 1)).toBeLessThanOrEqual(day)
        expect(clock.studyDay(endsAtMs)).toBeGreaterThan(day)
      }
    }
  })
})

describe('what is not a zone, an hour or a date', () => {
  it.each(['', 'Mars/Olympus', '+08:00', '-05', 'Asia/Shanghai ', '\u0000', 'x'.repeat(10_000)])('zone %j', (zone) => {
    expect(dayClock(zone, 4)).toMatchObject({ ok: false, problem: { code: 'unknown-time-zone' } })
  })

  it.each([-1, 24, 1.5, NaN, Infinity])('rollover %d', (hour) => {
    expect(dayClock('UTC', hour)).toMatchObject({ ok: false, problem: { code: 'bad-rollover-hour' } })
  })

  it.each(['2025-02-29', '2025-13-01', '2025-1-1', '', '20250101', '2025-01-01T00:00:00Z'])('date %j', (text) => {
    expect(parseStudyDay(text)).toBeNull()
  })

  it('formats and parses a date back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300_000, max: 2_000_000 }), (day) => {
        expect(parseStudyDay(formatStudyDay(day))).toBe(day)
      }),
    )
    expect(formatStudyDay(0)).toBe('1970-01-01')
    expect(formatStudyDay(Infinity)).toBe('+275760-09-13')
  })
})
