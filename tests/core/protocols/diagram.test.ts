import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { buildDiagram, defaultScale, type Fact } from '#lib/core/protocols/diagram.ts'
import { runFacts } from '#lib/core/protocols/tcp/run-diagram.ts'
import { tcpTrace } from '#lib/core/protocols/tcp/trace-codec.ts'
import { parseTrace, replayTrace } from '#lib/core/protocols/trace.ts'

const scenario = (name: string) => {
  const path = fileURLToPath(new URL(`../../../content/scenarios/tcp/${name}.trace`, import.meta.url))
  const { timeline } = replayTrace(tcpTrace, parseTrace(readFileSync(path, 'utf8')).file)
  return buildDiagram([{ id: 'A', name: 'Client' }, { id: 'B', name: 'Server' }], runFacts(timeline), defaultScale)
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

  it('what leaves one line at the same time is kept apart, where room is asked for', () => {
    const facts: Fact[] = [
      ...['#1', '#2', '#3'].map((arrow): Fact => ({ kind: 'leave', arrow, from: 'A', to: 'B', at: 5, entry: 0, label: '', detail: '', tone: '' })),
      { kind: 'leave', arrow: '#4', from: 'B', to: 'A', at: 5, entry: 0, label: '', detail: '', tone: '' },
      ...['#1', '#2', '#3'].map((arrow): Fact => ({ kind: 'arrive', arrow, at: 10, entry: 1 })),
      { kind: 'arrive', arrow: '#4', at: 12, entry: 2 },
    ]
    const lines = ['A', 'B'].map((id) => ({ id, name: id }))
    const placed = (fan?: number) => buildDiagram(lines, facts, { leastGap: 10, mostGap: 10, unitsPerMs: 1, ...(fan === undefined ? {} : { fan }) })
    expect(placed().arrows.map(({ leaves, ends }) => [leaves.y, ends.y])).toEqual([[10, 20], [10, 20], [10, 20], [10, 30]])
    const { arrows, height } = placed(7)
    expect(arrows.map(({ leaves, ends }) => [leaves.y, ends.y])).toEqual([[10, 34], [17, 41], [24, 48], [10, 58]])
    expect(height).toBe(68)
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
