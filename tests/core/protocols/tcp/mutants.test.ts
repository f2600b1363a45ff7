import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { mutants } from './mutants.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const long = process.env['PROTODECK_LONG'] === '1'
/** A run of its own for each takes seconds: three always, all with `--long`. */
const quick = new Set(['syn-dropped-in-silence', 'rst-completes-cookie-handshake', 'no-simultaneous-open'])

function runTest(mutant: string | null, file: string, test: string) {
  const pattern = test.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const args = ['run', '--config', 'tests/vitest.config.ts', `tests/core/protocols/tcp/${file}`, '-t', pattern]
  const { status, stdout } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', ...args, '--reporter=json'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, UPDATE: '', PROTODECK_MUTANT: mutant ?? '' },
  })
  const report = JSON.parse(stdout.slice(stdout.indexOf('{'))) as { numPassedTests: number; numFailedTests: number }
  return { status, passed: report.numPassedTests, failed: report.numFailedTests }
}

describe('mutants of the TCP engine', () => {
  it('are twenty or more, each with the bug it resembles, each fitting one place', () => {
    expect(mutants.length).toBeGreaterThanOrEqual(20)
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length)
    for (const { name, file, find, replace, resembles } of mutants) {
      const code = readFileSync(`${root}lib/core/protocols/tcp/${file}`, 'utf8')
      expect([name, code.split(find).length - 1]).toEqual([name, 1])
      expect(replace).not.toBe(find)
      expect(resembles).toMatch(/^https:\/\//)
    }
  })

  it.each(mutants.filter(({ name }) => long || quick.has(name)))('$name is killed by its test', ({ name, killedBy }) => {
    const { status, passed, failed } = runTest(name, killedBy.file, killedBy.test)
    expect({ status, passed, failed }).toEqual({ status: 1, passed: 0, failed: 1 })
  })

  it.skipIf(!long)('the tests that kill them pass without them (only with --long)', () => {
    for (const one of [...new Set(mutants.map(({ killedBy }) => JSON.stringify(killedBy)))]) {
      const { file, test } = JSON.parse(one) as (typeof mutants)[number]['killedBy']
      expect({ test, ...runTest(null, file, test) }).toEqual({ test, status: 0, passed: 1, failed: 0 })
    }
  })
})
