import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openRun } from '#lib/core/protocols/lab-run.ts'
import { chartsThatMatter, mainSender, sampleHost } from '#lib/core/protocols/tcp/series.ts'
import { tcpTrace } from '#lib/core/protocols/tcp/trace-codec.ts'
import { parseTrace } from '#lib/core/protocols/trace.ts'

const timelineOf = (scenario: string) => {
  const text = readFileSync(new URL(`../../../../content/scenarios/tcp/${scenario}.trace`, import.meta.url), 'utf8')
  return openRun(tcpTrace, parseTrace(text).file).timeline
}

describe('the charts of a run', () => {
  it.each([
    ['handshake', []],
    ['slow-start', ['congestion']],
    ['timeout-slow-start', ['congestion', 'roundTrip']],
    ['rto-backoff', ['roundTrip']],
    ['zero-window', ['window']],
  ] as const)('%s shows those that matter', (scenario, expected) => {
    const timeline = timelineOf(scenario)
    expect(chartsThatMatter(timeline, mainSender(timeline))).toEqual(expect.arrayContaining([...expected]))
    if (expected.length === 0) expect(chartsThatMatter(timeline, 'A')).toEqual([])
  })

  it('a sample stands for each change, and says what the TCB says', () => {
    const timeline = timelineOf('timeout-slow-start')
    const samples = sampleHost(timeline, 'A')
    for (const { step, at, values } of samples) {
      const { entry, state } = timeline.points[step]!
      const { congestion, RTT, SND } = state.hosts.A.connections.at(-1)!.tcb
      expect([at, values.cwnd, values.RTO, values['SND.WND']]).toEqual([entry!.at, congestion.cwnd, RTT.RTO, SND.WND])
    }
    expect(samples.some(({ values }) => values.ssthresh === 400)).toBe(true)
    expect(samples[0]!.values.ssthresh).toBeNull()
    const twins = samples.filter(({ values }, i) => JSON.stringify(values) === JSON.stringify(samples[i - 1]?.values))
    expect(twins).toEqual([])
  })
})
