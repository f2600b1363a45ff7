import { describe, expect, it } from 'vitest'
import { captureRun } from '#lib/core/protocols/dns/capture.ts'
import { playScenario } from '#lib/core/protocols/dns/exercises/run.ts'
import { drawLanes } from '#lib/core/protocols/dns/lanes.ts'
import { playerFacts, type DnsTimeline } from '#lib/core/protocols/dns/run-diagram.ts'
import { rootHints } from '#lib/core/protocols/dns/root-hints.ts'
import { defaultDns, liveDns, type DnsEvent } from '#lib/core/protocols/dns/simulation.ts'
import { nameServerAt } from '#lib/core/protocols/dns/server-name.ts'
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

const words = { stub: 'stub', resolver: 'resolver', servers: 'servers', note: (id: string) => id, mode: (mode: string) => mode }
const draw = (run: DnsTimeline) => drawLanes(playerFacts(run), words, defaultScale).diagram

describe('the picture of a run', () => {
  it('has three lines, and an arrow for each message', () => {
    const { lifelines, arrows } = draw(walk)
    expect(lifelines.map(({ name }) => name)).toEqual(['stub', 'resolver', 'servers'])
    expect(arrows.every(({ fate }) => fate === 'arrived')).toBe(true)
    expect(arrows.map(({ tone }) => tone)).toEqual([
      'query', 'maintenance', 'answer', 'query', 'referral', 'query', 'referral', 'query', 'answer', 'answer',
    ])
  })

  it('is drawn of every scenario', () => {
    for (const scenario of labScenarios) {
      const diagram = draw(playScenario(scenario, 'x'))
      expect(diagram.height).toBeGreaterThan(0)
      expect(JSON.parse(JSON.stringify(diagram))).toEqual(diagram)
    }
  })
})

describe('a query that nobody answers', () => {
  it('ends on the way, and its time-out stands at the sender', () => {
    const silent = labScenarios.find(({ name }) => name === 'all-silent')!
    const { arrows, marks } = draw(playScenario(silent, 'x'))
    const lost = arrows.filter(({ fate }) => fate === 'lost')
    expect(lost.length).toBeGreaterThan(3)
    for (const arrow of lost) expect(arrow.ends.y - arrow.leaves.y).toBeLessThanOrEqual(defaultScale.mostGap / 2)
    const timeouts = marks.filter(({ mark, text }) => mark === 'timer' && text.startsWith('timeout #')).map(({ text }) => text.slice(8))
    expect(lost.map(({ id }) => id)).toEqual(expect.arrayContaining(timeouts))
  })

  it('does so too where nobody sees it get lost', () => {
    const codec = dnsTrace([rootHints])
    const ask = codec.readEvent('stub asks www.example.com. A')
    if (!ask.ok) throw new Error(ask.problem.code)
    const entries: { event: DnsEvent; at: number }[] = [
      { event: ask.value, at: 0 }, { event: { kind: 'arrival', packet: 1, answer: null }, at: 1 },
    ]
    const config = liveDns([rootHints])
    const begun = timelineOf(codec.machine, { config, seed: 'x', entries })
    // The resolver's clock runs out, and runs out again: no root server has answered.
    for (let state = begun.points.at(-1)!.state, tick = codec.nextTick(state); tick !== null && entries.length < 12; tick = codec.nextTick(state)) {
      entries.push(tick)
      const step = codec.machine.step(state, tick.event, tick.at)
      if (!step.ok) break
      state = step.value.state
    }
    const { arrows, marks } = draw(timelineOf(codec.machine, { config, seed: 'x', entries }))
    const first = arrows.find(({ to }) => to === 'servers')!
    expect(first).toMatchObject({ fate: 'lost', why: 'no answer' })
    expect(first.ends.y - first.leaves.y).toBeLessThanOrEqual(defaultScale.mostGap / 2)
    expect(marks.map(({ text }) => text)).toContain(`timeout ${first.id}`)
  })
})

it('servers out there are called by their names, with their addresses', () => {
  const { state } = walk.points.at(-1)!
  const outside = { ...state, config: { ...state.config, zones: [rootHints] } }
  expect(nameServerAt(state, '198.51.100.1')).toBe('ns1.example.com')
  expect(nameServerAt(outside, '198.51.100.1')).toBe('ns1.example.com (198.51.100.1)')
  expect(nameServerAt(outside, '198.51.100.99')).toBe('198.51.100.99')
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
