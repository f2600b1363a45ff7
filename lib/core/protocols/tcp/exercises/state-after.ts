// "Which state is it in afterwards?" The run is cut before a segment arrives; the answer is the state after
// it. Wrong choices are the neighbours in the state diagram, each with the event that would have led there.
import { drawShuffled, startRandom } from '#lib/core/engine/random.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Choice, Exercise } from '#lib/core/protocols/exercise.ts'
import { alternatives } from '#lib/core/protocols/tcp/exercises/alternatives.ts'
import {
  hostTitles,
  pick,
  playScenario,
  printEntries,
  varyScenario,
  withSettings,
  type Scenario,
  type TcpTimeline,
} from '#lib/core/protocols/tcp/exercises/run.ts'
import type { HostName } from '#lib/core/protocols/tcp/link.ts'
import { printBrief } from '#lib/core/protocols/tcp/segment-text.ts'
import { nextDue, type SimulationState } from '#lib/core/protocols/tcp/simulation.ts'
import { connectionStates, transitions, type ConnectionState } from '#lib/core/protocols/tcp/transitions.ts'

export const stateAfterKind = 'state-after'

/** The state that a host shows: of its newest connection, of its listener, or CLOSED. */
export function shownState(state: SimulationState, host: HostName): ConnectionState {
  const { connections, listeners } = state.hosts[host]
  return connections.at(-1)?.tcb.state ?? listeners.at(-1)?.tcb.state ?? 'CLOSED'
}

interface Cut {
  /** Entries before the one that is asked about. */
  readonly at: number
  readonly host: HostName
  readonly from: ConnectionState
  readonly to: ConnectionState
}

/** Arrivals; those that change nothing are as good a question as the others, but rarer. */
function findCuts({ points }: TcpTimeline): Cut[] {
  const cuts: Cut[] = []
  for (let at = 1; at < points.length; at++) {
    const before = points[at - 1]!.state
    const due = nextDue(before)
    if (points[at]!.entry?.event.kind !== 'tick' || due?.what !== 'arrival') continue
    const from = shownState(before, due.host)
    const to = shownState(points[at]!.state, due.host)
    const cut = { at: at - 1, host: due.host, from, to }
    cuts.push(...(from === to ? [cut] : [cut, cut, cut]))
  }
  return cuts
}

export function askStateAfter(scenario: Scenario, seed: string): Result<Exercise> {
  const log = varyScenario(scenario, seed)
  const timeline = playScenario(scenario, log)
  const cut = pick(findCuts(timeline), `${seed}/cut`)
  if (cut === null) return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  const before = timeline.points[cut.at]!.state
  const after = timeline.points[cut.at + 1]!
  const SEG = before.flights.find(({ held }) => !held)!.SEG
  const name = hostTitles(scenario)[cut.host]
  const clauses = after.effects.flatMap((effect) => {
    if (effect.kind !== 'endpoint' || effect.host !== cut.host) return []
    const inner = effect.effect
    return inner.kind === 'transition' || inner.kind === 'discard' ? [inner.clause] : []
  })
  const clause = clauses[0] ?? 'RFC 9293 §3.10.7.4'
  const brief = printBrief(SEG)
  return ok({
    ...{ protocol: 'tcp', kind: stateAfterKind, scenario: scenario.name, seed },
    question: {
      en: `${name.en} is in ${cut.from} when ${brief} arrives. Which state is it in afterwards?`,
      zh: `${name.zh}处于 ${cut.from} 时收到 ${brief}，随后处于哪个状态？`,
    },
    shown: printEntries(scenario, timeline, 0, cut.at),
    outcome: printEntries(scenario, timeline, cut.at, cut.at + 1),
    form: { kind: 'choice', choices: makeChoices(scenario, seed, cut, clause) },
    explanation: explain(cut, clause),
    clauses: [...new Set([clause, ...clauses])],
  })
}

function explain({ from, to }: Cut, clause: string): { en: string; zh: string } {
  return from === to
    ? {
        en: `The segment changes nothing: it stays in ${to} (${clause}).`,
        zh: `该报文段不引起状态变化，仍为 ${to}（${clause}）。`,
      }
    : { en: `From ${from} it goes to ${to} (${clause}).`, zh: `由 ${from} 转入 ${to}（${clause}）。` }
}

function makeChoices(scenario: Scenario, seed: string, cut: Cut, clause: string): Choice[] {
  const allowed = allowedStates(scenario, seed, cut)
  const neighbours = transitions
    .filter(({ from, to }) => from === cut.from || to === cut.from || from === cut.to)
    .flatMap(({ from, to }) => [from, to])
  const order = drawShuffled(startRandom(`${seed}/choices`), [...new Set(neighbours)]).value
  const others = [...order, ...connectionStates].filter((state) => state !== cut.to && !allowed.has(state))
  const wrong = [...new Set([cut.from === cut.to ? others[0]! : cut.from, ...others])]
    .filter((state) => state !== cut.to && !allowed.has(state))
    .slice(0, Math.max(1, 3 - allowed.size))
  const choices: Choice[] = [
    { text: { en: cut.to, zh: cut.to }, verdict: 'right', why: explain(cut, clause), clause },
    ...[...allowed].map(([state, choice]) => ({ ...choice, text: { en: state, zh: state } })),
    ...wrong.map((state) => wrongChoice(cut, state)),
  ]
  return drawShuffled(startRandom(`${seed}/order`), choices).value
}

/** States that another stack, also by the RFCs, would be in. */
function allowedStates(
  scenario: Scenario,
  seed: string,
  cut: Cut,
): Map<ConnectionState, Omit<Choice, 'text'>> {
  const states = new Map<ConnectionState, Omit<Choice, 'text'>>()
  for (const { settings, clause, words } of alternatives) {
    const { points } = playScenario(scenario, withSettings(varyScenario(scenario, seed), settings))
    const before = points[cut.at]
    const point = points[cut.at + 1]
    // Only where the other stack has come the same way to the same place.
    if (before === undefined || point === undefined || shownState(before.state, cut.host) !== cut.from)
      continue
    const state = shownState(point.state, cut.host)
    if (state === cut.to || states.has(state)) continue
    const why = {
      en: `Allowed for a stack ${words.en} (${clause}).`,
      zh: `${words.zh}的实现可以如此（${clause}）。`,
    }
    states.set(state, { verdict: 'allowed', why, clause })
  }
  return states
}

function wrongChoice(cut: Cut, state: ConnectionState): Choice {
  const text = { en: state, zh: state }
  if (state === cut.from) {
    const why = {
      en: `It does leave ${state}: ${cut.to} follows.`,
      zh: `它会离开 ${state}，进入 ${cut.to}。`,
    }
    return { text, verdict: 'wrong', why, clause: null }
  }
  const way = transitions.find(({ from, to }) => from === cut.from && to === state)
  const why =
    way === undefined
      ? {
          en: `No event leads from ${cut.from} to ${state}.`,
          zh: `没有任何事件能从 ${cut.from} 直接到 ${state}。`,
        }
      : {
          en: `That would take “${way.event}” (${way.clause}).`,
          zh: `那需要“${way.event}”（${way.clause}）。`,
        }
  return { text, verdict: 'wrong', why, clause: way?.clause ?? null }
}
