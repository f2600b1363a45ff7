// One step of an opening across the layers in sentences.
import type { LabRun } from '#lib/core/protocols/lab-run.ts'
import type { LayersConfig, LayersEffect, LayersEvent, LayersState, Player } from '#lib/core/protocols/layers/simulation.ts'
import { layersTrace } from '#lib/core/protocols/layers/trace-codec.ts'
import type { Sentence } from '../../_components/sentences.tsx'
import type { Translations } from './narrate.ts'

export type LayersRun = LabRun<LayersConfig, LayersState, LayersEvent, LayersEffect>

/** What the entry before `step` says; none at the start. */
export function narrateLayersStep({ timeline }: LayersRun, step: number, t: Translations): readonly Sentence[] {
  const point = timeline.points[step]
  const before = timeline.points[step - 1]?.state
  if (point?.entry == null || before === undefined) return []
  const { printEvent } = layersTrace(before.config.zones)
  return [{ text: narrateLayersEvent(printEvent(point.entry.event, before), t), clause: null }, ...point.effects.flatMap((effect) => narrateEffect(effect, t))]
}

/** The trace's words as a sentence. */
export function narrateLayersEvent(text: string, { labs, own }: Translations): string {
  if (text === 'open') return own('events.open')
  const setting = /^set (\w+)=(\S+)$/.exec(text)
  if (setting !== null) return own('events.set', { name: own(`settings.${setting[1]!}`), value: setting[2]! })
  const drop = /^drop (#\d+)$/.exec(text)
  if (drop !== null) return own('events.drop', { id: drop[1]! })
  const found = /^(.+) (takes|timer) ?(.*)$/.exec(text)
  if (found === null) return labs('events.other', { text })
  const host = nameOf(found[1] as Player, '', own)
  return found[2] === 'takes' ? labs('events.takes', { host, what: found[3]! }) : own('events.timer', { host })
}

function narrateEffect(effect: LayersEffect, { labs, own }: Translations): Sentence[] {
  switch (effect.kind) {
    case 'arrived':
      return []
    case 'lost':
      return [{ text: labs('effects.lost', { id: effect.id, why: own('lostHere') }), clause: null }]
    case 'reached':
      return [{ text: own(`reached.${effect.what}`, { who: own(`players.${effect.who}`), text: effect.text }), clause: effect.clause }]
    case 'sent': {
      const { from, to, host, id, layer, text, below, ran } = effect
      const what = `${layer} ${text}${below === '' ? '' : ` [${below}]`}`
      const said = own('sends', { from: nameOf(from, host, own), to: nameOf(to, host, own), id, what })
      return [{ text: ran ? said : `${said} ${own('isModel')}`, clause: effect.clause }]
    }
  }
}

/** Name servers have names of their own. */
const nameOf = (player: Player, host: string, own: Translations['own']): string =>
  player === 'name server' ? (host === '' ? own('players.nameServer') : host) : own(`players.${player}`)
