// Sends what earlier pages kept on this device, whoever it is of: a guest who has become an account is still the owner
// of what was answered as a guest.
import { knownPeople } from './known-people.ts'
import { adoptNobody, countOutbox, flushOutbox, nobody } from './outbox.ts'
import { sendOutbox } from './send-outbox.ts'
import { fetchSession } from './whoami.ts'

let running: Promise<number> | null = null

/** How many were sent. Whoever asks while it runs gets the same answer. */
export function sendKept(): Promise<number> {
  running ??= send().finally(() => { running = null })
  return running
}

async function send(): Promise<number> {
  const owners = knownPeople()
  const waiting = await Promise.all(owners.map(async (owner) => (await countOutbox(owner)).waiting))
  if (waiting.every((count) => count === 0)) return 0
  const session = await fetchSession()
  const person = session?.person ?? nobody
  await adoptNobody(person)
  let { sent } = await sendOutbox(session)
  for (const owner of owners) if (owner !== person) sent += (await flushOutbox(owner)).sent
  return sent
}
