// What one process builds once and everything else is given: settings, stores, identity, limits, the log.
// Pages see it through web.ts, the API through http/api.ts, the command line builds its own.
import type { Logger } from 'pino'
import type { Identifier } from '#lib/server/auth/identify.ts'
import type { Environment } from '#lib/server/env.ts'
import type { Limiter } from '#lib/server/http/limiter.ts'
import type { WebSocketLab } from '#lib/server/labs/websocket/lab.ts'
import type { NotesReader } from '#lib/server/reading/reader.ts'
import type { Store } from '#lib/server/store/store.ts'

export interface Server {
  readonly environment: Environment
  readonly version: string
  readonly store: Store
  readonly identifier: Identifier
  readonly logger: Logger
  readonly limits: {
    /** New guests, by address. */
    readonly guests: Limiter
    /** Failed sign-ins, by address and by account. */
    readonly signIns: Limiter
    /** New interviews, by person. */
    readonly interviews: Limiter
    /** Searches, by address: one for each key that is hit. */
    readonly searches: Limiter
    /** Tokens that open nothing, by address. */
    readonly links: Limiter
    /** Reports of mistakes, by address. */
    readonly reports: Limiter
  }
  /** Reads files of strangers, each in a thread with bounds. */
  readonly reader: NotesReader
  readonly labs: { readonly websocket: WebSocketLab }
  /**
   * Added to Postgres's clock wherever time is asked. Always 0 in the product: only the tests' own entry file
   * passes another function to `main`.
   */
  readonly timeShiftMs: () => number
}

const key = Symbol.for('protodeck.server')

/** Makes the server visible to the page renderer, which loads modules of its own. */
export function publishServer(server: Server): void {
  ;(globalThis as Record<symbol, unknown>)[key] = server
}

/** The server of this process. Throws where there is none, as during a build. */
export function currentServer(): Server {
  const server = (globalThis as Record<symbol, unknown>)[key] as Server | undefined
  if (server === undefined) throw new Error('No server in this process: pages that need one must not be built statically.')
  return server
}
