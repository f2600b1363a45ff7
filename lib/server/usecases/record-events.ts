// Recording events of facets, whatever their kind: one read and one write where each is the newest of its facet, a
// fold under locks where one is not. Nothing true is refused; what is acknowledged has been committed.
import type { EventId, FacetEvent, LogEvent } from '#lib/core/memory/event.ts'
import type { Memory } from '#lib/core/memory/memory.ts'
import type { FacetId } from '#lib/core/notes/card.ts'
import type { Problem } from '#lib/core/problem.ts'
import { facetEventProblem } from '#lib/core/memory/event.ts'
import { foldFacet, inFoldOrder, stepMemory } from '#lib/core/memory/fold.ts'
import type { FacetWrite, Reading } from '#lib/server/store/log.ts'
import type { Server } from '#lib/server/server.ts'
import { findFacets, findSuccession } from '#lib/server/usecases/facet-catalog.ts'
import { weightsOf } from '#lib/server/usecases/person-settings.ts'

export type RecordDeps = Pick<Server, 'store' | 'timeShiftMs'>

export interface Batch {
  /** The client's clock when it sent this; null: believed. */
  readonly sentAtMs: number | null
  readonly deviceId: string | null
  /** As they came, unchecked. */
  readonly items: readonly unknown[]
}

export interface ItemResult {
  readonly id: string
  readonly status: 'recorded' | 'duplicate' | 'refused'
  readonly memory: Memory | null
  readonly warnings: readonly string[]
  readonly problem?: Problem
}

/** One item of a batch, understood: the event it makes once the reading is there, or why it makes none. */
export interface Draft {
  readonly id: EventId
  readonly facet: FacetId
  /** `reps`: how many grades the facet has had, those earlier in this batch included. */
  readonly make: (reading: Reading, nowMs: number, correctionMs: number, reps: number) => FacetEvent | Problem
  /** Whether a stored event with this id says the same. */
  readonly isSame: (stored: LogEvent) => boolean
  readonly warnings: readonly string[]
}

export type Understood = { readonly id: string; readonly draft: Draft } | { readonly id: string; readonly problem: Problem }

const clockErrorMs = 60_000
const attempts = 5

/**
 * Results in the order of `items`, and the instant of the reading. An event of a succeeded facet is stored as that
 * facet's and counts for its successor. A person who has become another one meanwhile is followed there.
 */
