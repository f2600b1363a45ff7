// A store in memory, a clock that tests turn, and one person at work with it: what the tests of use cases start from.
import { randomUUID } from 'node:crypto'
import { canonicalJson } from '#lib/core/engine/digest.ts'
import type { LogEvent } from '#lib/core/memory/event.ts'
import { foldFacet } from '#lib/core/memory/fold.ts'
import { defaultWeights } from '#lib/core/memory/fsrs.ts'
import type { FacetId } from '#lib/core/notes/card.ts'
import type { Store } from '#lib/server/store/store.ts'
import { listQueue, type QueueQuery } from '#lib/server/usecases/list-queue.ts'
import { recordActions } from '#lib/server/usecases/record-actions.ts'
import { recordReviews } from '#lib/server/usecases/record-reviews.ts'
import { redo, undo } from '#lib/server/usecases/undo.ts'
import { addGuest, loadInto } from '../contract/fixtures.ts'
import { inMemoryStore } from '../contract/in-memory-store.ts'

export const startMs = Date.UTC(2026, 2, 10, 12)

export interface Desk {
  readonly store: Store
  readonly person: string
  /** Turn it: everything goes by it. */
  readonly clock: { nowMs: number }
  readonly deps: { readonly store: Store; readonly timeShiftMs: () => number }
  review(facet: string, more?: Record<string, unknown>): Record<string, unknown> & { id: string }
  /** Sends items as they are. */
  send(items: readonly unknown[], sentAtMs?: number | null): ReturnType<typeof recordReviews>
  act(kind: string, facet: string): ReturnType<typeof recordActions>
  undo(targets?: readonly string[], id?: string): ReturnType<typeof undo>
  redo(targets?: readonly string[], id?: string): ReturnType<typeof redo>
  queue(query?: Partial<QueueQuery>): Promise<Extract<Awaited<ReturnType<typeof listQueue>>, { ok: true }>['value']>
  events(): Promise<readonly LogEvent[]>
  /** Facets whose stored memory is not the fold of the log. */
  unfolded(): Promise<readonly string[]>
}

export async function openDesk(names: readonly string[], settings: unknown = {}): Promise<Desk> {
  const clock = { nowMs: startMs }
  const store = inMemoryStore(() => clock.nowMs)
  await loadInto(store, names)
  const person = await addGuest(store, settings)
  const deps = { store, timeShiftMs: () => 0 }
  const batch = (items: readonly unknown[], sentAtMs: number | null = null) => ({ sentAtMs, deviceId: 'laptop', items })
  const events = () => store.log.list(person, null, 10_000)
  return {
    ...{ store, person, clock, deps, events },
    review: (card, more = {}) => ({
      ...{ id: randomUUID(), facet: card.includes('#') ? `protodeck/${card}` : `protodeck/${card}#main`, grade: 3 },
      ...{ answeredAt: clock.nowMs, elapsedMs: 4000, timeZone: 'UTC', ...more },
    }),
    send: (items, sentAtMs) => recordReviews(deps, person, batch(items, sentAtMs)),
    act: (kind, card) =>
      recordActions(deps, person, batch([{ id: randomUUID(), kind, facet: `protodeck/${card}#main`, at: clock.nowMs, timeZone: 'UTC' }])),
    undo: (targets, id = randomUUID()) => undo(deps, person, { id, targets }),
    redo: (targets, id = randomUUID()) => redo(deps, person, { id, targets }),
    async queue(query = {}) {
      const answer = await listQueue(deps, person, { limit: 20, lang: 'en', ...query })
      if (!answer.ok) throw new Error(answer.problem.code)
      return answer.value
    },
    async unfolded() {
      const all = await events()
      const stored = await store.log.memories(person)
      const facets = [...new Set([...stored.keys(), ...all.flatMap(({ facet }) => facet ?? [])])] as FacetId[]
      return facets.filter((facet) => {
        const own = all.filter((event) => event.facet === facet || event.facet === null)
        return canonicalJson(foldFacet(facet, own, defaultWeights)) !== canonicalJson(stored.get(facet)?.memory ?? null)
      })
    },
  }
}
