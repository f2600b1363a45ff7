// A Postgres for the length of one call: migrations are made, tests and benchmarks are run against it.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '#lib/server/postgres/embedded.ts'

/** Runs `use` with the address of an empty database, and throws the whole server away afterwards. */
export async function withScratchDatabase<T>(use: (url: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'protodeck-'))
  const server = await startEmbedded(folder, () => undefined)
  try {
    return await use(server.url)
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
