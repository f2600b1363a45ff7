// What the variables of a sender were, step by step: the data of the lab's charts. Reads a run, changes nothing.
// Read first: RFC 5681 §2 (cwnd, ssthresh, FlightSize), RFC 6298 §2 (SRTT, RTO), RFC 9293 Table 2 (SND.WND).
import type { Timeline } from '#lib/core/engine/log.ts'
import type { Millis } from '#lib/core/engine/machine.ts'
import { effectiveMss } from '#lib/core/protocols/tcp/options.ts'
import type { HostName } from '#lib/core/protocols/tcp/link.ts'
import type { SimulationEffect, SimulationEvent, SimulationState } from '#lib/core/protocols/tcp/simulation.ts'
import { flightSize, type Tcb } from '#lib/core/protocols/tcp/tcb.ts'

type TcpTimeline = Timeline<SimulationState, SimulationEvent, SimulationEffect>

export const charts = ['congestion', 'roundTrip', 'window'] as const
export type ChartName = (typeof charts)[number]

/** The variables that each chart shows; octets, or milliseconds in `roundTrip`. */
export const chartVariables = {
  congestion: ['cwnd', 'ssthresh', 'FlightSize'],
  roundTrip: ['RTO', 'SRTT'],
  window: ['SND.WND', 'FlightSize'],
} as const satisfies Record<ChartName, readonly string[]>
export type Variable = (typeof chartVariables)[ChartName][number]

export interface Sample {
  /** Entries done. */
  readonly step: number
  readonly at: Millis
  /** null: not known yet, or without bound. */
  readonly values: Readonly<Record<Variable, number | null>>
}

/** ssthresh before the first loss: as good as infinite. */
const unbounded = 0x3fffffff

/** The host that sends more data in a run. */
export function mainSender({ points }: TcpTimeline): HostName {
  const octets = { A: 0, B: 0 }
  for (const { effects } of points)
    for (const effect of effects) if (effect.kind === 'sent') octets[effect.host] += effect.SEG.data.length
  return octets.B > octets.A ? 'B' : 'A'
}

/** A host's variables after each step that changed one of them, from the end of its handshake on. */
export function sampleHost({ points }: TcpTimeline, host: HostName): Sample[] {
  const samples: Sample[] = []
  for (const [step, { entry, state }] of points.entries()) {
    const tcb = state.hosts[host].connections.at(-1)?.tcb
    if (tcb === undefined || entry === null || !isSynchronized(tcb)) continue
    const { congestion, RTT, SND } = tcb
    const values = {
      cwnd: congestion.cwnd,
      ssthresh: congestion.ssthresh >= unbounded ? null : congestion.ssthresh,
      FlightSize: flightSize(tcb),
      RTO: RTT.RTO,
      SRTT: RTT.SRTT,
      'SND.WND': SND.WND,
    }
    const last = samples.at(-1)?.values
    if (last === undefined || Object.entries(values).some(([name, value]) => last[name as Variable] !== value)) {
      samples.push({ step, at: entry.at, values })
    }
  }
  return samples
}

const isSynchronized = ({ state }: Tcb): boolean => !['CLOSED', 'LISTEN', 'SYN-SENT', 'SYN-RECEIVED'].includes(state)

/** The charts that have something to tell of this run: a window that grows, a timeout that changes, an offer that runs out. */
export function chartsThatMatter(timeline: TcpTimeline, host: HostName): ChartName[] {
  const samples = sampleHost(timeline, host)
  const different = (name: Variable): number => new Set(samples.map(({ values }) => values[name])).size
  const tcb = timeline.points.at(-1)?.state.hosts[host].connections.at(-1)?.tcb
  const segment = tcb === undefined ? 0 : effectiveMss(tcb)
  const told: Readonly<Record<ChartName, boolean>> = {
    congestion: different('cwnd') >= 3,
    roundTrip: different('RTO') >= 2,
    window: samples.some(({ values }) => (values['SND.WND'] ?? 0) < 2 * segment || (values['SND.WND'] ?? 0) > 0xffff),
  }
  return charts.filter((name) => told[name])
}
