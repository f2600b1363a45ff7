// A DNS run as a diagram: stub, resolver and the servers that were asked as lifelines, messages as arrows.
import type { Timeline } from '#lib/core/engine/log.ts'
import type { Fact } from '#lib/core/protocols/diagram.ts'
import { isShownNote } from '#lib/core/protocols/dns/lanes.ts'
import { printBrief, printMessage } from '#lib/core/protocols/dns/message-text.ts'
import {
  resolverAddress, stubAddress, type DnsEffect, type DnsEvent, type DnsState,
} from '#lib/core/protocols/dns/simulation.ts'
import { noteClause } from '#lib/core/protocols/dns/story.ts'
import { nameServerAt } from '#lib/core/protocols/dns/server-name.ts'
import { dnsTrace } from '#lib/core/protocols/dns/trace-codec.ts'

export type DnsTimeline = Timeline<DnsState, DnsEvent, DnsEffect>

/** What colours an arrow. */
export type DnsTone = 'query' | 'referral' | 'answer' | 'negative' | 'failure' | 'forged' | 'maintenance'

/** The facts of a run, its lines named as a trace names the players: what `drawLanes` takes. */
export function playerFacts(timeline: DnsTimeline): Fact[] {
  // The last state knows most names.
  const state = timeline.points.at(-1)?.state
  const names = new Map<string, string>()
  const nameOf = (address: string): string => {
    const name = names.get(address) ?? (state === undefined ? address : nameServerAt(state, address))
    names.set(address, name)
    return name
  }
  return runFacts(timeline).map((fact): Fact => {
    if (fact.kind === 'leave') return { ...fact, from: nameOf(fact.from), to: nameOf(fact.to) }
    return fact.kind === 'mark' || fact.kind === 'state' ? { ...fact, lifeline: nameOf(fact.lifeline) } : fact
  })
}

export function runFacts({ points }: DnsTimeline): Fact[] {
  const facts: Fact[] = []
  /** Queries of which nobody has said what became of them. */
  const underWay = new Set<number>()
  for (let at = 1; at < points.length; at++) {
    const point = points[at]!
    if (point.entry === null) continue
    const when = { at: point.entry.at, entry: at - 1 }
    const before = points[at - 1]!.state
    facts.push(...eventFacts(point.entry.event, before, when))
    for (const id of point.effects.some(isTimeout) ? givenUp(before, point.state) : []) {
      facts.push({ kind: 'mark', lifeline: resolverAddress, mark: 'timer', text: `timeout #${id}`, ...when })
      if (underWay.delete(id)) facts.push({ kind: 'lose', arrow: `#${id}`, why: 'no answer', ...when })
    }
    for (const effect of point.effects) {
      facts.push(...effectFacts(effect, when))
      if (effect.kind === 'sent') underWay.add(effect.id)
      if (effect.kind === 'arrived' || effect.kind === 'lost') underWay.delete(effect.id)
    }
  }
  return facts
}

const isTimeout = (effect: DnsEffect): boolean => effect.kind === 'note' && effect.note === 'timeout'

/** The queries that the resolver waited for before this step, and no longer does. */
const givenUp = (before: DnsState, after: DnsState): number[] =>
  Object.keys(before.outgoing).filter((id) => !Object.hasOwn(after.outgoing, id)).map(Number)

interface When {
  readonly at: number
  readonly entry: number
}

function eventFacts(event: DnsEvent, before: DnsState, when: When): Fact[] {
  const text = dnsTrace(before.config.zones).printEvent(event, before)
  switch (event.kind) {
    case 'ask':
      return [{ kind: 'mark', lifeline: stubAddress, mark: 'call', text: text.slice(10), ...when }]
    case 'server':
      return [{ kind: 'mark', lifeline: event.address, mark: 'fault', text: event.mode, ...when }]
    case 'fault':
    case 'flush':
    case 'zone':
      return [{ kind: 'mark', lifeline: resolverAddress, mark: 'fault', text: text.slice(0, 40), ...when }]
    case 'tick':
    case 'arrival':
    case 'spoof':
      return []
  }
}

function effectFacts(effect: DnsEffect, when: When): Fact[] {
  const arrow = (id: number, copy: boolean): string => `#${id}${copy ? ' again' : ''}`
  switch (effect.kind) {
    case 'sent': {
      const { id, from, to, message, transport } = effect
      const label = printBrief(message) + (transport === 'tcp' ? ' (TCP)' : '')
      const detail = printMessage(message)
      const tone = toneOf(effect)
      return [{ kind: 'leave', arrow: arrow(id, false), from, to, label, detail, tone, ...when }]
    }
    case 'arrived':
      return [{ kind: 'arrive', arrow: arrow(effect.id, effect.copy), ...when }]
    case 'lost':
      return [{ kind: 'lose', arrow: arrow(effect.id, false), why: effect.reason, ...when }]
    case 'note': {
      // A time-out is marked with the query that it is of.
      if (!isShownNote(effect.note) || effect.note === 'timeout') return []
      const clause = noteClause(effect.note)
      const text = clause === '' ? effect.note : `${effect.note} (${clause})`
      return [{ kind: 'mark', lifeline: resolverAddress, mark: 'signal', text, ...when }]
    }
    case 'told':
      return effect.source === 'resolver'
        ? []
        : [{ kind: 'mark', lifeline: stubAddress, mark: 'signal', text: effect.source, ...when }]
    case 'moved':
      return []
  }
}

function toneOf({ message, purpose, forged }: Extract<DnsEffect, { kind: 'sent' }>): DnsTone {
  if (forged) return 'forged'
  if (!message.qr) return purpose === 'maintenance' ? 'maintenance' : 'query'
  if (message.rcode === 'NXDOMAIN') return 'negative'
  if (message.rcode !== 'NOERROR' || message.tc) return 'failure'
  if (message.answer.length > 0) return 'answer'
  return message.authority.some(({ data }) => data.type === 'SOA') ? 'negative' : 'referral'
}
