import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { encodePcapng, type CapturedPacket } from '#lib/core/protocols/pcapng.ts'
import { captureLabels, labelCapture } from '#lib/core/protocols/tcp/capture-labels.ts'
import { captureRun, encodePacket, seenSegments } from '#lib/core/protocols/tcp/capture.ts'
import { tcpTrace } from '#lib/core/protocols/tcp/trace-codec.ts'
import { parseTrace, replayTrace } from '#lib/core/protocols/trace.ts'

const scenarios = fileURLToPath(new URL('../../../../content/scenarios/tcp/', import.meta.url))
const names = readdirSync(scenarios).map((name) => name.replace('.trace', ''))
const folder = mkdtempSync(join(tmpdir(), 'protodeck-tcp-capture-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const timelineOfScenario = (name: string) => {
  return replayTrace(tcpTrace, parseTrace(readFileSync(`${scenarios}${name}.trace`, 'utf8')).file).timeline
}

/** What a capture of a scenario says about its segments, by their numbers. */
function labelsOf(name: string, vantage: 'A' | 'B'): Record<string, string[]> {
  const segments = seenSegments(timelineOfScenario(name), vantage)
  const labels = labelCapture(segments)
  const told = segments.map(({ id }, at) => [`#${id}`, labels[at]!] as const)
  return Object.fromEntries(told.filter(([, some]) => some.length > 0))
}

describe('labels of captures', () => {
  it('a lost segment is a retransmission to its sender and a gap to its receiver', () => {
    expect(labelsOf('tail-loss', 'A')).toEqual({ '#10': ['retransmission'] })
    expect(labelsOf('tail-loss', 'B')).toEqual({})
    expect(labelsOf('fast-retransmit', 'A')).toMatchObject({
      '#14': ['duplicate_ack'],
      '#18': ['retransmission', 'fast_retransmission'],
    })
    expect(labelsOf('fast-retransmit', 'B')).toMatchObject({ '#6': ['lost_segment'] })
    expect(labelsOf('reordering', 'B')).toMatchObject({ '#5': ['out_of_order'] })
  })

  it('a clean run has none', () => {
    for (const name of ['handshake', 'close', 'half-close', 'delayed-ack', 'slow-start', 'simultaneous-close']) {
      expect([name, labelsOf(name, 'A'), labelsOf(name, 'B')]).toEqual([name, {}, {}])
    }
  })

  it('a window that closes is probed', () => {
    expect(labelsOf('zero-window', 'B')).toMatchObject({
      '#8': ['window_full'],
      '#11': ['zero_window'],
      '#12': ['zero_window_probe'],
      '#13': ['zero_window', 'zero_window_probe_ack'],
      '#14': ['window_update'],
    })
  })
})

const tshark = spawnSync('tshark', ['--version']).status === 0
const check = ['-o', 'ip.check_checksum:TRUE', '-o', 'tcp.check_checksum:TRUE']
const faults = ['_ws.malformed', 'tcp.checksum.status', 'ip.checksum.status', '_ws.expert.severity']
const flags = captureLabels.map((label) => `tcp.analysis.${label}`)
const severe = 0x800000
const places = names.flatMap((name) => (['A', 'B'] as const).map((vantage) => ({ name, vantage })))

/**
 * All captures in one file, because tshark takes longer to start than to read: each with addresses and a time of
 * its own, so that nothing of one is seen in another.
 */
function readAll(): Map<string, string[][]> {
  const packets: CapturedPacket[] = []
  const counts: number[] = []
  for (const [at, { name, vantage }] of places.entries()) {
    const own = (address: string): string => `10.${at}.${address.split('.').slice(2).join('.')}`
    const seen = seenSegments(timelineOfScenario(name), vantage)
    const offset = at * 600_000
    for (const { SEG, source, destination, id, at: ms } of seen) {
      const bytes = encodePacket(SEG, own(source), own(destination), id)
      packets.push({ at: offset + ms, bytes, comments: [] })
    }
    counts.push(seen.length)
  }
  const file = join(folder, 'all.pcapng')
  writeFileSync(file, encodePcapng(packets))
  const fields = ['-T', 'fields', ...[...faults, ...flags].flatMap((field) => ['-e', field])]
  const text = execFileSync('tshark', ['-n', '-r', file, ...check, ...fields], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const rows = text
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split('\t'))
  let from = 0
  const found = new Map<string, string[][]>()
  for (const [at, { name, vantage }] of places.entries()) {
    found.set(`${name} at ${vantage}`, rows.slice(from, from + counts[at]!))
    from += counts[at]!
  }
  return found
}

describe.skipIf(!tshark)('captures as tshark reads them (skipped where tshark is absent)', () => {
  const all = tshark ? readAll() : new Map<string, string[][]>()

  it.each(places)('$name at $vantage: whole packets, right checksums, and the flags that we say', (place) => {
    const rows = all.get(`${place.name} at ${place.vantage}`)!
    const expected = labelCapture(seenSegments(timelineOfScenario(place.name), place.vantage))
    expect(rows.length).toBe(expected.length)
    for (const [at, row] of rows.entries()) {
      const [malformed, tcpChecksum, ipChecksum, severity = ''] = row
      expect([at + 1, malformed, tcpChecksum, ipChecksum]).toEqual([at + 1, '', '1', '1'])
      expect(severity.split(',').every((one) => Number(one) < severe)).toBe(true)
      const found = captureLabels.filter((_, column) => row[faults.length + column] !== '')
      expect([at + 1, found]).toEqual([at + 1, captureLabels.filter((label) => expected[at]!.includes(label))])
    }
  })

  it('reads the file that `trace pcap` writes', () => {
    const file = join(folder, 'one.pcapng')
    writeFileSync(file, encodePcapng(captureRun(timelineOfScenario('close'), 'A')))
    const fields = ['-T', 'fields', '-e', 'tcp.completeness', '-e', 'frame.comment']
    const text = execFileSync('tshark', ['-2', '-n', '-r', file, ...fields], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    expect(text.split('\n')[0]).toBe('31\t#1 SYN, RFC 9293 §3.5,CLOSED -> SYN-SENT (active OPEN, RFC 9293 §3.10.1)')
  })
})
