// A row of `memories` and a memory: the same members, except that a row has a column for each and says null.
import type { FacetId } from '#lib/core/notes/card.ts'
import type { Memory } from '#lib/core/memory/memory.ts'
import type { FacetWrite, StoredMemory } from '#lib/server/store/log.ts'

export interface MemoryRow {
  readonly facet: FacetId
  readonly state: Memory['state']
  readonly step: number
  readonly stability: number | null
  readonly difficulty: number | null
  readonly reps: number
  readonly lapses: number
  readonly firstDay: number | null
  readonly lastDay: number | null
  readonly lastAtMs: number | null
  readonly countedDay: number | null
  readonly countedNew: number
  readonly countedReviews: number
  readonly dueDay: number | null
  readonly dueAtMs: number | null
  readonly suspended: boolean
  readonly buriedDay: number | null
  readonly starred: boolean
  readonly headAtMs: number
  readonly headId: string
  readonly revision: number
}

const numbers = ['step', 'reps', 'lapses', 'countedNew', 'countedReviews', 'firstDay', 'lastDay', 'countedDay', 'dueDay', 'buriedDay', 'revision']
const columnTypes: readonly (readonly [string, string])[] = [
  ['state', 'text'],
  ...numbers.map((name) => [name, 'int'] as const),
  ...['stability', 'difficulty'].map((name) => [name, 'float8'] as const),
  ...['suspended', 'starred'].map((name) => [name, 'bool'] as const),
  ['headId', 'uuid'],
]
const instants = ['lastAt', 'dueAt', 'headAt']

/** For a select: instants come as milliseconds. */
export const memoryColumns = ['facet', ...columnTypes.map(([name]) => `"${name}"`)]
  .concat(instants.map((name) => `(extract(epoch from "${name}") * 1000)::float8 as "${name}Ms"`))
  .join(', ')

/** For `jsonb_to_recordset`. */
export const memoryInput = ['facet text', ...columnTypes.map(([name, type]) => `"${name}" ${type}`)]
  .concat(instants.map((name) => `"${name}Ms" float8`), 'expected int', '"expectedHead" uuid')
  .join(', ')

/** Column and value, the value taken from a row `i` of that form. */
export const assignments: readonly (readonly [string, string])[] = [
  ...columnTypes.map(([name]) => [name, `i."${name}"`] as const),
  ...instants.map((name) => [name, `to_timestamp(i."${name}Ms" / 1000.0)`] as const),
]

/** The memory that a row holds. */
export function toStoredMemory(row: MemoryRow): StoredMemory {
  const { facet, suspended, starred, buriedDay, headAtMs, headId, revision } = row
  const marks = { facet, suspended, starred, buriedDay, head: { atMs: headAtMs, id: headId } }
  if (row.state === 'new') return { memory: { ...marks, state: 'new', reps: 0, lapses: 0 }, revision }
  const { state, step, stability, difficulty, reps, lapses, firstDay, lastDay, lastAtMs, dueDay, dueAtMs } = row
  const { countedDay, countedNew, countedReviews } = row
  const graded = { stability, difficulty, reps, lapses, lastAtMs, lastDay, firstDay, countedDay, countedNew, countedReviews }
  // The table's rows are written from memories only, so that what is null fits the state.
  return { memory: { ...marks, ...graded, state, step, dueAtMs, dueDay } as Memory, revision }
}

/** The row to write, with the revision and head that must have been read. */
export function toMemoryRow({ memory, revision, expected }: Omit<FacetWrite, 'events'>): MemoryRow & {
  readonly expected: number | null
  readonly expectedHead: string | null
} {
  const { head, ...members } = memory
  const nothing = { step: 0, stability: null, difficulty: null, firstDay: null, lastDay: null, lastAtMs: null }
  const uncounted = { countedDay: null, countedNew: 0, countedReviews: 0, dueDay: null, dueAtMs: null }
  const read = { expected: expected?.revision ?? null, expectedHead: expected?.headId ?? null }
  return { ...nothing, ...uncounted, ...members, headAtMs: head.atMs, headId: head.id, revision, ...read }
}
