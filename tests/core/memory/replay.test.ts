import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Replay, ReplayOptions } from '#lib/core/memory/replay.ts'
import { describeProblem } from '#lib/core/problem.ts'
import { replayReviews } from '#lib/core/memory/replay.ts'

const replay = (csv: string, options: Partial<ReplayOptions> = {}): Replay => {
  const result = replayReviews(csv, { timeZone: 'UTC', rolloverHour: 4, ...options })
  if (!result.ok) throw new Error(result.problem.code)
  return result.value
}
const header = 'card_id,review_time,review_rating'
const at = (iso: string): number => Date.parse(iso)

describe('a review log of another program', () => {
  it('gives each card its memory, due on a date or at an instant', () => {
    const { cards, problems } = replay(
      [header, `b,${at('2025-01-15T12:00:00Z')},3`, `a,${at('2025-01-15T12:00:00Z')},4`, `c,${at('2025-01-15T23:00:00Z')},1`, `d,${at('2025-01-16T03:55:00Z')},3`].join('\n'),
    )
    expect(problems).toEqual([])
    expect(cards.map(({ card_id, due, reps, lapses }) => [card_id, due, reps, lapses])).toEqual([
      ['a', '2025-01-23', 1, 0], ['b', '2025-01-15T12:10:00.000Z', 1, 0], ['c', '2025-01-15T23:01:00.000Z', 1, 0], ['d', '2025-01-16', 1, 0],
    ])
    expect(cards[0]).toEqual({ card_id: 'a', stability: 8.2956, difficulty: 1, due: '2025-01-23', reps: 1, lapses: 0 })
  })

  it('counts study days in the zone: the same answers, two zones, two beliefs', () => {
    // 20 minutes apart, across midnight UTC, within one study day in Shanghai.
    const csv = `${header}\n1,${at('2025-01-15T23:50:00Z')},3\n1,${at('2025-01-16T00:10:00Z')},3\n`
    const [apart] = replay(csv, { rolloverHour: 0 }).cards
    const [together] = replay(csv, { rolloverHour: 0, timeZone: 'Asia/Shanghai' }).cards
    expect(apart!.stability).toBeGreaterThan(together!.stability)
    expect(together!.due).toBe('2025-01-18')
  })

  it('does not depend on the order of the rows', () => {
    const row = fc.record({ card: fc.constantFrom('1', '2', 'x'), hour: fc.nat(400), rating: fc.integer({ min: 1, max: 4 }) })
    fc.assert(
      fc.property(fc.array(row), fc.infiniteStream(fc.nat(99)), (rows, keys) => {
        const lines = rows.map(({ card, hour, rating }) => `${card},${at('2025-03-01T00:00:00Z') + hour * 3_600_000},${rating}`)
        const shuffled = lines.map((line) => ({ line, key: keys.next().value as number })).sort((a, b) => a.key - b.key).map(({ line }) => line)
        const { cards } = replay([header, ...lines].join('\n'))
        expect(replay([header, ...shuffled].join('\n')).cards).toEqual(cards)
        expect(cards.reduce((sum, { reps }) => sum + reps, 0)).toBe(rows.length)
      }),
    )
  })

  it('reads a spreadsheet’s CSV: a mark, CRLF, quotes, other columns, another order', () => {
    const csv = `\uFEFF"Review_Rating","duration",review_time,"card_id"\r\n3,4000,"1736942400000","deck, ""one"" 7"\r\n\r\n 4 ,1, 1736942400000.0 ,b\r\n`
    const { cards, problems } = replay(csv)
    expect(problems).toEqual([])
    expect(cards.map(({ card_id }) => card_id)).toEqual(['b', 'deck, "one" 7'])
  })

  it('leaves out bad rows, naming each line, and keeps the rest', () => {
    const { cards, problems } = replay(
      [header, 'a,1736942400000,3', 'a,soon,3', 'a,1736942400000,0', '', ',1736942400000,3', 'a,1736942400000', 'a,1e400,3', 'a,9999999999999999,3'].join('\n'),
    )
    expect(cards).toHaveLength(1)
    expect(problems.map(({ place, params }) => [place?.line, params?.['field']])).toEqual([
      [3, 'review_time'], [4, 'review_rating'], [6, 'card_id'], [7, 'review_rating'], [8, 'review_time'], [9, 'review_time'],
    ])
    expect(problems.every(({ code }) => code === 'bad-replay-row')).toBe(true)
    expect(describeProblem(problems[0]!, 'en')).toBe('Line 3 was left out: unexpected review_time “soon”, expected integer (ms).')
  })

  it.each(['', 'card_id,review_time', 'a,1,3\nb,2,3', '\n\n'])('refuses what has no such header: %j', (csv) => {
    expect(replayReviews(csv, { timeZone: 'UTC', rolloverHour: 4 })).toMatchObject({ ok: false, problem: { code: 'bad-replay-header' } })
  })

  it('refuses an unknown zone and an hour that is none', () => {
    expect(replayReviews(header, { timeZone: 'Mars', rolloverHour: 4 })).toMatchObject({ problem: { code: 'unknown-time-zone' } })
    expect(replayReviews(header, { timeZone: 'UTC', rolloverHour: 25 })).toMatchObject({ problem: { code: 'bad-rollover-hour' } })
    expect(replay(header)).toEqual({ cards: [], problems: [] })
  })

  it('throws on no input', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('8640000000000000', '-8640000000000000', '3', '"', 'a'))
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 4 }).map((cells) => cells.join(','))), (rows) => {
        expect(replayReviews([header, ...rows].join('\n'), { timeZone: 'Asia/Shanghai', rolloverHour: 4 }).ok).toBe(true)
      }),
    )
    expect(replay(`${header}\na,8640000000000000,1\nb,-8640000000000000,1`).cards).toHaveLength(2)
  })
})
