// The log of the person who asks, in the order received.
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Server } from '#lib/server/server.ts'

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** `after` is an event's id: what came after it. At most 500 at once. Instants as ISO 8601. */
export async function listEvents(
  { store }: Pick<Server, 'store'>,
  userId: string | null,
  after: string | null,
  limit: string | null,
): Promise<Result<unknown>> {
  if (userId === null) return fail({ code: 'not-signed-in' })
  if (after !== null && !uuidForm.test(after))
    return fail({ code: 'bad-request', params: { unexpected: 'a wrong “after”', expected: 'the id of an event' } })
  const wanted = Math.min(500, Math.max(1, Math.floor(Number(limit ?? 100)) || 100))
  const events = await store.log.list(userId, after?.toLowerCase() ?? null, wanted)
  return ok({
    events: events.map(({ atMs, receivedAtMs, ...event }) => ({
      ...event,
      at: new Date(atMs).toISOString(),
      receivedAt: new Date(receivedAtMs).toISOString(),
    })),
  })
}
