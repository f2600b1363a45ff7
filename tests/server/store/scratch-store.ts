// The product's store on an empty Postgres of its own, migrated, for as long as a test file runs.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '#lib/server/postgres/embedded.ts'
import { migrate } from '#lib/server/postgres/migrations.ts'
import { openDatabase } from '#lib/server/store/database.ts'
import { postgresStore } from '#lib/server/store/postgres-store.ts'
import type { Store } from '#lib/server/store/store.ts'

export interface ScratchStore {
  readonly store: Store
  close(): Promise<void>
}

export async function openScratchStore(): Promise<ScratchStore> {
  const folder = await mkdtemp(join(tmpdir(), 'protodeck-store-'))
  const server = await startEmbedded(folder, () => undefined)
  await migrate(server.url, join(process.cwd(), 'prisma/migrations'))
  const database = openDatabase(server.url, () => undefined)
  return {
    store: postgresStore(database),
    async close() {
      await database.close()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
