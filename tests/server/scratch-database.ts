// A migrated Postgres for the length of a test file.
import { fileURLToPath } from 'node:url'
import { migrate } from '#lib/server/postgres/migrations.ts'
import { withScratchDatabase } from '#lib/server/postgres/scratch.ts'
import { openDatabase, type Database } from '#lib/server/store/database.ts'

export const migrationsDir = fileURLToPath(new URL('../../prisma/migrations', import.meta.url))

/** Open until `close` is called. */
export function openScratchDatabase(): Promise<{ database: Database; url: string; close: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const over = withScratchDatabase(async (url) => {
      await migrate(url, migrationsDir)
      const database = openDatabase(url, () => undefined)
      await new Promise<void>((finish) => {
        resolve({
          database,
          url,
          close: async () => {
            await database.close()
            finish()
            await over
          },
        })
      })
    })
    over.catch(reject)
  })
}
