// The log of each person and its fold. Hot statements are named and go straight to the pool: one read and one write
// for a review. What the rows mean is core's business (`core/memory`); here they are only kept and filtered.
import type { LogEvent } from '#lib/core/memory/event.ts'
import type { Memory } from '#lib/core/memory/memory.ts'
import type { FacetId } from '#lib/core/notes/card.ts'
import type { Succession } from '#lib/core/notes/succession.ts'

export interface StoredMemory {
  readonly memory: Memory
  /** How many events the fold of this facet has seen: the version that a writer must have read. */
  readonly revision: number
}

/** Everything that recording a batch needs to know, as of one instant. */
export interface Reading {
  readonly nowMs: number
  readonly settings: unknown
  /** Changes with every undo and redo; null: there is no such person (any more). */
  readonly mark: string | null
  readonly memories: ReadonlyMap<FacetId, StoredMemory>
  /** Events of this person that already have one of the ids asked for. */
  readonly known: ReadonlyMap<string, LogEvent>
  /** Ids among those asked for that some undo or redo already names. */
  readonly named: ReadonlySet<string>
}

/** One facet's part of a write: its new events, or those of facets it succeeds, and the memory they lead to. */
export interface FacetWrite {
  readonly facet: FacetId
  readonly events: readonly LogEvent[]
  readonly memory: Memory
  readonly revision: number
  /** The row that was read, null where there was none. A revision alone may come again after a facet lost all. */
  readonly expected: { readonly revision: number; readonly headId: string } | null
}

export interface DayCount {
  readonly day: number
  readonly reviews: number
}

export type FoldFacet = (facet: FacetId, events: readonly LogEvent[]) => Memory | null

export interface LogStore {
  read(userId: string, facets: readonly FacetId[], eventIds: readonly string[]): Promise<Reading>
  /**
   * Inserts events and upserts memories in one durable statement. Facets whose row was not the expected one are left
   * alone, with their events, and not returned; all of them if the person's mark is not the one that was read.
   */
  write(userId: string, mark: string | null, writes: readonly FacetWrite[]): Promise<ReadonlySet<FacetId>>
  /**
   * For what concerns the whole fold (undo, redo, late arrivals, contended facets): appends `events`, then folds
   * every facet in `facets`, and every one that an undo or redo among `events` names an event of, under a lock on the
   * person with `fold`, in one transaction. `fold` gets the events of each facet and of those it succeeds, and all undos and redos
   * that name one of them; null means that nothing is left and the row goes. Rows of succeeded facets go as well.
   * Null: there is no such person any more, and nothing was stored.
   */
  rewrite(
    userId: string,
    events: readonly LogEvent[],
    facets: readonly FacetId[],
    succession: Succession,
    fold: FoldFacet,
  ): Promise<ReadonlyMap<FacetId, Memory | null> | null>
  /** The newest events by (receivedAt, id), newest first, with every undo and redo naming one of them. */
  newest(userId: string, limit: number): Promise<readonly LogEvent[]>
  /** The events of a group received since an instant, with every undo and redo naming one of them. */
  inGroup(userId: string, groupId: string, sinceMs: number): Promise<readonly LogEvent[]>
  /** Events by id, whatever their age. */
  find(userId: string, ids: readonly string[]): Promise<readonly LogEvent[]>
  /** The log in the order received, after the event `after`. */
  list(userId: string, after: string | null, limit: number): Promise<readonly LogEvent[]>
  /** All memories of a person. */
  memories(userId: string): Promise<ReadonlyMap<FacetId, StoredMemory>>
  /** Every event of a person, one facet after another, for `doctor` and for new weights. */
  scan(userId: string): AsyncIterable<readonly LogEvent[]>
  /** Appends a `settings` event and lays its changes over the person's settings; returns these. */
  appendSettings(userId: string, event: LogEvent): Promise<unknown>
  /**
   * The guest's events become the account's under the same ids, an alias is written for ever, the guest is deleted
   * and every facet concerned is folded again: one transaction. Returns how many reviews were brought.
   */
  merge(guestId: string, userId: string, succession: Succession, fold: FoldFacet): Promise<number>
  /** Who has memories of some of these facets, and of which: whoever must inherit them after a change of the notes. */
  holders(facets: readonly FacetId[]): AsyncIterable<{ readonly userId: string; readonly facets: readonly FacetId[] }>
  /** Deletes the person and everything of theirs. */
  erase(userId: string): Promise<void>
  /** How many reviews there are, void ones too. */
  countReviews(userId: string): Promise<number>
  /** Non-void reviews of source `review` on each study day from `fromDay` on. */
  countByDay(userId: string, fromDay: number): Promise<readonly DayCount[]>
}