export async function recordEvents(
  deps: RecordDeps,
  userId: string,
  sentAtMs: number | null,
  items: readonly Understood[],
): Promise<{ nowMs: number; settings: unknown; results: readonly ItemResult[] }> {
  const drafts = items.flatMap((item) => ('draft' in item ? [item.draft] : []))
  const named = [...new Set(drafts.map(({ facet }) => facet))]
  const ids = drafts.map(({ id }) => id)
  const { log } = deps.store
  const known = await findFacets(deps.store, userId, named)
  const succession = await findSuccession(deps.store)
  const { heirOf } = succession

  let reading = await log.read(userId, [...new Set(named.map(heirOf))].sort(), ids)
  if (reading.mark === null) return followAlias(deps, userId, sentAtMs, items, reading)
  const nowMs = Math.floor(reading.nowMs + deps.timeShiftMs())
  const correctionMs = sentAtMs !== null && Math.abs(nowMs - sentAtMs) > clockErrorMs ? nowMs - sentAtMs : 0
  const weights = weightsOf(reading.settings)

  // What each item comes to, apart from its facet's fold.
  const verdicts = new Map<Understood, { event: FacetEvent } | { result: ItemResult }>()
  const fresh = new Map<EventId, FacetEvent>()
  const refuse = (id: string, problem: Problem) => ({ result: { id, status: 'refused', memory: null, warnings: [], problem } as const })
  const judge = (item: Understood): { event: FacetEvent } | { result: ItemResult } => {
    if ('problem' in item) return refuse(item.id, item.problem)
    const { draft } = item
    const stored = reading.known.get(draft.id) ?? fresh.get(draft.id)
    if (stored !== undefined) {
      if (!draft.isSame(stored)) return refuse(draft.id, { code: 'id-reused', params: { id: draft.id } })
      return { result: { id: draft.id, status: 'duplicate', memory: null, warnings: [] } }
    }
    if (!known.has(draft.facet) && !reading.memories.has(heirOf(draft.facet)))
      return refuse(draft.id, { code: 'unknown-facet', params: { facet: draft.facet } })
    const earlier = [...fresh.values()].filter(({ facet, kind }) => heirOf(facet) === heirOf(draft.facet) && kind === 'review').length
    const made = draft.make(reading, nowMs, correctionMs, (reading.memories.get(heirOf(draft.facet))?.memory.reps ?? 0) + earlier)
    if ('code' in made) return refuse(draft.id, made)
    const fault = facetEventProblem(made)
    if (fault !== null) return refuse(draft.id, fault)
    fresh.set(draft.id, made)
    return { event: made }
  }
  for (const item of items) verdicts.set(item, judge(item))

  // The folds, facet by facet.
  const memories = new Map<FacetId, Memory | null>([...reading.memories].map(([facet, { memory }]) => [facet, memory]))
  const open = groupByFacet([...fresh.values()], heirOf)
  for (let attempt = 0; open.size > 0 && attempt < attempts; attempt++) {
    if (attempt > 0) reading = await log.read(userId, [...open.keys()].sort(), [...fresh.keys()])
    // Another request has stored the same event in the meantime: nothing is left to do for it.
    for (const [facet, events] of open) {
      const rest = events.filter(({ id }) => !reading.known.has(id))
      if (rest.length === 0) open.delete(facet)
      else open.set(facet, rest)
      if (rest.length === 0) memories.set(facet, reading.memories.get(facet)?.memory ?? null)
    }
    const writes: FacetWrite[] = []
    for (const [facet, events] of open) {
      const write = stepAll(facet, events, reading, (memory, event) =>
        stepMemory(facet, memory, event, weights, reading.named.has(event.id)),
      )
      if (write !== null) writes.push(write)
    }
    if (writes.length === 0) break
    const written = await log.write(userId, reading.mark, writes)
    for (const { facet, memory } of writes)
      if (written.has(facet)) {
        memories.set(facet, memory)
        open.delete(facet)
      }
  }
  if (open.size > 0) {
    const folded = await log.rewrite(userId, [...open.values()].flat(), [...open.keys()].sort(), succession, (facet, events) =>
      foldFacet(facet, events, weights),
    )
    // Gone between the reading and now; what was written before that has gone the same way.
    if (folded === null) return followAlias(deps, userId, sentAtMs, items, reading)
    for (const [facet, memory] of folded) memories.set(facet, memory)
  }

  const results = items.map((item): ItemResult => {
    const verdict = verdicts.get(item)!
    const facet = 'draft' in item ? heirOf(item.draft.facet) : null
    const memory = facet === null ? null : (memories.get(facet) ?? null)
    if ('result' in verdict) return verdict.result.status === 'duplicate' ? { ...verdict.result, memory } : verdict.result
    return { id: item.id, status: 'recorded', memory, warnings: 'draft' in item ? item.draft.warnings : [] }
  })
  return { nowMs, settings: reading.settings, results }
}

/** Where a guest's work has gone to the account, there; where the person was erased, nothing can be recorded. */
async function followAlias(
  deps: RecordDeps,
  userId: string,
  sentAtMs: number | null,
  items: readonly Understood[],
  { nowMs, settings }: Reading,
): Promise<{ nowMs: number; settings: unknown; results: readonly ItemResult[] }> {
  const account = await deps.store.people.findAlias(userId)
  if (account !== null) return recordEvents(deps, account, sentAtMs, items)
  const results = items.map(({ id }) => ({ id, status: 'refused', memory: null, warnings: [], problem: { code: 'wrong-person' } }) as const)
  return { nowMs: nowMs + deps.timeShiftMs(), settings, results }
}

/** The write that appends `events` to a facet step by step; null where one of them belongs before what is folded. */
function stepAll(
  facet: FacetId,
  events: readonly FacetEvent[],
  reading: Reading,
  step: (memory: Memory | null, event: FacetEvent) => ReturnType<typeof stepMemory>,
): FacetWrite | null {
  const stored = reading.memories.get(facet)
  // An undo or redo that names one of them came first: only the whole fold knows what is void.
  if (events.some(({ id }) => reading.named.has(id))) return null
  let memory = stored?.memory ?? null
  for (const event of inFoldOrder(events)) {
    const result = step(memory, event)
    if (result.kind === 'refold') return null
    memory = result.memory
  }
  if (memory === null) return null
  const revision = (stored?.revision ?? 0) + events.length
  const expected = stored === undefined ? null : { revision: stored.revision, headId: stored.memory.head.id }
  return { facet, events, memory, revision, expected }
}

function groupByFacet(events: readonly FacetEvent[], heirOf: (facet: FacetId) => FacetId): Map<FacetId, FacetEvent[]> {
  const groups = new Map<FacetId, FacetEvent[]>()
  for (const event of events) {
    const group = groups.get(heirOf(event.facet))
    if (group === undefined) groups.set(heirOf(event.facet), [event])
    else group.push(event)
  }
  return groups
}
