// One-time tickets: what lets a socket in, because cookies are not read on its path. Signed, good for half a minute,
// and naming the process that owns the run, since another process knows nothing of it.
// Read first: RFC 6455 §10.2, §10.5 (why Origin alone is not enough).
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { fail, ok, type Result } from '#lib/core/problem.ts'

export interface TicketClaims {
  readonly person: string
  /** Null: opens a control channel, at any process. */
  readonly run: string | null
  readonly process: string | null
}

export interface Tickets {
  issue(claims: TicketClaims): string
  /** The claims, once. Problems: ticket-missing, -invalid, -expired, -used, -elsewhere. */
  redeem(ticket: string | null): Result<TicketClaims>
}

/** `secret` signs; `process` is this process's name; a ticket lives for `lifeMs`. */
export function createTickets(options: { secret: string; process: string; lifeMs: number; clockMs: () => number }): Tickets {
  const { process, lifeMs, clockMs } = options
  const key = createHmac('sha256', options.secret).update('websocket lab ticket').digest()
  const used = new Map<string, number>()
  const sign = (body: string) => createHmac('sha256', key).update(body).digest()
  const forgetExpired = () => {
    for (const [nonce, untilMs] of used) {
      if (untilMs >= clockMs()) return
      used.delete(nonce)
    }
  }
  return {
    issue({ person, run, process: owner }) {
      const nonce = randomBytes(12).toString('base64url')
      const body = Buffer.from(JSON.stringify([nonce, clockMs() + lifeMs, person, run, owner])).toString('base64url')
      return `${body}.${sign(body).toString('base64url')}`
    },
    redeem(ticket) {
      if (ticket === null) return fail({ code: 'ticket-missing' })
      const [body = '', signature = '', more] = ticket.split('.')
      const given = Buffer.from(signature, 'base64url')
      const wanted = sign(body)
      if (more !== undefined || given.length !== wanted.length || !timingSafeEqual(given, wanted)) return fail({ code: 'ticket-invalid' })
      const [nonce, untilMs, person, run, owner] = JSON.parse(Buffer.from(body, 'base64url').toString()) as
        [string, number, string, string | null, string | null]
      if (untilMs < clockMs()) return fail({ code: 'ticket-expired', params: { seconds: lifeMs / 1000 } })
      // Not used up here: it may still be shown to the process that it names.
      if (owner !== null && owner !== process) return fail({ code: 'ticket-elsewhere' })
      forgetExpired()
      if (used.has(nonce)) return fail({ code: 'ticket-used' })
      used.set(nonce, untilMs)
      return ok({ person, run, process: owner })
    },
  }
}
