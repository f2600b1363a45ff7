// Recorded means durable: Node, Postgres, or both are killed again and again while reviews are posted, and every
// review that was acknowledged is in Postgres afterwards.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import pg from 'pg'
import { v7 } from 'uuid'
import type { QueueAnswer } from '#lib/server/usecases/list-queue.ts'
import { startTestServer, type TestServer } from './test-server.ts'

const kills = 20
const victims = ['node', 'postgres', 'both'] as const
test.setTimeout(600_000)

test(`every acknowledged review is there after ${kills} kills under load`, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'protodeck-kills-'))
  let server = await startTestServer({ dataDir })
  const load = await startLoad(() => server.url)
  const { port } = new URL(server.url)
  for (let kill = 0; kill < kills; kill++) {
    const victim = victims[kill % victims.length]!
    const before = load.acknowledged.size
    await waitFor(() => load.acknowledged.size > before + 5, `reviews are acknowledged before kill ${kill} (${victim})`)
    await sleep(Math.random() * 100)
    const postgres = readPostgresFile(dataDir).pid
    if (victim !== 'postgres') await killServer(server)
    if (victim !== 'node') process.kill(postgres, 'SIGKILL')
    if (victim === 'postgres') {
      // The running server starts it again by itself.
      await waitFor(() => readPostgresFile(dataDir).pid !== postgres || server.child.exitCode !== null, 'Postgres is started again')
      expect(server.child.exitCode, `kill ${kill}: Postgres alone was killed, and the server ended`).toBeNull()
    } else server = await startTestServer({ dataDir, port: Number(port) })
  }
  await load.stop()

  const client = new pg.Client({ connectionString: readPostgresFile(dataDir).url })
  await client.connect()
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    const { rows } = await client.query<Record<string, string>>(`show ${setting}`)
    expect(rows[0]![setting], setting).toBe('on')
  }
  const { rows } = await client.query<{ id: string }>(`select id from events where kind = 'review'`)
  const { rows: folded } = await client.query<{ reps: number }>('select sum(reps)::int as reps from memories')
  await client.end()
  await server.stop()
  const stored = new Set(rows.map(({ id }) => id))
  const lost = [...load.acknowledged].filter((id) => !stored.has(id))
  test.info().annotations.push({ type: 'acknowledged', description: `${load.acknowledged.size} reviews over ${kills} kills` })
  expect(lost, `${load.acknowledged.size} acknowledged, ${stored.size} stored`).toEqual([])
  // And the memories are the fold of all that is stored, acknowledged or not.
  expect(folded[0]!.reps).toBe(stored.size)
  rmSync(dataDir, { recursive: true, force: true })
})

interface Load {
  going: boolean
  /** Ids of reviews that the server said were recorded. */
  readonly acknowledged: Set<string>
  stop(): Promise<void>
}

/** A guest who grades without pause, some reviews at a time; what gets no answer is sent again, as the page would. */
async function startLoad(url: () => string): Promise<Load> {
  const acknowledged = new Set<string>()
  const load: Load = {
    going: true,
    acknowledged,
    async stop() {
      load.going = false
      await Promise.all(workers)
    },
  }
  const { cards } = (await (await fetch(`${url()}/api/v1/queue?limit=20`)).json()) as QueueAnswer
  let cookie = ''
  const post = async (ids: readonly string[]) => {
    const reviews = ids.map((id, i) => ({ id, facet: cards[i % cards.length]!.facet, grade: 3, answeredAt: new Date().toISOString(), elapsedMs: 900, timeZone: 'UTC' }))
    const response = await fetch(`${url()}/api/v1/reviews`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url(), ...(cookie === '' ? {} : { cookie }) },
      body: JSON.stringify({ reviews }),
      signal: AbortSignal.timeout(5_000),
    })
    if (!response.ok) return false
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    const { results } = (await response.json()) as { results: readonly { id: string; status: string }[] }
    for (const { id, status } of results) if (status === 'recorded' || status === 'duplicate') acknowledged.add(id)
    return true
  }
  await post([v7()])
  const goes = () => load.going
  const worker = async () => {
    while (goes()) {
      const ids = Array.from({ length: 3 }, () => v7())
      while (goes() && !(await post(ids).catch(() => false))) await sleep(25)
      await sleep(5)
    }
  }
  const workers = [worker(), worker(), worker()]
  return load
}

function killServer({ child }: TestServer): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => { resolve() })
    child.kill('SIGKILL')
  })
}

function readPostgresFile(dataDir: string): { url: string; pid: number } {
  return JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as { url: string; pid: number }
}

async function waitFor(condition: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`after a minute still not: ${what}`)
    await sleep(20)
  }
}
