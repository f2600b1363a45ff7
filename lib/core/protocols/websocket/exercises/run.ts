// What the kinds of exercise share: a scenario's run under a seed, with other settings or other events, cut
// in two; and the ways to make choices and fields.
import { timelineOf, type Log } from '#lib/core/engine/log.ts'
import { drawInteger, drawShuffled, startRandom } from '#lib/core/engine/random.ts'
import type { AnswerField, Bilingual, Choice, Exercise, FieldKind } from '#lib/core/protocols/exercise.ts'
import { describeScenario } from '#lib/core/protocols/scenario.ts'
import { playEvents, printTrace, readLog, recordEntries, type TraceFile } from '#lib/core/protocols/trace.ts'
import type { EndpointEffect } from '#lib/core/protocols/websocket/endpoint.ts'
import type { WebSocketTimeline } from '#lib/core/protocols/websocket/run-diagram.ts'
import {
  type HostName,
  type SimulationConfig,
  type SimulationEffect,
  type SimulationEvent,
} from '#lib/core/protocols/websocket/simulation.ts'
import { websocketTrace } from '#lib/core/protocols/websocket/trace-codec.ts'

/** A scenario as exercises take it. */
export interface Scenario {
  /** `handshake`, without folder and ending. */
  readonly name: string
  readonly file: TraceFile
}

export type WebSocketLog = Log<SimulationConfig, SimulationEvent>

/** How long a run goes on when the scenario does not say. */
const longestMs = 600_000

/** The scenario's own events, without the ticks, under the exercise's seed: other keys, other masks. */
export function logOf(scenario: Scenario, seed: string): WebSocketLog {
  const { log } = readLog(websocketTrace, scenario.file)
  return { ...log, seed, entries: log.entries.filter(({ event }) => event.kind !== 'tick') }
}

/** The same settings with other events, each as in a trace: `[100, 'A send "x"']`. A bad text is a bug. */
export function withEvents(log: WebSocketLog, events: readonly (readonly [number, string])[]): WebSocketLog {
  const entries = events.map(([at, text]) => {
    const event = websocketTrace.readEvent(text)
    if (!event.ok) throw new Error(`not an event: ${text}`)
    return { at, event: event.value }
  })
  return { ...log, entries }
}

export function play(scenario: Scenario, log: WebSocketLog, until?: number): WebSocketTimeline {
  const { description } = describeScenario(scenario.file.header)
  const { log: played } = playEvents(websocketTrace, log, until ?? description.untilMs ?? longestMs)
  return timelineOf(websocketTrace.machine, played)
}

/** A point of a timeline that asks something, and the effect in it. */
export interface Found<T> {
  /** How many entries come before it. */
  readonly at: number
  readonly host: HostName
  readonly effect: T
}

type OfType<T extends EndpointEffect['type']> = Extract<EndpointEffect, { type: T }>

/** All effects of a type in a run, of both endpoints. */
export function findEffects<T extends Exclude<EndpointEffect['type'], 'transmit'>>(
  { points }: WebSocketTimeline,
  type: T,
): Found<OfType<T>>[] {
  return points.flatMap(({ effects }, index) =>
    effects.flatMap((one) =>
      one.kind === 'endpoint' && one.effect.type === type
        ? [{ at: index - 1, host: one.host, effect: one.effect as OfType<T> }]
        : [],
    ),
  )
}

/** Everything that was written in a run, in order. */
export function findWrites({
  points,
}: WebSocketTimeline): Found<Extract<SimulationEffect, { kind: 'sent' }>>[] {
  return points.flatMap(({ effects }, index) =>
    effects.flatMap((one) =>
      one.kind === 'sent' && one.what === 'bytes' ? [{ at: index - 1, host: one.host, effect: one }] : [],
    ),
  )
}

interface Parts {
  readonly scenario: Scenario
  readonly kind: string
  readonly seed: string
  readonly timeline: WebSocketTimeline
  /** Entries shown before the answer, and after it. */
  readonly cut: number
  readonly end: number
  readonly question: Bilingual
  readonly form: Exercise['form']
  readonly explanation: Bilingual
  readonly clauses: readonly string[]
}

export function makeExercise(parts: Parts): Exercise {
  const { scenario, kind, seed, timeline, cut, end, question, form, explanation, clauses } = parts
  const entries = recordEntries(websocketTrace, timeline)
  const print = (from: number, to: number) =>
    printTrace({ protocol: 'websocket', header: scenario.file.header, entries: entries.slice(from, to) })
  return {
    ...{ protocol: 'websocket', kind, scenario: scenario.name, seed, question },
    ...{ shown: print(0, cut), outcome: print(cut, end), form, explanation, clauses },
  }
}

/** One of the items, by seed. The list must not be empty. */
export function pick<T>(items: readonly T[], seed: string): T {
  return items[drawInteger(startRandom(seed), items.length).value]!
}

/** A whole number from `least` to `most`, by seed. */
export function draw(least: number, most: number, seed: string): number {
  return least + drawInteger(startRandom(seed), most - least + 1).value
}

/** Choices in an order that the seed gives. */
export function choiceForm(choices: readonly Choice[], seed: string): Exercise['form'] {
  return { kind: 'choice', choices: drawShuffled(startRandom(`${seed}/order`), choices).value }
}

type Mistake = readonly [value: string | number, en: string, zh: string]

/** A field with one answer; mistakes that happen to equal it are left out. */
export function field(
  name: string,
  label: Bilingual,
  kind: FieldKind,
  value: string | number,
  clause: string,
  mistakes: readonly Mistake[] = [],
): AnswerField {
  return {
    name,
    label,
    kind,
    accepted: [{ value: String(value), clause }],
    mistakes: mistakes
      .filter(([wrong]) => String(wrong) !== String(value))
      .map(([wrong, en, zh]) => ({ value: String(wrong), why: { en, zh } })),
  }
}

export const hostTitles: Readonly<Record<HostName, Bilingual>> = {
  A: { en: 'the client', zh: '客户端' },
  B: { en: 'the server', zh: '服务器' },
}
