// The one order of the cards of a study day, on the server and offline (CONTRACTS part 1, "Queue"). SQL or a device's
// store brings candidates; what waits, what is over the limit, and who comes first is decided here and nowhere else.
import type { Millis } from '#lib/core/engine/machine.ts'
import type { FacetId, Level, TopicId } from '#lib/core/notes/card.ts'
import type { GradedMemory, Memory } from '#lib/core/memory/memory.ts'
import type { Settings } from '#lib/core/memory/settings.ts'
import type { StudyDay } from '#lib/core/memory/study-day.ts'

/** Where a card stands among what there is to learn; null for a facet whose card is gone. */
export interface Placement {
  readonly topic: TopicId
  /** The topic's `order`. */
  readonly topicOrder: number
  readonly level: Level
  /** Its place in its topic, clozes of one card following each other. */
  readonly place: number
}

export interface Candidate {
  readonly facet: FacetId
  /** Null: no event yet. */
  readonly memory: Memory | null
  /** Needed for facets never graded; others need none. */
  readonly placement: Placement | null
}

export interface QueueInput {
  readonly today: StudyDay
  readonly nowMs: Millis
  readonly settings: Pick<Settings, 'newPerDay' | 'reviewsPerDay' | 'learn'>
  /**
   * Each facet once, in any order. At least: all that are learning with a `dueAtMs`; all that were graded today (for
   * their siblings); of the others that are due on a day, and of the new ones, the first in this queue's order, as
   * many as the limits leave and some more for siblings that wait; and of the new ones' cards, what is due.
   */
  readonly candidates: readonly Candidate[]
  /** What today has used up, where the candidates do not hold all facets graded today; else it is counted here. */
  readonly used?: UsedToday
  /** How many are due in all, where the candidates do not hold them all; else it is counted here. */
  readonly dueTotal?: number
}

/** Grades of source `review` labelled with today: of facets introduced, and of facets that were due on a day. */
export interface UsedToday {
  readonly newCards: number
  readonly reviews: number
}

export interface QueueCounts {
  /** All whose step has ended or will end, one a card: what comes back while the person waits for it. */
  readonly learning: number
  /** What today's limit still allows of `dueTotal`. */
  readonly due: number
  /** All that are due on a day, with those beyond the limit and those that wait for a sibling. */
  readonly dueTotal: number
  readonly new: number
}

export interface Queue {
  /** What can be answered now, in order. */
  readonly facets: readonly FacetId[]
  readonly counts: QueueCounts
  /** When the next step ends that has not ended yet; null without one. */
  readonly nextLearningAtMs: Millis | null
}

interface Due {
  readonly facet: FacetId
  readonly nearness: number
}
type Timed = GradedMemory & { readonly dueAtMs: Millis }
type New = Candidate & { readonly placement: Placement }

/** The queue of a study day at an instant. */
export function buildQueue(input: QueueInput): Queue {
  const { today, nowMs, settings } = input
  const timed: Timed[] = []
  const due: Due[] = []
  const fresh: New[] = []
  const gradedToday: FacetId[] = []
  let countedNew = 0
  let countedReviews = 0

  for (const candidate of input.candidates) {
    const { facet, memory } = candidate
    const graded = memory && memory.state !== 'new' ? memory : null
    if (graded?.lastDay === today) gradedToday.push(facet)
    if (graded?.countedDay === today) {
      countedNew += graded.countedNew
      countedReviews += graded.countedReviews
    }
    if (memory && isHidden(memory, today)) continue
    if (!graded) {
      if (isToLearn(candidate, settings.learn)) fresh.push(candidate)
    } else if (graded.dueAtMs !== null) timed.push(graded)
    else if (graded.dueDay <= today) due.push({ facet, nearness: nearnessOf(graded, today) })
  }

  timed.sort((a, b) => a.dueAtMs - b.dueAtMs || compareText(a.facet, b.facet))
  due.sort((a, b) => b.nearness - a.nearness || compareText(a.facet, b.facet))
  fresh.sort((a, b) => comparePlacement(a.placement, b.placement) || compareText(a.facet, b.facet))

  const used = input.used ?? { newCards: countedNew, reviews: countedReviews }
  const claim = claimOfCards(gradedToday)
  const claimed = timed.filter(({ facet }) => claim(facet))
  const ready = claimed.filter(({ dueAtMs }) => dueAtMs <= nowMs)
  // Beyond the limit, too, a due facet stands before its new siblings: so all of them claim their cards first.
  const dueToday = firstOf(due.filter(({ facet }) => claim(facet)), settings.reviewsPerDay - used.reviews)
  const newToday = firstOf(fresh.filter(({ facet }) => claim(facet)), settings.newPerDay - used.newCards)
  return {
    facets: [...ready, ...dueToday, ...newToday].map(({ facet }) => facet),
    counts: {
      learning: claimed.length,
      due: dueToday.length,
      dueTotal: input.dueTotal ?? due.length,
      new: newToday.length,
    },
    nextLearningAtMs: claimed[ready.length]?.dueAtMs ?? null,
  }
}

const firstOf = <T>(items: readonly T[], limit: number): readonly T[] => items.slice(0, Math.max(0, limit))

/** One facet of a card at a time: the first to ask, and none while a sibling was graded today. */
function claimOfCards(gradedToday: readonly FacetId[]): (facet: FacetId) => boolean {
  const graded = new Map<string, Set<FacetId>>()
  for (const facet of gradedToday) {
    const card = cardOfFacet(facet)
    const facets = graded.get(card)
    if (facets) facets.add(facet)
    else graded.set(card, new Set([facet]))
  }
  const taken = new Set<string>()
  return (facet) => {
    const card = cardOfFacet(facet)
    const siblings = graded.get(card)
    if (taken.has(card) || (siblings && siblings.size > (siblings.has(facet) ? 1 : 0))) return false
    taken.add(card)
    return true
  }
}

/** "200 of 640 today, clear in about 4 days", if nothing were added; null where the limit allows none. */
export function daysToClear(dueTotal: number, reviewsPerDay: number): number | null {
  return reviewsPerDay > 0 ? Math.ceil(dueTotal / reviewsPerDay) : null
}

/** Whether a person asked not to see it today. */
export const isHidden = (memory: Memory, today: StudyDay): boolean => memory.suspended || memory.buriedDay === today

function isToLearn(candidate: Candidate, learn: Settings['learn']): candidate is New {
  const { placement } = candidate
  if (!placement || !learn.levels.includes(placement.level)) return false
  return learn.topics === null || learn.topics.includes(placement.topic)
}

/**
 * How near forgetting: recall falls with elapsedDays/stability alone, so for one set of weights this is its order,
 * without computing a power for each.
 */
const nearnessOf = (memory: GradedMemory, today: StudyDay): number =>
  Math.max(0, today - memory.lastDay) / memory.stability

const compareText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)

const comparePlacement = (a: Placement, b: Placement): number =>
  a.topicOrder - b.topicOrder || compareText(a.topic, b.topic) || a.level - b.level || a.place - b.place

/** `<collection>/<card>`: facets that share it are siblings. */
export function cardOfFacet(facet: FacetId): string {
  const hash = facet.lastIndexOf('#')
  return hash < 0 ? facet : facet.slice(0, hash)
}
