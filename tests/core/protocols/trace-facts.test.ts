import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { timelineOf } from '#lib/core/engine/log.ts'
import type { Fact } from '#lib/core/protocols/diagram.ts'
import { readSaid } from '#lib/core/protocols/dns/lanes.ts'
import { playerFacts } from '#lib/core/protocols/dns/run-diagram.ts'
import { dnsFacts } from '#lib/core/protocols/dns/trace-facts.ts'
import { dnsTrace } from '#lib/core/protocols/dns/trace-codec.ts'
import { runFacts as tcpRunFacts } from '#lib/core/protocols/tcp/run-diagram.ts'
import { tcpFacts } from '#lib/core/protocols/tcp/trace-facts.ts'
import { tcpTrace } from '#lib/core/protocols/tcp/trace-codec.ts'
import { joinEntries, readFacts } from '#lib/core/protocols/trace-facts.ts'
import { parseTrace, readLog, type TraceEntry, type TraceFile } from '#lib/core/protocols/trace.ts'
import { runFacts as websocketRunFacts } from '#lib/core/protocols/websocket/run-diagram.ts'
import { websocketFacts } from '#lib/core/protocols/websocket/trace-facts.ts'
import { websocketTrace } from '#lib/core/protocols/websocket/trace-codec.ts'
import { labZones } from './dns/lab.ts'

const folder = fileURLToPath(new URL('../../../content/scenarios/', import.meta.url))

function filesOf(protocol: string): (readonly [string, TraceFile])[] {
  return readdirSync(`${folder}${protocol}`).filter((name) => name.endsWith('.trace'))
    .map((name) => [name.replace('.trace', ''), parseTrace(readFileSync(`${folder}${protocol}/${name}`, 'utf8')).file])
}

/**
 * What is drawn of the facts. A detail is for those who look closer, and says more in a run than in a line; of what
 * arrives at a silent server and is lost there, the loss is drawn. Which query a time-out is of, a trace's text does
 * not say: a run ends that arrow there, a text only notes it.
 */
function drawn(all: readonly Fact[]): Fact[] {
  const facts = all.filter((fact) => !(fact.kind === 'mark' && /^timeout\b/.test(fact.text)) && !(fact.kind === 'lose' && fact.why === 'no answer'))
  const lost = new Set(facts.flatMap((fact) => (fact.kind === 'lose' ? [`${fact.arrow} ${fact.entry}`] : [])))
  return facts.filter((fact) => fact.kind !== 'arrive' || !lost.has(`${fact.arrow} ${fact.entry}`))
    .map((fact) => (fact.kind === 'leave' ? { ...fact, detail: '' } : fact))
}

describe('a trace’s text gives the picture that its run gives', () => {
  it.each(filesOf('tcp'))('tcp/%s', (_, file) => {
    const run = timelineOf(tcpTrace.machine, readLog(tcpTrace, file).log)
    expect(drawn(readFacts(tcpFacts, file.entries))).toEqual(drawn(tcpRunFacts(run)))
  })

  const codec = dnsTrace(labZones)
  it.each(filesOf('dns'))('dns/%s', (_, file) => {
    const run = timelineOf(codec.machine, readLog(codec, file).log)
    expect(drawn(readFacts(dnsFacts, file.entries))).toEqual(drawn(playerFacts(run)))
  })

  it.each(filesOf('websocket'))('websocket/%s', (_, file) => {
    const run = timelineOf(websocketTrace.machine, readLog(websocketTrace, file).log)
    expect(drawn(readFacts(websocketFacts, file.entries))).toEqual(drawn(websocketRunFacts(run)))
  })
})

describe('readSaid', () => {
  it.each([
    ['www.example.com. A RD', { kind: 'query', aa: false, name: 'www.example.com.', type: 'A', brief: 'www.example.com. A' }],
    ['NOERROR AA . NS | answer . 518400 NS a.root-servers.net., b.root-servers.net. | additional x. 1 A 192.0.2.1', { kind: 'answer', aa: true, name: '.', type: 'NS', brief: 'NS b.root-servers.net.' }],
    ['NOERROR t. TXT | answer t. 60 TXT "a; b", "c | d, e"', { kind: 'answer', aa: false, name: 't.', type: 'TXT', brief: 'TXT "c | d, e"' }],
    ['NOERROR TC t. A', { kind: 'failure', aa: false, name: 't.', type: 'A', brief: 'TC' }],
    ['NXDOMAIN AA t. A | authority example. 60 SOA ns. h. 1 2 3 4 5', { kind: 'failure', aa: true, name: 't.', type: 'A', brief: 'NXDOMAIN' }],
    ['NOERROR t. A | authority com. 60 NS a.gtld-servers.net.', { kind: 'referral', aa: false, name: 't.', type: 'A', brief: 'NS com.' }],
    ['', { kind: 'failure', aa: false, name: '', type: '', brief: '' }],
  ] as const)('%s', (line, said) => {
    expect(readSaid(line)).toEqual(said)
  })
})

describe('joinEntries', () => {
  const entry = (at: number, text: string): TraceEntry => ({ at, text, effects: [], line: 0 })
  const [a, b, c] = [entry(0, 'A open 80'), entry(10, 'B takes #1'), entry(20, 'A takes #2')] as const

  it('puts what follows behind, and what both have once', () => {
    expect(joinEntries([a], [b, c])).toEqual([a, b, c])
    expect(joinEntries([a, b], [b, c])).toEqual([a, b, c])
    expect(joinEntries([], [a])).toEqual([a])
    expect(joinEntries([a], [])).toEqual([a])
  })

  it('takes an outcome that begins earlier as the whole', () => {
    expect(joinEntries([a, c], [a, b, c])).toEqual([a, b, c])
  })
})
