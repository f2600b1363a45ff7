// next-auth for one request: credentials in, a JWT that carries our session id out. Guests get the same kind of
// cookie from `identify.ts`. Accounts are never linked by address alone: there is one provider.
import { randomUUID } from 'node:crypto'
import type { AuthOptions } from 'next-auth'
import credentialsModule from 'next-auth/providers/credentials'
import { sessionLifetimeDays } from '#lib/server/auth/identify.ts'
import type { Server } from '#lib/server/server.ts'
import { signIn } from '#lib/server/usecases/sign-in.ts'

// A CommonJS default export arrives wrapped in some module graphs and bare in others.
const Credentials = ((credentialsModule as unknown as { default?: unknown }).default ?? credentialsModule) as typeof credentialsModule

export interface SignInRequest {
  readonly address: string
  readonly device: string
  /** The guest that signs in, whose reviews may be brought over. */
  readonly guest: string | null
}

export function authOptions(server: Server, request: SignInRequest): AuthOptions {
  const maxAge = sessionLifetimeDays * 86_400
  return {
    session: { strategy: 'jwt', maxAge },
    jwt: { maxAge },
    useSecureCookies: server.identifier.cookieName.startsWith('__Secure-'),
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        async authorize(given) {
          const { email, password } = given ?? {}
          if (typeof email !== 'string' || typeof password !== 'string' || password.length > 200) return null
          const result = await signIn(server, request.address, { email, password })
          if (result.ok) return { id: result.value.person, email: result.value.email }
          // Arrives in the form as `error`, which it turns into the sentence of this code.
          if (result.problem.code === 'too-many-requests') throw new Error('too-many-requests')
          return null
        },
      }),
    ],
    callbacks: {
      async jwt({ token, user }) {
        // `user` is there at a sign-in, and the types do not say that it may be missing.
        if ((user as unknown) === undefined) return token
        const sid = randomUUID()
        await server.store.people.createSession({ id: sid, userId: user.id, lifetimeDays: sessionLifetimeDays, device: request.device.slice(0, 200) })
        return { sub: user.id, sid, ...(request.guest === null ? {} : { guest: request.guest }) }
      },
      session: ({ session }) => ({ expires: session.expires }),
    },
    logger: {
      error: (code, metadata) => { server.logger.error({ code, metadata: String(metadata instanceof Error ? metadata.stack : code) }, 'sign-in') },
      warn: () => undefined,
      debug: () => undefined,
    },
  }
}
