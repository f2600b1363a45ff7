// The only file that sees the environment. Settings of the product, each with its default; the README lists them.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { StartProblem } from '#lib/server/postgres/start-problem.ts'

export interface Environment {
  /** The checkout. */
  readonly root: string
  readonly port: number
  readonly host: string
  readonly dataDir: string
  /** Null: the embedded Postgres. */
  readonly databaseUrl: string | null
  /** The origin people see, without a trailing slash. Null: whatever host name a request came by. */
  readonly publicUrl: string | null
  readonly trustProxy: boolean
  /** Whether a live run of the DNS lab may ask servers of the real Internet. */
  readonly dnsLabInternet: boolean
  readonly authSecret: string | null
  readonly development: boolean
}

/** The checkout: every command is started there. A bundler moves this file, so that its own address tells nothing. */
export const root = process.cwd()

/** Reads the settings, or fails with a `StartProblem` naming the one that is wrong. */
export function readEnvironment(env: NodeJS.ProcessEnv = process.env, { secretNeeded = true } = {}): Environment {
  const port = Number(env['PORT'] ?? '3000')
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new StartProblem(`PORT is "${env['PORT'] ?? ''}".`, 'Set it to a number from 1 to 65535.')
  const publicUrl = env['PUBLIC_URL']?.replace(/\/+$/, '') ?? null
  if (publicUrl !== null && !isOrigin(publicUrl))
    throw new StartProblem(`PUBLIC_URL is "${publicUrl}".`, 'Set it to a whole address such as https://deck.example.org.')
  const databaseUrl = env['DATABASE_URL'] === '' ? null : (env['DATABASE_URL'] ?? null)
  if (databaseUrl !== null && !/^postgres(ql)?:\/\/\S+$/.test(databaseUrl))
    throw new StartProblem(
      'DATABASE_URL is not an address of a Postgres.',
      'Write it as postgresql://user:password@host:5432/database, or leave it out to use the embedded one.',
    )
  const authSecret = env['AUTH_SECRET'] ?? null
  if (databaseUrl !== null && authSecret === null && secretNeeded)
    throw new StartProblem(
      'DATABASE_URL is set, but AUTH_SECRET is not.',
      'Set AUTH_SECRET to a long random text, the same for every process on this database.',
    )
  return {
    root,
    port,
    host: env['HOST'] ?? '127.0.0.1',
    dataDir: resolve(root, env['DATA_DIR'] ?? '.data'),
    databaseUrl,
    publicUrl,
    trustProxy: env['TRUST_PROXY'] === '1' || env['TRUST_PROXY'] === 'true',
    dnsLabInternet: env['DNS_LAB_INTERNET'] === '1' || env['DNS_LAB_INTERNET'] === 'true',
    authSecret,
    development: env['NODE_ENV'] === 'development',
  }
}

const isOrigin = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && new URL(url).origin === url.toLowerCase()

/** The secret that signs sessions: given, or made once in the data folder (mode 0600). */
export function readAuthSecret(environment: Environment): string {
  if (environment.authSecret !== null) return environment.authSecret
  const file = join(environment.dataDir, 'auth-secret')
  if (!existsSync(file)) {
    mkdirSync(environment.dataDir, { recursive: true })
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  }
  return readFileSync(file, 'utf8').trim()
}

/** What a child process needs of the environment to find its programs. */
export const searchPath = process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin'

/** What next-auth and Next read from the environment by themselves, set here once and nowhere else. */
export function exportForLibraries(secret: string, publicUrl: string | null): void {
  process.env['NEXTAUTH_SECRET'] = secret
  process.env['AUTH_TRUST_HOST'] = 'true'
  if (publicUrl !== null) process.env['NEXTAUTH_URL'] = publicUrl
  process.env['NEXT_TELEMETRY_DISABLED'] = '1'
}
