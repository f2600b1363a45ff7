// One step of a run in sentences: what happened and what came of it, with the clause that asks for it.
import type { Lang } from '#lib/core/notes/card.ts'
import type { HostName } from '#lib/core/protocols/tcp/link.ts'
import { reasons } from '#lib/core/protocols/tcp/reasons.ts'
import { printBrief } from '#lib/core/protocols/tcp/segment-text.ts'
import type { SimulationEffect } from '#lib/core/protocols/tcp/simulation.ts'
import { tcpTrace } from '#lib/core/protocols/tcp/trace-codec.ts'
import { formatMillis } from '#lib/core/protocols/trace.ts'
import type { Sentence } from '../../_components/sentences.tsx'
import type { TcpRun } from './tcp-run.ts'

export type Names = Readonly<Record<HostName, string>>
type Translate = (key: string, values?: Record<string, string | number>) => string

/** What the entry before `step` says; none at the start. */
export function narrateStep(run: TcpRun, step: number, names: Names, lang: Lang, t: Translate): readonly Sentence[] {
  const point = run.timeline.points[step]
  const before = run.timeline.points[step - 1]?.state
  if (point?.entry == null || before === undefined) return []
  return [
    { text: narrateEvent(tcpTrace.printEvent(point.entry.event, before), names, t), clause: null },
    ...point.effects.flatMap((effect) => narrateEffect(effect, names, lang, t) ?? []),
  ]
}

/** The trace's words are the event's name; the host's letter becomes its name. */
export function narrateEvent(text: string, names: Names, t: Translate): string {
  const found = /^([AB]) (takes|timer|crash|reboot|inject)?\s?(.*)$/.exec(text)
  if (found === null) return t('events.other', { text })
  const host = names[found[1] as HostName]
  const [, , verb, rest = ''] = found
  return verb === undefined ? t('events.call', { host, call: rest }) : t(`events.${verb}`, { host, what: rest })
}

function narrateEffect(effect: SimulationEffect, names: Names, lang: Lang, t: Translate): Sentence | null {
  switch (effect.kind) {
    case 'sent': {
      const values = { host: names[effect.host], id: effect.id, segment: printBrief(effect.SEG), reason: effect.reason }
      return { text: t('effects.sent', values), clause: effect.clause === '' ? null : effect.clause }
    }
    case 'lost':
      return { text: t('effects.lost', { id: effect.id, why: t(`losses.${effect.reason}`) }), clause: null }
    case 'moved':
      return { text: t(effect.copy ? 'effects.copied' : 'effects.moved', { id: effect.id, at: formatMillis(effect.arrivesAt) }), clause: null }
    case 'endpoint': {
      const host = names[effect.host]
      const { effect: inner } = effect
      if (inner.kind === 'transition')
        return { text: t('effects.transition', { host, from: inner.from, to: inner.to, event: inner.event }), clause: inner.clause }
      if (inner.kind === 'signal') return { text: t('effects.signal', { host, signal: inner.signal }), clause: null }
      if (inner.kind === 'discard') return { text: `${host}: ${reasons[inner.reason][lang]}`, clause: inner.clause }
      if (inner.kind === 'reply' && inner.reply !== 'ok')
        return { text: t('effects.error', { host, call: inner.call, error: inner.reply }), clause: inner.clause }
      return null
    }
    default:
      return null
  }
}
