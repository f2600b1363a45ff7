// A grade given in the browser is in Postgres, whatever is killed a moment later.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import pg from 'pg'
import { startTestServer } from './test-server.ts'

test('a grade given by a guest survives kill -9', async ({ page }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'protodeck kill '))
  const first = await startTestServer({ dataDir })
  await page.goto(`${first.url}/en`)
  await page.getByRole('link', { name: 'Start reviewing' }).click()
  await page.getByRole('button', { name: /Show the answer/ }).click()
  const recorded = page.waitForResponse((response) => response.url().endsWith('/api/v1/reviews') && response.ok())
  await page.getByRole('button', { name: /Good/ }).click()
  await recorded
  first.child.kill('SIGKILL')

  const second = await startTestServer({ dataDir })
  const { url } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as { url: string }
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(`select e.kind, e.payload->>'grade' as grade, m.reps from events e join memories m using ("userId", facet) where e.kind = 'review'`)
  await client.end()
  expect(rows).toEqual([{ kind: 'review', grade: '3', reps: 1 }])
  await second.stop()
  rmSync(dataDir, { recursive: true, force: true })
})
