// The API alone, as main.ts mounts it before the page renderer, for benchmarks over HTTP: in a process of its own, like
// their floors. The database's address comes as one line on standard input, the port goes to standard output.
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'
import { getRequestListener } from '@hono/node-server'
import { pino } from 'pino'
import { createIdentifier } from '#lib/server/auth/identify.ts'
import { readEnvironment } from '#lib/server/env.ts'
import { createApi } from '#lib/server/http/api.ts'
import { createLimiter } from '#lib/server/http/limiter.ts'
import { createReader } from '#lib/server/reading/reader.ts'
import { createWebSocketLab } from '#lib/server/labs/websocket/lab.ts'
import { publicLabLimits } from '#lib/server/labs/websocket/lab-limits.ts'
import { openDatabase } from '#lib/server/store/database.ts'
import { postgresStore } from '#lib/server/store/postgres-store.ts'

createInterface({ input: process.stdin }).once('line', (url) => {
  const store = postgresStore(openDatabase(url, () => undefined))
  const clockMs = () => performance.timeOrigin + performance.now()
  const api = createApi({
    environment: readEnvironment({ NODE_ENV: 'production' }),
    version: '0.0.0',
    store,
    logger: pino({ level: 'silent' }),
    identifier: createIdentifier({ people: store.people, secret: 'bench', secure: false, clockMs }),
    limits: { guests: createLimiter(1, 1, clockMs), interviews: createLimiter(10, 1_000, clockMs), links: createLimiter(1, 1, clockMs), signIns: createLimiter(1, 1, clockMs), searches: createLimiter(1, 1, clockMs), reports: createLimiter(1, 1, clockMs) },
    reader: createReader(),
    labs: { websocket: createWebSocketLab({ limits: publicLabLimits, clockMs, base: '/api/labs/websocket', secret: 'bench', originsFor: () => null, target: () => null }) },
    timeShiftMs: () => 0,
  })
  const listener = getRequestListener(api.fetch)
  const server = createServer((request, response) => void listener(request, response))
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : 0}\n`)
  })
})
