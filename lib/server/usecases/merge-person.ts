// After a sign-in on a device that a guest had used: bring the guest's reviews into the account, or leave them.
import { foldFacet } from '#lib/core/memory/fold.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { ApiContext } from '#lib/server/http/context.ts'
import { findSuccession } from '#lib/server/usecases/facet-catalog.ts'
import { weightsOf } from '#lib/server/usecases/person-settings.ts'

/** The session itself proves that this browser was that guest. */
export async function mergePerson(context: ApiContext, bring: boolean): Promise<Result<{ brought: number }>> {
  const { server, identity } = context
  if (identity === null) return fail({ code: 'not-signed-in' })
  const guest = identity.guest
  if (guest === null || identity.email === null) return fail({ code: 'nothing-to-merge' })
  const stillGuest = (await server.store.people.findPerson(guest))?.email === null
  let brought = 0
  if (bring && stillGuest) {
    const account = await server.store.people.findPerson(identity.person)
    const weights = weightsOf(account?.settings)
    brought = await server.store.log.merge(guest, identity.person, await findSuccession(server.store), (facet, events) => foldFacet(facet, events, weights))
  }
  context.cookies.push(await server.identifier.renewSession({ ...identity, guest: null }))
  server.identifier.forget()
  return ok({ brought })
}
