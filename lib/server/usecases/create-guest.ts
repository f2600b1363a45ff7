// A guest is a person with a cookie: made by the first write, never by a page view.
import { randomUUID } from 'node:crypto'
import type { Store } from '#lib/server/store/store.ts'

/** Returns the new person's id. */
export async function createGuest({ store }: { readonly store: Store }): Promise<string> {
  const id = randomUUID()
  await store.people.createGuest(id, {})
  return id
}
