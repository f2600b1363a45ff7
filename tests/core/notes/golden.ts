// Golden files: what a test makes is held against a file beside its input. UPDATE=1 rewrites the files; in CI
// a missing one fails, elsewhere it is written.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'vitest'

export function expectGolden(actual: string, url: URL): void {
  const missing = !existsSync(url)
  if (process.env['UPDATE'] === '1' || (missing && process.env['CI'] !== 'true')) writeFileSync(url, actual)
  if (missing && process.env['CI'] === 'true') expect.fail(`there is no ${url.pathname}: run with UPDATE=1`)
  expect(actual).toBe(readFileSync(url, 'utf8'))
}
