// Sends what a browser's person has answered. A visitor's first write makes a person of them, who then owns what was
// answered and kept before.
import type { SessionView } from '#lib/server/web.ts'
import { callApi } from './api.ts'
import { adoptKept } from './kept-queue.ts'
import { adoptNobody, flushOutbox, nobody } from './outbox.ts'
import { browserZone, fetchSession } from './whoami.ts'

export interface Sent {
  /** Whether everything that can be sent has been. */
  readonly done: boolean
  readonly sent: number
  /** Whoever this browser is from now on. */
  readonly session: SessionView | null
}

export async function sendOutbox(session: SessionView | null): Promise<Sent> {
  const before = session?.person ?? nobody
  const first = await flushOutbox(before)
  if (before !== nobody || first.sent === 0) return { ...first, session }
  const now = await fetchSession()
  const person = now?.person ?? nobody
  await adoptNobody(person)
  await adoptKept(nobody, person)
  if (now !== null && !now.settings.zoneChosen) await callApi('PUT', '/settings', { timeZone: browserZone() })
  const rest = await flushOutbox(person)
  return { done: rest.done, sent: first.sent + rest.sent, session: now }
}
