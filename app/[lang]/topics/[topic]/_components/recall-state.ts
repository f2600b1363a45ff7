// Covered answers, apart from the screen: which are uncovered, which facet of a card is asked, what was graded and can
// be taken back. Values only; what a grade does to a memory is core's.
import type { Interval } from '#lib/core/memory/intervals.ts'
import type { Grade } from '#lib/core/memory/memory.ts'
import type { FacetId } from '#lib/core/notes/card.ts'

interface Asked {
  /** Which facet is asked; as many as there are: all have been graded. */
  readonly step: number
  readonly facets: number
  readonly isOpen: boolean
}

export interface Graded {
  readonly eventId: string
  readonly card: string
  readonly facet: FacetId
  readonly step: number
  readonly grade: Grade
  /** What the button promised; null where nothing could be fetched. */
  readonly interval: Interval | null
}

export interface RecallState {
  readonly cards: ReadonlyMap<string, Asked>
  /** The card that was uncovered last and waits for its grade. */
  readonly active: string | null
  /** The newest last. */
  readonly graded: readonly Graded[]
}

/** All covered. */
export function beginRecall(cards: readonly { readonly id: string; readonly cues: readonly unknown[] }[]): RecallState {
  return { cards: new Map(cards.map(({ id, cues }) => [id, { step: 0, facets: cues.length, isOpen: false }])), active: null, graded: [] }
}

/** Uncovers what is asked of the card; nothing where it is uncovered or done. */
export function uncover(state: RecallState, card: string): RecallState {
  const asked = state.cards.get(card)
  if (asked === undefined || asked.isOpen || isDone(asked)) return state
  return { ...state, cards: new Map(state.cards).set(card, { ...asked, isOpen: true }), active: card }
}

/** The next facet is asked, covered; after the last one the answer stays uncovered. */
export function afterGrade(state: RecallState, graded: Graded): RecallState {
  const asked = state.cards.get(graded.card)
  if (asked === undefined) return state
  const next = { ...asked, step: graded.step + 1, isOpen: false }
  return {
    cards: new Map(state.cards).set(graded.card, next),
    active: state.active === graded.card ? null : state.active,
    graded: [...state.graded, graded],
  }
}

/** As it was before that grade: uncovered, and waiting for another. */
export function takeBack(state: RecallState, eventId: string): RecallState {
  const undone = state.graded.find((graded) => graded.eventId === eventId)
  const asked = undone === undefined ? undefined : state.cards.get(undone.card)
  if (undone === undefined || asked === undefined) return state
  return {
    cards: new Map(state.cards).set(undone.card, { ...asked, step: undone.step, isOpen: true }),
    active: undone.card,
    graded: state.graded.filter((graded) => graded !== undone),
  }
}

const isDone = ({ step, facets }: Asked): boolean => step >= facets

/** Whether the whole answer is seen: when its last facet is uncovered, and from then on. */
export function isShown(state: RecallState, card: string): boolean {
  const asked = state.cards.get(card)
  return asked === undefined || isDone(asked) || (asked.isOpen && asked.step === asked.facets - 1)
}

/** The next card in the page's order that is still covered, from `after` on and then from the top; null: none is. */
export function nextCovered(state: RecallState, after: string): string | null {
  const ids = [...state.cards.keys()]
  const at = ids.indexOf(after)
  const isCovered = (id: string) => {
    const asked = state.cards.get(id)!
    return !asked.isOpen && !isDone(asked)
  }
  return [...ids.slice(Math.max(0, at)), ...ids.slice(0, Math.max(0, at))].find(isCovered) ?? null
}

/** How many cards have had all their facets graded. */
export function countDone({ cards }: RecallState): number {
  return [...cards.values()].filter(isDone).length
}
