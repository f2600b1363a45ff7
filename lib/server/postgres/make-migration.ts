// `npm run migration -- NAME`: writes the SQL that leads from the newest migration's schema to prisma/schema.prisma.
// Each migration keeps the schema it leads to beside its SQL, so that no shadow database is needed.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '#lib/server/env.ts'
import { diffSchemas, readMigrations } from '#lib/server/postgres/migrations.ts'
import { withScratchDatabase } from '#lib/server/postgres/scratch.ts'

const name = process.argv[2]
if (name === undefined || !/^[a-z0-9_]+$/.test(name)) {
  process.stderr.write('usage: npm run migration -- NAME   (lower case, digits and _)\n')
  process.exit(2)
}
const dir = join(root, 'prisma/migrations')
await mkdir(dir, { recursive: true })
const { migrationDirectories } = await readMigrations(dir)
const last = migrationDirectories.at(-1)
const from = last === undefined ? null : await readFile(join(dir, last.path, 'schema.prisma'), 'utf8')
const to = await readFile(join(root, 'prisma/schema.prisma'), 'utf8')
const sql = await withScratchDatabase((url) => diffSchemas(url, from, to))
if (sql.trim() === '' || sql.includes('This is an empty migration')) {
  process.stdout.write('Nothing has changed since the newest migration.\n')
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join(dir, `${stamp}_${name}`)
  await mkdir(folder)
  await writeFile(join(folder, 'migration.sql'), sql)
  await writeFile(join(folder, 'schema.prisma'), to)
  process.stdout.write(`prisma/migrations/${stamp}_${name}\n`)
}
