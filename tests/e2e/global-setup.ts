// One server of its own for all journeys: a data folder in the system's temporary one, any free port.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestServer } from './test-server.ts'

export default async function globalSetup(): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'protodeck-e2e-'))
  const server = await startTestServer({ dataDir })
  process.env['PROTODECK_URL'] = server.url
  return async () => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
