// An account by e-mail and password. A guest becomes the account, keeping its id and so everything it has done.
import { randomUUID } from 'node:crypto'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import { hashPassword } from '#lib/server/auth/password.ts'
import type { ApiContext } from '#lib/server/http/context.ts'

/** Opens a fresh session: the one from before the sign-up is worth nothing any more. */
export async function signUp(context: ApiContext, account: { email: string; password: string }): Promise<Result<{ person: string; email: string }>> {
  const { server, identity, address } = context
  const { people } = server.store
  if (identity !== null && identity.email !== null) return fail({ code: 'already-an-account' })
  if (!server.limits.signIns.take(`sign-up ${address}`))
    return fail({ code: 'too-many-requests', params: { seconds: server.limits.signIns.retryAfterSeconds(`sign-up ${address}`) } })
  const passwordHash = await hashPassword(account.password)
  const person = identity?.person ?? randomUUID()
  const made =
    identity === null
      ? await people.createAccount({ id: person, email: account.email, passwordHash, settings: {} })
      : await people.upgradeGuest(person, account.email, passwordHash)
  if (!made) return fail({ code: 'account-exists' })
  await people.deleteSessionsOf(person)
  server.identifier.forget()
  context.cookies.push(await server.identifier.openSession(person, context.request.headers.get('user-agent') ?? ''))
  return ok({ person, email: account.email })
}
