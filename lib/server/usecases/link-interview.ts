// Links that open an interview to people without an account: its report, or a part in it. The token is told once, to
// whoever makes the link, and kept as a hash.
import { randomBytes, randomUUID } from 'node:crypto'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import { hashToken } from '#lib/server/auth/identify.ts'
import { mostLinks, type InterviewLink, type LinkKind } from '#lib/server/store/interviews.ts'
import type { InterviewDeps } from '#lib/server/usecases/open-interview.ts'

export const linkDays = [1, 7, 30] as const

export interface WantedLink {
  readonly kind: LinkKind
  readonly days: (typeof linkDays)[number]
  readonly withAnswers: boolean
}

export type MadeLink = InterviewLink & { /** 256 bits, base64url: for the fragment of an address. */ readonly token: string }

/** `POST /interviews/{id}/links`. */
export async function makeLink({ store, timeShiftMs }: InterviewDeps, userId: string, id: string, { days, ...wanted }: WantedLink): Promise<Result<MadeLink>> {
  const log = await store.interviews.read(userId, id)
  if (log === null) return fail({ code: 'unknown-interview' })
  const createdAtMs = Math.floor(log.nowMs + timeShiftMs())
  const token = randomBytes(32).toString('base64url')
  const link = { id: randomUUID(), ...wanted, createdAtMs, expiresAtMs: createdAtMs + days * 86_400_000 }
  const kept = await store.interviews.addLink(userId, id, hashToken(token), link)
  return kept ? ok({ ...link, token }) : fail({ code: 'interview-links-full', params: { limit: mostLinks } })
}

/** `GET /interviews/{id}/links`: those that still open something, newest first. */
export async function listLinks({ store, timeShiftMs }: InterviewDeps, userId: string | null, id: string): Promise<Result<{ readonly links: readonly InterviewLink[] }>> {
  const log = userId === null ? null : await store.interviews.read(userId, id)
  if (log === null) return fail({ code: 'unknown-interview' })
  const nowMs = log.nowMs + timeShiftMs()
  return ok({ links: (await store.interviews.links(userId!, id)).filter(({ expiresAtMs }) => expiresAtMs > nowMs) })
}

/** `DELETE /interviews/{id}/links`: it opens nothing from now on; withdrawn twice is withdrawn. */
export async function withdrawLink({ store }: InterviewDeps, userId: string, id: string, link: string): Promise<Result<{ readonly id: string }>> {
  await store.interviews.dropLink(userId, id, link)
  return ok({ id: link })
}
