// The time–space diagram as data: lifelines with their states, arrows that slant, cross or get lost, marks
// beside the lines. What the arrows carry, each protocol says; how it is drawn, the page. A table of the same
// rows is for those who do not look at pictures.
import type { Millis } from '#lib/core/engine/machine.ts'

/** What happened, in the order of the log; `entry` is the log's entry (0-based) that it belongs to. */
export type Fact =
  | {
      readonly kind: 'state'
      readonly lifeline: string
      readonly at: Millis
      readonly entry: number
      readonly state: string
    }
  | {
      readonly kind: 'leave'
      readonly arrow: string
      readonly from: string
      readonly to: string
      readonly at: Millis
      readonly entry: number
      readonly label: string
      readonly detail: string
      readonly tone: string
    }
  | { readonly kind: 'arrive'; readonly arrow: string; readonly at: Millis; readonly entry: number }
  | {
      readonly kind: 'lose'
      readonly arrow: string
      readonly at: Millis
      readonly entry: number
      readonly why: string
    }
  | {
      readonly kind: 'mark'
      readonly lifeline: string
      readonly at: Millis
      readonly entry: number
      readonly mark: MarkKind
      readonly text: string
    }

export type MarkKind = 'call' | 'timer' | 'signal' | 'discard' | 'power' | 'fault'

/** A point of the picture: when, and how far down. */
export interface Point {
  readonly at: Millis
  readonly y: number
}

export interface StateSpan {
  readonly state: string
  readonly from: Point
  readonly to: Point
  readonly entry: number
}

export interface Lifeline {
  readonly id: string
  readonly name: string
  readonly spans: readonly StateSpan[]
}

export interface Arrow {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly leaves: Point
  /** Where the head is: at the other line, or half-way where it was lost. */
  readonly ends: Point
  readonly fate: 'arrived' | 'lost' | 'on its way'
  readonly why: string | null
  readonly label: string
  readonly detail: string
  readonly tone: string
  /** Entries of leaving and, if it did, arriving or getting lost. */
  readonly entry: number
  readonly arrivalEntry: number | null
  readonly lossEntry: number | null
  /** Arrows that it meets on the way: of the other direction, or overtaken. */
  readonly crosses: readonly string[]
}

export interface Mark {
  readonly lifeline: string
  readonly at: Point
  readonly mark: MarkKind
  readonly text: string
  readonly entry: number
}

export interface Diagram {
  readonly lifelines: readonly Lifeline[]
  readonly arrows: readonly Arrow[]
  readonly marks: readonly Mark[]
  readonly height: number
}

/**
 * Units of the picture: a gap of no time, and the most that a long silence takes; between them it is to
 * scale.
 */
export interface Scale {
  readonly leastGap: number
  readonly mostGap: number
  readonly unitsPerMs: number
  /** How far apart arrows are that leave, or arrive, at one line at the same time; left out: they lie upon one another. */
  readonly fan?: number
}

export const defaultScale: Scale = { leastGap: 16, mostGap: 72, unitsPerMs: 1.6 }

/** A loss is noticed when it happens, often at the moment of sending: the head still needs some way to go, in units. */
const leastWay = 10

export function buildDiagram(
  lifelines: readonly { readonly id: string; readonly name: string }[],
  facts: readonly Fact[],
  scale: Scale,
): Diagram {
  const turns = takeTurns(facts)
  const place = placeInstants(facts, turns, scale)
  const height = place.height
  // Nobody sees where something is lost; a loss that is noticed late did not travel all the time.
  const arrows = drawArrows(facts, turns, place.y, scale.fan ?? 0, Math.max(scale.leastGap, scale.mostGap / 2))
  return {
    lifelines: lifelines.map(({ id, name }) => ({ id, name, spans: drawSpans(id, facts, place.y, height) })),
    arrows: arrows.map((arrow) => ({ ...arrow, crosses: crossings(arrow, arrows) })),
    marks: facts.flatMap((fact): Mark[] => {
      if (fact.kind !== 'mark') return []
      const { lifeline, mark, text, entry } = fact
      return [{ lifeline, mark, text, entry, at: place.y(fact.at) }]
    }),
    height,
  }
}

/** Of leavings, and of arrivals, at one line at the same time: the how manieth each is, from 0. */
function takeTurns(facts: readonly Fact[]): ReadonlyMap<Fact, number> {
  const turns = new Map<Fact, number>()
  const taken = new Map<string, number>()
  const targets = new Map<string, string>()
  for (const fact of facts) {
    if (fact.kind === 'leave') targets.set(fact.arrow, fact.to)
    else if (fact.kind !== 'arrive') continue
    const line = fact.kind === 'leave' ? fact.from : (targets.get(fact.arrow) ?? '')
    const key = `${fact.kind} ${line} ${fact.at}`
    const turn = taken.get(key) ?? 0
    turns.set(fact, turn)
    taken.set(key, turn + 1)
  }
  return turns
}

