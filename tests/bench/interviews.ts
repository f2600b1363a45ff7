// How long keeping a draft takes at the worst, with 200 interviews under way on one process and a draft of each every two
// seconds; against a bare server that runs the same statement. A draft's time counts from when it was due to be sent.
import { randomUUID } from 'node:crypto'
import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { hashToken } from '#lib/server/auth/identify.ts'
import { draftSql } from '#lib/server/store/postgres-interviews.ts'
import { addPerson, settle, withBenchDatabase } from './bench-database.ts'
import { makeRow, type Benchmark } from './benchmark.ts'
import { startServer } from './grade.ts'
import { sendJson } from './send-json.ts'

const count = 200
const everyMs = 2_000
/** Of each side in turn; the first round only warms both up. */
const rounds = 3
const draftsARound = 3
const budgetMs = 100

interface Person {
  readonly id: string
  readonly token: string
  readonly interview: string
}

export const interviews: Benchmark = {
  names: ['interviews'],
  run: (say) =>
    withBenchDatabase(async ({ pool }, url) => {
      const addPeople = () =>
        Promise.all(Array.from({ length: count }, async (): Promise<Person> => {
          const person = { id: randomUUID(), token: `pd_${randomUUID()}`, interview: randomUUID() }
          await addPerson(pool, person.id)
          await pool.query('insert into api_tokens (hash, "userId", name) values ($1, $2, $3)', [hashToken(person.token), person.id, 'bench'])
          await pool.query('insert into interviews ("userId", id, "createdAt", config) values ($1, $2, now(), $3)', [person.id, person.interview, '{}'])
          await pool.query('insert into interview_events ("userId", "interviewId", seq, id, "at", payload) values ($1, $2, 1, $3, now(), $4)', [person.id, person.interview, randomUUID(), '{"type": "start"}'])
          return person
        }))
      const [ours, floor] = [{ people: await addPeople(), ms: [] as number[] }, { people: await addPeople(), ms: [] as number[] }]
      await settle(pool)
      const servers = [
        await startServer('grade-server.ts', url),
        await startServer('floors/draft-server.ts', JSON.stringify({ url, draftSql, people: Object.fromEntries(floor.people.map(({ id, token }) => [`Bearer ${token}`, id])) })),
      ]
      say(`${count} interviews at once, ${(rounds - 1) * draftsARound} drafts of each`)
      for (let round = 0; round < rounds; round++)
        for (const [i, side] of [ours, floor].entries()) {
          const ms = await draftAll(servers[i]!.port, side.people, round * draftsARound)
          if (round > 0) side.ms.push(...ms)
        }
      for (const { child } of servers) child.kill()
      const value = percentile(ours.ms, 0.99)
      say(`medians: ${percentile(ours.ms, 0.5).toFixed(1)} ms, floor ${percentile(floor.ms, 0.5).toFixed(1)} ms`)
      return [makeRow('interviews', { value, unit: 'ms p99', floor: percentile(floor.ms, 0.99) }, `< ${budgetMs} ms`, value < budgetMs)]
    }),
}

/** The people begin one after another, as they would, and go on by the clock whatever the server does. */
async function draftAll(port: number, people: readonly Person[], before: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true })
  const startMs = performance.now() + 50
  const each = await Promise.all(people.flatMap((person, i) =>
    Array.from({ length: draftsARound }, async (_, n) => {
      const dueMs = startMs + (i / people.length) * everyMs + n * everyMs
      await sleep(Math.max(0, dueMs - performance.now()))
      await draftOnce(agent, port, person, before + n + 1)
      return performance.now() - dueMs
    }),
  ))
  agent.destroy()
  return each
}

const said = 'When the segment arrives, the server acknowledges it, so that the client knows it got through. '

async function draftOnce(agent: Agent, port: number, { interview, token }: Person, number: number): Promise<void> {
  const body = { question: 'q1', deviceId: 'bench', number, text: said.repeat(number) }
  await sendJson<{ seq: number }>({ agent, port, token, method: 'PUT', path: `/api/v1/interviews/${interview}/draft`, body }, ({ seq }) => seq === 1)
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]!
}
