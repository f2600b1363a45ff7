import { describe, expect, it } from 'vitest'
import { timelineOf } from '#lib/core/engine/log.ts'
import { listCache } from '#lib/core/protocols/dns/cache-view.ts'
import { drawLanes, resolverLane, serversLane, stubLane } from '#lib/core/protocols/dns/lanes.ts'
import { playerFacts } from '#lib/core/protocols/dns/run-diagram.ts'
import { dnsTrace } from '#lib/core/protocols/dns/trace-codec.ts'
import { drawTree } from '#lib/core/protocols/dns/walk-tree.ts'
import { defaultScale } from '#lib/core/protocols/diagram.ts'
import { parseTrace, playEvents, readLog, replayTrace } from '#lib/core/protocols/trace.ts'
import { labScenarios, labZones } from './lab.ts'

const codec = dnsTrace(labZones)
const scenario = (name: string) => replayTrace(codec, labScenarios.find((one) => one.name === name)!.file).timeline
const walk = scenario('walk')
const last = walk.points.length - 1

describe('drawTree', () => {
  it('has every delegation after its parent, lame ones too', () => {
    const tree = drawTree(labZones, walk, 0)
    const origins = tree.map(({ origin }) => origin)
    expect(origins[0]).toBe('.')
    expect(origins).toContain('broken.org.')
    for (const { origin, depth } of tree) {
      const above = origins.filter((other) => other !== origin && (other === '.' || origin.endsWith(`.${other}`)))
      expect(depth).toBe(above.length)
      for (const parent of above) expect(origins.indexOf(parent)).toBeLessThan(origins.indexOf(origin))
    }
    expect(tree.some(({ visited }) => visited)).toBe(false)
  })

  it('marks where the walk went, by query', () => {
    const visited = drawTree(labZones, walk, last).filter((zone) => zone.visited)
    expect(visited.map(({ origin, servers }) => [origin, servers.flatMap(({ visits }) => visits)])).toEqual([
      ['.', [2, 4]], ['com.', [6]], ['example.com.', [8]],
    ])
  })

  it('says who is busy, for the zone that it was asked about, and who misbehaves', () => {
    const asking = drawTree(labZones, walk, 2).flatMap(({ servers }) => servers.filter(({ busy }) => busy))
    expect(asking.map(({ name }) => name)).toEqual(['b.root-servers.net'])
    const lame = drawTree(labZones, scenario('lame'), 1).flatMap(({ servers }) => servers.filter(({ mode }) => mode === 'lame'))
    expect(new Set(lame.map(({ name }) => name))).toEqual(new Set(['ns9.dnshost.org']))
  })
})

describe('listCache', () => {
  it('is empty at first, then has what came, the newest first, with what is left', () => {
    expect(listCache(walk.points[0]!.state.resolver.cache, 0)).toEqual([])
    const { resolver } = walk.points[last]!.state
    const lines = listCache(resolver.cache, 100_000)
    expect(lines.find(({ name, type }) => name === 'www.example.com.' && type === 'A')).toMatchObject({
      data: ['203.0.113.80'], age: 100, left: 200, trust: 'authoritative', rcode: null,
    })
    // The parent's word on the child's servers is replaced by the child's own; com has only the parent's.
    expect(lines.find(({ name, type }) => name === 'com.' && type === 'NS')?.trust).toBe('glue')
    expect(listCache(resolver.cache, 301_000).some(({ name }) => name === 'www.example.com.')).toBe(false)
  })

  it('has negative answers too', () => {
    const run = scenario('nxdomain')
    const lines = listCache(run.points.at(-1)!.state.resolver.cache, run.points.at(-1)!.entry!.at)
    expect(lines.filter(({ rcode }) => rcode !== null).map(({ rcode }) => rcode)).toContain('NXDOMAIN')
  })
})

describe('drawLanes', () => {
  const same = (text: string) => text
  const names = { stub: 'stub', resolver: 'resolver', servers: 'servers', note: same, mode: same }

  it('has three lines, and names each server where its arrow ends', () => {
    const { diagram } = drawLanes(playerFacts(walk), names, defaultScale)
    expect(diagram.lifelines.map(({ id }) => id)).toEqual([stubLane, resolverLane, serversLane])
    const named = diagram.marks.filter(({ lifeline }) => lifeline === serversLane).map(({ text }) => text)
    expect(named).toEqual(['b.root-servers.net', 'b.root-servers.net', 'a.gtld-servers.net', 'ns2.example.com'])
    expect(diagram.arrows.every(({ from, to }) => [from, to].every((end) => diagram.lifelines.some(({ id }) => id === end)))).toBe(true)
  })

  it('names a server that says nothing, once', () => {
    const { log } = readLog(codec, parseTrace('trace 1 dns\nseed: s\n---\n0 server ns1.example.com silent\n0 server ns2.example.com silent\n0 stub asks www.example.com. A\n').file)
    const run = timelineOf(codec.machine, playEvents(codec, log, 10_000).log)
    const { diagram } = drawLanes(playerFacts(run), names, defaultScale)
    const lost = diagram.arrows.filter(({ fate }) => fate === 'lost')
    expect(lost.length).toBeGreaterThan(1)
    const marks = diagram.marks.filter(({ text }) => /^ns\d\.example\.com$/.test(text))
    expect(marks).toHaveLength(lost.length)
  })
})
