// How a facet, a card or a topic stands in a person's memory, in the words that pages use. Types and small sums; the
// forgetting curve is a given model's (`fsrs.ts`), so that a page can add up what the server predicted without it.
import type { Model } from '#lib/core/memory/fsrs.ts'
import type { Memory } from '#lib/core/memory/memory.ts'
import type { StudyDay } from '#lib/core/memory/study-day.ts'

/** `learning`: between steps. `due`: on this study day or before it. `known`: planned for a later day. */
export type StandingKind = 'new' | 'learning' | 'due' | 'known' | 'suspended'

export interface Standing {
  readonly kind: StandingKind
  /** The chance of recall now, in (0, 1]; null: never graded. */
  readonly recall: number | null
}

/** One facet on a study day. Whole days count, as in the schedule: within a day recall does not fall. */
export function standingOf(memory: Memory | null, today: StudyDay, model: Pick<Model, 'recall'>): Standing {
  if (memory === null || memory.state === 'new')
    return { kind: memory?.suspended === true ? 'suspended' : 'new', recall: null }
  const recall = model.recall(Math.max(0, today - memory.lastDay), memory.stability)
  if (memory.suspended) return { kind: 'suspended', recall }
  if (memory.dueDay !== null && memory.dueDay <= today) return { kind: 'due', recall }
  return { kind: memory.state === 'review' ? 'known' : 'learning', recall }
}

/**
 * A card by its facets: what asks for attention first names it, `new` only where nothing was graded yet. Recall is
 * the mean of the facets that were graded.
 */
export function standingOfCard(facets: readonly Standing[]): Standing {
  const kinds = new Set(facets.map(({ kind }) => kind))
  const graded = facets.flatMap(({ recall }) => recall ?? [])
  const recall = graded.length === 0 ? null : sum(graded) / graded.length
  for (const kind of ['due', 'learning', 'known'] as const) if (kinds.has(kind)) return { kind, recall }
  return { kind: kinds.has('new') || facets.length === 0 ? 'new' : 'suspended', recall }
}

export interface TopicStanding {
  readonly facets: number
  readonly new: number
  readonly learning: number
  readonly due: number
  readonly suspended: number
  /** How well the topic is known, 0 to 1: the mean chance of recall, 0 for what was never graded. */
  readonly known: number
}

/** A topic by all its facets. */
export function standingOfTopic(facets: readonly Standing[]): TopicStanding {
  const count = (kind: StandingKind) => facets.filter((facet) => facet.kind === kind).length
  return {
    facets: facets.length,
    new: count('new'),
    learning: count('learning'),
    due: count('due'),
    suspended: count('suspended'),
    known: facets.length === 0 ? 0 : sum(facets.map(({ recall }) => recall ?? 0)) / facets.length,
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
