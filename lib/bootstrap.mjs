// From a fresh clone to a running command: installs, generates, builds what is missing or out of date, says what it
// does, asks nothing. Plain JavaScript without dependencies, because it runs before there are any.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const [command = 'start', ...rest] = process.argv.slice(2)
const path = (...parts) => join(root, ...parts)
const say = (line) => process.stderr.write(`protodeck: ${line}\n`)

const commands = {
  start: async () => {
    prepare({ build: true })
    await load('.next/server-bundle/main.mjs')
  },
  dev: async () => {
    process.env.NODE_ENV = 'development'
    prepare({ build: false })
    await load('lib/server/main.ts')
  },
  cli: async () => {
    prepare({ build: false })
    await load('lib/cli/main.ts', rest)
  },
  bench: async () => {
    const named = rest.filter((name) => !name.startsWith('--'))
    prepare({ build: named.length === 0 || named.some((name) => ['page-js', 'start'].includes(name)) })
    await load('tests/bench/main.ts', rest)
  },
  migration: async () => {
    prepare({ build: false })
    await load('lib/server/postgres/make-migration.ts', rest)
  },
  check: async () => {
    prepare({ build: false })
    await load('tests/check.ts', rest)
  },
  test: async () => {
    prepare({ build: true })
    await load('tests/main.ts', rest)
  },
}

if (Number(process.versions.node.split('.')[0]) < 20) {
  say(`Node ${process.versions.node} is too old: install Node 20.19 or later.`)
  process.exit(1)
}
if (!(command in commands)) {
  say(`unknown command "${command}"; there are: ${Object.keys(commands).join(', ')}`)
  process.exit(2)
}
await commands[command]()

function prepare({ build }) {
  installDependencies()
  generateClient()
  if (build) buildPages()
}

/** Installs when what stands in node_modules is not what the lock file says. */
function installDependencies() {
  if (installed()) return
  say('Installing dependencies (about a minute, once)…')
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--include=dev']
  if (run(npm(), ['ci', ...quiet], true) || run(npm(), ['install', '--no-save', ...quiet])) return
  say('Dependencies could not be installed. Is the package registry reachable? Then run the same command again.')
  process.exit(1)
}

function installed() {
  try {
    const wanted = JSON.parse(readFileSync(path('package-lock.json'), 'utf8')).packages
    const have = JSON.parse(readFileSync(path('node_modules/.package-lock.json'), 'utf8')).packages
    return Object.entries(wanted).every(
      ([name, entry]) => name === '' || entry.optional || entry.peer || have[name]?.version === entry.version,
    )
  } catch {
    return false
  }
}

function generateClient() {
  const stamp = hashOf([path('prisma/schema.prisma'), path('package-lock.json')])
  if (isStamped('lib/server/store/generated/.stamp', stamp)) return
  say('Generating the database client…')
  // Prisma looks for an engine that it would download; `generate` never runs it, so any program will do.
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' }
  node(['node_modules/prisma/build/index.js', 'generate', '--schema', 'prisma/schema.prisma'], env, 'The database client could not be generated.')
  setStamp('lib/server/store/generated/.stamp', stamp)
}

function buildPages() {
  const files = ['app', 'lib/core', 'lib/server', 'content', 'public'].flatMap((dir) => listFiles(path(dir)))
  const stamp = hashOf([
    ...files.filter((file) => !file.includes('generated') && !file.endsWith(join('public', 'sw.js'))),
    ...['package-lock.json', 'next.config.mjs', 'tsconfig.json'].map((name) => path(name)),
  ], process.env.PUBLIC_URL)
  if (isStamped('.next/protodeck-stamp', stamp)) return
  say('Building the pages (about a minute, again only when something changes)…')
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }
  node(['node_modules/next/dist/bin/next', 'build'], env, 'The pages could not be built.')
  node(['--import', 'tsx', 'lib/server/http/hint-compilation.ts'], env, 'The scripts could not be marked for the browser.')
  node(['--import', 'tsx', 'lib/server/http/paint-first.ts'], env, 'The topic pages could not be made to paint first.')
  node(['--import', 'tsx', 'lib/server/http/compress-pages.ts'], env, 'The pages could not be compressed.')
  node(['--import', 'tsx', 'lib/server/http/build-service-worker.ts'], env, 'The service worker could not be built.')
  node(['--import', 'tsx', 'lib/server/build-server.ts'], env, 'The server could not be built.')
  setStamp('.next/protodeck-stamp', stamp)
}

async function load(file, args = []) {
  process.argv = [process.argv[0], path(file), ...args]
  process.chdir(root)
  // In this process, so that there is one process to see, and one to end.
  if (file.endsWith('.ts')) (await import('tsx/esm/api')).register()
  const module = await import(pathToFileURL(path(file)).href)
  await module.main?.(args)
}

function node(args, env, complaint) {
  const result = spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8', maxBuffer: 1 << 26 })
  if (result.status === 0) return
  process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`)
  say(complaint)
  process.exit(1)
}

function run(file, args, quietly = false) {
  const stdio = quietly ? ['ignore', 'ignore', 'ignore'] : ['ignore', 2, 2]
  return spawnSync(file, args, { cwd: root, stdio, shell: process.platform === 'win32' }).status === 0
}

function npm() {
  return process.platform === 'win32' ? 'npm.cmd' : 'npm'
}

function listFiles(dir) {
  if (!existsSync(dir)) return []
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? listFiles(join(dir, entry.name)) : entry.isFile() ? [join(dir, entry.name)] : [],
  )
}

function hashOf(files, ...settings) {
  const hash = createHash('sha256').update([process.versions.node, ...settings].join('\n'))
  for (const file of files.sort()) hash.update(relative(root, file)).update(readFileSync(file))
  return hash.digest('hex')
}

function isStamped(file, stamp) {
  return existsSync(path(file)) && statSync(path(file)).isFile() && readFileSync(path(file), 'utf8') === stamp
}

function setStamp(file, stamp) {
  mkdirSync(dirname(path(file)), { recursive: true })
  writeFileSync(path(file), stamp)
}
