// One step of a simulated run in sentences: what happened and what came of it, with the clause that asks for it.
import type { Lang } from '#lib/core/notes/card.ts'
import { describeProblem } from '#lib/core/problem.ts'
import { formatMillis } from '#lib/core/protocols/trace.ts'
import { TEXT } from '#lib/core/protocols/websocket/frame.ts'
import { printText, printWritten } from '#lib/core/protocols/websocket/frame-text.ts'
import type { HostName, SimulationEffect } from '#lib/core/protocols/websocket/simulation.ts'
import { websocketTrace } from '#lib/core/protocols/websocket/trace-codec.ts'
import type { Sentence } from '../../_components/sentences.tsx'
import type { Names, WebSocketRun } from './websocket-run.ts'

export interface Translations {
  /** Of all labs. */
  readonly labs: Translate
  readonly own: Translate
}
type Translate = (key: string, values?: Record<string, string | number>) => string

/** What the entry before `step` says; none at the start. */
export function narrateStep(run: WebSocketRun, step: number, names: Names, lang: Lang, t: Translations): readonly Sentence[] {
  const point = run.timeline.points[step]
  const before = run.timeline.points[step - 1]?.state
  if (point?.entry == null || before === undefined) return []
  return [
    { text: narrateEvent(websocketTrace.printEvent(point.entry.event, before), names, t), clause: null },
    ...point.effects.flatMap((effect) => narrateEffect(effect, names, lang, t)),
  ]
}

/** The trace's words are the event's name; the host's letter becomes its name. */
export function narrateEvent(text: string, names: Names, { labs, own }: Translations): string {
  const link = /^link (reset|silence|restore)$/.exec(text)?.[1]
  if (link !== undefined) return own(`link.${link}`)
  const found = /^([AB]) (takes|timer)?\s?(.*)$/.exec(text)
  if (found === null) return labs('events.other', { text })
  const host = names[found[1] as HostName]
  const [, , verb, rest = ''] = found
  return verb === undefined ? labs('events.call', { host, call: rest }) : labs(`events.${verb}`, { host, what: rest })
}

function narrateEffect(effect: SimulationEffect, names: Names, lang: Lang, { labs, own }: Translations): Sentence[] {
  const say = (text: string, clause: string | null = null): Sentence[] => [{ text, clause }]
  switch (effect.kind) {
    case 'sent':
      return say(own('sends', { host: names[effect.host], id: effect.id, what: effect.what === 'bytes' ? printWritten(effect.bytes) : `TCP ${effect.what}` }))
    case 'lost':
      return say(labs('effects.lost', { id: effect.id, why: own(`losses.${effect.reason}`) }))
    case 'refused':
      return say(`${names[effect.host]}: ${describeProblem(effect.problem, lang)}`)
    case 'reconnects':
      return say(own('reconnects', { at: formatMillis(effect.at), attempt: effect.attempt }))
    case 'proxy':
      return say(own('proxyEnds', { ms: effect.idleMs }))
    case 'arrived':
      return []
    case 'endpoint': {
      const host = names[effect.host]
      const { effect: inner } = effect
      switch (inner.type) {
        case 'transition':
          return say(labs('effects.transition', { host, from: inner.from, to: inner.to, event: inner.on }), inner.clause)
        case 'request':
        case 'response': {
          const wrong = inner.judgement.checks.filter(({ verdict }) => verdict === 'wrong')
          return [
            { text: own('checked', { host, lines: inner.judgement.checks.length, wrong: wrong.length }), clause: null },
            ...wrong.flatMap(({ violation }) => (violation === null ? [] : [{ text: describeProblem(violation.problem, lang), clause: violation.clause }])),
          ]
        }
        case 'message': {
          const { opcode, payload, fragments } = inner.message
          return say(own('given', { host, kind: own(opcode === TEXT ? 'kindText' : 'kindBinary'), bytes: payload.length, fragments, shown: payload.length === 0 ? '–' : printText(payload) }))
        }
        case 'fail':
          return inner.violations.map((violation) => ({
            text: own('fails', { host, why: describeProblem(violation.problem, lang), answer: violation.closeCode ?? violation.status ?? '–' }),
            clause: violation.clause,
          }))
        case 'closed':
          return say(`${host}: ${own('told', { code: inner.code })} ${inner.clean ? own('clean') : own('notClean')}`)
        default:
          return []
      }
    }
  }
}
