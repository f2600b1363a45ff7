// Candidates for the queue of one person: rows that could come next. The order is core's (`core/memory/queue.ts`).
import type { TopicId } from '#lib/core/notes/card.ts'
import type { Memory } from '#lib/core/memory/memory.ts'
import type { FacetRecord } from '#lib/server/store/content.ts'

export interface CandidateRequest {
  readonly studyDay: number
  /** Learning cards due up to this instant are given. */
  readonly learningUntilMs: number
  /** Where new cards come from; null: everywhere. */
  readonly learnTopics: readonly TopicId[] | null
  readonly learnLevels: readonly number[]
  /** Only this topic, for reviews too. */
  readonly topic: TopicId | null
  /** How many of each at most. */
  readonly dueLimit: number
  readonly newLimit: number
}

export interface CandidateRow {
  readonly memory: Memory
  readonly revision: number
}

export interface Candidates {
  readonly nowMs: number
  readonly settings: unknown
  readonly learning: readonly CandidateRow[]
  /** Nearest to being forgotten first. */
  readonly due: readonly CandidateRow[]
  /** Due facets of the new facets' cards, wherever they stand in the order: a new one waits for them. */
  readonly siblingsDue: readonly CandidateRow[]
  readonly dueTotal: number
  /** In the order of new cards. */
  readonly new: readonly FacetRecord[]
  /** Whatever was graded on this study day: its siblings wait. */
  readonly gradedToday: readonly CandidateRow[]
  /** What the limits have used up today. */
  readonly done: { readonly new: number; readonly reviews: number }
}

export interface QueueStore {
  /** One round trip. `userId` null: nobody yet, so only new cards. */
  candidates(userId: string | null, request: CandidateRequest): Promise<Candidates>
  /** How many facets fall due on each coming study day, overdue ones on `fromDay`. */
  forecast(userId: string, fromDay: number, days: number): Promise<readonly { day: number; due: number }[]>
}
