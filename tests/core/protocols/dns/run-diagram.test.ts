import { describe, expect, it } from 'vitest'
import { captureRun } from '#lib/core/protocols/dns/capture.ts'
import { playScenario } from '#lib/core/protocols/dns/exercises/run.ts'
import { drawRun } from '#lib/core/protocols/dns/run-diagram.ts'
import { defaultDns } from '#lib/core/protocols/dns/simulation.ts'
import { dnsTrace } from '#lib/core/protocols/dns/trace-codec.ts'
import { decodeMessage } from '#lib/core/protocols/dns/wire.ts'
import { defaultScale } from '#lib/core/protocols/diagram.ts'
import { encodePcapng } from '#lib/core/protocols/pcapng.ts'
import { decodeSegment } from '#lib/core/protocols/tcp/wire.ts'
import { playEvents } from '#lib/core/protocols/trace.ts'
import { timelineOf } from '#lib/core/engine/log.ts'
import {
  internetChecksum, pseudoHeaderSum, sumWords, finishChecksum,
} from '#lib/core/protocols/wire/checksum.ts'
import { addressOctets, decodeIp, PROTOCOL_TCP, PROTOCOL_UDP } from '#lib/core/protocols/wire/ip.ts'
import { labScenarios, labZones } from './lab.ts'

const walk = playScenario(labScenarios.find(({ name }) => name === 'walk')!, 'walk')

describe('drawRun', () => {
  it('has the players in the order in which they come in, and an arrow for each message', () => {
    const diagram = drawRun(walk, defaultScale)
    expect(diagram.lifelines.slice(0, 2).map(({ name }) => name)).toEqual(['stub', 'resolver'])
    expect(diagram.lifelines.slice(2).every(({ name }) => /^[a-z0-9.-]+$/.test(name))).toBe(true)
    expect(diagram.arrows).toHaveLength(10)
    expect(diagram.arrows.every(({ fate }) => fate === 'arrived')).toBe(true)
    expect(diagram.arrows.map(({ tone }) => tone)).toEqual([
      'query', 'maintenance', 'answer', 'query', 'referral', 'query', 'referral', 'query', 'answer', 'answer',
    ])
  })

  it('draws every scenario', () => {
    for (const scenario of labScenarios) {
      const diagram = drawRun(playScenario(scenario, 'x'), defaultScale)
      expect(diagram.height).toBeGreaterThan(0)
      expect(JSON.parse(JSON.stringify(diagram))).toEqual(diagram)
    }
  })
})

describe('captureRun', () => {
  it('holds whole packets with right checksums, in order of time', () => {
    for (const scenario of labScenarios) {
      const packets = captureRun(playScenario(scenario, 'x'))
      expect(packets.length).toBeGreaterThan(5)
      expect(packets.map(({ at }) => at)).toEqual(packets.map(({ at }) => at).sort((a, b) => a - b))
      for (const { bytes } of packets) {
        expect(internetChecksum(bytes, 0, 20)).toBe(0)
        const ip = decodeIp(bytes)
        if (!ip.ok) throw new Error(ip.problem.code)
        const { header, payload } = ip.value
        expect([PROTOCOL_UDP, PROTOCOL_TCP]).toContain(header.protocol)
        const pseudo = pseudoHeaderSum(
          addressOctets(header.source)!, addressOctets(header.destination)!, header.protocol, payload.length,
        )
        expect(finishChecksum(sumWords(payload, 0, payload.length, pseudo))).toBe(0)
        if (header.protocol === PROTOCOL_UDP) expect(decodeMessage(payload.subarray(8)).ok).toBe(true)
      }
      expect(encodePcapng(packets).length).toBeGreaterThan(500)
    }
  })

  it('gives a message over TCP the connection that it needs', () => {
    const codec = dnsTrace(labZones)
    const events = [
      'server ns1.example.com truncates', 'server ns2.example.com truncates', 'stub asks www.example.com. A',
    ]
      .map((text) => {
        const event = codec.readEvent(text)
        if (!event.ok) throw new Error(text)
        return { at: 0, event: event.value }
      })
    const log = { config: { ...defaultDns, zones: labZones }, seed: 's', entries: events }
    const timeline = timelineOf(codec.machine, playEvents(codec, log, 10_000).log)
    const segments = captureRun(timeline).flatMap(({ bytes }) => {
      const ip = decodeIp(bytes)
      if (!ip.ok || ip.value.header.protocol !== 6) return []
      const addresses = {
        source: addressOctets(ip.value.header.source)!,
        destination: addressOctets(ip.value.header.destination)!,
      }
      const segment = decodeSegment(ip.value.payload, addresses)
      return segment.ok ? [segment.value] : []
    })
    // SYN, SYN+ACK, ACK, query, answer, FIN+ACK, FIN+ACK, ACK
    expect(segments.map(({ CTL }) => CTL)).toEqual([2, 18, 16, 24, 24, 17, 17, 16])
    const [, , , query, answer] = segments
    expect(query!.data.charCodeAt(0) * 256 + query!.data.charCodeAt(1)).toBe(query!.data.length - 2)
    expect(answer!.ACK).toBe(query!.SEQ + query!.data.length)
  })
})
