// What the kinds of exercise share: a scenario with numbers drawn afresh from a seed, its run, and the run
// cut in two.
import { timelineOf, type Log, type LogEntry, type Timeline } from '#lib/core/engine/log.ts'
import { drawInteger, startRandom } from '#lib/core/engine/random.ts'
import type { TcpConfig } from '#lib/core/protocols/tcp/config.ts'
import type { HostName } from '#lib/core/protocols/tcp/link.ts'
import { advance } from '#lib/core/protocols/tcp/sequence.ts'
import {
  hostNames,
  type SimulationConfig,
  type SimulationEffect,
  type SimulationEvent,
  type SimulationState,
} from '#lib/core/protocols/tcp/simulation.ts'
import { tcpTrace } from '#lib/core/protocols/tcp/trace-codec.ts'
import { describeScenario, type ScenarioDescription } from '#lib/core/protocols/scenario.ts'
import { playEvents, printTrace, readLog, recordEntries, type TraceFile } from '#lib/core/protocols/trace.ts'

export type TcpTimeline = Timeline<SimulationState, SimulationEvent, SimulationEffect>
export type TcpLog = Log<SimulationConfig, SimulationEvent>

/** A scenario as exercises take it. */
export interface Scenario {
  /** `handshake`, without folder and ending. */
  readonly name: string
  readonly file: TraceFile
}

/** How long a run goes on when the scenario does not say. */
const longestMs = 600_000

export function untilOf(description: ScenarioDescription): number {
  return description.untilMs ?? longestMs
}

/** The scenario's own events, without the ticks, under initial sequence numbers drawn from the seed. */
export function varyScenario(scenario: Scenario, seed: string): TcpLog {
  const { log } = readLog(tcpTrace, scenario.file)
  const events = log.entries.filter(({ event }) => event.kind !== 'tick')
  let random = startRandom(`${scenario.name}/${seed}`)
  const shift: Record<HostName, number> = { A: 0, B: 0 }
  const hosts = { ...log.config.hosts }
  for (const name of hostNames) {
    const { ISS } = hosts[name].tcp
    if (ISS === undefined || ISS === null) continue
    // Four digits: sums stay possible in one's head. Now and then next to the wrap.
    const wraps = drawInteger(random, 8)
    const drawn = drawInteger(wraps.random, 9000)
    random = drawn.random
    const chosen = wraps.value === 0 ? 0xffff_ffff - (drawn.value % 3) : 1000 + drawn.value
    shift[name] = chosen - ISS
    hosts[name] = { ...hosts[name], tcp: { ...hosts[name].tcp, ISS: chosen } }
  }
  return {
    config: { ...log.config, hosts },
    seed,
    entries: events.map((entry) => shiftInjected(entry, hosts, shift)),
  }
}

/** A forged segment keeps its distance from the numbers that it pretends to belong to. */
function shiftInjected(
  entry: LogEntry<SimulationEvent>,
  hosts: SimulationConfig['hosts'],
  shift: Readonly<Record<HostName, number>>,
): LogEntry<SimulationEvent> {
  const { event } = entry
  if (event.kind !== 'inject') return entry
  const own = hostNames.find((name) => hosts[name].address === event.source) ?? event.host
  const other = own === 'A' ? 'B' : 'A'
  const { SEG } = event
  const ACK = SEG.ACK === 0 ? 0 : advance(SEG.ACK, shift[other])
  return { ...entry, event: { ...event, SEG: { ...SEG, SEQ: advance(SEG.SEQ, shift[own]), ACK } } }
}

/** The whole run of a log of events, until the scenario's end. */
export function playScenario(scenario: Scenario, log: TcpLog): TcpTimeline {
  const { description } = describeScenario(scenario.file.header)
  const { log: played } = playEvents(tcpTrace, log, untilOf(description))
  return timelineOf(tcpTrace.machine, played)
}

/** The same log with settings of both hosts changed: another stack in the same situation. */
export function withSettings(log: TcpLog, settings: Partial<TcpConfig>): TcpLog {
  const hosts = { ...log.config.hosts }
  for (const name of hostNames) hosts[name] = { ...hosts[name], tcp: { ...hosts[name].tcp, ...settings } }
  return { ...log, config: { ...log.config, hosts } }
}

/** The first `count` entries of a timeline as a trace's text; `from` leaves earlier ones out. */
export function printEntries(scenario: Scenario, timeline: TcpTimeline, from: number, count: number): string {
  const entries = recordEntries(tcpTrace, timeline).slice(from, count)
  return printTrace({ protocol: 'tcp', header: scenario.file.header, entries })
}

/** One of the items, by seed; null of none. */
export function pick<T>(items: readonly T[], seed: string): T | null {
  return items[drawInteger(startRandom(seed), items.length).value] ?? null
}

/** The names of the two hosts in both languages. */
export function hostTitles(scenario: Scenario): Readonly<Record<HostName, { en: string; zh: string }>> {
  const { description } = describeScenario(scenario.file.header)
  const title = (at: number, name: HostName): { en: string; zh: string } => {
    return { en: description.en.names[at] ?? name, zh: description.zh.names[at] ?? name }
  }
  return { A: title(0, 'A'), B: title(1, 'B') }
}
