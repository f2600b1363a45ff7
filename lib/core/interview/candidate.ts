// What an interview may ask, as plain data: types only. The caller makes candidates from cards of one
// language and the person's memories; imported cards may be among them.
import type {
  CardId,
  CardKind,
  FollowUp,
  KeyPoint,
  Layer,
  Level,
  Pitfall,
  TopicId,
} from '#lib/core/notes/card.ts'
import type { Millis } from '#lib/core/engine/machine.ts'

/** What the scheduler knows of the card's main facet for this person; null: never seen. */
export interface MemorySummary {
  /** Chance to recall it now, 0 to 1. */
  readonly recall: number
  readonly lapses: number
  readonly lastSeenAtMs: Millis
}

export interface Candidate {
  readonly card: CardId
  readonly topic: TopicId
  readonly layer: Layer
  readonly tags: readonly string[]
  readonly level: Level
  readonly importance: 1 | 2 | 3
  readonly kind: CardKind
  readonly question: string
  readonly keyPoints: readonly KeyPoint[]
  readonly pitfalls: readonly Pitfall[]
  readonly followUps: readonly FollowUp[]
  readonly memory: MemorySummary | null
}
