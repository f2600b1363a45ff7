// What unchanged notes cost at a start: the folder of the notes is read and hashed, and one row is asked for.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { postgresStore } from '#lib/server/store/postgres-store.ts'
import { loadContent } from '#lib/server/usecases/load-content.ts'
import { withBenchDatabase } from './bench-database.ts'
import { makeRow, median, timeMs, type Benchmark } from './benchmark.ts'

const content = fileURLToPath(new URL('../../content', import.meta.url))
const rounds = 20

export const load: Benchmark = {
  names: ['load'],
  run: () =>
    withBenchDatabase(async (database) => {
      const server = { store: postgresStore(database), version: '0.1.0' }
      const first = await loadContent(server, content)
      if (!first.loaded) throw new Error('the notes were not loaded')
      const oursMs: number[] = []
      const floorMs: number[] = []
      for (let round = 0; round < rounds; round++) {
        oursMs.push(await timeMs(async () => {
          if ((await loadContent(server, content)).loaded) throw new Error('unchanged notes were loaded again')
        }))
        floorMs.push(await timeMs(readNotesOnce))
      }
      const seconds = median(oursMs) / 1000
      return [makeRow('load', { value: seconds, unit: 's', floor: median(floorMs) / 1000 }, '≤ 0.3 s', seconds <= 0.3)]
    }),
}

/** The floor: the bytes of the notes, read. */
function readNotesOnce(): void {
  const topics = join(content, 'topics')
  for (const name of readdirSync(topics)) if (name.endsWith('.md')) readFileSync(join(topics, name))
}
