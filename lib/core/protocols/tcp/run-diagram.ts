// A TCP run as a diagram: which effects are arrows, states and marks, and what the arrows say.
import type { Timeline } from '#lib/core/engine/log.ts'
import type { Fact, MarkKind } from '#lib/core/protocols/diagram.ts'
import { otherHost } from '#lib/core/protocols/tcp/link.ts'
import { printBrief, printSegment } from '#lib/core/protocols/tcp/segment-text.ts'
import {
  hostNames,
  type SimulationEffect,
  type SimulationEvent,
  type SimulationState,
} from '#lib/core/protocols/tcp/simulation.ts'
import { tcpTrace } from '#lib/core/protocols/tcp/trace-codec.ts'
import { FIN, RST, SYN } from '#lib/core/protocols/tcp/wire.ts'

type TcpTimeline = Timeline<SimulationState, SimulationEvent, SimulationEffect>

/** What colours an arrow. */
export type Tone = 'opening' | 'closing' | 'data' | 'acknowledgment' | 'reset' | 'again' | 'injected'

/** The facts of a run, or of its first entries: what `buildDiagram` takes. */
export function runFacts({ points }: TcpTimeline): Fact[] {
  const facts: Fact[] = hostNames.map((lifeline) => {
    return { kind: 'state', lifeline, at: 0, entry: -1, state: 'CLOSED' }
  })
  for (let at = 1; at < points.length; at++) {
    const point = points[at]!
    const before = points[at - 1]!.state
    if (point.entry === null) continue
    const { event } = point.entry
    const when = { at: point.entry.at, entry: at - 1 }
    facts.push(...eventFacts(event, before, when))
    for (const effect of point.effects) facts.push(...effectFacts(effect, point.state, when))
  }
  return facts
}

interface When {
  readonly at: number
  readonly entry: number
}

function eventFacts(event: SimulationEvent, before: SimulationState, when: When): Fact[] {
  const text = tcpTrace.printEvent(event, before)
  const mark = (lifeline: string, kind: MarkKind, words: string): Fact[] => {
    return [{ kind: 'mark', lifeline, mark: kind, text: words, ...when }]
  }
  switch (event.kind) {
    case 'call':
      return mark(event.host, 'call', text.slice(2))
    case 'tick': {
      const timer = /^([AB]) timer (.*)$/.exec(text)
      return timer === null ? [] : mark(timer[1]!, 'timer', timer[2]!)
    }
    case 'crash':
    case 'reboot':
      return mark(event.host, 'power', event.kind)
    case 'fault':
    case 'link':
      return mark('A', 'fault', text)
    case 'inject':
      return []
  }
}

function effectFacts(effect: SimulationEffect, after: SimulationState, when: When): Fact[] {
  switch (effect.kind) {
    case 'sent':
      return [
        {
          kind: 'leave',
          arrow: `#${effect.id}`,
          from: effect.host,
          to: otherHost(effect.host),
          label: printBrief(effect.SEG),
          detail: `${printSegment(effect.SEG, true)} | ${effect.reason} | ${effect.clause}`,
          tone: toneOf(effect),
          ...when,
        },
      ]
    case 'arrived':
      return [{ kind: 'arrive', arrow: `#${effect.id}${effect.copy ? ' again' : ''}`, ...when }]
    case 'lost':
      return [{ kind: 'lose', arrow: `#${effect.id}`, why: effect.reason, ...when }]
    case 'moved':
      return effect.copy ? copyFacts(effect.id, after, when) : []
    case 'power':
      return [{ kind: 'state', lifeline: effect.host, state: 'CLOSED', ...when }]
    case 'endpoint': {
      const { host, effect: inner } = effect
      if (inner.kind === 'transition') return [{ kind: 'state', lifeline: host, state: inner.to, ...when }]
      if (inner.kind === 'signal')
        return [{ kind: 'mark', lifeline: host, mark: 'signal', text: inner.signal, ...when }]
      if (inner.kind === 'discard') {
        return [{ kind: 'mark', lifeline: host, mark: 'discard', text: inner.reason, ...when }]
      }
      return []
    }
  }
}

/** A copy sets out when it is made, from where its original came. */
function copyFacts(id: number, after: SimulationState, when: When): Fact[] {
  const flight = after.flights.find((one) => one.id === id && one.copy)
  if (flight === undefined) return []
  return [
    {
      kind: 'leave',
      arrow: `#${id} again`,
      from: flight.from,
      to: otherHost(flight.from),
      label: printBrief(flight.SEG),
      detail: `${printSegment(flight.SEG, true)} | duplicate`,
      tone: 'again',
      ...when,
    },
  ]
}

function toneOf({ SEG, reason }: Extract<SimulationEffect, { kind: 'sent' }>): Tone {
  if (reason === 'injected') return 'injected'
  if (SEG.CTL & RST) return 'reset'
  if (reason === 'retransmission' || reason === 'fast retransmission') return 'again'
  if (SEG.CTL & SYN) return 'opening'
  if (SEG.CTL & FIN) return 'closing'
  return SEG.data === '' ? 'acknowledgment' : 'data'
}
