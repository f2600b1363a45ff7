import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { trace } from '#lib/cli/trace.ts'

const folder = mkdtempSync(join(tmpdir(), 'protodeck-trace-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const source = 'content/scenarios/tcp/third-ack-lost.trace'
const run = (args: string[], options: Record<string, string> = {}) => trace.run({ args, options }, () => undefined)

describe('trace', () => {
  it('runs a file and prints it as it stands', async () => {
    const outcome = await run(['run', source])
    expect(outcome.exitCode).toBe(0)
    expect(outcome.text).toBe(readFileSync(source, 'utf8').trimEnd())
    expect(outcome.value).toMatchObject({ problems: [] })
  })

  it('names the line that differs', async () => {
    const changed = join(folder, 'changed.trace')
    writeFileSync(changed, readFileSync(source, 'utf8').replace('<SEQ=299>', '<SEQ=300>'))
    const outcome = await run(['run', changed])
    expect(outcome.exitCode).toBe(1)
    expect(outcome.text).toContain(`${changed}:26: Unexpected “B sends #2 <SEQ=299>`)
  })

  it('writes what a capture holds', async () => {
    const out = join(folder, 'a.pcapng')
    expect((await run(['pcap', source], { out })).value).toMatchObject({ file: out, packets: 5 })
    expect(readFileSync(out).subarray(0, 4)).toEqual(Buffer.from('0a0d0d0a', 'hex'))
    // The lost ACK never reaches B.
    expect((await run(['pcap', source], { out, at: 'B' })).value).toMatchObject({ packets: 4 })
  })

  it('a wrong call is told', async () => {
    for (const outcome of await Promise.all([run([]), run(['run', 'nowhere']), run(['pcap', source], { at: 'C' })]))
      expect(outcome.exitCode).toBe(2)
  })
})
