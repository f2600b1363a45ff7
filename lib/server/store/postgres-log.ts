// `LogStore` on Postgres. Every statement leads with the person's id, so that tables can be distributed by it.
import type pg from 'pg'
import type { LogEvent } from '#lib/core/memory/event.ts'
import type { Memory } from '#lib/core/memory/memory.ts'
import { isVoidingEvent } from '#lib/core/memory/event.ts'
import type { FacetId } from '#lib/core/notes/card.ts'
import type { Succession } from '#lib/core/notes/succession.ts'
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
  (select "lastSeenAt"::text from people where id = $1) as mark,
  (select json_agg(m) from (select ${memoryColumns} from memories where "userId" = $1 and facet = any($2::text[])) m) as memories,
  (select json_agg(e) from (select ${eventColumns} from events where "userId" = $1 and id = any($3::uuid[])) e) as known,
  (select json_agg(t) from (select distinct t.id from events u, jsonb_array_elements_text(u.payload->'targets') t(id)
    where u."userId" = $1 and u.facet is null and u.kind in ('undo', 'redo') and t.id = any($4::text[])) t) as named`

// The memory is written only over the row that was read, and the events only with their memory. An event whose id was
// taken in the meantime makes the division fail, and with it the statement: then everything is read again. The lock on
// the person keeps undos out: one that came since the reading has moved the mark, one that comes now will see the events.
export const writeSql = `with i as (select * from jsonb_to_recordset($2::jsonb) as x(${memoryInput})),
  p as (select id from people where id = $1 and "lastSeenAt" = $4::timestamptz for share),
  u as (update memories m set ${assignments.map(([name, value]) => `"${name}" = ${value}`).join(', ')} from i
    where m."userId" = $1 and m.facet = i.facet and i.expected is not null and m.revision = i.expected and m."headId" = i."expectedHead"
      and exists (select 1 from p) returning m.facet),
  n as (${insertMemory} where i.expected is null and exists (select 1 from p) on conflict do nothing returning facet),
  done as (select facet from u union all select facet from n),
  e as (${insertEvents} from jsonb_to_recordset($3::jsonb) as j(${eventInput}, memory text) where j.memory in (select facet from done)
    on conflict do nothing returning id),
  wanted as (select count(*)::int as n from jsonb_to_recordset($3::jsonb) as j(memory text) where j.memory in (select facet from done))
  select facet, 1 / (case when (select n from wanted) = (select count(*) from e) then 1 else 0 end) as whole from done`

const moveMarkSql = `update people set "lastSeenAt" = greatest(clock_timestamp(), "lastSeenAt" + interval '1 microsecond')
  where id = $1 returning id`

/** A division by zero, or two writes that wait for each other's rows: nothing is written, and everything is read again. */
const beforeUs = new Set(['22012', '40P01'])

export const voidEvents = `select t.id from (select distinct on (t.id) t.id, u.kind
    from events u, jsonb_array_elements_text(u.payload->'targets') t(id)
    where u."userId" = $1 and u.facet is null and u.kind in ('undo', 'redo') order by t.id, u."receivedAt" desc, u.id desc) t where t.kind = 'undo'`

interface ReadRow {
  readonly nowMs: number
  readonly settings: unknown
  readonly mark: string | null
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
        mark: row.mark,
        memories: new Map((row.memories ?? []).map((memory) => [memory.facet, toStoredMemory(memory)])),
        known: new Map((row.known ?? []).map((event) => [event.id, event])),
        named: new Set((row.named ?? []).map(({ id }) => id)),
      }
    },

    async write(userId, mark, writes) {
      // In one order for everybody, so that no two wait for each other.
      const sorted = writes.toSorted((a, b) => (a.facet < b.facet ? -1 : 1))
      const events = sorted.flatMap((write) => write.events.map((event) => ({ ...event, memory: write.facet })))
      try {
        const { rows } = await pool.query<{ facet: FacetId }>({
          name: 'log-write',
          text: writeSql,
          values: [userId, JSON.stringify(sorted.map(toMemoryRow)), JSON.stringify(events), mark],
        })
        return new Set(rows.map(({ facet }) => facet))
      } catch (error) {
        if (beforeUs.has((error as { code?: string }).code ?? '')) return new Set()
        throw error
      }
    },

    rewrite: (userId, events, facets, succession, fold) =>
      inTransaction(pool, async (client) => {
        const targets = events.filter(isVoidingEvent).flatMap(({ payload }) => payload.targets)
        // One at a time for a person, and no write meanwhile: locks on the facets' rows would go with the rows. An undo
        // moves the mark, so that a write that has not seen it starts again.
        const lock = targets.length > 0 ? moveMarkSql : 'select id from people where id = $1 for no key update'
        if ((await client.query(lock, [userId])).rows.length === 0) return null
        const named = await client.query<{ facet: FacetId }>(
          'select distinct facet from events where "userId" = $1 and id = any($2::uuid[]) and facet is not null',
          [userId, targets],
        )
        const heirs = [...new Set([...facets, ...named.rows.map(({ facet }) => facet)].map(succession.heirOf))].sort()
        await client.query(`${insertEvents} from jsonb_to_recordset($2::jsonb) as j(${eventInput}) on conflict do nothing`, [userId, JSON.stringify(events)])
        return refold(client, userId, heirs, succession, fold)
      }),

    async newest(userId, limit) {
      return select('log-newest', `select ${eventColumns} from events where "userId" = $1 order by "receivedAt" desc, id desc limit $2`, [userId, limit])
    },

    async inGroup(userId, groupId, sinceMs) {
      const own = await select(
        'log-group',
        `select ${eventColumns} from events where "userId" = $1 and "receivedAt" >= to_timestamp($3::float8 / 1000) and "groupId" = $2
          order by "receivedAt", id`,
        [userId, groupId, sinceMs],
      )
      if (own.length === 0) return []
      const undos = await select(
        'log-group-undos',
        `select ${eventColumns} from events where "userId" = $1 and "receivedAt" >= to_timestamp($3::float8 / 1000)
          and facet is null and kind in ('undo', 'redo') and payload->'targets' ?| $2::text[] order by "receivedAt", id`,
        [userId, own.map(({ id }) => id), sinceMs],
      )
      return [...own, ...undos]
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

    merge: (guestId, userId, succession, fold) =>
      inTransaction(pool, async (client) => {
        // Both, in one order: nothing is graded or undone by either until this is done.
        await client.query('select id from people where id in ($1, $2) order by id for update', [guestId, userId])
        const { rows } = await client.query<{ facet: FacetId | null; kind: string }>(
          `insert into events ("userId", id, kind, facet, "at", "receivedAt", "deviceId", "groupId", payload)
            select $2::uuid, id, kind, facet, "at", "receivedAt", "deviceId", "groupId", payload from events
            where "userId" = $1 and kind <> 'settings' on conflict do nothing returning facet, kind`,
          [guestId, userId],
        )
        // The account's mark moves: undos have come to it.
        await client.query(moveMarkSql, [userId])
        const heirs = [...new Set(rows.flatMap(({ facet }) => (facet === null ? [] : [succession.heirOf(facet)])))].sort()
        await refold(client, userId, heirs, succession, fold)
        // Collections take their files and cards along.
        await client.query('update own_collections set "userId" = $2 where "userId" = $1', [guestId, userId])
        await client.query('update own_facets set "userId" = $2 where "userId" = $1', [guestId, userId])
        await client.query('update own_drafts set "userId" = $2 where "userId" = $1', [guestId, userId])
        // Their events and drafts go along.
        await client.query('update interviews set "userId" = $2 where "userId" = $1', [guestId, userId])
        await client.query('update annotations set "userId" = $2 where "userId" = $1 and id not in (select id from annotations where "userId" = $2)', [guestId, userId])
        await client.query('insert into person_aliases ("guestId", "personId") values ($1, $2) on conflict do nothing', [guestId, userId])
        await client.query('update person_aliases set "personId" = $2 where "personId" = $1', [guestId, userId])
        await eraseRows(client, guestId)
        return rows.filter(({ kind }) => kind === 'review').length
      }),

    async *holders(facets) {
      let after = '00000000-0000-0000-0000-000000000000'
      for (;;) {
        const { rows } = await pool.query<{ userId: string; facets: FacetId[] }>(
          `select "userId", array_agg(facet order by facet) as facets from memories where facet = any($1::text[]) and "userId" > $2
            group by 1 order by 1 limit 500`,
          [facets, after],
        )
        yield* rows
        const last = rows.at(-1)
        if (last === undefined) return
        after = last.userId
      }
    },

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
  // Sessions, tokens and their own notes go with the person.
  await client.query('delete from people where id = $1', [userId])
}

/** The caller holds the person's row. */
async function refold(
  client: pg.PoolClient,
  userId: string,
  facets: readonly FacetId[],
  succession: Succession,
  fold: FoldFacet,
): Promise<Map<FacetId, Memory | null>> {
  const lineages = facets.flatMap((facet) => [facet, ...succession.ancestorsOf(facet)])
  const { rows } = await client.query<LogEvent & pg.QueryResultRow>(
    `select ${eventColumns} from events where "userId" = $1 and facet = any($2::text[]) order by facet, "at", id`,
    [userId, lineages],
  )
  const { rows: undos } = await client.query<LogEvent & pg.QueryResultRow>(
    `select ${eventColumns} from events where "userId" = $1 and facet is null and kind in ('undo', 'redo') and payload->'targets' ?| $2::text[]`,
    [userId, rows.map((event) => event.id)],
  )
  const own = new Map<FacetId, LogEvent[]>()
  for (const group of groupByFacet(rows)) {
    const heir = succession.heirOf(group[0]!.facet!)
    own.set(heir, [...(own.get(heir) ?? []), ...group])
  }
  const folded = new Map<FacetId, Memory | null>()
  const kept: Omit<FacetWrite, 'events'>[] = []
  for (const facet of facets) {
    const events = withUndos(own.get(facet) ?? [], undos)
    const memory = events.length === 0 ? null : fold(facet, events)
    folded.set(facet, memory)
    if (memory !== null) kept.push({ facet, memory, revision: events.length, expected: null })
  }
  await client.query('delete from memories where "userId" = $1 and facet = any($2::text[])', [userId, lineages])
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
