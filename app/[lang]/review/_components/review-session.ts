// One sitting of reviews on this device, apart from the screen: which card is next, what a grade does to it here and
// now, what can be taken back. The server folds the same events with the same code; this is its preview.
import { v7 } from 'uuid'
import type { FacetEvent } from '#lib/core/memory/event.ts'
import { defaultWeights } from '#lib/core/memory/fsrs.ts'
import { intervalsOf, reviewTerms } from '#lib/core/memory/intervals.ts'
import type { Grade } from '#lib/core/memory/memory.ts'
import type { Settings } from '#lib/core/memory/settings.ts'
import type { DayClock } from '#lib/core/memory/study-day.ts'
import type { FacetId } from '#lib/core/notes/card.ts'
import type { QueueAnswer, QueueCard } from '#lib/server/web.ts'
import { answerFacet, clockFor, stepHere } from '../../../_ui/answer-facet.ts'

export interface Sitting {
  readonly clock: DayClock
  readonly settings: Settings
  readonly cards: ReadonlyMap<FacetId, QueueCard>
  /** Reviews and new cards in the server's order, those answered here taken out. */
  readonly line: readonly FacetId[]
  /** In learning, with the instant at which each comes back. */
  readonly learning: readonly { readonly facet: FacetId; readonly dueAtMs: number }[]
  readonly done: readonly Done[]
  readonly startedAtMs: number
}

/** Something done in this sitting, with what it takes to show it undone at once. */
export interface Done {
  readonly eventId: string
  readonly kind: 'review' | 'suspend' | 'unsuspend' | 'bury' | 'star' | 'unstar'
  readonly grade: Grade | null
  readonly card: QueueCard
  readonly line: readonly FacetId[]
  readonly learning: Sitting['learning']
  readonly atMs: number
}

export type ActionKind = Exclude<Done['kind'], 'review'>

/** From the server's answer, or from what was kept of one. */
export function beginSitting(queue: QueueAnswer, settings: Settings, timeZone: string, nowMs: number): Sitting {
  const clock = clockFor(timeZone, settings.rolloverHour)
  const empty: Sitting = { clock, settings, cards: new Map(), line: [], learning: [], done: [], startedAtMs: nowMs }
  return refill(empty, queue, new Set())
}

/**
 * A newer answer of the server, laid over what is known here. `unsent` are facets with events the server has not
 * seen: of those this device knows better.
 */
export function refill(sitting: Sitting, queue: QueueAnswer, unsent: ReadonlySet<FacetId>): Sitting {
  const cards = new Map(sitting.cards)
  const learning = sitting.learning.filter(({ facet }) => unsent.has(facet))
  const line: FacetId[] = []
  for (const card of queue.cards) {
    if (unsent.has(card.facet)) continue
    cards.set(card.facet, card)
    const dueAtMs = card.memory !== null && card.memory.state !== 'new' ? card.memory.dueAtMs : null
    if (dueAtMs !== null) learning.push({ facet: card.facet, dueAtMs })
    else line.push(card.facet)
  }
  // Learning cards that are not due yet are not in the answer: keep those known here.
  for (const entry of sitting.learning)
    if (!unsent.has(entry.facet) && !learning.some(({ facet }) => facet === entry.facet) && !line.includes(entry.facet))
      learning.push(entry)
  return { ...sitting, cards, line, learning: sortLearning(learning) }
}

const sortLearning = (learning: Sitting['learning']) => [...learning].sort((a, b) => a.dueAtMs - b.dueAtMs)

/** The card to show now; null: none, and perhaps one later (`comesBackAtMs`). */
export function nextCard(sitting: Sitting, nowMs: number): QueueCard | null {
  const ready = sitting.learning.find(({ dueAtMs }) => dueAtMs <= nowMs)
  const facet = ready?.facet ?? sitting.line[0]
  return facet === undefined ? null : withIntervals(sitting, sitting.cards.get(facet)!, nowMs)
}

export function comesBackAtMs(sitting: Sitting): number | null {
  return sitting.learning[0]?.dueAtMs ?? null
}

export function remaining(sitting: Sitting): number {
  return sitting.line.length + sitting.learning.length
}

