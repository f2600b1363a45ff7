// From `npm start` to ready, with everything built and the database made before; against Node asking a running
// Postgres one thing.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeRow, median, type Benchmark } from './benchmark.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const rounds = 5

export const start: Benchmark = {
  names: ['start'],
  async run(say) {
    const dataDir = mkdtempSync(join(tmpdir(), 'protodeck-start-'))
    // The settings of whoever runs this must not decide what is measured.
    const { DATABASE_URL: _url, PUBLIC_URL: _public, NODE_ENV: _mode, ...inherited } = process.env
    const env: NodeJS.ProcessEnv = { ...inherited, NODE_ENV: 'production', PORT: '0', DATA_DIR: dataDir }
    const oursMs: number[] = []
    const floorMs: number[] = []
    try {
      for (let round = -1; round < rounds; round++) {
        if (round < 0) say('making the database')
        const ours = await ready('npm', ['start'], env)
        const { url } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as { url: string }
        const floor = await ready(process.execPath, ['--import', 'tsx', 'tests/bench/floors/select-one.ts', url], env)
        await end(ours.child)
        await end(floor.child)
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

/** Starts a program in a process group of its own and waits until it says that it is ready. */
function ready(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<{ child: ChildProcess; ms: number }> {
  const begun = performance.now()
  const child = spawn(file, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let said = ''
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (/^Ready/m.test(said)) resolve({ child, ms: performance.now() - begun })
    })
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code ?? 'a signal'}: ${said}`)))
  })
}

/** SIGTERM to the group: npm, its shell, and the process that serves. */
function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve()
      return
    }
    child.once('close', () => { resolve() })
    process.kill(-child.pid!, 'SIGTERM')
  })
}
