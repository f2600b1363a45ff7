// What the kinds of exercise share: a scenario played under another seed, its run, and the run cut in two.
import { timelineOf, type LogEntry } from '#lib/core/engine/log.ts'
import { hashToUnit } from '#lib/core/engine/random.ts'
import type { ZoneFile } from '#lib/core/protocols/dns/internet.ts'
import type { DnsTimeline } from '#lib/core/protocols/dns/run-diagram.ts'
import type { DnsName } from '#lib/core/protocols/dns/name.ts'
import { resolverAddress, type DnsEffect, type DnsEvent } from '#lib/core/protocols/dns/simulation.ts'
import { dnsTrace } from '#lib/core/protocols/dns/trace-codec.ts'
import { describeScenario } from '#lib/core/protocols/scenario.ts'
import { playEvents, printTrace, readLog, recordEntries, type TraceFile } from '#lib/core/protocols/trace.ts'

/** A scenario as exercises take it. */
export interface DnsScenario {
  /** `walk`, without folder and ending. */
  readonly name: string
  readonly file: TraceFile
  readonly zones: readonly ZoneFile[]
}

/** How long a run goes on when the scenario does not say. */
const longestMs = 600_000

/**
 * The scenario's run under a seed: other ids, ports and choices among servers. `shift` moves its events, so
 * that times differ from one question to the next.
 */
export function playScenario(
  scenario: DnsScenario, seed: string,
  shift: (entry: LogEntry<DnsEvent>, index: number) => number = (entry) => entry.at,
): DnsTimeline {
  const codec = dnsTrace(scenario.zones)
  const { log } = readLog(codec, scenario.file)
  const entries = log.entries
    .filter(({ event }) => event.kind !== 'tick')
    .map((entry, index) => ({ ...entry, at: shift(entry, index) }))
  const { untilMs } = describeScenario(scenario.file.header).description
  const played = playEvents(
    codec, { ...log, seed: `${scenario.name}/${seed}`, entries }, untilMs ?? longestMs,
  )
  return timelineOf(codec.machine, played.log)
}

/** A run of other events under the scenario's settings: for questions that the scenario only begins. */
export function playEntries(scenario: DnsScenario, seed: string, entries: readonly LogEntry<DnsEvent>[]): DnsTimeline {
  const codec = dnsTrace(scenario.zones)
  const { log } = readLog(codec, { ...scenario.file, entries: [] })
  const until = (entries.at(-1)?.at ?? 0) + longestMs
  const played = playEvents(codec, { ...log, seed: `${scenario.name}/${seed}`, entries }, until)
  return timelineOf(codec.machine, played.log)
}

/** The stub's question as an entry; `name` is absolute. */
export function asksAt(at: number, name: string, type: string): LogEntry<DnsEvent> {
  return { at, event: { kind: 'ask', name: name as DnsName, type } }
}

export type Told = Extract<DnsEffect, { kind: 'told' }>

/** What the stub was told, with the points at which. */
export function findTold({ points }: DnsTimeline): { readonly at: number; readonly message: Told['message'] }[] {
  return points.flatMap(({ effects }, at) =>
    effects.flatMap((effect) => (effect.kind === 'told' ? [{ at, message: effect.message }] : [])))
}

export type SentQuery = Extract<DnsEffect, { kind: 'sent' }>

/** The resolver's queries, with the points at which they leave. */
export function findQueries({ points }: DnsTimeline): { readonly at: number; readonly sent: SentQuery }[] {
  return points.flatMap(({ effects }, at) => effects.flatMap((effect) =>
    (effect.kind === 'sent' && effect.from === resolverAddress && !effect.message.qr ? [{ at, sent: effect }] : [])))
}

/** Entries of a timeline as a trace's text, from one to before another. */
export function printEntries(scenario: DnsScenario, timeline: DnsTimeline, from: number, to: number): string {
  const entries = recordEntries(dnsTrace(scenario.zones), timeline).slice(from, to)
  return printTrace({ protocol: 'dns', header: scenario.file.header, entries })
}

/** One of the items, by seed; null of none. */
export function pick<T>(items: readonly T[], seed: string): T | null {
  return items[Math.floor(hashToUnit(seed) * items.length)] ?? null
}

/** The items in another order, by seed. */
export function shuffle<T>(items: readonly T[], seed: string): T[] {
  return items
    .map((item, index) => ({ item, place: hashToUnit(`${seed}:${index}`) }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item)
}
