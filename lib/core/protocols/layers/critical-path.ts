// Round trips counted, not recited: from the echo back to the beginning, each thing that was sent and what had to
// arrive before it could leave. Two ways of that path are one round trip of whatever layer they belong to.
import type { Millis } from '#lib/core/engine/machine.ts'
import type { Timeline } from '#lib/core/engine/log.ts'
import type { LayersEffect, LayersEvent, LayersState } from '#lib/core/protocols/layers/simulation.ts'
import { layerNames, type Layer } from '#lib/core/protocols/layers/stream.ts'

export type LayersTimeline = Timeline<LayersState, LayersEvent, LayersEffect>
type Sent = Extract<LayersEffect, { kind: 'sent' }>

export interface CriticalPath {
  /** Numbers of what was waited for, in the order of sending. */
  readonly ids: readonly number[]
  readonly trips: Readonly<Record<Layer, number>>
  /** How long each layer was waited for, one way after the other. */
  readonly waitedMs: Readonly<Record<Layer, Millis>>
  readonly allTrips: number
  /** When the echo arrived; null: it never did. */
  readonly echoMs: Millis | null
  /** Of that, time in which nothing was under way: a timer ran because something was lost. */
  readonly timersMs: Millis
}

/** The path of a whole run, or of its first `steps` entries: then up to what arrived last. */
export function findCriticalPath({ points }: LayersTimeline, steps = points.length - 1): CriticalPath {
  const sent = new Map<number, { readonly effect: Sent; readonly at: Millis }>()
  const arrivedAt = new Map<number, Millis>()
  let begin: Millis | null = null
  let last: number | null = null
  let echoMs: Millis | null = null
  for (const { entry, effects } of points.slice(0, steps + 1)) {
    const at = entry?.at ?? 0
    if (entry?.event.kind === 'open') begin = at
    for (const effect of effects) {
      if (effect.kind === 'sent') sent.set(effect.id, { effect, at })
      if (effect.kind === 'arrived') arrivedAt.set(effect.id, at)
      // What comes after the echo, no one waits for.
      if (effect.kind === 'arrived' && echoMs === null) last = effect.id
      if (effect.kind === 'reached' && effect.what === 'echo') echoMs ??= at - (begin ?? 0)
    }
  }
  const trips = Object.fromEntries(layerNames.map((layer) => [layer, 0])) as Record<Layer, number>
  const waitedMs = { ...trips }
  const ids: number[] = []
  let underWay = 0
  // A bare acknowledgment belongs to what it lets go on.
  let layerAfter: Layer | null = null
  for (let id = last; id !== null;) {
    const found = sent.get(id)
    if (found === undefined) break
    const { effect } = found
    const layer: Layer = effect.text === 'ACK' && layerAfter !== null ? layerAfter : effect.layer
    layerAfter = layer
    const arrival = arrivedAt.get(id)
    if (arrival !== undefined) {
      ids.unshift(id)
      trips[layer] += 0.5
      waitedMs[layer] += arrival - found.at
      underWay += arrival - found.at
    }
    id = effect.cause
  }
  const allTrips = Object.values(trips).reduce((sum, one) => sum + one, 0)
  return { ids, trips, waitedMs, allTrips, echoMs, timersMs: echoMs === null ? 0 : Math.max(0, echoMs - underWay) }
}
