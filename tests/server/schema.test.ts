// The migrated database is what schema.prisma says, and it keeps what it acknowledges.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { diffSchemas, migrate } from '#lib/server/postgres/migrations.ts'
import { withSchemaEngine } from '#lib/server/postgres/schema-engine.ts'
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

/** The SQL that leads from the database as it is to a schema. */
const drift = (content: string) =>
  withSchemaEngine(url, async (engine) => {
    const { stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files: [{ path: 'schema.prisma', content: schema }], configDir: '.' },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content }] },
      ...{ script: true, exitCode: null, filters: { externalTables: ['public._prisma_migrations'], externalEnums: [] } },
    })
    return (stdout ?? '').trim()
  })

describe('the database', () => {
  it('is what schema.prisma says: no drift', async () => {
    expect(await drift(schema)).toMatch(/^(-- This is an empty migration\.)?$/)
    // The comparison sees a difference where there is one.
    expect(await drift(schema.replace('starred        Boolean', 'starred        Boolean\n  planted        Int?'))).toContain('"planted"')
  })

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
