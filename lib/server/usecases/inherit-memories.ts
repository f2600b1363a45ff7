// After the notes have changed: facets that succeed others take over their schedules, person by person. The events stay
// where they are; what is stored of the old facets goes. Repeating it changes nothing.
import { foldFacet } from '#lib/core/memory/fold.ts'
import type { Server } from '#lib/server/server.ts'
import { findSuccession } from '#lib/server/usecases/facet-catalog.ts'
import { weightsOf } from '#lib/server/usecases/person-settings.ts'

/** How many people had something to inherit. */
export async function inheritMemories({ store }: Pick<Server, 'store'>): Promise<number> {
  const succession = await findSuccession(store)
  if (succession.succeeded.length === 0) return 0
  let people = 0
  for await (const { userId, facets } of store.log.holders(succession.succeeded)) {
    const weights = weightsOf((await store.people.findPerson(userId))?.settings)
    await store.log.rewrite(userId, [], facets, succession, (facet, events) => foldFacet(facet, events, weights))
    people++
  }
  return people
}
