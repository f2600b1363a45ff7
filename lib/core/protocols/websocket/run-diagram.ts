// A WebSocket run as a diagram: which effects are arrows, states and marks, and what the arrows say.
import type { Timeline } from '#lib/core/engine/log.ts'
import type { Fact, MarkKind } from '#lib/core/protocols/diagram.ts'
import { framesIn, isHandshake, printFrame, printWritten } from '#lib/core/protocols/websocket/frame-text.ts'
import { CLOSE, frameName, isControl } from '#lib/core/protocols/websocket/frame.ts'
import {
  hostNames,
  otherHost,
  type SimulationEffect,
  type SimulationEvent,
  type SimulationState,
} from '#lib/core/protocols/websocket/simulation.ts'
import { websocketTrace } from '#lib/core/protocols/websocket/trace-codec.ts'

export type WebSocketTimeline = Timeline<SimulationState, SimulationEvent, SimulationEffect>

/** What colours an arrow. */
export type Tone = 'opening' | 'closing' | 'data' | 'control' | 'transport' | 'illegal'

/** The facts of a run, or of its first entries: what `buildDiagram` takes. */
export function runFacts({ points }: WebSocketTimeline): Fact[] {
  const facts: Fact[] = hostNames.map((lifeline) => {
    return { kind: 'state', lifeline, at: 0, entry: -1, state: 'CONNECTING' }
  })
  for (let at = 1; at < points.length; at++) {
    const point = points[at]!
    if (point.entry === null) continue
    const when = { at: point.entry.at, entry: at - 1 }
    facts.push(...eventFacts(point.entry.event, points[at - 1]!.state, when))
    for (const effect of point.effects) facts.push(...effectFacts(effect, when))
  }
  return facts
}

interface When {
  readonly at: number
  readonly entry: number
}

function mark(lifeline: string, kind: MarkKind, text: string, when: When): Fact {
  return { kind: 'mark', lifeline, mark: kind, text, ...when }
}

function eventFacts(event: SimulationEvent, before: SimulationState, when: When): Fact[] {
  const text = websocketTrace.printEvent(event, before)
  switch (event.kind) {
    case 'connect':
      return [mark('A', 'call', 'connect', when)]
    case 'call':
      return [mark(event.host, 'call', text.slice(2), when)]
    case 'link':
      return [mark('A', 'fault', text, when)]
    case 'tick': {
      const timer = /^([AB]) timer (.*)$/.exec(text)
      return timer === null ? [] : [mark(timer[1]!, 'timer', timer[2]!, when)]
    }
  }
}

function effectFacts(effect: SimulationEffect, when: When): Fact[] {
  switch (effect.kind) {
    case 'sent':
      return [
        {
          kind: 'leave',
          arrow: `#${effect.id}`,
          from: effect.host,
          to: otherHost(effect.host),
          label: printLabel(effect),
          detail: effect.what === 'bytes' ? printWritten(effect.bytes) : `TCP ${effect.what}`,
          tone: toneOf(effect),
          ...when,
        },
      ]
    case 'arrived':
      return [{ kind: 'arrive', arrow: `#${effect.id}`, ...when }]
    case 'lost':
      return [{ kind: 'lose', arrow: `#${effect.id}`, why: effect.reason, ...when }]
    case 'refused':
      return [mark(effect.host, 'discard', effect.problem.code, when)]
    case 'reconnects':
      return [mark('A', 'timer', `attempt ${effect.attempt}`, when)]
    case 'proxy':
      return [mark('A', 'fault', 'proxy', when)]
    case 'endpoint': {
      const { host, effect: inner } = effect
      if (inner.type === 'transition') return [{ kind: 'state', lifeline: host, state: inner.to, ...when }]
      if (inner.type === 'message')
        return [mark(host, 'signal', `${inner.message.payload.length} bytes`, when)]
      if (inner.type === 'closed') return [mark(host, 'signal', `closed ${inner.code}`, when)]
      if (inner.type === 'fail') {
        return inner.violations.map((found) => mark(host, 'fault', found.problem.code, when))
      }
      return []
    }
  }
}

type Sent = Extract<SimulationEffect, { kind: 'sent' }>

function printLabel({ what, bytes }: Sent): string {
  if (what !== 'bytes') return what
  const frames = framesIn(bytes)
  const [first] = frames
  if (first === undefined || isHandshake(bytes)) return printWritten(bytes)
  return frames.length === 1
    ? printFrame(first)
    : `${frames.length} frames: ${frameName(first.header.opcode)}…`
}

function toneOf({ what, bytes }: Sent): Tone {
  if (what !== 'bytes') return 'transport'
  if (isHandshake(bytes)) return 'opening'
  const opcode = framesIn(bytes)[0]?.header.opcode
  if (opcode === undefined) return 'illegal'
  if (opcode === CLOSE) return 'closing'
  return isControl(opcode) ? 'control' : 'data'
}
