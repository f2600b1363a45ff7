// Who sends this request: a session cookie (next-auth's JWT with our `sid`, guests too) or a bearer token.
// A verified cookie is believed for a few seconds, because decrypting it costs more than grading a card.
import { createHash, randomUUID } from 'node:crypto'
import { decode, encode } from 'next-auth/jwt'
import type { PeopleStore } from '#lib/server/store/people.ts'

export interface Identity {
  readonly person: string
  readonly email: string | null
  /** Null for a bearer token. */
  readonly session: string | null
  /** The guest that this browser was before it signed in, until its reviews have been brought over or left. */
  readonly guest: string | null
  readonly issuedAtMs: number
}

export interface Identifier {
  /** From a Cookie header and an Authorization header; null when neither names a live session or token. */
  identify(cookieHeader: string | null, authorization: string | null): Promise<Identity | null>
  /** A new session for a person: the value of a Set-Cookie header. */
  openSession(userId: string, device: string, guest?: string | null): Promise<string>
  /** The same session with a new expiry, and with or without its guest. */
  renewSession(identity: Identity): Promise<string>
  closeSession(identity: Identity): Promise<string>
  /** Drops what is believed without asking the database. */
  forget(): void
  readonly cookieName: string
}

export const sessionLifetimeDays = 400
const believedMs = 3_000
const believedAtMost = 20_000

/** Hash under which a bearer token is stored. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

export function createIdentifier(options: {
  people: PeopleStore
  secret: string
  secure: boolean
  clockMs: () => number
}): Identifier {
  const { people, secret, secure, clockMs } = options
  const cookieName = `${secure ? '__Secure-' : ''}next-auth.session-token`
  const believed = new Map<string, { identity: Identity | null; untilMs: number }>()

  async function remember(key: string, find: () => Promise<Identity | null>): Promise<Identity | null> {
    const known = believed.get(key)
    if (known !== undefined && known.untilMs > clockMs()) return known.identity
    const identity = await find()
    if (believed.size > believedAtMost) believed.clear()
    // A refusal is not remembered: the session may be written a moment later.
    if (identity === null) believed.delete(key)
    else believed.set(key, { identity, untilMs: clockMs() + believedMs })
    return identity
  }

  async function fromCookie(token: string): Promise<Identity | null> {
    const claims = await decode({ token, secret }).catch(() => null)
    const sid = claims?.['sid']
    if (claims === null || typeof sid !== 'string') return null
    const session = await people.findSession(sid)
    if (session === null || session.userId !== claims.sub) return null
    const guest = claims['guest']
    return {
      person: session.userId,
      email: session.email,
      session: sid,
      guest: typeof guest === 'string' ? guest : null,
      issuedAtMs: Number(claims['iat'] ?? 0) * 1000,
    }
  }

  async function fromToken(token: string): Promise<Identity | null> {
    const owner = await people.findTokenOwner(hashToken(token))
    return owner === null
      ? null
      : { person: owner.userId, email: owner.email, session: null, guest: null, issuedAtMs: 0 }
  }

  async function setCookie(person: string, sid: string, guest: string | null): Promise<string> {
    const maxAge = sessionLifetimeDays * 86_400
    const token = await encode({ token: { sub: person, sid, ...(guest === null ? {} : { guest }) }, secret, maxAge })
    return `${cookieName}=${token}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  }

  return {
    cookieName,
    async identify(cookieHeader, authorization) {
      const bearer = /^Bearer\s+(pd_\S+)$/i.exec(authorization ?? '')?.[1]
      if (bearer !== undefined) return remember(bearer, () => fromToken(bearer))
      const token = readCookie(cookieHeader, cookieName)
      return token === null ? null : remember(token, () => fromCookie(token))
    },
    async openSession(userId, device, guest = null) {
      const sid = randomUUID()
      await people.createSession({ id: sid, userId, lifetimeDays: sessionLifetimeDays, device: device.slice(0, 200) })
      return setCookie(userId, sid, guest)
    },
    renewSession: (identity) => setCookie(identity.person, identity.session ?? '', identity.guest),
    async closeSession(identity) {
      if (identity.session !== null) await people.deleteSession(identity.session)
      believed.clear()
      return `${cookieName}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
    },
    forget: () => believed.clear(),
  }
}

/** next-auth splits a long token into `name.0`, `name.1`, …; ours is short, but both are read. */
function readCookie(header: string | null, name: string): string | null {
  if (header === null) return null
  const parts = new Map(
    header.split(/;\s*/).map((pair) => {
      const at = pair.indexOf('=')
      return [pair.slice(0, at), pair.slice(at + 1)] as const
    }),
  )
  const whole = parts.get(name)
  if (whole !== undefined) return whole === '' ? null : whole
  let chunks = ''
  for (let i = 0; parts.has(`${name}.${i}`); i++) chunks += parts.get(`${name}.${i}`)!
  return chunks === '' ? null : chunks
}
