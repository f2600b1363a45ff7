// `QueueStore` on Postgres: one named statement over the memories' due indexes.
import type pg from 'pg'
import type { FacetId } from '#lib/core/notes/card.ts'
import type { FacetRecord } from '#lib/server/store/content.ts'
import { freshFacets, stampSql } from '#lib/server/store/fresh-facets.ts'
import { memoryColumns, toStoredMemory, type MemoryRow } from '#lib/server/store/memory-row.ts'
import type { CandidateRequest, QueueStore } from '#lib/server/store/queue.ts'

const hidden = (memory: string, day: string) => `(${memory}.suspended or ${memory}."buriedDay" is not distinct from ${day})`

// Not a join: the few retired ones make a small hash, which is asked in passing whatever the planner expects.
const isThere = `m.facet not in (select f.id from facets f where f.retired)
  and m.facet not in (select f.id from own_facets f where f."userId" = $1 and f.retired)`
// One narrow pass over all that is due brings the count and the nearest; `offset 0` keeps the few whole rows that are
// wanted from being joined to everything the person has, which a plan made before the limit is known would do.
const isDue = `m."userId" = $1 and m."dueDay" <= $2 and not ${hidden('m', '$2')} and ${isThere}`
const inTopic = `and m.facet in (select f.id from facets f where f."topicId" = $4
  union all select f.id from own_facets f where f."userId" = $1 and f."topicId" = $4)`

const candidatesSql = (topic: string) => `with
  learning as (select m.* from memories m where m."userId" = $1 and m."dueAt" <= to_timestamp($3::float8 / 1000.0)
      and not ${hidden('m', '$2')} and ${isThere} ${topic}
    order by m."dueAt", m.facet collate "C" limit 500),
  due as materialized (select m.facet, greatest(0, $2 - m."lastDay") / m.stability as nearness from memories m where ${isDue} ${topic}),
  nearest as (select * from due order by nearness desc, facet collate "C" limit $5),
  chosen as (select m.* from nearest cross join lateral
    (select m.* from memories m where m."userId" = $1 and m.facet = nearest.facet offset 0) m order by nearest.nearness desc, m.facet collate "C"),
  builtin as (select f.id, f."cardId", f."topicId", f."topicOrder", f.level, f.place, f.retired
    from unnest($6::text[]) with ordinality as wanted(id, n) join facets f on f.id = wanted.id
    where not exists (select 1 from memories m where m."userId" = $1 and m.facet = f.id and (m.reps > 0 or ${hidden('m', '$2')}))
      and ($4::text is null or f."topicId" = $4) order by n limit $7),
  own as (select f.id, f."cardId", f."topicId", f."topicOrder", f.level, f.place, f.retired from own_facets f
    where f."userId" = $1 and not f.retired and ($4::text is null or f."topicId" = $4)
      and not exists (select 1 from memories m where m."userId" = $1 and m.facet = f.id and (m.reps > 0 or ${hidden('m', '$2')}))
    order by f."topicOrder", f.level, f.place, f.id collate "C" limit $7),
  fresh as (select * from builtin union all select * from own),
  siblings as (select m.* from facets s join memories m on m."userId" = $1 and m.facet = s.id
    where s."cardId" in (select "cardId" from fresh) and not s.retired and m."dueDay" <= $2 and not ${hidden('m', '$2')}),
  seen as (select m.* from memories m where m."userId" = $1 and m."lastDay" = $2 and ${isThere} ${topic} limit 2000)
  select (extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs",
    (select settings from people where id = $1) as settings,
    (select json_agg(x) from (select ${memoryColumns} from learning) x) as learning,
    (select json_agg(x) from (select ${memoryColumns} from chosen) x) as due,
    (select json_agg(x) from (select ${memoryColumns} from siblings) x) as siblings,
    (select count(*)::int from due) as "dueTotal",
    (select json_agg(x) from fresh x) as new,
    (select json_agg(x) from (select ${memoryColumns} from seen) x) as seen,
    (select coalesce(sum("countedNew"), 0)::int from memories where "userId" = $1 and "lastDay" >= $2 and "countedDay" = $2) as "doneNew",
    (select coalesce(sum("countedReviews"), 0)::int from memories where "userId" = $1 and "lastDay" >= $2 and "countedDay" = $2) as "doneReviews",
    coalesce(${stampSql}, '') as stamp`

const statements = {
  everywhere: { name: 'queue-candidates', text: candidatesSql('') },
  inTopic: { name: 'queue-candidates-in-topic', text: candidatesSql(inTopic) },
}

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
  readonly stamp: string
}

/** `QueueStore` on the pool. */
export function postgresQueue(pool: pg.Pool): QueueStore {
  const fresh = freshFacets(pool)

  const ask = async (userId: string | null, request: CandidateRequest, ids: readonly FacetId[]): Promise<Row> => {
    const { studyDay, learningUntilMs, topic, dueLimit, newLimit } = request
    const { rows } = await pool.query<Row>({
      ...(topic === null ? statements.everywhere : statements.inTopic),
      values: [userId, studyDay, learningUntilMs, topic, dueLimit, ids, newLimit],
    })
    return rows[0]!
  }

  return {
    async candidates(userId, request) {
      let known = fresh.recall(userId, request) ?? (await fresh.find(userId, request, request.newLimit))
      let row = await ask(userId, request, known.ids)
      // Too few of those remembered are still new, or something has become new again: look anew, further each time.
      for (let wanted = request.newLimit; row.stamp !== known.stamp || isShort(row, known, request); wanted *= 2) {
        known = await fresh.find(userId, request, wanted)
        row = await ask(userId, request, known.ids)
        if (wanted > 1_000_000) break
      }
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

const isShort = (row: Row, known: { readonly whole: boolean }, request: CandidateRequest): boolean =>
  !known.whole && (row.new ?? []).length < request.newLimit
