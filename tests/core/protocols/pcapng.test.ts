import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { captureEpochMs, encodePcapng } from '#lib/core/protocols/pcapng.ts'
import { captureRun } from '#lib/core/protocols/tcp/capture.ts'
import { decodeSegment } from '#lib/core/protocols/tcp/wire.ts'
import { tcpTrace } from '#lib/core/protocols/tcp/trace-codec.ts'
import { parseTrace, replayTrace } from '#lib/core/protocols/trace.ts'
import { ByteReader } from '#lib/core/protocols/wire/bytes.ts'
import { addressOctets, decodeIp } from '#lib/core/protocols/wire/ip.ts'

describe('pcapng', () => {
  it('writes section, interface and packet blocks, each framed by its length', () => {
    const file = encodePcapng([{ at: 1.5, bytes: Uint8Array.of(0x45, 1, 2), comments: ['hé'] }])
    const reader = new ByteReader(file)
    const blocks: number[] = []
    while (reader.remaining > 0) {
      const start = reader.offset
      blocks.push(reader.u32())
      const length = reader.u32()
      reader.take(length - 12)
      expect(reader.u32()).toBe(length)
      expect(reader.offset - start).toBe(length)
      expect(length % 4).toBe(0)
    }
    expect(reader.problem('file')).toBeNull()
    expect(blocks).toEqual([0x0a0d0d0a, 1, 6])
    // Linktype RAW of the interface; time, lengths and comment of the packet.
    expect(file[28 + 9]).toBe(101)
    const packet = new ByteReader(file, 28 + 20)
    packet.take(12)
    expect(packet.u64()).toBe(BigInt(captureEpochMs) * 1000n + 1500n)
    expect([packet.u32(), packet.u32()]).toEqual([3, 3])
    packet.take(4)
    expect([packet.u16(), packet.u16()]).toEqual([1, 3])
  })

  it('holds what one host saw: a lost segment only where it was sent', () => {
    const path = fileURLToPath(
      new URL('../../../content/scenarios/tcp/third-ack-lost.trace', import.meta.url),
    )
    const { timeline } = replayTrace(tcpTrace, parseTrace(readFileSync(path, 'utf8')).file)
    const atA = captureRun(timeline, 'A')
    const atB = captureRun(timeline, 'B')
    expect([atA.length, atB.length]).toEqual([5, 4])
    expect(atA.map(({ at }) => at)).toEqual([10, 30, 30, 1030, 1030])
    expect(atB[0]!.comments).toEqual(['#1', 'LISTEN -> SYN-RECEIVED (rcv SYN, RFC 9293 §3.10.7.2)'])
    for (const { bytes } of [...atA, ...atB]) {
      const ip = decodeIp(bytes)
      if (!ip.ok) throw new Error('not an IP packet')
      const { source, destination } = ip.value.header
      const addresses = { source: addressOctets(source)!, destination: addressOctets(destination)! }
      expect(decodeSegment(ip.value.payload, addresses).ok).toBe(true)
    }
  })
})
