// `LogStore` on Postgres. Every statement leads with the person's id, so that tables can be distributed by it.
import type pg from 'pg'
import type { LogEvent } from '#lib/core/memory/event.ts'
import type { Memory } from '#lib/core/memory/memory.ts'
import type { FacetId } from '#lib/core/notes/card.ts'
import { assignments, memoryColumns, memoryInput, toMemoryRow, toStoredMemory, type MemoryRow } from '#lib/server/store/memory-row.ts'
import type { DayCount, FacetWrite, FoldFacet, LogStore } from '#lib/server/store/log.ts'

const eventColumns = `id, kind, facet, (extract(epoch from "at") * 1000)::float8 as "atMs",
  (extract(epoch from "receivedAt") * 1000)::float8 as "receivedAtMs", "deviceId", "groupId", payload`

const insertMemory = `insert into memories ("userId", facet, ${assignments.map(([name]) => `"${name}"`).join(', ')})
  select $1::uuid, i.facet, ${assignments.map(([, value]) => value).join(', ')} from i`

const insertEvents = `insert into events ("userId", id, kind, facet, "at", "receivedAt", "deviceId", "groupId", payload)
  select $1::uuid, j.id, j.kind, j.facet, to_timestamp(j."atMs" / 1000.0), to_timestamp(j."receivedAtMs" / 1000.0),
    j."deviceId", j."groupId", j.payload`
const eventInput = `id uuid, kind text, facet text, "atMs" float8, "receivedAtMs" float8, "deviceId" text, "groupId" text, payload jsonb`

export const readSql = `select (extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs",
  (select settings from people where id = $1) as settings,
  (select json_agg(m) from (select ${memoryColumns} from memories where "userId" = $1 and facet = any($2::text[])) m) as memories,
  (select json_agg(e) from (select ${eventColumns} from events where "userId" = $1 and id = any($3::uuid[])) e) as known,
  (select json_agg(t) from (select distinct t.id from events u, jsonb_array_elements_text(u.payload->'targets') t(id)
    where u."userId" = $1 and u.facet is null and u.kind in ('undo', 'redo') and t.id = any($4::text[])) t) as named`

// The memory is written only over the revision that was read, and the events only with their memory. An event whose
// id was taken in the meantime makes the division fail, and with it the statement: then everything is read again.
export const writeSql = `with i as (select * from jsonb_to_recordset($2::jsonb) as x(${memoryInput})),
  u as (update memories m set ${assignments.map(([name, value]) => `"${name}" = ${value}`).join(', ')} from i
    where m."userId" = $1 and m.facet = i.facet and i.expected is not null and m.revision = i.expected returning m.facet),
  n as (${insertMemory} where i.expected is null on conflict do nothing returning facet),
  done as (select facet from u union all select facet from n),
  e as (${insertEvents} from jsonb_to_recordset($3::jsonb) as j(${eventInput}) where j.facet in (select facet from done)
    on conflict do nothing returning id),
  wanted as (select count(*)::int as n from jsonb_to_recordset($3::jsonb) as j(facet text) where j.facet in (select facet from done))
  select facet, 1 / (case when (select n from wanted) = (select count(*) from e) then 1 else 0 end) as whole from done`

const placeholderSql = `insert into memories ("userId", facet, state, step, reps, lapses, "countedNew", "countedReviews",
    suspended, starred, "headAt", "headId", revision)
  select $1::uuid, f, 'new', 0, 0, 0, 0, 0, false, false, 'epoch', '00000000-0000-0000-0000-000000000000', 0
  from unnest($2::text[]) f order by f on conflict do nothing`

const divisionByZero = '22012'

export const voidEvents = `select t.id from (select distinct on (t.id) t.id, u.kind
    from events u, jsonb_array_elements_text(u.payload->'targets') t(id)
    where u."userId" = $1 and u.facet is null and u.kind in ('undo', 'redo') order by t.id, u."receivedAt" desc, u.id desc) t where t.kind = 'undo'`

interface ReadRow {
  readonly nowMs: number
  readonly settings: unknown
  readonly memories: MemoryRow[] | null
  readonly known: LogEvent[] | null
  readonly named: { id: string }[] | null
}

