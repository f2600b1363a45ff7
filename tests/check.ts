// `npm run check`: the quick half. Types, lint, unused code and the pure tests; each of the first three counts as one.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

export interface Counts {
  passed: number
  failed: number
  skipped: number
}

const tools = [
  ['types', ['node_modules/typescript/bin/tsc', '-p', '.']],
  // It makes much and keeps little: with room for what is new, memory is tidied a tenth less.
  ['lint', ['--max-semi-space-size=128', 'node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']],
  ['unused code', ['node_modules/knip/bin/knip.js', '--config', 'tests/knip.json', '--no-progress']],
] as const

/**
 * Types, lint and unused code, side by side. What fails prints what it said. `known`: what lint found good before and has
 * not changed is not read again; a type that changed elsewhere can escape it so.
 */
export async function quickChecks(env: NodeJS.ProcessEnv, known = false): Promise<Counts> {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 }
  const cache = ['--cache', '--cache-strategy', 'content', '--cache-location', 'node_modules/.cache/eslint/']
  await Promise.all(
    tools.map(async ([name, args]) => {
      const { code, output } = await run(name === 'lint' && known ? [...args, ...cache] : args, env)
      process.stdout.write(code === 0 ? `✓ ${name}\n` : `✗ ${name}\n${output}\n`)
      if (code === 0) counts.passed++
      else counts.failed++
    }),
  )
  return counts
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.once('exit', (code) => { resolve({ code: code ?? 1, output }) })
  })
}

/** Pure too, but five seconds each and more, by other programs, all cards or many cases: `npm test` has them. */
const long = [
  'tests/app/topics/picture-font.test.ts',
  'tests/core/answers/agreement.test.ts',
  'tests/core/answers/every-card.test.ts',
  'tests/core/notes/export/write-ids.test.ts',
  'tests/core/notes/import/read-notes.test.ts',
  'tests/core/protocols/dns/capture.test.ts',
  'tests/core/protocols/dns/exercises.test.ts',
  'tests/core/protocols/websocket/capture.test.ts',
  'tests/core/protocols/websocket/conform.test.ts',
]

/** `npm run check`. */
export async function main(): Promise<void> {
  const env = { ...process.env, FORCE_COLOR: '0' }
  const gone = long.filter((file) => !existsSync(file))
  if (gone.length > 0) throw new Error(`No such test: ${gone.join(', ')}`)
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'tests/vitest.config.ts', '--project', 'pure', '--reporter', 'dot']
  const [counts, pure] = await Promise.all([quickChecks(env, true), run([...vitest, ...long.flatMap((file) => ['--exclude', file])], env)])
  process.stdout.write(pure.output)
  process.exit(counts.failed > 0 || pure.code !== 0 ? 1 : 0)
}