/** Time to height: silences are shortened, what happens at once is kept apart. */
function placeInstants(
  facts: readonly Fact[],
  turns: ReadonlyMap<Fact, number>,
  scale: Scale,
): { y: (at: Millis) => Point; height: number } {
  const { fan = 0 } = scale
  const most = new Map<Millis, number>()
  for (const [{ at }, turn] of turns) most.set(at, Math.max(most.get(at) ?? 0, turn))
  const instants = [...new Set(facts.map(({ at }) => at))].sort((a, b) => a - b)
  const heights = new Map<Millis, number>()
  let y = scale.leastGap
  for (const [index, at] of instants.entries()) {
    const before = instants[index - 1]
    if (before !== undefined) {
      y += (most.get(before) ?? 0) * fan
      y += Math.min(scale.mostGap, Math.max(scale.leastGap, (at - before) * scale.unitsPerMs))
    }
    heights.set(at, y)
  }
  const below = (most.get(instants.at(-1) ?? 0) ?? 0) * fan
  return { y: (at) => ({ at, y: heights.get(at) ?? y }), height: y + below + scale.leastGap }
}

function drawSpans(
  id: string,
  facts: readonly Fact[],
  y: (at: Millis) => Point,
  height: number,
): StateSpan[] {
  const changes = facts.filter((fact) => fact.kind === 'state' && fact.lifeline === id)
  return changes.flatMap((fact, index): StateSpan[] => {
    if (fact.kind !== 'state') return []
    const next = changes[index + 1]
    const from = y(fact.at)
    const to = next === undefined ? { at: fact.at, y: height } : y(next.at)
    return [{ state: fact.state, entry: fact.entry, from, to }]
  })
}

/** `mostWay`: how far down an arrow goes that did not arrive, in units. */
function drawArrows(
  facts: readonly Fact[],
  turns: ReadonlyMap<Fact, number>,
  placeOf: (at: Millis) => Point,
  fan: number,
  mostWay: number,
): Arrow[] {
  const arrows = new Map<string, Arrow>()
  const y = (fact: Fact): Point => {
    const { at, y: base } = placeOf(fact.at)
    return { at, y: base + (turns.get(fact) ?? 0) * fan }
  }
  let last = 0
  for (const { at } of facts) last = Math.max(last, at)
  for (const fact of facts) {
    if (fact.kind === 'leave') {
      const { arrow: id, from, to, label, detail, tone, entry } = fact
      const leaves = y(fact)
      const ends = { at: last, y: Math.max(leaves.y, Math.min((leaves.y + placeOf(last).y) / 2, leaves.y + mostWay)) }
      arrows.set(id, {
        ...{ id, from, to, label, detail, tone, entry, leaves, ends },
        ...{ fate: 'on its way', why: null, arrivalEntry: null, lossEntry: null, crosses: [] },
      })
      continue
    }
    if (fact.kind !== 'arrive' && fact.kind !== 'lose') continue
    const arrow = arrows.get(fact.arrow)
    if (arrow === undefined) continue
    const arrived = fact.kind === 'arrive'
    const end = y(fact)
    const dropped = Math.min(Math.max(end.y, arrow.leaves.y + leastWay), arrow.leaves.y + mostWay)
    arrows.set(fact.arrow, {
      ...arrow,
      ends: arrived ? end : { at: fact.at, y: dropped },
      fate: arrived ? 'arrived' : 'lost',
      why: arrived ? null : fact.why,
      arrivalEntry: arrived ? fact.entry : null,
      lossEntry: arrived ? null : fact.entry,
    })
  }
  return [...arrows.values()]
}

/** Two arrows meet if their order at one line is not their order at the other. */
function crossings(arrow: Arrow, all: readonly Arrow[]): string[] {
  if (arrow.fate !== 'arrived') return []
  return all
    .filter((other) => {
      if (other === arrow || other.fate !== 'arrived') return false
      if (other.from === arrow.from) {
        return Math.sign(other.leaves.at - arrow.leaves.at) * Math.sign(other.ends.at - arrow.ends.at) < 0
      }
      return other.leaves.at < arrow.ends.at && arrow.leaves.at < other.ends.at
    })
    .map(({ id }) => id)
}
