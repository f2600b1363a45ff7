// The migrated database is what schema.prisma says, and it keeps what it acknowledges.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { diffSchemas, migrate } from '#lib/server/postgres/migrations.ts'
import type { Database } from '#lib/server/store/database.ts'
import { migrationsDir, openScratchDatabase } from './scratch-database.ts'

const schema = readFileSync(fileURLToPath(new URL('../../prisma/schema.prisma', import.meta.url)), 'utf8')
let database: Database
let url: string
let close: () => Promise<void>
beforeAll(async () => {
  ;({ database, url, close } = await openScratchDatabase())
}, 120_000)
afterAll(() => close())

/**
 * All that a schema says, a line each, as Postgres's own catalog tells it: the engine's introspection cannot be asked,
 * since the driver adapter does not know the catalog's one-byte characters.
 */
async function describeCatalog(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ line: string }>(
    `select format('%s.%s %s%s default %s', c.table_name, c.column_name, format_type(a.atttypid, a.atttypmod),
        case c.is_nullable when 'NO' then ' not null' else '' end, coalesce(c.column_default, '-')) as line
      from information_schema.columns c join pg_attribute a on a.attrelid = format('%I', c.table_name)::regclass and a.attname = c.column_name
      where c.table_schema = 'public'
    union all select format('%s: %s', tablename, indexdef) from pg_indexes where schemaname = 'public'
    union all select format('%s: %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint
      where connamespace = 'public'::regnamespace and contype <> 'n'`,
  )
  return rows.map(({ line }) => line).filter((line) => !line.includes('_prisma_migrations')).sort()
}

/** The catalog of a new database made from a schema at once, without its migrations. */
async function catalogOf(content: string): Promise<readonly string[]> {
  const made = await openScratchDatabase()
  try {
    await made.database.pool.query('drop schema public cascade; create schema public')
    await made.database.pool.query(await diffSchemas(made.url, null, content))
    return await describeCatalog(made.database.pool)
  } finally {
    await made.close()
  }
}

describe('the database', () => {
  it('is what schema.prisma says: no drift', async () => {
    const migrated = await describeCatalog(database.pool)
    expect(migrated.length).toBeGreaterThan(100)
    expect(migrated).toEqual(await catalogOf(schema))
    // The comparison sees a difference where there is one.
    const planted = await catalogOf(schema.replace('starred        Boolean', 'starred        Boolean\n  planted        Int?'))
    expect(planted.filter((line) => !migrated.includes(line))).toEqual(['memories.planted integer default -'])
  }, 60_000)

  it('keeps beside the newest migration the schema it was made from', async () => {
    const newest = readdirSync(migrationsDir, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort().at(-1)!
    const recorded = readFileSync(join(migrationsDir, newest, 'schema.prisma'), 'utf8')
    expect((await diffSchemas(url, recorded, schema)).trim()).toMatch(/^(-- This is an empty migration\.)?$/)
  })

  it('is brought up to date once', async () => {
    expect(await migrate(url, migrationsDir)).toEqual([])
  })

  it('loses nothing that it acknowledged', async () => {
    const { rows } = await database.pool.query<{ name: string; setting: string }>(
      `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes') order by name`,
    )
    expect(rows).toEqual(['fsync', 'full_page_writes', 'synchronous_commit'].map((name) => ({ name, setting: 'on' })))
  })

  it('leads every table of people with the person, so that it can be distributed', async () => {
    const { rows } = await database.pool.query<{ name: string; first: string }>(
      `select c.relname as name, a.attname as first from pg_index i join pg_class c on c.oid = i.indrelid
        join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0] where i.indisprimary and c.relname in ('events', 'memories') order by 1`,
    )
    expect(rows).toEqual([{ name: 'events', first: 'userId' }, { name: 'memories', first: 'userId' }])
  })
})
