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
}

export const defaultScale: Scale = { leastGap: 16, mostGap: 72, unitsPerMs: 1.6 }

/** What leaves or arrives at one line at one instant is kept so far apart, in least gaps: for the labels. */
const burstShare = 0.72

/** How long an arrow that nobody saw arrive is drawn at most, in instants of its own. */
const lostShare = 0.5

export function buildDiagram(
  lifelines: readonly { readonly id: string; readonly name: string }[],
  facts: readonly Fact[],
  scale: Scale,
): Diagram {
  const place = placeInstants(facts, scale)
  const height = place.height
  const arrows = drawArrows(facts, place.y, scale.leastGap * burstShare)
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

/** Time to height: silences are shortened, what happens at once is kept apart. */
function placeInstants(facts: readonly Fact[], scale: Scale): { y: (at: Millis) => Point; height: number } {
  const instants = [...new Set(facts.map(({ at }) => at))].sort((a, b) => a - b)
  const bursts = findBursts(facts)
  const heights = new Map<Millis, number>()
  let y = scale.leastGap
  for (const [index, at] of instants.entries()) {
    const before = instants[index - 1]
    if (before !== undefined) {
      y += Math.min(scale.mostGap, Math.max(scale.leastGap, (at - before) * scale.unitsPerMs))
    }
    heights.set(at, y)
    y += Math.max(0, (bursts.get(at) ?? 1) - 1) * scale.leastGap * burstShare
  }
  return { y: (at) => ({ at, y: heights.get(at) ?? y }), height: y + scale.leastGap }
}

/** How many arrows leave one line, or arrive at it, at each instant; of the line that has most. */
function findBursts(facts: readonly Fact[]): ReadonlyMap<Millis, number> {
  const targets = new Map<string, string>()
  const counts = new Map<string, number>()
  const most = new Map<Millis, number>()
  for (const fact of facts) {
    if (fact.kind === 'leave') targets.set(fact.arrow, fact.to)
    else if (fact.kind !== 'arrive') continue
    const line = fact.kind === 'leave' ? fact.from : (targets.get(fact.arrow) ?? '')
    const count = countOne(counts, `${fact.at} ${fact.kind} ${line}`)
    most.set(fact.at, Math.max(most.get(fact.at) ?? 0, count))
  }
  return most
}

function countOne(counts: Map<string, number>, key: string): number {
  const count = (counts.get(key) ?? 0) + 1
  counts.set(key, count)
  return count
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

/** `apart`: how far below one another those stand that leave or arrive together. */
function drawArrows(facts: readonly Fact[], y: (at: Millis) => Point, apart: number): Arrow[] {
  const arrows = new Map<string, Arrow>()
  const counts = new Map<string, number>()
  const place = (at: Millis, kind: string, line: string): Point => {
    const before = countOne(counts, `${at} ${kind} ${line}`) - 1
    return { at, y: y(at).y + before * apart }
  }
  let last = 0
  for (const { at } of facts) last = Math.max(last, at)
  for (const fact of facts) {
    if (fact.kind === 'leave') {
      const { arrow: id, from, to, label, detail, tone, entry } = fact
      const leaves = place(fact.at, 'leave', from)
      const ends = { at: last, y: Math.max((leaves.y + y(last).y) / 2, leaves.y + lostShare * 20) }
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
    const end = arrived ? place(fact.at, 'arrive', arrow.to) : y(fact.at)
    // A loss is noticed when it happens, often at the moment of sending: the head still needs some way to go.
    const dropped = Math.max(end.y, arrow.leaves.y + lostShare * 20)
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
