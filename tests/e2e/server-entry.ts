// The tests' own entry: the product's `main` with a clock that tests may shift, and more guests from one address.
// The shift comes from a file, so that no header, route or variable of the product can set it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readEnvironment } from '#lib/server/env.ts'
import type * as product from '#lib/server/main.ts'

// What `npm start` runs, not its sources.
const bundle = new URL('../../.next/server-bundle/main.mjs', import.meta.url).href
const { main } = (await import(bundle)) as Pick<typeof product, 'main'>

const environment = readEnvironment()
const shiftFile = join(environment.dataDir, 'test-clock-shift')

await main([], {
  environment,
  guestsPerHour: 100_000,
  timeShiftMs: () => {
    try {
      return Number(readFileSync(shiftFile, 'utf8'))
    } catch {
      return 0
    }
  },
})
