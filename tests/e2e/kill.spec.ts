// Recorded means durable: Node, Postgres, or both are killed again and again while reviews are posted and interviews
// are taken; all that was acknowledged is in Postgres afterwards, and every report says what it said before.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import pg from 'pg'
import { v7 } from 'uuid'
import type { QueueAnswer } from '#lib/server/usecases/list-queue.ts'
import type { InterviewView } from '#lib/server/usecases/view-interview.ts'
import { startTestServer, type TestServer } from './test-server.ts'

const kills = 20
const victims = ['node', 'postgres', 'both'] as const
test.setTimeout(600_000)

test(`every acknowledged review, answer and draft is there after ${kills} kills under load`, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'protodeck-kills-'))
  let server = await startTestServer({ dataDir })
  const load = await startLoad(() => server.url)
  const interviews = startInterviews(() => server.url)
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
  await Promise.all([load.stop(), interviews.stop()])

  const client = new pg.Client({ connectionString: readPostgresFile(dataDir).url })
  await client.connect()
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    const { rows } = await client.query<Record<string, string>>(`show ${setting}`)
    expect(rows[0]![setting], setting).toBe('on')
  }
  const { rows } = await client.query<{ id: string }>(`select id from events where kind = 'review'`)
  const { rows: folded } = await client.query<{ reps: number }>('select sum(reps)::int as reps from memories')
  const { rows: taken } = await client.query<{ id: string; key: string; type: string }>(
    `select id, "interviewId" || ' ' || coalesce(payload->>'question', '') as key, payload->>'type' as type from interview_events`)
  const { rows: drafted } = await client.query<{ key: string; number: number }>(`select "interviewId" || ' ' || question as key, number from interview_drafts`)
  await client.end()
  const answered = new Set(taken.filter(({ type }) => type === 'submit').map(({ key }) => key))
  const kept = new Map(drafted.map(({ key, number }) => [key, number]))
  expect([...interviews.events].filter((id) => !taken.some((event) => event.id === id)), 'actions in an interview').toEqual([])
  expect([...interviews.drafts].filter(([key, number]) => !answered.has(key) && (kept.get(key) ?? 0) < number), 'drafts').toEqual([])
  expect(Math.min(interviews.events.size, interviews.drafts.size, interviews.reports.size), 'something of each was acknowledged').toBeGreaterThan(0)
  for (const [id, report] of interviews.reports) expect(await interviews.readReport(id), `the report of ${id}`).toBe(report)
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
      await sleep(20)
    }
  }
  const workers = [worker(), worker(), worker()]
  return load
}

interface Interviews {
  /** Ids of what was acknowledged. */
  readonly events: ReadonlySet<string>
  /** Interview and question → the newest number acknowledged. */
  readonly drafts: ReadonlyMap<string, number>
  /** What each finished interview's report was when first looked at. */
  readonly reports: ReadonlyMap<string, string>
  readReport(id: string): Promise<string>
  stop(): Promise<void>
}

/** A guest who takes one interview after another: a few drafts, then the answer. What gets no answer is sent again. */
function startInterviews(url: () => string): Interviews {
  const [events, drafts, reports] = [new Set<string>(), new Map<string, number>(), new Map<string, string>()]
  let going = true
  const goes = () => going
  let cookie = ''
  const call = async <T,>(method: string, path: string, body?: object): Promise<T> => {
    for (;;) {
      const response = await fetch(`${url()}/api/v1/interviews${path}`, {
        method,
        headers: { 'content-type': 'application/json', origin: url(), ...(cookie === '' ? {} : { cookie }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(10_000),
      }).catch(() => null)
      if (response !== null && response.status < 500) {
        const text = await response.text().catch(() => null)
        if (!response.ok && text !== null) throw new Error(`${method} ${path}: ${response.status} ${text}`)
        cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
        if (text !== null) return JSON.parse(text) as T
      }
      await sleep(25)
    }
  }
  const act = async (id: string, event: object): Promise<InterviewView> => {
    const command = { id: v7(), deviceId: 'load', event }
    const view = await call<InterviewView>('POST', `/${id}/events`, command)
    events.add(command.id)
    return view
  }
  const readReport = async (id: string) => JSON.stringify({ ...(await call<object>('GET', `/${id}/report`)), nowMs: 0 })
  const takeOne = async () => {
    const id = v7()
    await call('POST', '', { id, minutes: 10, level: 2, scope: { kind: 'all' }, lang: 'en', mode: 'explain', personal: false })
    let { question } = await act(id, { type: 'start' })
    while (question !== null && goes()) {
      const text = (number: number) => 'When the segment arrives, the receiver acknowledges it. '.repeat(number)
      for (let number = 1; number <= 3 && goes(); number++) {
        await call('PUT', `/${id}/draft`, { question: question.id, deviceId: 'load', number, text: text(number) })
        drafts.set(`${id} ${question.id}`, number)
        await sleep(20)
      }
      if (!goes()) break
      const { id: asked, kind } = question
      // What the interviewer asks on with may be of any kind.
      const isText = kind === 'explain' || kind === 'typed'
      ;({ question } = await act(id, isText ? { type: 'submit', question: asked, answer: { kind, text: text(4) } } : { type: 'skip', question: asked }))
    }
    // The last is left as it is: with a draft that was never handed in.
    if (question !== null) return
    await act(id, { type: 'finish' })
    reports.set(id, await readReport(id))
  }
  // A guest may make so many an hour.
  const working = (async () => { for (let made = 0; made < 25 && goes(); made++) await takeOne() })()
  return { events, drafts, reports, readReport, async stop() { going = false; await working } }
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
