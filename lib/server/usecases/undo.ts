// Undo and redo of every action, over sessions and devices. The targets are fixed before anything is stored.
import { foldFacet } from '#lib/core/memory/fold.ts'
import type { FacetEvent, LogEvent } from '#lib/core/memory/event.ts'
import { pickRedoTargets, pickUndoTargets, summarizeTargets } from '#lib/core/memory/undo.ts'
import type { Memory } from '#lib/core/memory/memory.ts'
import type { FacetId, Lang } from '#lib/core/notes/card.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Server } from '#lib/server/server.ts'
import { findSuccession } from '#lib/server/usecases/facet-catalog.ts'
import { findViews } from '#lib/server/usecases/find-views.ts'
import { weightsOf } from '#lib/server/usecases/person-settings.ts'

export interface UndoRequest {
  readonly id: string
  readonly targets?: readonly string[] | undefined
  readonly deviceId?: string | undefined
}

export interface Undone {
  readonly undone: readonly { readonly eventId: string; readonly facet: FacetId; readonly memory: Memory | null }[]
}

/** How far back an undo without targets looks; far more than the 30 actions that are promised. */
const lookBack = 2_000

type Deps = Pick<Server, 'store' | 'timeShiftMs'>

export const undo = (deps: Deps, userId: string, request: UndoRequest) => reverse(deps, userId, request, 'undo')
export const redo = (deps: Deps, userId: string, request: UndoRequest) => reverse(deps, userId, request, 'redo')

async function reverse(deps: Deps, userId: string, request: UndoRequest, kind: 'undo' | 'redo'): Promise<Result<Undone>> {
  const { log } = deps.store
  const reading = await log.read(userId, [], [request.id])
  const stored = reading.known.get(request.id)
  // Sent again because the answer got lost: answered again, nothing is added.
  if (stored !== undefined && stored.kind !== kind) return fail({ code: 'id-reused', params: { id: request.id } })
  const fixed = stored?.kind === 'undo' || stored?.kind === 'redo' ? stored.payload.targets : request.targets
  const targets = fixed ?? (kind === 'undo' ? pickUndoTargets : pickRedoTargets)(await log.newest(userId, lookBack))
  if (targets.length === 0) return fail({ code: kind === 'undo' ? 'nothing-to-undo' : 'nothing-to-redo' })
  const named = (await log.find(userId, targets)).filter((event): event is FacetEvent => event.facet !== null)
  const at = Math.floor(reading.nowMs + deps.timeShiftMs())
  const event: LogEvent = {
    ...{ id: request.id, kind, facet: null, atMs: at, receivedAtMs: at, deviceId: request.deviceId ?? null, groupId: null },
    payload: { targets: [...targets] },
  }
  const weights = weightsOf(reading.settings)
  const succession = await findSuccession(deps.store)
  const { heirOf } = succession
  const facets = named.map(({ facet }) => facet)
  const folded = await log.rewrite(userId, stored === undefined ? [event] : [], facets, succession, (facet, events) =>
    foldFacet(facet, events, weights),
  )
  if (folded === null) return fail({ code: 'not-signed-in' })
  return ok({ undone: named.map(({ id, facet }) => ({ eventId: id, facet: heirOf(facet), memory: folded.get(heirOf(facet)) ?? null })) })
}

export interface UndoPreview {
  /** What an undo without targets would name now; null: nothing. */
  readonly next: {
    readonly targets: readonly string[]
    readonly kind: string
    readonly grade: number | null
    /** Above 1 for a group. */
    readonly count: number
    readonly question: string
    readonly at: string
    readonly deviceId: string | null
  } | null
  readonly redo: { readonly targets: readonly string[] } | null
}

/** What an undo would undo, so that the page can say it first. */
export async function peekUndo({ store }: Pick<Server, 'store'>, userId: string | null, lang: Lang): Promise<UndoPreview> {
  if (userId === null) return { next: null, redo: null }
  const events = await store.log.newest(userId, lookBack)
  const targets = pickUndoTargets(events)
  const redoTargets = pickRedoTargets(events)
  const action = summarizeTargets(events, targets)
  const again = redoTargets.length === 0 ? null : { targets: redoTargets }
  if (action === null) return { next: null, redo: again }
  const { heirOf } = await findSuccession(store)
  const heir = heirOf(action.facet)
  const view = (await findViews(store, userId, [heir], lang)).get(heir)
  const { kind, grade, count, deviceId } = action
  const question = view?.view.question.text ?? action.facet
  return { next: { targets, kind, grade, count, question, at: new Date(action.atMs).toISOString(), deviceId }, redo: again }
}
