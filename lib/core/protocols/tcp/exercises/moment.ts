// What most kinds of exercise are made of: a moment of a run (an entry, the state before it and after it), the
// fields and choices of an answer, and the exercise itself, cut before that moment.
import { drawShuffled, startRandom } from '#lib/core/engine/random.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { AnswerField, AnswerForm, Bilingual, Choice, Exercise } from '#lib/core/protocols/exercise.ts'
import {
  pick,
  playScenario,
  printEntries,
  varyScenario,
  type Scenario,
  type TcpLog,
  type TcpTimeline,
} from '#lib/core/protocols/tcp/exercises/run.ts'
import { otherHost, type HostName } from '#lib/core/protocols/tcp/link.ts'
import { printBrief } from '#lib/core/protocols/tcp/segment-text.ts'
import { nextDue, type SimulationEffect, type SimulationState } from '#lib/core/protocols/tcp/simulation.ts'
import type { Tcb } from '#lib/core/protocols/tcp/tcb.ts'
import type { Segment } from '#lib/core/protocols/tcp/wire.ts'

export interface Moment {
  /** Entries before it. */
  readonly at: number
  /** Virtual time. */
  readonly ms: number
  readonly before: SimulationState
  readonly after: SimulationState
  readonly effects: readonly SimulationEffect[]
  /** The segment that arrives, and where; null: something else happens. */
  readonly arrival: { readonly id: number; readonly SEG: Segment; readonly host: HostName } | null
}

/** All moments of a run. */
export function momentsOf({ points }: TcpTimeline): Moment[] {
  const moments: Moment[] = []
  for (let at = 1; at < points.length; at++) {
    const { entry, state: after, effects } = points[at]!
    const before = points[at - 1]!.state
    const flight = nextDue(before)?.what === 'arrival' ? before.flights.find(({ held }) => !held) : undefined
    const arrives = entry?.event.kind === 'tick' && flight !== undefined
    const arrival = arrives ? { id: flight.id, SEG: flight.SEG, host: otherHost(flight.from) } : null
    moments.push({ at: at - 1, ms: entry?.at ?? 0, before, after, effects, arrival })
  }
  return moments
}

/** A host's newest connection; null: none. */
export function newestTcb(state: SimulationState, host: HostName): Tcb | null {
  return state.hosts[host].connections.at(-1)?.tcb ?? null
}

/** What a host sends in a moment, forged segments left out. */
export function sentIn({ effects }: Moment, host: HostName): Extract<SimulationEffect, { kind: 'sent' }>[] {
  return effects.filter((effect): effect is Extract<SimulationEffect, { kind: 'sent' }> => {
    return effect.kind === 'sent' && effect.host === host && effect.reason !== 'injected'
  })
}

/** `#4 <SEQ=100>… arrives` */
export function describeArrival({ arrival }: Moment): Bilingual {
  if (arrival === null) return { en: 'The next event happens', zh: '下一个事件发生' }
  const brief = `#${arrival.id} ${printBrief(arrival.SEG)}`
  return { en: `${brief} arrives`, zh: `${brief} 到达` }
}

export interface Asked {
  readonly moment: Moment
  readonly question: Bilingual
  readonly form: AnswerForm
  readonly explanation: Bilingual
  readonly clauses: readonly string[]
  /** Leaves out of what is shown before the answer what would give it away. */
  readonly conceals?: RegExp
}

/** One exercise of a kind: one of the moments that fit, by seed, and what is asked of it. */
export function askMoment(
  kind: string,
  scenario: Scenario,
  seed: string,
  fits: (moment: Moment, timeline: TcpTimeline) => boolean,
  ask: (moment: Moment, timeline: TcpTimeline) => Omit<Asked, 'moment'>,
  vary: (log: TcpLog) => TcpLog = (log) => log,
): Result<Exercise> {
  const timeline = playScenario(scenario, vary(varyScenario(scenario, seed)))
  const fitting = momentsOf(timeline).filter((one) => fits(one, timeline))
  const moment = pick(fitting, `${seed}/cut`)
  if (moment === null) return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  const { conceals, ...asked } = ask(moment, timeline)
  const shown = printEntries(scenario, timeline, 0, moment.at)
  return ok({
    ...{ protocol: 'tcp', kind, scenario: scenario.name, seed },
    ...asked,
    shown: conceals === undefined ? shown : conceal(shown, conceals),
    ...(conceals === undefined ? {} : { concealed: true as const }),
    outcome: printEntries(scenario, timeline, conceals === undefined ? moment.at : 0, moment.at + 1),
  })
}

const conceal = (text: string, lines: RegExp): string => {
  return text
    .split('\n')
    .filter((line) => !lines.test(line))
    .join('\n')
}

export interface Mistake {
  readonly value: number | string
  readonly why: Bilingual
}

/** A field for one number; mistakes that happen to be right are none. */
export function numberForm(
  name: string,
  label: Bilingual,
  value: number,
  clause: string,
  mistakes: readonly Mistake[],
): AnswerForm {
  const told = mistakes.filter((one) => one.value !== value)
  const field: AnswerField = {
    ...{ name, label, kind: 'number', accepted: [{ value: String(value), clause }] },
    mistakes: told.map((one) => ({ value: String(one.value), why: one.why })),
  }
  return { kind: 'fields', fields: [field] }
}

export interface Option {
  readonly text: Bilingual
  readonly why: Bilingual
}

/** One right choice among others, in an order drawn by seed. */
export function choiceForm(
  seed: string,
  right: Option,
  clause: string,
  others: readonly Option[],
): AnswerForm {
  const wrong = others.filter(({ text }) => text.en !== right.text.en)
  const choices: Choice[] = [
    { ...right, verdict: 'right', clause },
    ...wrong.map((one): Choice => ({ ...one, verdict: 'wrong', clause: null })),
  ]
  return { kind: 'choice', choices: drawShuffled(startRandom(`${seed}/order`), choices).value }
}
