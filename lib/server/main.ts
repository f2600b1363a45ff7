// The process: Postgres → migrations → notes → HTTP. Everything is built here once, in this order; what fails on
// the way is one sentence and exit code 1.
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import next from 'next'
import { destination, pino } from 'pino'
import { createIdentifier } from '#lib/server/auth/identify.ts'
import { exportForLibraries, readAuthSecret, readEnvironment, type Environment } from '#lib/server/env.ts'
import { createApi } from '#lib/server/http/api.ts'
import { createLimiter } from '#lib/server/http/limiter.ts'
import { createPageHandler } from '#lib/server/http/pages.ts'
import { createSiteFiles } from '#lib/server/http/site-files.ts'
import { createReader } from '#lib/server/reading/reader.ts'
import { createWebSocketLab, pageOrigins } from '#lib/server/labs/websocket/lab.ts'
import { publicLabLimits } from '#lib/server/labs/websocket/lab-limits.ts'
import type { Target } from '#lib/server/labs/websocket/raw-client.ts'
import { startEmbedded, type EmbeddedPostgres } from '#lib/server/postgres/embedded.ts'
import { migrate } from '#lib/server/postgres/migrations.ts'
import { StartProblem } from '#lib/server/postgres/start-problem.ts'
import { publishServer, type Server } from '#lib/server/server.ts'
import { openDatabase } from '#lib/server/store/database.ts'
import { postgresStore } from '#lib/server/store/postgres-store.ts'
import { loadContent } from '#lib/server/usecases/load-content.ts'

export interface MainOptions {
  readonly environment?: Environment
  readonly timeShiftMs?: () => number
  readonly guestsPerHour?: number
}

/** Starts everything and returns when requests are answered. Ends the process with code 1 when it cannot. */
export async function main(_args: readonly string[] = [], options: MainOptions = {}): Promise<void> {
  const say = (line: string) => process.stderr.write(`protodeck: ${line}\n`)
  try {
    await run(options.environment ?? readEnvironment(), options, say)
  } catch (error) {
    if (!(error instanceof StartProblem)) throw error
    say(`${error.message} ${error.advice}`)
    process.exit(1)
  }
}

async function run(environment: Environment, options: MainOptions, say: (line: string) => void): Promise<void> {
  // A request that does not come to its point is cut after the lab's time for a handshake, upgrade or not: before its
  // last line nobody knows which it will be.
  const http = createServer({ headersTimeout: publicLabLimits.connection.handshakeMs ?? 60_000, connectionsCheckingInterval: 1_000 })
  // Longer than proxies and clients keep a connection: one that closes as a request comes would lose that request.
  http.keepAliveTimeout = 75_000
  // Taking the port first: nothing is started that a port in use would leave behind.
  await listen(http, environment)
  http.on('request', answerStarting)
  const postgres = environment.databaseUrl === null ? await startEmbedded(environment.dataDir, say) : null
  let stopping = false
  const stop = async (code: number) => {
    if (stopping) return
    stopping = true
    server?.labs.websocket.close()
    http.close()
    http.closeAllConnections()
    await database?.close().catch(() => undefined)
    await postgres?.stop()
    process.exit(code)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(0))

  const logger = pino({ level: 'info' }, destination(2))
  const url = environment.databaseUrl ?? postgres!.url
  let database: ReturnType<typeof openDatabase> | null = null
  let server: Server | null = null
  try {
    await connect(url, environment, say)
    database = openDatabase(url, (error) => { logger.warn({ error: error.message }, 'a database connection broke') })
  } catch (error) {
    await postgres?.stop()
    throw error
  }
  watch(postgres, () => stopping, say, () => void stop(1))

  const secret = readAuthSecret(environment)
  exportForLibraries(secret, environment.publicUrl)
  const clockMs = () => performance.timeOrigin + performance.now()
  const store = postgresStore(database)
  const built: Server = {
    environment,
    version: readVersion(environment.root),
    store,
    logger,
    identifier: createIdentifier({
      people: store.people,
      secret,
      secure: environment.publicUrl?.startsWith('https:') ?? false,
      clockMs,
    }),
    limits: {
      guests: createLimiter(options.guestsPerHour ?? 120, 3_600_000, clockMs),
      signIns: createLimiter(10, 900_000, clockMs),
      interviews: createLimiter(30, 3_600_000, clockMs),
      searches: createLimiter(600, 60_000, clockMs),
      links: createLimiter(30, 600_000, clockMs),
      reports: createLimiter(20, 3_600_000, clockMs),
    },
    reader: createReader(),
    labs: {
      websocket: createWebSocketLab({
        ...{ limits: publicLabLimits, clockMs, base: '/api/labs/websocket', secret },
        originsFor: (host) => pageOrigins(environment.publicUrl, host),
        target: () => targetOf(http),
      }),
    },
    timeShiftMs: options.timeShiftMs ?? (() => 0),
  }
  server = built
  publishServer(built)
  const loaded = await loadContent(built, join(environment.root, 'content'))
  for (const line of loaded.notices) say(line)

  forgetGuestsDaily(built)
  // Next serves every upgrade of the server that it is given: this one never listens, and gets what is Next's.
  const upgrades = createServer()
  const pages = await preparePages(upgrades, environment)
  const api = getRequestListener(createApi(built).fetch)
  const siteFiles = createSiteFiles(built)
  const { websocket } = built.labs
  http.on('upgrade', (request, socket, rest) => {
    if (websocket.upgrade(request, socket, rest)) return
    if (!environment.development || !upgrades.emit('upgrade', request, socket, rest)) refuseUpgrade(socket)
  })
  http.off('request', answerStarting)
  http.on('request', (request, response) => {
    if (websocket.request(request, response)) return
    if (request.url?.startsWith('/api/v1/') === true || request.url === '/api/health') void api(request, response)
    else if (!siteFiles(request, response)) pages(request, response)
  })
  const address = http.address()
  const port = typeof address === 'object' && address !== null ? address.port : environment.port
  process.stdout.write(`Ready on http://${environment.host === '127.0.0.1' ? 'localhost' : environment.host}:${port}\n`)
}

