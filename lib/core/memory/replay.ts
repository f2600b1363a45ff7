// Another program's review log, folded by our rules: what `memory replay` prints. Default weights, steps and
// settings, no fuzz. Reads the text alone; the fold is the same as everybody's.
import type { FacetId } from '#lib/core/notes/card.ts'
import type { ReviewEvent } from '#lib/core/memory/event.ts'
import type { Grade, GradedMemory } from '#lib/core/memory/memory.ts'
import type { DayClock } from '#lib/core/memory/study-day.ts'
import type { Problem, Result } from '#lib/core/problem.ts'
import { defaultSteps } from '#lib/core/memory/event.ts'
import { foldFacet } from '#lib/core/memory/fold.ts'
import { defaultWeights, modelName } from '#lib/core/memory/fsrs.ts'
import { defaultSettings } from '#lib/core/memory/settings.ts'
import { dayClock, formatStudyDay } from '#lib/core/memory/study-day.ts'
import { fail, ok } from '#lib/core/problem.ts'

/** Member names as other programs expect them. */
export interface ReplayedCard {
  readonly card_id: string
  readonly stability: number
  readonly difficulty: number
  /** ISO date where due on a day, ISO instant where a step is running. */
  readonly due: string
  readonly reps: number
  readonly lapses: number
}

export interface Replay {
  /** By card id, in code unit order. */
  readonly cards: readonly ReplayedCard[]
  /** One for each line left out. */
  readonly problems: readonly Problem[]
}

export interface ReplayOptions {
  readonly timeZone: string
  readonly rolloverHour: number
  readonly retention?: number
  readonly maximumIntervalDays?: number
}

const columnNames = ['card_id', 'review_time', 'review_rating'] as const
type Column = (typeof columnNames)[number]

// What a JavaScript date can hold.
const farthestMs = 8.64e15

/**
 * Folds the CSV (columns `card_id`, `review_time` in milliseconds since the epoch, `review_rating` 1 to 4, among
 * others, in any order; rows in any order) into one memory a card.
 *
 * Problems of the whole: `unknown-time-zone`, `bad-rollover-hour`, `bad-replay-header`. Of a line, which is left
 * out: `bad-replay-row`, with its place.
 */
export function replayReviews(csv: string, options: ReplayOptions): Result<Replay> {
  const clock = dayClock(options.timeZone, options.rolloverHour)
  if (!clock.ok) return clock
  const lines = csv.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  const headerIndex = lines.findIndex((line) => line.trim() !== '')
  const header = splitRow(lines[headerIndex] ?? '')
  const columns = columnNames.map((name) => header.findIndex((cell) => cell.toLowerCase() === name))
  if (columns.includes(-1)) {
    return fail({
      code: 'bad-replay-header',
      params: { unexpected: (lines[headerIndex] ?? '').slice(0, 80) },
      place: { line: Math.max(0, headerIndex) + 1, column: 1 },
    })
  }

  const reviews = new Map<string, ReviewEvent[]>()
  const problems: Problem[] = []
  for (let index = headerIndex + 1; index < lines.length; index++) {
    if (lines[index]!.trim() === '') continue
    const cells = splitRow(lines[index]!)
    const [cardId, time, rating] = columns.map((column) => cells[column] ?? '') as [string, string, string]
    const fault = rowFault(cardId, time, rating)
    if (fault) {
      const params = { line: index + 1, field: fault.field, unexpected: fault.unexpected.slice(0, 40), expected: fault.expected }
      problems.push({ code: 'bad-replay-row', params, place: { line: index + 1, column: 1 } })
      continue
    }
    const events = reviews.get(cardId) ?? []
    if (events.length === 0) reviews.set(cardId, events)
    events.push(reviewOf(cardId, Number(time), Number(rating) as Grade, events.length, clock.value, options))
  }

  const cards: ReplayedCard[] = []
  for (const [cardId, events] of reviews) {
    const memory = foldFacet(cardId as FacetId, events, defaultWeights)
    if (memory && memory.state !== 'new') cards.push(replayedCard(cardId, memory))
  }
  cards.sort((a, b) => (a.card_id < b.card_id ? -1 : 1))
  return ok({ cards, problems })
}

const replayedCard = (cardId: string, memory: GradedMemory): ReplayedCard => ({
  card_id: cardId,
  stability: memory.stability,
  difficulty: memory.difficulty,
  due: memory.dueAtMs === null ? formatStudyDay(memory.dueDay) : new Date(memory.dueAtMs).toISOString(),
  reps: memory.reps,
  lapses: memory.lapses,
})

function reviewOf(
  cardId: string,
  atMs: number,
  grade: Grade,
  index: number,
  clock: DayClock,
  options: ReplayOptions,
): ReviewEvent {
  const studyDay = clock.studyDay(atMs)
  return {
    // Answers of one instant fold by grade, so that the order of the rows says nothing; equal rows are both kept.
    id: `${grade}-${index}`,
    kind: 'review',
    facet: cardId as FacetId,
    atMs,
    receivedAtMs: atMs,
    deviceId: null,
    groupId: null,
    payload: {
      grade,
      studyDay,
      dayEndsAtMs: clock.dayEndsAtMs(studyDay),
      retention: options.retention ?? defaultSettings.retention,
      maximumIntervalDays: options.maximumIntervalDays ?? defaultSettings.maximumIntervalDays,
      steps: defaultSteps,
      elapsedMs: 0,
      source: 'review',
      timeZone: clock.timeZone,
      rolloverHour: clock.rolloverHour,
      model: modelName,
      weightsId: null,
    },
  }
}

interface RowFault {
  readonly field: Column
  readonly unexpected: string
  readonly expected: string
}

function rowFault(cardId: string, time: string, rating: string): RowFault | null {
  if (cardId === '') return { field: 'card_id', unexpected: '', expected: '≥ 1 character' }
  if (!/^-?\d+(\.0*)?$/.test(time) || Math.abs(Number(time)) > farthestMs) {
    return { field: 'review_time', unexpected: time, expected: 'integer (ms)' }
  }
  if (!/^[1-4](\.0*)?$/.test(rating)) return { field: 'review_rating', unexpected: rating, expected: '1, 2, 3, 4' }
  return null
}

/** RFC 4180 cells of one line; a quoted cell may hold commas and doubled quotes, but no line break. */
function splitRow(line: string): string[] {
  const cells: string[] = []
  let at = 0
  for (;;) {
    let cell = ''
    if (line[at] === '"') {
      let end = line.indexOf('"', at + 1)
      while (end >= 0 && line[end + 1] === '"') end = line.indexOf('"', end + 2)
      const close = end < 0 ? line.length : end
      cell = line.slice(at + 1, close).replaceAll('""', '"')
      at = close + 1
    }
    const comma = line.indexOf(',', at)
    cell += line.slice(at, comma < 0 ? line.length : comma)
    cells.push(cell.trim())
    if (comma < 0) return cells
    at = comma + 1
  }
}
