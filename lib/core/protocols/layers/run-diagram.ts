// An opening across the layers as a diagram: browser, resolver, and everything beyond them on one line. What leaves
// together and arrives shares an arrow, as parts of one flight do.
import { buildDiagram, type Diagram, type Fact, type Scale } from '#lib/core/protocols/diagram.ts'
import type { LayersTimeline } from '#lib/core/protocols/layers/critical-path.ts'
import type { LayersEffect, Milestone, Player } from '#lib/core/protocols/layers/simulation.ts'

type Sent = Extract<LayersEffect, { kind: 'sent' }>

export const lanes = ['client', 'resolver', 'servers'] as const
export type Lane = (typeof lanes)[number]
export const laneOf = (player: Player): Lane => (player === 'client' || player === 'resolver' ? player : 'servers')

export interface LayersWords {
  readonly names: Readonly<Record<Lane, string>>
  readonly reached: (what: Milestone, text: string) => string
}

export function drawRun(timeline: LayersTimeline, words: LayersWords, scale: Scale): Diagram {
  return buildDiagram(lanes.map((id) => ({ id, name: words.names[id] })), runFacts(timeline, words), scale)
}

/** The things that were sent at one instant in the same direction and all arrived; each lost one is alone. */
export function groupSent({ points }: LayersTimeline): readonly (readonly Sent[])[] {
  const lost = new Set(points.flatMap(({ effects }) => effects.flatMap((effect) => (effect.kind === 'lost' ? [effect.id] : []))))
  const groups = new Map<string, Sent[]>()
  for (const { entry, effects } of points) {
    for (const effect of effects) {
      if (effect.kind !== 'sent') continue
      const key = lost.has(effect.id) ? `#${effect.id}` : `${entry?.at ?? 0} ${effect.from} ${effect.to} ${effect.host}`
      groups.set(key, [...(groups.get(key) ?? []), effect])
    }
  }
  return [...groups.values()]
}

function runFacts(timeline: LayersTimeline, { reached }: LayersWords): Fact[] {
  const facts: Fact[] = []
  const groups = groupSent(timeline)
  const first = new Map(groups.map((group) => [group[0]!.id, group]))
  const arrowOf = new Map(groups.flatMap((group) => group.map(({ id }) => [id, `#${group[0]!.id}`] as const)))
  for (const [step, { entry, effects }] of timeline.points.entries()) {
    if (entry === null) continue
    const when = { at: entry.at, entry: step - 1 }
    for (const effect of effects) {
      if (effect.kind === 'sent') {
        const group = first.get(effect.id)
        if (group === undefined) continue
        const top = group.at(-1)!
        facts.push({
          kind: 'leave', arrow: `#${effect.id}`, from: laneOf(effect.from), to: laneOf(effect.to),
          label: group.map(({ text }) => text).join(' + '), detail: [...new Set(group.filter(({ text }) => text !== 'ACK').map(({ layer }) => layer))].join(' + ') || top.layer, tone: top.ran ? top.layer.toLowerCase() : 'modelled', ...when,
        })
      }
      if (effect.kind === 'arrived') {
        facts.push({ kind: 'arrive', arrow: arrowOf.get(effect.id) ?? '', ...when })
        // Of many name servers on one line, each is named where the question reaches it.
        const asked = first.get(effect.id)?.[0]
        if (asked?.to === 'name server') facts.push({ kind: 'mark', lifeline: 'servers', mark: 'call', text: asked.host, ...when })
      }
      if (effect.kind === 'lost') facts.push({ kind: 'lose', arrow: arrowOf.get(effect.id) ?? '', why: 'dropped by hand', ...when })
      if (effect.kind === 'reached') facts.push({ kind: 'mark', lifeline: laneOf(effect.who), mark: 'call', text: reached(effect.what, effect.text), ...when })
    }
  }
  return facts
}
