// `token create --user EMAIL`: a bearer token for the API, printed once and stored as a hash.
import { randomBytes } from 'node:crypto'
import { wrongCall, type Command } from '#lib/cli/command.ts'
import { withStore } from '#lib/cli/with-store.ts'
import { hashToken } from '#lib/server/auth/identify.ts'

export const tokenCreate: Command = {
  name: 'token create',
  usage: '--user EMAIL [--json]',
  summary: 'make a bearer token for the API',
  async run({ options }, say) {
    const email = typeof options['user'] === 'string' ? options['user'].trim().toLowerCase() : ''
    if (email === '') return wrongCall(tokenCreate, 'Whose token?')
    const token = `pd_${randomBytes(24).toString('base64url')}`
    const made = await withStore(say, async ({ people }) => {
      const person = await people.findPersonByEmail(email)
      if (person === null) return false
      await people.createToken({ hash: hashToken(token), userId: person.id, name: 'command line' })
      return true
    })
    if (!made) return { exitCode: 1, value: { error: 'unknown user', email }, text: `There is no account for ${email}.` }
    return { exitCode: 0, value: { token }, text: token }
  },
}
