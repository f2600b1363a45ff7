// What one API request is given: who sent it, its checked body, and the headers its answer must carry.
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Lang } from '#lib/core/notes/card.ts'
import type { Identity } from '#lib/server/auth/identify.ts'
import { langOf } from '#lib/server/http/problem-response.ts'
import type { Server } from '#lib/server/server.ts'
import { createGuest } from '#lib/server/usecases/create-guest.ts'

export const bodyLimitBytes = 1 << 20
export const uploadLimitBytes = 24 << 20
const daysUntilRenewal = 7

export interface ApiContext {
  readonly server: Server
  readonly request: Request
  readonly lang: Lang
  readonly address: string
  readonly identity: Identity | null
  /** Set-Cookie values for the answer. */
  readonly cookies: string[]
}

/** Reads who sent the request. A session seen after a week gets a new expiry. */
export async function openContext(server: Server, request: Request, address: string): Promise<ApiContext> {
  const identity = await server.identifier.identify(request.headers.get('cookie'), request.headers.get('authorization'))
  const context: ApiContext = { server, request, lang: langOf(request), address, identity, cookies: [] }
  if (identity?.session != null && Date.now() - identity.issuedAtMs > daysUntilRenewal * 86_400_000) {
    context.cookies.push(await server.identifier.renewSession(identity))
    await server.store.people.touchPerson(identity.person)
  }
  return context
}

/** What an upload carries where other writes have JSON: no form and no link of another site can send it. */
const uploadHeader = 'x-protodeck-upload'

/** A write by cookie (or by nobody yet) must come from a page of this site; a bearer token is proof by itself. */
export function checkOrigin({ server, request, identity }: ApiContext): Result<null> {
  if (identity !== null && identity.session === null) return ok(null)
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type) && request.headers.get(uploadHeader) === null)
    return fail({ code: 'wrong-content-type', params: { unexpected: type === '' ? '–' : type.slice(0, 60) } })
  const origin = request.headers.get('origin')
  const wanted = server.environment.publicUrl ?? `http://${request.headers.get('host') ?? ''}`
  if (origin === null || !sameOrigin(origin, wanted, server.environment.publicUrl === null)) return fail({ code: 'wrong-origin' })
  return ok(null)
}

function sameOrigin(given: string, wanted: string, loopbackAlike: boolean): boolean {
  if (!URL.canParse(given) || !URL.canParse(wanted)) return false
  const [a, b] = [new URL(given), new URL(wanted)]
  if (a.origin === b.origin) return true
  const loopback = (url: URL) => /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)
  return loopbackAlike && loopback(a) && loopback(b) && a.port === b.port && a.protocol === b.protocol
}

/** The request's body, at most so many bytes. */
export async function readBytes(request: Request, limit: number): Promise<Result<Uint8Array>> {
  const tooLarge = (bytes: number | string): Result<never> => fail({ code: 'too-large', params: { unexpected: `${bytes} bytes`, expected: `${limit} bytes` } })
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > limit) return tooLarge(announced)
  if (request.headers.get('content-length') !== null) return ok(new Uint8Array(await request.arrayBuffer()))
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length
    if (length > limit) return tooLarge(`over ${limit}`)
    chunks.push(chunk)
  }
  return ok(Buffer.concat(chunks))
}

/** The request's JSON body, at most 1 MiB. */
export async function readJson(request: Request): Promise<Result<unknown>> {
  const bytes = await readBytes(request, bodyLimitBytes)
  if (!bytes.ok) return bytes
  const text = new TextDecoder().decode(bytes.value)
  try {
    return ok(JSON.parse(text))
  } catch {
    return fail({ code: 'bad-request', params: { unexpected: 'a body that is not JSON', expected: 'a JSON object' } })
  }
}

/** Who writes: the person of the session, or a new guest. `claimed` is the person that the request names. */
export async function requirePerson(context: ApiContext, claimed: string | undefined): Promise<Result<string>> {
  const { server, identity, request } = context
  if (identity !== null) {
    if (claimed === undefined || claimed === identity.person) return ok(identity.person)
    return (await server.store.people.findAlias(claimed)) === identity.person
      ? ok(identity.person)
      : fail({ code: 'wrong-person' })
  }
  if (claimed !== undefined) return fail({ code: 'wrong-person' })
  if (!server.limits.guests.take(context.address))
    return fail({ code: 'too-many-requests', params: { seconds: server.limits.guests.retryAfterSeconds(context.address) } })
  const person = await createGuest(server)
  context.cookies.push(await server.identifier.openSession(person, request.headers.get('user-agent') ?? ''))
  return ok(person)
}