function withIntervals(sitting: Sitting, card: QueueCard, nowMs: number): QueueCard {
  // The server's intervals hold until the day ends; a card answered here since then has only ours.
  if (!sitting.done.some((done) => done.card.facet === card.facet)) return card
  const terms = reviewTerms(card.facet, card.memory, nowMs, sitting.settings, sitting.clock)
  return { ...card, seed: `${card.facet}:${card.memory?.reps ?? 0}`, intervals: intervalsOf(card.memory, nowMs, terms, defaultWeights) }
}

export interface Graded {
  readonly sitting: Sitting
  /** The API's item, for the outbox. */
  readonly item: Readonly<Record<string, unknown>> & { readonly id: string }
}

/** Answers the card and takes it out of the line, or back into learning. */
export function grade(
  sitting: Sitting,
  card: QueueCard,
  given: { grade: Grade; elapsedMs: number; answer: unknown; nowMs: number },
): Graded {
  const { nowMs } = given
  const { item, event } = answerFacet(card, { ...given, source: 'review', seed: card.seed }, sitting.settings, sitting.clock)
  return { item, sitting: apply(sitting, card, event, { grade: given.grade, nowMs }) }
}

/** Suspend, bury, star: what leaves the queue leaves the line. */
export function act(sitting: Sitting, card: QueueCard, kind: ActionKind, nowMs: number): Graded {
  const { timeZone, rolloverHour } = sitting.clock
  const id = v7()
  const item = { id, kind, facet: card.facet, at: new Date(nowMs).toISOString(), timeZone, rolloverHour }
  const columns = { id, facet: card.facet, atMs: nowMs, receivedAtMs: nowMs, deviceId: null, groupId: null }
  const event: FacetEvent =
    kind === 'bury' ? { ...columns, kind, payload: { studyDay: sitting.clock.studyDay(nowMs) } } : { ...columns, kind, payload: {} }
  return { item, sitting: apply(sitting, card, event, { grade: null, nowMs }) }
}

function apply(sitting: Sitting, card: QueueCard, event: FacetEvent, { grade, nowMs }: { grade: Grade | null; nowMs: number }): Sitting {
  const memory = stepHere(card.facet, card.memory, event)
  const cards = new Map(sitting.cards).set(card.facet, { ...card, memory })
  const stays = event.kind === 'star' || event.kind === 'unstar' || event.kind === 'unsuspend'
  const others = sitting.learning.filter(({ facet }) => facet !== card.facet)
  const dueAtMs = memory !== null && memory.state !== 'new' ? memory.dueAtMs : null
  const done: Done = { eventId: event.id, kind: event.kind, grade, card, line: sitting.line, learning: sitting.learning, atMs: nowMs }
  return {
    ...sitting,
    cards,
    line: stays ? sitting.line : sitting.line.filter((facet) => facet !== card.facet),
    learning: stays ? sitting.learning : sortLearning(event.kind === 'review' && dueAtMs !== null ? [...others, { facet: card.facet, dueAtMs }] : others),
    done: [...sitting.done, done],
  }
}

/** Shows the newest thing done here as not done: the card is back, first in line. */
export function takeBack(sitting: Sitting, eventId: string): Sitting {
  const undone = sitting.done.find((done) => done.eventId === eventId)
  if (undone === undefined) return sitting
  const { card } = undone
  const later = new Set(sitting.done.slice(sitting.done.indexOf(undone) + 1).map((done) => done.card.facet))
  const line = [card.facet, ...sitting.line.filter((facet) => facet !== card.facet)]
  const wasLearning = undone.learning.find(({ facet }) => facet === card.facet)
  return {
    ...sitting,
    cards: new Map(sitting.cards).set(card.facet, card),
    line: undone.kind === 'star' || undone.kind === 'unstar' ? sitting.line : wasLearning === undefined || later.has(card.facet) ? line : sitting.line,
    learning: sortLearning([
      ...sitting.learning.filter(({ facet }) => facet !== card.facet),
      ...(wasLearning === undefined ? [] : [wasLearning]),
    ]),
    done: sitting.done.filter((done) => done !== undone),
  }
}
