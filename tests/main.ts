// `npm test`: everything, one part after another, and one closing line. `--long` runs soaks and fuzzing whole.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installPeers } from './apt.ts'
import { quickChecks, type Counts } from './check.ts'
import { findBrowser } from './e2e/find-browser.ts'

/** What failed, with the first lines of why: repeated at the end, where a log that was cut still shows it. */
const failures: string[] = []

/** Runs all parts; exit code 1 when anything failed. */
export async function main(args: readonly string[]): Promise<void> {
  const long = args.includes('--long')
  const env = { ...process.env, ...(long ? { PROTODECK_LONG: '1' } : {}), FORCE_COLOR: '0' }
  const folder = mkdtempSync(join(tmpdir(), 'protodeck-tests-'))
  const total: Counts = { passed: 0, failed: 0, skipped: 0 }
  const add = (counts: Counts) => {
    total.passed += counts.passed
    total.failed += counts.failed
    total.skipped += counts.skipped
  }
  const say = (line: string) => process.stderr.write(`protodeck: ${line}\n`)
  const quick = quickChecks(env)
  installPeers(say)
  add(await quick)
  add(await vitest(join(folder, 'vitest.json'), env))
  let browser: string | null = null
  try {
    browser = findBrowser(say)
  } catch (error) {
    process.stdout.write(`✗ ${(error as Error).message}\n`)
    add({ passed: 0, failed: 1, skipped: 0 })
  }
  if (browser !== null) add(await journeys(join(folder, 'journeys.json'), { ...env, PROTODECK_BROWSER: browser }))
  rmSync(folder, { recursive: true, force: true })
  for (const name of failures) process.stdout.write(`\n✗ ${name}`)
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${skipped}\n`)
  process.exit(total.failed > 0 ? 1 : 0)
}

async function vitest(report: string, env: NodeJS.ProcessEnv): Promise<Counts> {
  const code = await run(
    ['node_modules/vitest/vitest.mjs', 'run', '--config', 'tests/vitest.config.ts', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    env,
  )
  const result = readJson(report) as VitestReport | null
  if (result === null) return { passed: 0, failed: 1, skipped: 0 }
  for (const file of result.testResults) {
    if (file.status === 'failed' && file.assertionResults.length === 0) failures.push(`${file.name}\n${firstLines(file.message)}`)
    for (const test of file.assertionResults) {
      if (test.status === 'failed') failures.push(`${file.name}: ${test.fullName}\n${firstLines(test.failureMessages?.[0])}`)
    }
  }
  const failed = Math.max(result.numFailedTests, code === 0 ? 0 : 1)
  return { passed: result.numPassedTests, failed, skipped: result.numPendingTests + result.numTodoTests }
}

async function journeys(report: string, env: NodeJS.ProcessEnv): Promise<Counts> {
  const code = await run(['node_modules/@playwright/test/cli.js', 'test', '--config', 'tests/e2e/playwright.config.ts'], {
    ...env,
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  })
  const result = readJson(report) as JourneysReport | null
  if (result === null) return { passed: 0, failed: 1, skipped: 0 }
  for (const suite of result.suites) nameFailedJourneys(suite)
  const { expected, unexpected, flaky, skipped } = result.stats
  if (flaky > 0) process.stdout.write(`\n${flaky} journeys needed a second attempt: they are named above as flaky\n`)
  return { passed: expected + flaky, failed: Math.max(unexpected, code === 0 ? 0 : 1), skipped }
}

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { name: string; status: string; message?: string; assertionResults: { status: string; fullName: string; failureMessages?: string[] }[] }[]
}

interface JourneysReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  suites: JourneySuite[]
}

interface JourneySuite {
  suites?: JourneySuite[]
  specs?: { title: string; file: string; line: number; ok: boolean; tests: { results: { error?: { message?: string } }[] }[] }[]
}

function nameFailedJourneys(suite: JourneySuite): void {
  for (const spec of suite.specs ?? []) {
    if (spec.ok) continue
    const error = spec.tests.flatMap((test) => test.results).find((result) => result.error !== undefined)?.error
    failures.push(`${spec.file}:${spec.line} › ${spec.title}\n${firstLines(error?.message)}`)
  }
  for (const inner of suite.suites ?? []) nameFailedJourneys(inner)
}

function firstLines(message = ''): string {
  return message.split('\n').slice(0, 12).map((line) => `    ${line}`).join('\n')
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit'] })
    child.once('exit', (code) => { resolve(code ?? 1) })
  })
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
