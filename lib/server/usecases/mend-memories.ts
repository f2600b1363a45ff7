// The stored memories against the fold of the log, person by person. What differs is folded again under locks.
import { canonicalJson } from '#lib/core/engine/digest.ts'
import { foldFacet } from '#lib/core/memory/fold.ts'
import type { LogEvent } from '#lib/core/memory/event.ts'
import type { FacetId } from '#lib/core/notes/card.ts'
import type { Server } from '#lib/server/server.ts'
import { findSuccession } from '#lib/server/usecases/facet-catalog.ts'
import { weightsOf } from '#lib/server/usecases/person-settings.ts'

export interface MendReport {
  readonly people: number
  readonly events: number
  readonly memories: number
  readonly differing: number
  readonly mended: number
}

export async function mendMemories(
  { store }: Pick<Server, 'store'>,
  { email, dryRun, say }: { email: string | null; dryRun: boolean; say: (line: string) => void },
): Promise<MendReport> {
  const succession = await findSuccession(store)
  const report = { people: 0, events: 0, memories: 0, differing: 0, mended: 0 }
  for await (const userId of store.people.list(email)) {
    const person = await store.people.findPerson(userId)
    const weights = weightsOf(person?.settings)
    const stored = await store.log.memories(userId)
    const differing: FacetId[] = []
    const unseen = new Set(stored.keys())
    const compare = (facet: FacetId, events: readonly LogEvent[]) => {
      unseen.delete(facet)
      const folded = foldFacet(facet, events, weights)
      if (canonicalJson(folded) !== canonicalJson(stored.get(facet)?.memory ?? null)) differing.push(facet)
    }
    // The few facets with a history under other names wait until all their events have come.
    const inherited = new Map<FacetId, LogEvent[]>()
    for await (const events of store.log.scan(userId)) {
      const facet = events[0]!.facet!
      const heir = succession.heirOf(facet)
      report.events += events.length
      if (heir === facet && succession.ancestorsOf(facet).length === 0) compare(facet, events)
      else inherited.set(heir, [...(inherited.get(heir) ?? []), ...events])
    }
    for (const [heir, events] of inherited) compare(heir, events)
    // A memory without any event is not a fold of anything.
    differing.push(...unseen)
    report.people++
    report.memories += stored.size
    report.differing += differing.length
    if (report.people % 100 === 0) say(`${report.people} people…`)
    if (dryRun || differing.length === 0) continue
    await store.log.rewrite(userId, [], differing.sort(), succession, (facet, events) => foldFacet(facet, events, weights))
    report.mended += differing.length
  }
  return report
}
