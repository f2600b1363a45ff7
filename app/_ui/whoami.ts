// Who this browser is signed in as, kept so that a review can go on without network.
import type { SessionView } from '#lib/server/web.ts'
import { callApi } from './api.ts'

const key = 'protodeck-session'

/** What was last known; null on a first visit. */
export function rememberedSession(): SessionView | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as SessionView | null
  } catch {
    return null
  }
}

/** Asks the server; without network, what was last known. */
export async function fetchSession(): Promise<SessionView | null> {
  const answer = await callApi<SessionView>('GET', '/session')
  if (answer.kind !== 'ok') return rememberedSession()
  try {
    localStorage.setItem(key, JSON.stringify(answer.value))
  } catch {
    // Storage is closed to us.
  }
  return answer.value
}

export function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}
