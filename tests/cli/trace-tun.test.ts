import { describe, expect, it } from 'vitest'
import { traceTun } from '#lib/cli/trace-tun.ts'

describe('trace tun', () => {
  it('a wrong call is told before anything is opened', async () => {
    const calls: Record<string, string | true>[] = [{ port: '0' }, { port: 'seven' }, { loss: '1' }, { loss: '0.95' }, { loss: true }, { seed: true }]
    for (const options of calls) {
      expect(await traceTun.run({ args: [], options }, () => undefined)).toMatchObject({ exitCode: 2 })
    }
  })
})
