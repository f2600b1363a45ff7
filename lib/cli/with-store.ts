// The database for a command: DATABASE_URL, else the embedded one that runs, else one started for this command.
import { join } from 'node:path'
import { readEnvironment, type Environment } from '#lib/server/env.ts'
import { findEmbedded, startEmbedded } from '#lib/server/postgres/embedded.ts'
import { migrate } from '#lib/server/postgres/migrations.ts'
import { openDatabase } from '#lib/server/store/database.ts'
import { postgresStore } from '#lib/server/store/postgres-store.ts'
import type { Store } from '#lib/server/store/store.ts'

/** Runs `use` on the store; a Postgres that was started for it is stopped again. */
export async function withStore<T>(say: (line: string) => void, use: (store: Store, environment: Environment) => Promise<T>): Promise<T> {
  const environment = readEnvironment(undefined, { secretNeeded: false })
  const running = environment.databaseUrl === null ? await findEmbedded(environment.dataDir) : null
  const started = environment.databaseUrl === null && running === null ? await startEmbedded(environment.dataDir, say) : null
  const url = environment.databaseUrl ?? running?.url ?? started!.url
  try {
    await migrate(url, join(environment.root, 'prisma/migrations'))
    const database = openDatabase(url, () => undefined)
    try {
      return await use(postgresStore(database), environment)
    } finally {
      await database.close()
    }
  } finally {
    await started?.stop()
  }
}
