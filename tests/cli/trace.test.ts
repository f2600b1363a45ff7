import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { trace } from '#lib/cli/trace.ts'

const folder = mkdtempSync(join(tmpdir(), 'protodeck-trace-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const source = 'content/scenarios/tcp/third-ack-lost.trace'
const tshark = spawnSync('tshark', ['--version']).status === 0
const scenariosOf = (protocol: string): string[] => {
  const scenarios = `content/scenarios/${protocol}`
  return readdirSync(scenarios).filter((name) => name.endsWith('.trace')).map((name) => `${scenarios}/${name}`)
}
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

  it.each(['dns', 'websocket', 'layers'])('runs every scenario of %s as it stands', async (protocol) => {
    for (const path of scenariosOf(protocol)) {
      const outcome = await run(['run', path])
      expect(outcome.text).toBe(readFileSync(path, 'utf8').trimEnd())
      expect(outcome.exitCode).toBe(0)
    }
  })

  it('writes no packets of a run that is a model in part', async () => {
    const outcome = await run(['pcap', 'content/scenarios/layers/wss-first.trace'])
    expect(outcome.exitCode).toBe(2)
    expect(outcome.text).toContain('TLS is a model')
  })

  it('a file of no protocol that it knows is a fault of the file', async () => {
    const changed = join(folder, 'other.trace')
    writeFileSync(changed, readFileSync(source, 'utf8').replace('trace 1 tcp', 'trace 1 smtp'))
    expect(await run(['run', changed])).toMatchObject({ exitCode: 1 })
  })

  it.skipIf(!tshark)('tshark takes the capture of every DNS scenario for whole messages (needs tshark)', async () => {
    // One file of many sections: the program takes a second to start.
    const all = join(folder, 'all.pcapng')
    const counts: number[] = []
    for (const path of scenariosOf('dns')) {
      const out = join(folder, 'dns.pcapng')
      const { value } = await run(['pcap', path], { out })
      counts.push((value as { packets: number }).packets)
      writeFileSync(all, readFileSync(out), { flag: 'a' })
    }
    const fields = ['frame.protocols', '_ws.malformed', '_ws.expert.severity', 'dns.id'].flatMap((field) => ['-e', field])
    const { stdout, stderr } = spawnSync('tshark', ['-r', all, '-T', 'fields', ...fields], { encoding: 'utf8' })
    expect(stderr.replace(/^Running as user.*\n/, '')).toBe('')
    const packets = stdout.split('\n').filter((line) => line !== '').map((line) => line.split('\t'))
    expect(packets).toHaveLength(counts.reduce((sum, count) => sum + count, 0))
    expect(counts.every((count) => count > 0)).toBe(true)
    for (const [protocols = '', malformed, severity = '', id] of packets) {
      expect(malformed).toBe('')
      // 8388608 is an error of tshark's.
      expect(severity).not.toContain('8388608')
      expect(protocols).toMatch(/:(udp:dns|tcp(:dns)?)$/)
      expect(protocols.endsWith('dns')).toBe(id !== '')
    }
  }, 60_000)

  it('a wrong call is told', async () => {
    for (const outcome of await Promise.all([run([]), run(['run', 'nowhere']), run(['pcap', source], { at: 'C' })]))
      expect(outcome.exitCode).toBe(2)
  })
})
