// What a capture of each scenario holds, judged by tshark: that it reads every message as we do, and finds no fault.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { timelineOf } from '#lib/core/engine/log.ts'
import { captureRun } from '#lib/core/protocols/dns/capture.ts'
import type { DnsTimeline } from '#lib/core/protocols/dns/run-diagram.ts'
import { resolverAddress } from '#lib/core/protocols/dns/simulation.ts'
import { dnsTrace } from '#lib/core/protocols/dns/trace-codec.ts'
import { encodePcapng } from '#lib/core/protocols/pcapng.ts'
import { parseTrace, playEvents, replayTrace, readLog } from '#lib/core/protocols/trace.ts'
import { labScenarios, labZones } from './lab.ts'

const codec = dnsTrace(labZones)
const play = (...lines: string[]): DnsTimeline => {
  const { log } = readLog(codec, parseTrace(['trace 1 dns', 'seed: capture', '---', ...lines].join('\n')).file)
  return timelineOf(codec.machine, playEvents(codec, log, 60_000).log)
}
const runs = new Map<string, DnsTimeline>([
  ...labScenarios.map(({ name, file }) => [name, replayTrace(codec, file).timeline] as const),
  ['truncated', play('0 server ns1.example.com truncates', '0 server ns2.example.com truncates', '0 stub asks www.example.com. A')],
])

const tshark = spawnSync('tshark', ['--version']).status === 0
const scratch = mkdtempSync(join(tmpdir(), 'dns-capture-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

function read(name: string, args: readonly string[]): string[] {
  const path = join(scratch, `${name}.pcapng`)
  writeFileSync(path, encodePcapng(captureRun(runs.get(name)!)))
  const checks = ['ip', 'tcp', 'udp'].flatMap((layer) => ['-o', `${layer}.check_checksum:TRUE`])
  const { stdout, stderr, status } = spawnSync('tshark', ['-r', path, ...checks, ...args], { encoding: 'utf8' })
  expect(stderr.replace(/^Running as user.*\n/, '')).toBe('')
  expect(status).toBe(0)
  return stdout.split('\n').filter((line) => line !== '')
}

describe.skipIf(!tshark)('tshark (needs tshark)', () => {
  it.each([...runs.keys()])('finds nothing wrong with %s', (name) => {
    const wrong = '_ws.expert.severity >= 6291456 || _ws.malformed || ip.checksum.status==0 || tcp.checksum.status==0 || udp.checksum.status==0 || tcp.analysis.flags'
    // The real answer after a forged one looks like an answer sent twice, and that is the scenario's point.
    if (name === 'spoof-seen') expect(read(name, ['-Y', wrong, '-T', 'fields', '-e', 'dns.retransmit_response'])).toEqual(['1'])
    else expect(read(name, ['-Y', wrong])).toEqual([])
  })

  it.each([...runs.keys()])('reads the messages of %s as we do', (name) => {
    const fields = ['dns.id', 'dns.flags.response', 'dns.flags.rcode', 'dns.qry.name', 'dns.count.answers', 'dns.count.auth_rr'].flatMap((field) => ['-e', field])
    const theirs = read(name, ['-Y', 'dns', '-T', 'fields', ...fields]).sort()
    const ours = runs.get(name)!.points.flatMap(({ effects }) => effects.flatMap((effect) => {
      if (effect.kind !== 'sent') return []
      const { message, from } = effect
      const arrived = from === resolverAddress || runs.get(name)!.points.some((point) =>
        point.effects.some((one) => one.kind === 'arrived' && one.id === effect.id))
      if (!arrived) return []
      const rcode = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 }[message.rcode] ?? 0
      const asked = message.question[0]?.name ?? ''
      const shown = asked === '.' ? '<Root>' : asked.replace(/\.$/, '')
      return [[`0x${message.id.toString(16).padStart(4, '0')}`, message.qr ? 'True' : 'False', message.qr ? String(rcode) : '', shown, String(message.answer.length), String(message.authority.length)].join('\t')]
    })).sort()
    const bit = (text: string): string => (/^(true|1)$/i.test(text) ? 'True' : 'False')
    const plain = (line: string): string => line.split('\t').map((value, at) => (at === 1 ? bit(value) : value)).join('\t')
    expect(theirs.map(plain)).toEqual(ours)
  })
})