/** `LogStore` on the pool. */
export function postgresLog(pool: pg.Pool): LogStore {
  const select = async (name: string, sql: string, values: unknown[]) =>
    (await pool.query<LogEvent & pg.QueryResultRow>({ name, text: sql, values })).rows
  return {
    async read(userId, facets, eventIds) {
      const { rows } = await pool.query<ReadRow>({ name: 'log-read', text: readSql, values: [userId, facets, eventIds, eventIds] })
      const row = rows[0]!
      return {
        nowMs: row.nowMs,
        settings: row.settings,
        memories: new Map((row.memories ?? []).map((memory) => [memory.facet, toStoredMemory(memory)])),
        known: new Map((row.known ?? []).map((event) => [event.id, event])),
        named: new Set((row.named ?? []).map(({ id }) => id)),
      }
    },

    async write(userId, writes) {
      try {
        const { rows } = await pool.query<{ facet: FacetId }>({
          name: 'log-write',
          text: writeSql,
          values: [userId, JSON.stringify(writes.map(toMemoryRow)), JSON.stringify(writes.flatMap((write) => write.events))],
        })
        return new Set(rows.map(({ facet }) => facet))
      } catch (error) {
        if ((error as { code?: string }).code === divisionByZero) return new Set()
        throw error
      }
    },

    rewrite: (userId, events, facets, fold) =>
      inTransaction(pool, async (client) => {
        // A row for every facet, so that there is something to lock; sorted, so that two rewrites never deadlock.
        await client.query(placeholderSql, [userId, facets])
        await client.query('select facet from memories where "userId" = $1 and facet = any($2::text[]) order by facet for update', [userId, facets])
        await client.query(`${insertEvents} from jsonb_to_recordset($2::jsonb) as j(${eventInput}) on conflict do nothing`, [userId, JSON.stringify(events)])
        return refold(client, userId, facets, fold)
      }),

    async newest(userId, limit) {
      return select('log-newest', `select ${eventColumns} from events where "userId" = $1 order by "receivedAt" desc, id desc limit $2`, [userId, limit])
    },

    find: (userId, ids) => select('log-find', `select ${eventColumns} from events where "userId" = $1 and id = any($2::uuid[])`, [userId, ids]),

    async list(userId, after, limit) {
      return select(
        'log-list',
        `select ${eventColumns} from events where "userId" = $1 and ($2::uuid is null or ("receivedAt", id) >
          (select "receivedAt", id from events where "userId" = $1 and id = $2)) order by "receivedAt", id limit $3`,
        [userId, after, limit],
      )
    },

    async memories(userId) {
      const { rows } = await pool.query<MemoryRow>(`select ${memoryColumns} from memories where "userId" = $1`, [userId])
      return new Map(rows.map((row) => [row.facet, toStoredMemory(row)]))
    },

    async *scan(userId) {
      const undos = await select('log-undos', `select ${eventColumns} from events where "userId" = $1 and facet is null and kind in ('undo', 'redo')`, [userId])
      let after = ''
      for (;;) {
        const rows = await select(
          'log-scan',
          `select ${eventColumns} from events where "userId" = $1 and facet in
            (select distinct facet from events where "userId" = $1 and facet > $2 order by facet limit 2000) order by facet, "at", id`,
          [userId, after],
        )
        const last = rows.at(-1)
        if (last === undefined) return
        for (const group of groupByFacet(rows)) yield withUndos(group, undos)
        after = last.facet!
      }
    },

    async appendSettings(userId, event) {
      const { rows } = await pool.query<{ settings: unknown }>(
        `with e as (${insertEvents} from jsonb_to_recordset($2::jsonb) as j(${eventInput}) on conflict do nothing returning payload)
          update people set settings = settings || coalesce((select payload from e), '{}') where id = $1 returning settings`,
        [userId, JSON.stringify([event])],
      )
      return rows[0]?.settings
    },

    merge: (guestId, userId, fold) =>
      inTransaction(pool, async (client) => {
        const { rows } = await client.query<{ facet: FacetId | null; kind: string }>(
          `insert into events ("userId", id, kind, facet, "at", "receivedAt", "deviceId", "groupId", payload)
            select $2::uuid, id, kind, facet, "at", "receivedAt", "deviceId", "groupId", payload from events
            where "userId" = $1 and kind <> 'settings' on conflict do nothing returning facet, kind`,
          [guestId, userId],
        )
        const facets = [...new Set(rows.flatMap(({ facet }) => (facet === null ? [] : [facet])))].sort()
        await client.query(placeholderSql, [userId, facets])
        await refold(client, userId, facets, fold)
        await client.query('insert into person_aliases ("guestId", "personId") values ($1, $2) on conflict do nothing', [guestId, userId])
        await client.query('update person_aliases set "personId" = $2 where "personId" = $1', [guestId, userId])
        await eraseRows(client, guestId)
        return rows.filter(({ kind }) => kind === 'review').length
      }),

    erase: (userId) => inTransaction(pool, (client) => eraseRows(client, userId)),

    async countReviews(userId) {
      const { rows } = await pool.query<{ n: number }>(
        `select count(*)::int as n from events where "userId" = $1 and kind = 'review'`,
        [userId],
      )
      return rows[0]?.n ?? 0
    },

    async countByDay(userId, fromDay) {
      const { rows } = await pool.query<DayCount>({
        name: 'log-count',
        text: `select (payload->>'studyDay')::int as day, count(*)::int as reviews from events
          where "userId" = $1 and kind = 'review' and payload->>'source' = 'review'
            and "receivedAt" > to_timestamp(($2::int - 2) * 86400) and (payload->>'studyDay')::int >= $2
            and id::text not in (${voidEvents})
          group by 1 order by 1`,
        values: [userId, fromDay],
      })
      return rows
    },
  }
}

