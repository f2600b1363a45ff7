// A `Server` around any store, without a process: for use cases that need more than the store, and for the API.
import { pino } from 'pino'
import { createIdentifier, type Identity } from '#lib/server/auth/identify.ts'
import { readEnvironment } from '#lib/server/env.ts'
import type { ApiContext } from '#lib/server/http/context.ts'
import { createLimiter } from '#lib/server/http/limiter.ts'
import { createReader } from '#lib/server/reading/reader.ts'
import { createWebSocketLab } from '#lib/server/labs/websocket/lab.ts'
import { publicLabLimits } from '#lib/server/labs/websocket/lab-limits.ts'
import type { Server } from '#lib/server/server.ts'
import type { Store } from '#lib/server/store/store.ts'

/** Five sign-ins a quarter of an hour, so that tests reach the limit soon. */
export function makeServer(store: Store): Server {
  const clockMs = () => performance.timeOrigin + performance.now()
  return {
    environment: readEnvironment({ NODE_ENV: 'test' }),
    version: '1.2.3',
    store,
    logger: pino({ level: 'silent' }),
    identifier: createIdentifier({ people: store.people, secret: 'a secret of the tests', secure: false, clockMs }),
    limits: { guests: createLimiter(50, 3_600_000, clockMs), signIns: createLimiter(5, 900_000, clockMs), interviews: createLimiter(50, 3_600_000, clockMs), searches: createLimiter(40, 60_000, clockMs), links: createLimiter(5, 600_000, clockMs), reports: createLimiter(5, 3_600_000, clockMs) },
    reader: createReader(),
    labs: { websocket: createWebSocketLab({ limits: publicLabLimits, clockMs, base: '/api/labs/websocket', secret: 'tests', originsFor: () => null, target: () => null }) },
    timeShiftMs: () => 0,
  }
}

export function contextOf(server: Server, identity: Identity | null, address = '192.0.2.99'): ApiContext {
  return { server, request: new Request('http://localhost/'), lang: 'en', address, identity, cookies: [] }
}
