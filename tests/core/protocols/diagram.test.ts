import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { buildDiagram, defaultScale, type Fact } from '#lib/core/protocols/diagram.ts'
import { drawRun } from '#lib/core/protocols/tcp/run-diagram.ts'
import { tcpTrace } from '#lib/core/protocols/tcp/trace-codec.ts'
import { parseTrace, replayTrace } from '#lib/core/protocols/trace.ts'

const scenario = (name: string) => {
  const path = fileURLToPath(new URL(`../../../content/scenarios/tcp/${name}.trace`, import.meta.url))
  const { timeline } = replayTrace(tcpTrace, parseTrace(readFileSync(path, 'utf8')).file)
  return drawRun(timeline, { A: 'Client', B: 'Server' }, defaultScale)
}

describe('time–space diagrams', () => {
  it('states follow one another along a lifeline', () => {
    const { lifelines } = scenario('close')
    const states = lifelines.map(({ spans }) => spans.map(({ state }) => state))
    expect(states).toEqual([
      ['CLOSED', 'SYN-SENT', 'ESTABLISHED', 'FIN-WAIT-1', 'FIN-WAIT-2', 'TIME-WAIT', 'CLOSED'],
      ['CLOSED', 'LISTEN', 'SYN-RECEIVED', 'ESTABLISHED', 'CLOSE-WAIT', 'LAST-ACK', 'CLOSED'],
    ])
    for (const { spans } of lifelines) {
      for (const [at, span] of spans.entries()) {
        expect(span.to.y).toBeGreaterThanOrEqual(span.from.y)
        if (at > 0) expect(span.from.y).toBe(spans[at - 1]!.to.y)
      }
    }
  })

  it('arrows slant downwards, and a lost one ends on the way', () => {
    const { arrows } = scenario('third-ack-lost')
    expect(arrows.map(({ id, fate }) => [id, fate])).toEqual([
      ['#1', 'arrived'],
      ['#2', 'arrived'],
      ['#3', 'lost'],
      ['#4', 'arrived'],
      ['#5', 'arrived'],
    ])
    for (const { leaves, ends } of arrows) expect(ends.y).toBeGreaterThan(leaves.y)
    expect(arrows[2]).toMatchObject({
      why: 'dropped by hand',
      arrivalEntry: null,
      label: '<SEQ=100><ACK=300><CTL=ACK>',
    })
  })

  it('arrows that meet on the way know of one another', () => {
    const { arrows } = scenario('simultaneous-open')
    expect(arrows.map(({ id, crosses }) => [id, crosses])).toEqual([
      ['#1', ['#2']],
      ['#2', ['#1']],
      ['#3', ['#4']],
      ['#4', ['#3']],
    ])
    const overtaken = scenario('stale-syn').arrows
    expect(overtaken.find(({ id }) => id === '#1')!.crosses).toContain('#2')
  })

  it('a long silence takes no more room than the scale allows', () => {
    const { height, arrows } = scenario('close')
    expect(height).toBeLessThan(arrows.length * 2 * defaultScale.mostGap + 500)
  })

  it('what is sent or arrives together stands below one another, in its order', () => {
    const { arrows, height } = scenario('fast-retransmit')
    const together = arrows.filter(({ leaves }) => arrows.filter((other) => other.leaves.at === leaves.at).length > 2)
    expect(together.length).toBeGreaterThan(2)
    for (const [i, { leaves }] of together.entries()) {
      const before = together[i - 1]
      if (before?.leaves.at === leaves.at) expect(leaves.y).toBeGreaterThan(before.leaves.y)
    }
    expect(new Set(arrows.map(({ from, leaves }) => `${from} ${leaves.y}`)).size).toBe(arrows.length)
    for (const { leaves, ends } of arrows) {
      expect(ends.y).toBeGreaterThan(leaves.y)
      expect(ends.y).toBeLessThanOrEqual(height)
    }
  })

  it('a segment that is still on its way is neither lost nor arrived', () => {
    const facts: Fact[] = [
      {
        ...{ kind: 'leave', arrow: '#1', from: 'A', to: 'B', at: 0, entry: 0 },
        ...{ label: '', detail: '', tone: 'data' },
      },
    ]
    const { arrows } = buildDiagram([{ id: 'A', name: 'A' }], facts, defaultScale)
    expect(arrows[0]!.fate).toBe('on its way')
  })
})
