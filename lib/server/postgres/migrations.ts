// The migrations on disk, and bringing a database up to them. `_prisma_migrations` stays what Prisma's own
// command line would have written, so that either may be used on the same database.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MigrationList } from '@prisma/schema-engine-wasm'
import pg from 'pg'
import { withSchemaEngine } from '#lib/server/postgres/schema-engine.ts'

const migrationsLock = 7_269_733

/** All migrations under `dir`, oldest first, in the form that the schema engine takes. */
export async function readMigrations(dir: string): Promise<MigrationList> {
  const names = (await readdir(dir, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((e) => e.name)
  return {
    baseDir: dir,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.sort().map(async (path) => ({
        path,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await readFile(join(dir, path, 'migration.sql'), 'utf8') },
        },
      })),
    ),
  }
}

/**
 * Applies what is missing and returns the names. Costs one query when nothing is. A database that holds a
 * migration this release does not know was used by a newer one: it is left alone and served as it is.
 */
export async function migrate(url: string, dir: string): Promise<readonly string[]> {
  const migrationsList = await readMigrations(dir)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    if ((await findPending(client, migrationsList)).length === 0) return []
    await client.query('begin')
    // Held to the end of the transaction, so that processes starting together migrate one after another.
    await client.query('select pg_advisory_xact_lock($1)', [migrationsLock])
    const pending = await findPending(client, migrationsList)
    const applied =
      pending.length === 0
        ? []
        : await withSchemaEngine(url, async (engine) => {
            const done = await engine.applyMigrations({
              migrationsList,
              filters: { externalTables: [], externalEnums: [] },
            })
            return done.appliedMigrationNames
          })
    await client.query('commit')
    return applied
  } finally {
    await client.end()
  }
}

async function findPending(client: pg.Client, list: MigrationList): Promise<readonly string[]> {
  const exists = await client.query<{ found: boolean }>(
    `select to_regclass('_prisma_migrations') is not null as found`,
  )
  if (exists.rows[0]?.found !== true) return list.migrationDirectories.map((entry) => entry.path)
  const rows = await client.query<{ migration_name: string; checksum: string }>(
    'select migration_name, checksum from _prisma_migrations where finished_at is not null and rolled_back_at is null',
  )
  const known = new Map(rows.rows.map((row) => [row.migration_name, row.checksum]))
  return list.migrationDirectories
    .filter(({ path, migrationFile: { content } }) => {
      const checksum = content.tag === 'ok' ? createHash('sha256').update(content.value).digest('hex') : ''
      const applied = known.get(path)
      if (applied !== undefined && applied !== checksum)
        throw new Error(`Migration ${path} was changed after it had been applied to this database.`)
      return applied === undefined
    })
    .map((entry) => entry.path)
}

/** The SQL that leads from `from` (a schema.prisma text, or null for an empty database) to `to`. */
export async function diffSchemas(url: string, from: string | null, to: string): Promise<string> {
  const target = (content: string) => ({
    tag: 'schemaDatamodel' as const,
    files: [{ path: 'schema.prisma', content }],
  })
  return withSchemaEngine(url, async (engine) => {
    const result = await engine.diff({
      from: from === null ? { tag: 'empty' } : target(from),
      to: target(to),
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    })
    return result.stdout ?? ''
  })
}
