// How an opening across the layers is written in a trace: events, effects and settings as words.
import { fail, ok, type Problem, type Result } from '#lib/core/problem.ts'
import type { ZoneFile } from '#lib/core/protocols/dns/internet.ts'
import { changeSetting, defaultSettings, type Settings } from '#lib/core/protocols/layers/settings.ts'
import {
  layers, nextDue, type LayersConfig, type LayersEffect, type LayersEvent, type LayersState,
} from '#lib/core/protocols/layers/simulation.ts'
import { descriptiveKeys } from '#lib/core/protocols/scenario.ts'
import type { HeaderLine, TraceCodec } from '#lib/core/protocols/trace.ts'

export type LayersTraceCodec = TraceCodec<LayersConfig, LayersState, LayersEvent, LayersEffect>

/** The codec for openings on the Internet that these zones make. */
export function layersTrace(zones: readonly ZoneFile[]): LayersTraceCodec {
  return {
    machine: layers,
    readConfig: (header) => readConfig(header, zones),
    readEvent,
    printEvent,
    printEffects: (effects) => effects.flatMap(printEffect),
    nextTick: (state) => {
      const due = nextDue(state)
      return due === null ? null : { event: { kind: 'tick' }, at: due.at }
    },
  }
}

function readConfig(header: readonly HeaderLine[], zones: readonly ZoneFile[]): { config: LayersConfig; problems: Problem[] } {
  const problems: Problem[] = []
  let settings: Settings = defaultSettings
  for (const { key, value, line } of header) {
    if (descriptiveKeys.has(key)) continue
    for (const pair of value.split(/\s+/)) {
      const changed = key === 'opening' ? changeSetting(settings, pair) : null
      if (changed === null) problems.push({ code: 'trace-setting', params: { key, name: pair.slice(0, 40) }, place: { line } })
      else settings = changed
    }
  }
  return { config: { zones, settings }, problems }
}

function readEvent(text: string): Result<LayersEvent> {
  if (text === 'open') return ok({ kind: 'open' })
  if (/^(?:client|resolver|name server|server) (?:takes #\d{1,6}|timer)$/.test(text)) return ok({ kind: 'tick' })
  const drop = /^drop #(\d{1,6})$/.exec(text)
  if (drop !== null) return ok({ kind: 'drop', id: Number(drop[1]) })
  const set = /^set (\S{1,40})$/.exec(text)
  return set === null ? fail({ code: 'trace-event', params: { text: text.slice(0, 80) } }) : ok({ kind: 'set', pair: set[1]! })
}

function printEvent(event: LayersEvent, before: LayersState): string {
  switch (event.kind) {
    case 'open':
      return 'open'
    case 'set':
      return `set ${event.pair}`
    case 'drop':
      return `drop #${event.id}`
    case 'tick': {
      const due = nextDue(before)
      if (due === null) return 'nothing'
      return due.id === null ? `${due.who} timer` : `${due.who} takes #${due.id}`
    }
  }
}

function printEffect(effect: LayersEffect): string[] {
  switch (effect.kind) {
    case 'sent': {
      const below = effect.below === '' ? '' : ` | ${effect.below}`
      const to = effect.host !== '' && effect.to === 'name server' ? effect.host : effect.to
      const from = effect.host !== '' && effect.from === 'name server' ? effect.host : effect.from
      return [`${from} sends #${effect.id} to ${to}: ${effect.layer} ${effect.text}${below} | ${effect.ran ? '' : 'model, '}${effect.clause}`]
    }
    case 'lost':
      return [`lost #${effect.id}`]
    case 'arrived':
      return []
    case 'reached':
      return [`${effect.who} has reached: ${effect.what}${effect.text === '' ? '' : ` ${effect.text}`} | ${effect.clause}`]
  }
}
