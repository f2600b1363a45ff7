// `user create --email EMAIL [--password …]`: an account; without a password one is made and printed.
import { randomBytes, randomUUID } from 'node:crypto'
import { wrongCall, type Command } from '#lib/cli/command.ts'
import { withStore } from '#lib/cli/with-store.ts'
import { hashPassword } from '#lib/server/auth/password.ts'

export const userCreate: Command = {
  name: 'user create',
  usage: '--email EMAIL [--password PASSWORD] [--json]',
  summary: 'make an account',
  async run({ options }, say) {
    const email = typeof options['email'] === 'string' ? options['email'].trim().toLowerCase() : ''
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) return wrongCall(userCreate, 'An e-mail address is needed.')
    const given = typeof options['password'] === 'string' ? options['password'] : null
    if (given !== null && given.length < 8) return wrongCall(userCreate, 'The password needs at least 8 characters.')
    const password = given ?? randomBytes(12).toString('base64url')
    const id = randomUUID()
    const passwordHash = await hashPassword(password)
    const made = await withStore(say, ({ people }) => people.createAccount({ id, email, passwordHash, settings: {} }))
    if (!made) return { exitCode: 1, value: { error: 'exists', email }, text: `There is an account for ${email} already.` }
    const shown = given === null ? { password } : {}
    return { exitCode: 0, value: { id, email, ...shown }, text: `Made ${email}${given === null ? ` with the password ${password}` : ''}.` }
  },
}
