// Who is signed in here, what they have set, and whether a guest's reviews wait to be brought over.
import type { Identity } from '#lib/server/auth/identify.ts'
import type { Server } from '#lib/server/server.ts'
import { settingsOf, type PersonSettings } from '#lib/server/usecases/person-settings.ts'

export interface SessionView {
  readonly person: string | null
  readonly email: string | null
  readonly settings: PersonSettings
  /** Null: none, or it has been decided. */
  readonly guest: { readonly reviews: number } | null
}

export async function readSession({ store }: Pick<Server, 'store'>, identity: Identity | null): Promise<SessionView> {
  if (identity === null) return { person: null, email: null, settings: settingsOf(null), guest: null }
  const person = await store.people.findPerson(identity.person)
  const reviews =
    identity.guest === null || identity.email === null ? 0 : await store.log.countReviews(identity.guest)
  return {
    person: identity.person,
    email: identity.email,
    settings: settingsOf(person?.settings),
    guest: reviews > 0 ? { reviews } : null,
  }
}