const guestsKeptDays = 400

/** Guests not seen for so long are forgotten, as the first page says; looked at now and once a day. */
function forgetGuestsDaily({ store, logger }: Server): void {
  const forget = () => {
    store.people.forgetGuests(guestsKeptDays).catch((error: unknown) => { logger.warn({ error: String(error) }, 'guests could not be forgotten') })
  }
  forget()
  setInterval(forget, 86_400_000).unref()
}

function refuseUpgrade(socket: Duplex): void {
  socket.on('error', () => undefined)
  socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', () => { socket.destroy() })
}

/** Where our own raw client finds this process, whatever name the world has for it. */
function targetOf(http: HttpServer): Target | null {
  const address = http.address()
  if (typeof address !== 'object' || address === null) return null
  const everywhere: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }
  return { host: everywhere[address.address] ?? address.address, port: address.port }
}

async function preparePages(http: HttpServer, environment: Environment) {
  const app = next({ dev: environment.development, dir: environment.root, httpServer: http, hostname: environment.host, port: environment.port })
  await app.prepare()
  return createPageHandler(app.getRequestHandler(), environment)
}

function listen(http: HttpServer, environment: Environment): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      const where = `${environment.host}:${environment.port}`
      if (error.code === 'EADDRINUSE')
        reject(new StartProblem(`Port ${environment.port} is in use.`, 'End what uses it, or start with another: PORT=3001 npm start'))
      else reject(new StartProblem(`${where} cannot be listened on (${error.code ?? error.message}).`, 'Set HOST and PORT to an address of this machine.'))
    })
    http.listen(environment.port, environment.host, () => { resolve() })
  })
}

function answerStarting(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '1', 'cache-control': 'no-store' })
  response.end('{"status":"starting"}')
}

async function connect(url: string, environment: Environment, say: (line: string) => void): Promise<void> {
  try {
    const applied = await migrate(url, join(environment.root, 'prisma/migrations'))
    if (applied.length > 0) say(`Brought the database up to ${applied.at(-1) ?? ''}.`)
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    if (environment.databaseUrl === null) throw error
    const reason = code === '28P01' || code === '28000' ? 'it refuses this user or password' : code === '3D000' ? 'that database does not exist' : (code ?? message)
    throw new StartProblem(
      `The Postgres in DATABASE_URL cannot be used: ${reason}.`,
      'Check its host, port, user, password and database name.',
    )
  }
}

/** An embedded Postgres that ends by itself takes the process with it: whoever started us starts us again. */
function watch(postgres: EmbeddedPostgres | null, stopping: () => boolean, say: (line: string) => void, stop: () => void): void {
  void postgres?.ended.then(() => {
    if (stopping()) return
    say('Postgres ended unexpectedly. Start again: nothing that was acknowledged is lost.')
    stop()
  })
}

function readVersion(root: string): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version
}
