// E-mail and password → person. Unknown accounts, wrong passwords and guests answer alike and take equally long.
import { fail, ok, type Result } from '#lib/core/problem.ts'
import { verifyPassword } from '#lib/server/auth/password.ts'
import type { Server } from '#lib/server/server.ts'

/** Failures count against the address and against the account, successes against neither. */
export async function signIn(
  { store, limits }: Pick<Server, 'store' | 'limits'>,
  address: string,
  given: { email: string; password: string },
): Promise<Result<{ person: string; email: string }>> {
  const email = given.email.trim().toLowerCase()
  const keys = [`address ${address}`, `account ${email}`]
  for (const key of keys)
    if (!limits.signIns.take(key))
      return fail({ code: 'too-many-requests', params: { seconds: limits.signIns.retryAfterSeconds(key) } })
  const person = await store.people.findPersonByEmail(email)
  if (!(await verifyPassword(given.password, person?.passwordHash ?? null)) || person === null)
    return fail({ code: 'sign-in-failed' })
  for (const key of keys) limits.signIns.giveBack(key)
  return ok({ person: person.id, email })
}
