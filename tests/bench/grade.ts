// Reviews a second, from HTTP to the durable commit, eight people grading at once; against a bare server that runs the
// same two statements with the same payloads. Both servers run all the time and are asked in turn.
import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { Agent } from 'node:http'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { hashToken } from '#lib/server/auth/identify.ts'
import { readSql, writeSql } from '#lib/server/store/postgres-log.ts'
import { addFacets, addMemories, addPerson, settle, withBenchDatabase } from './bench-database.ts'
import { makeRow, median, timeMs, type Benchmark } from './benchmark.ts'
import { sendJson } from './send-json.ts'

const concurrency = 8
const roundRequests = 50
const rounds = 9

export const grade: Benchmark = {
  names: ['grade'],
  run: (say) =>
    withBenchDatabase(async (database, url) => {
      const { pool } = database
      const today = Math.floor(Date.now() / 86_400_000)
      const count = roundRequests * (rounds + 2)
      await addFacets(pool, 'graded', 1, count)
      const addPeople = () =>
        Promise.all(Array.from({ length: concurrency }, async () => {
          const person = { id: randomUUID(), token: `pd_${randomUUID()}` }
          await addPerson(pool, person.id)
          await pool.query('insert into api_tokens (hash, "userId", name) values ($1, $2, $3)', [hashToken(person.token), person.id, 'bench'])
          await addMemories(pool, person.id, { topic: 'graded', count, due: count, today })
          return person
        }))
      const ours = { people: await addPeople(), ms: [] as number[] }
      const floor = { people: await addPeople(), ms: [] as number[] }
      await settle(pool)

      // What the product writes for one review, taken from a run of its own: the floor fills in ids and times.
      const servers = [await startServer('grade-server.ts', url)]
      const sample = await gradeOnce(servers[0]!.port, ours.people[0]!, count - 1)
      const { rows } = await pool.query<{ payload: unknown }>('select payload from events where "userId" = $1 and id = $2', [ours.people[0]!.id, sample.id])
      const { head: _, ...memory } = sample.memory
      servers.push(await startServer('floors/grade-server.ts', JSON.stringify({
        ...{ url, readSql, writeSql },
        people: Object.fromEntries(floor.people.map(({ id, token }) => [`Bearer ${token}`, id])),
        memory,
        event: { kind: 'review', deviceId: null, groupId: null, payload: rows[0]?.payload },
      })))

      say(`${rounds} rounds of ${roundRequests * concurrency} reviews each`)
      for (let round = -1; round < rounds; round++) {
        for (const [i, side] of [ours, floor].entries()) {
          const ms = await timeMs(() =>
            Promise.all(side.people.map(async (person) => {
              for (let n = 0; n < roundRequests; n++) await gradeOnce(servers[i]!.port, person, (round + 1) * roundRequests + n)
            })),
          )
          if (round >= 0) side.ms.push(ms)
        }
      }
      for (const { child } of servers) child.kill()
      const perSecond = (ms: readonly number[]) => (roundRequests * concurrency * 1000) / median(ms)
      // Of each round by itself: whatever else the machine did then hit both.
      const ratio = median(ours.ms.map((ms, i) => floor.ms[i]! / ms))
      return [makeRow('grade', { value: perSecond(ours.ms), unit: 'reviews/s', floor: perSecond(floor.ms) }, '≥ 0.5 × floor', ratio >= 0.5, ratio)]
    }),
}

/** A server whose first line in is what it is given, and whose first line out is its port. */
export async function startServer(file: string, given: string): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL(file, import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  child.stdin.write(`${given}\n`)
  for await (const line of createInterface({ input: child.stdout })) return { child, port: Number(line) }
  throw new Error(`${file} ended`)
}

const agent = new Agent({ keepAlive: true, maxSockets: concurrency * 2 })

interface Graded {
  readonly id: string
  readonly status: string
  readonly memory: { readonly head: unknown } & Record<string, unknown>
}

async function gradeOnce(port: number, { token }: { token: string }, facet: number): Promise<Graded> {
  const review = {
    ...{ id: randomUUID(), facet: `protodeck/graded-${facet}#main`, grade: 3, answeredAt: new Date().toISOString() },
    ...{ elapsedMs: 4000, timeZone: 'Asia/Shanghai' },
  }
  const answer = await sendJson<{ results: readonly Graded[] }>(
    { agent, port, token, method: 'POST', path: '/api/v1/reviews', body: { reviews: [review] } },
    ({ results }) => results[0]?.status === 'recorded',
  )
  return answer.results[0]!
}
