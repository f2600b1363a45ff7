import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { encodePcapng } from '#lib/core/protocols/pcapng.ts'
import { decodeSegment, FIN, RST, SYN } from '#lib/core/protocols/tcp/wire.ts'
import { parseTrace, replayTrace } from '#lib/core/protocols/trace.ts'
import { captureRun } from '#lib/core/protocols/websocket/capture.ts'
import { inspectFrames } from '#lib/core/protocols/websocket/inspect-frame.ts'
import type { HostName } from '#lib/core/protocols/websocket/simulation.ts'
import { websocketTrace } from '#lib/core/protocols/websocket/trace-codec.ts'
import { addressOctets, decodeIp } from '#lib/core/protocols/wire/ip.ts'
import { bytesFromOctets } from '#lib/core/protocols/wire/octets.ts'

const folder = fileURLToPath(new URL('../../../../content/scenarios/websocket/', import.meta.url))
const names = readdirSync(folder).map((name) => name.replace('.trace', ''))
const captureOf = (name: string, vantage: HostName) => {
  const { file } = parseTrace(readFileSync(`${folder}${name}.trace`, 'utf8'))
  return captureRun(replayTrace(websocketTrace, file).timeline, vantage)
}

function segmentOf(bytes: Uint8Array) {
  const ip = decodeIp(bytes)
  if (!ip.ok) throw new Error(ip.problem.code)
  const { source, destination } = ip.value.header
  const addresses = { source: addressOctets(source)!, destination: addressOctets(destination)! }
  const segment = decodeSegment(ip.value.payload, addresses)
  if (!segment.ok) throw new Error(segment.problem.code)
  return { source, ...segment.value }
}

describe.each(names)('the capture of %s', (name) => {
  it.each(['A', 'B'] as const)('at %s has right checksums and no gap in either stream', (vantage) => {
    const next = new Map<string, number>()
    for (const { bytes } of captureOf(name, vantage)) {
      const { source, SEQ, CTL, data, sourcePort, destinationPort } = segmentOf(bytes)
      const stream = `${source}:${sourcePort}-${destinationPort}`
      const expected = next.get(stream)
      if (expected !== undefined && !(CTL & RST)) expect(SEQ).toBe(expected)
      next.set(stream, SEQ + data.length + (CTL & (SYN | FIN) ? 1 : 0))
    }
    expect(next.size).toBeGreaterThan(1)
  })
})

it('comments tell what a packet did', () => {
  const comments = captureOf('masking', 'B').flatMap((packet) => packet.comments)
  expect(comments).toContain('The client sent a frame without a masking key. (RFC 6455 §5.1)')
  expect(comments).toContain('CONNECTING -> OPEN (established, RFC 6455 §4.1)')
})

const tshark = spawnSync('tshark', ['--version']).status === 0
const scratch = mkdtempSync(join(tmpdir(), 'capture-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

function read(name: string, args: string[]): string[] {
  const path = join(scratch, `${name}.pcapng`)
  writeFileSync(path, encodePcapng(captureOf(name, 'A')))
  const checks = ['ip.check_checksum:TRUE', 'tcp.check_checksum:TRUE'].flatMap((option) => ['-o', option])
  const { stdout, stderr, status } = spawnSync('tshark', ['-r', path, ...checks, ...args], {
    encoding: 'utf8',
  })
  expect(stderr.replace(/^Running as user.*\n/, '')).toBe('')
  expect(status).toBe(0)
  return stdout.split('\n').filter((line) => line !== '')
}

describe.skipIf(!tshark)('tshark (needs tshark)', () => {
  it.each(names)('finds nothing wrong with %s', (name) => {
    const filter = '_ws.malformed || tcp.checksum.status==0 || ip.checksum.status==0 || tcp.analysis.flags'
    expect(read(name, ['-Y', filter])).toEqual([])
  })

  it.each(['echo', 'fragments', 'compression', 'ping-between-fragments', 'simultaneous-close'])(
    'reads the frames of %s as we do',
    (name) => {
      const fields = ['fin', 'rsv', 'opcode', 'mask', 'payload_length', 'masking_key']
      const theirs = read(name, [
        '-Y',
        'websocket',
        '-T',
        'fields',
        ...fields.flatMap((each) => ['-e', `websocket.${each}`]),
      ])
      const ours = captureOf(name, 'A').flatMap(({ bytes }) => {
        const { data, CTL } = segmentOf(bytes)
        const payload = bytesFromOctets(data)
        if (payload.length === 0 || CTL & SYN || payload[0] === 0x47 || payload[0] === 0x48) return []
        return inspectFrames(payload)
      })
      const value = (layer: (typeof ours)[number], field: string) =>
        layer.fields.find((each) => each.name === field)?.value ?? ''
      const number = (text: string) =>
        /^(true|1)$/i.test(text) ? 1 : /^(false|0)$/i.test(text) ? 0 : Number(text)
      expect(theirs.map((line) => line.split('\t').map((each) => each.split(',')[0]!))).toHaveLength(
        ours.length,
      )
      for (const [index, layer] of ours.entries()) {
        const [fin, rsv, opcode, mask, length, key] = theirs[index]!.split('\t')
        expect(number(fin!)).toBe(Number(value(layer, 'FIN')))
        expect(number(rsv!)).toBe(Number(value(layer, 'RSV1')) * 4)
        expect(Number(opcode)).toBe(Number(value(layer, 'Opcode')))
        expect(number(mask!)).toBe(Number(value(layer, 'Mask')))
        expect(Number(length)).toBe(Number(value(layer, 'Payload length')))
        expect(key!.replace(/^0x/, '')).toBe(value(layer, 'Masking-key'))
      }
    },
  )
})
