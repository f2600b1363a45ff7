// What pages may use of the server. It only reads what `main.ts` built once: the renderer loads modules of its own,
// and must not open a second pool, limiter or cache. Functions about the notes read content/ and work in a build too.
import { cookies, headers } from 'next/headers'
import type { AuthOptions } from 'next-auth'
import type { Lang } from '#lib/core/notes/card.ts'
import { authOptions } from '#lib/server/auth/next-auth-options.ts'
import { currentServer } from '#lib/server/server.ts'
import { readSession, type SessionView } from '#lib/server/usecases/read-session.ts'
import { readToday, type TodayView } from '#lib/server/usecases/read-today.ts'

export { readTopic, readTopics } from '#lib/server/usecases/read-topics.ts'
export type { SessionView, TodayView }
export type { QueueAnswer, QueueCard } from '#lib/server/usecases/list-queue.ts'
export type { UndoPreview } from '#lib/server/usecases/undo.ts'

async function identify() {
  const header = (await cookies()).toString()
  return currentServer().identifier.identify(header === '' ? null : header, null)
}

/** Who looks at this page. */
export async function findSession(): Promise<SessionView> {
  return readSession(currentServer(), await identify())
}

/** The today page of whoever looks at it. */
export async function findToday(lang: Lang): Promise<TodayView> {
  return readToday(currentServer(), (await identify())?.person ?? null, lang)
}

/** next-auth's options for one request: they know the address, and the guest that this browser was. */
export async function authOptionsForRequest(): Promise<AuthOptions> {
  const identity = await identify()
  const sent = await headers()
  const server = currentServer()
  const forwarded = server.environment.trustProxy ? sent.get('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return authOptions(server, {
    address: forwarded ?? sent.get('x-protodeck-address') ?? 'unknown',
    device: sent.get('user-agent') ?? '',
    guest: identity !== null && identity.email === null ? identity.person : null,
  })
}