async function inTransaction<T>(pool: pg.Pool, run: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const result = await run(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

async function eraseRows(client: pg.PoolClient, userId: string): Promise<void> {
  await client.query('delete from events where "userId" = $1', [userId])
  await client.query('delete from memories where "userId" = $1', [userId])
  // Sessions and tokens go with the person.
  await client.query('delete from people where id = $1', [userId])
}

async function refold(
  client: pg.PoolClient,
  userId: string,
  facets: readonly FacetId[],
  fold: FoldFacet,
): Promise<Map<FacetId, Memory | null>> {
  const { rows } = await client.query<LogEvent & pg.QueryResultRow>(
    `select ${eventColumns} from events where "userId" = $1 and facet = any($2::text[]) order by facet, "at", id`,
    [userId, facets],
  )
  const { rows: undos } = await client.query<LogEvent & pg.QueryResultRow>(
    `select ${eventColumns} from events where "userId" = $1 and facet is null and kind in ('undo', 'redo') and payload->'targets' ?| $2::text[]`,
    [userId, rows.map((event) => event.id)],
  )
  const groups = new Map(groupByFacet(rows).map((group) => [group[0]!.facet!, withUndos(group, undos)]))
  const folded = new Map<FacetId, Memory | null>()
  const kept: FacetWrite[] = []
  for (const facet of facets) {
    const events = groups.get(facet) ?? []
    const memory = events.length === 0 ? null : fold(facet, events)
    folded.set(facet, memory)
    if (memory !== null) kept.push({ facet, events: [], memory, revision: events.length, expected: null })
  }
  await client.query('delete from memories where "userId" = $1 and facet = any($2::text[])', [userId, facets])
  await client.query(`with i as (select * from jsonb_to_recordset($2::jsonb) as x(${memoryInput})) ${insertMemory}`, [
    userId,
    JSON.stringify(kept.map(toMemoryRow)),
  ])
  return folded
}

function groupByFacet(rows: readonly LogEvent[]): LogEvent[][] {
  const groups: LogEvent[][] = []
  for (const row of rows) {
    const group = groups.at(-1)
    if (group !== undefined && group[0]!.facet === row.facet) group.push(row)
    else groups.push([row])
  }
  return groups
}

function withUndos(group: readonly LogEvent[], undos: readonly LogEvent[]): readonly LogEvent[] {
  if (undos.length === 0) return group
  const ids = new Set(group.map((event) => event.id))
  return [...group, ...undos.filter((undo) => (undo.payload as { targets: string[] }).targets.some((id) => ids.has(id)))]
}
