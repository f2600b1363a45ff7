// `QueueStore` on Postgres: one named statement over the memories' due indexes.
import type pg from 'pg'
import type { FacetRecord } from '#lib/server/store/content.ts'
import { memoryColumns, toStoredMemory, type MemoryRow } from '#lib/server/store/memory-row.ts'
import type { QueueStore } from '#lib/server/store/queue.ts'

const ready = `m."userId" = $1 and not m.suspended and (m."buriedDay" is null or m."buriedDay" < $2)
  and exists (select 1 from facets f where f.id = m.facet and not f.retired and ($6::text is null or f."topicId" = $6))`

const candidatesSql = `with due as materialized (
    select m.* from memories m where ${ready} and m."dueDay" <= $2),
  chosen as (select * from due m order by greatest(0, $2 - m."lastDay") / m.stability desc, m.facet collate "C" limit $7),
  learning as (select m.* from memories m where ${ready} and m."dueAt" <= to_timestamp($3::float8 / 1000.0)
    order by m."dueAt", m.facet collate "C" limit 500),
  fresh as (select f.id, f."cardId", f."topicId", f."topicOrder", f.level, f.place, f.retired from facets f
    where not f.retired and ($4::text[] is null or f."topicId" = any($4)) and f.level = any($5::int[])
      and ($6::text is null or f."topicId" = $6)
      and not exists (select 1 from memories m where m."userId" = $1 and m.facet = f.id and (m.reps > 0 or m.suspended or m."buriedDay" >= $2))
    order by f."topicOrder", f.level, f.place, f.id collate "C" limit $8),
  siblings as (select m.* from memories m join facets s on s.id = m.facet
    where m."userId" = $1 and m."dueDay" <= $2 and not m.suspended and s."cardId" in (select "cardId" from fresh)),
  seen as (select m.* from memories m where m."userId" = $1 and m."lastDay" = $2 limit 2000)
  select (extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs",
    (select settings from people where id = $1) as settings,
    (select json_agg(x) from (select ${memoryColumns} from learning) x) as learning,
    (select json_agg(x) from (select ${memoryColumns} from chosen) x) as due,
    (select json_agg(x) from (select ${memoryColumns} from siblings) x) as siblings,
    (select count(*)::int from due) as "dueTotal",
    (select json_agg(x) from fresh x) as new,
    (select json_agg(x) from (select ${memoryColumns} from seen) x) as seen,
    (select coalesce(sum("countedNew"), 0)::int from memories where "userId" = $1 and "lastDay" >= $2 and "countedDay" = $2) as "doneNew",
    (select coalesce(sum("countedReviews"), 0)::int from memories where "userId" = $1 and "lastDay" >= $2 and "countedDay" = $2) as "doneReviews"`

interface Row {
  readonly nowMs: number
  readonly settings: unknown
  readonly learning: MemoryRow[] | null
  readonly due: MemoryRow[] | null
  readonly siblings: MemoryRow[] | null
  readonly dueTotal: number
  readonly new: FacetRecord[] | null
  readonly seen: MemoryRow[] | null
  readonly doneReviews: number
  readonly doneNew: number
}

/** `QueueStore` on the pool. */
export function postgresQueue(pool: pg.Pool): QueueStore {
  return {
    async candidates(userId, request) {
      const { rows } = await pool.query<Row>({
        name: 'queue-candidates',
        text: candidatesSql,
        values: [
          userId,
          request.studyDay,
          request.learningUntilMs,
          request.learnTopics,
          request.learnLevels,
          request.topic,
          request.dueLimit,
          request.newLimit,
        ],
      })
      const row = rows[0]!
      return {
        nowMs: row.nowMs,
        settings: row.settings,
        learning: (row.learning ?? []).map(toStoredMemory),
        due: (row.due ?? []).map(toStoredMemory),
        siblingsDue: (row.siblings ?? []).map(toStoredMemory),
        dueTotal: row.dueTotal,
        new: row.new ?? [],
        gradedToday: (row.seen ?? []).map(toStoredMemory),
        done: { new: row.doneNew, reviews: row.doneReviews },
      }
    },
    async forecast(userId, fromDay, days) {
      const { rows } = await pool.query<{ day: number; due: number }>({
        name: 'queue-forecast',
        text: `select greatest("dueDay", $2::int) as day, count(*)::int as due from memories
          where "userId" = $1 and not suspended and "dueDay" < $2::int + $3::int group by 1 order by 1`,
        values: [userId, fromDay, days],
      })
      return rows
    },
  }
}
