// Everybody who has answered on this device: their outboxes are tried again, from every page and after a sign-in. Apart
// from the outbox, so that a page can ask for it without loading that.
const key = 'protodeck-people'

export function knownPeople(): readonly string[] {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '[]') as string[]
  } catch {
    return []
  }
}

export function rememberPerson(person: string): void {
  try {
    const known = knownPeople()
    if (!known.includes(person)) localStorage.setItem(key, JSON.stringify([...known, person]))
  } catch {
    // Storage is closed to us: the outbox still works for this page.
  }
}
