// How long the next cards take, over the whole use case, for people with 1 thousand and 100 thousand memories, and
// with all 100 thousand due. The three are asked in turn, so that whatever else the machine does hits all alike.
import { randomUUID } from 'node:crypto'
import { listQueue } from '#lib/server/usecases/list-queue.ts'
import { postgresStore } from '#lib/server/store/postgres-store.ts'
import { addFacets, addMemories, addPerson, settle, withBenchDatabase } from './bench-database.ts'
import { makeRow, median, timeMs, type Benchmark } from './benchmark.ts'
import { readCandidates } from './floors/queue-candidates.ts'

const rounds = 60
const fresh = 20
const bystanders = 100

export const queue: Benchmark = {
  names: ['queue-1k', 'queue-100k', 'queue-all-due'],
  run: (say) =>
    withBenchDatabase(async (database, url) => {
      const { pool } = database
      const today = Math.floor(Date.now() / 86_400_000)
      const people = [
        { name: 'queue-1k', topic: 'small', count: 1_000, due: 300 },
        { name: 'queue-100k', topic: 'large', count: 100_000, due: 300 },
        { name: 'queue-all-due', topic: 'large', count: 100_000, due: 100_000 },
      ].map((person) => ({ ...person, id: randomUUID(), oursMs: [] as number[], floorMs: [] as number[] }))
      say('making 200 thousand memories')
      await addFacets(pool, 'small', 1, 1_000 + fresh)
      await addFacets(pool, 'large', 2, 100_000 + fresh)
      for (const { id, topic, count, due } of people) {
        const learn = { topics: [topic], levels: [1, 2, 3] }
        await addPerson(pool, id, { timeZone: 'UTC', rolloverHour: 0, newPerDay: fresh, reviewsPerDay: 300, learn })
        await addMemories(pool, id, { topic, count, due, today })
      }
      say(`and ${bystanders} other people: a planner that knows three people plans for three`)
      for (let i = 0; i < bystanders; i++) {
        const id = randomUUID()
        await addPerson(pool, id)
        await addMemories(pool, id, { topic: 'large', count: 500, due: 50, today })
      }
      await settle(pool)

      const server = { store: postgresStore(database), timeShiftMs: () => 0 }
      const query = { limit: 20, lang: 'en' } as const
      for (const { id, name } of people) {
        const answer = await listQueue(server, id, query)
        const counts = answer.ok ? answer.value.counts : null
        if (counts?.new !== fresh || counts.due !== 300) throw new Error(`${name}: ${JSON.stringify(counts)}`)
      }
      const floor = await readCandidates(url)
      say(`asking each ${rounds} times`)
      for (let round = -5; round < rounds; round++) {
        for (const person of people) {
          const oursMs = await timeMs(() => listQueue(server, person.id, query))
          const floorMs = await timeMs(() => floor.read(person.id, today, 340))
          if (round < 0) continue
          person.oursMs.push(oursMs)
          person.floorMs.push(floorMs)
        }
      }
      await floor.close()

      const [small, large] = people
      const growth = median(large!.oursMs) / median(small!.oursMs)
      return people.map(({ name, oursMs, floorMs }) => {
        const figures = { value: median(oursMs), unit: 'ms', floor: median(floorMs) }
        if (name !== 'queue-100k') return makeRow(name, figures, '≤ 250 ms', figures.value <= 250)
        return makeRow(name, figures, `≤ 1.5 × queue-1k (here ${growth.toFixed(2)} ×)`, growth <= 1.5)
      })
    }),
}

