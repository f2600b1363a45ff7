// From `npm start` to ready, with everything built and the database made before; against Node asking a running
// Postgres one thing.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeRow, median, type Benchmark } from './benchmark.ts'
import { environmentFor, startProgram, stopProgram } from './program.ts'

const rounds = 5

export const start: Benchmark = {
  names: ['start'],
  async run(say) {
    const dataDir = mkdtempSync(join(tmpdir(), 'protodeck-start-'))
    const env = environmentFor(dataDir)
    const oursMs: number[] = []
    const floorMs: number[] = []
    try {
      for (let round = -1; round < rounds; round++) {
        if (round < 0) say('making the database')
        const ours = await startProgram('npm', ['start'], env)
        const { url } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as { url: string }
        const floor = await startProgram(process.execPath, ['--import', 'tsx', 'tests/bench/floors/select-one.ts', url], env)
        await stopProgram(ours.child)
        await stopProgram(floor.child)
        if (round < 0) continue
        oursMs.push(ours.ms)
        floorMs.push(floor.ms)
      }
    } finally {
      rmSync(dataDir, { recursive: true, force: true })
    }
    const seconds = median(oursMs) / 1000
    return [makeRow('start', { value: seconds, unit: 's', floor: median(floorMs) / 1000 }, '≤ 3 s', seconds <= 3)]
  },
}
