// What every `PeopleStore` keeps.
import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import type { Store } from '#lib/server/store/store.ts'
import { addGuest } from './fixtures.ts'

export function peopleContract(open: () => Store): void {
  let store: Store
  beforeAll(() => {
    store = open()
  })
  const account = (email: string) => ({ id: randomUUID(), email, passwordHash: 'hash', settings: { newPerDay: 1 } })

  it('has each address once', async () => {
    const email = `${randomUUID()}@example.org`
    const person = account(email)
    expect(await store.people.createAccount(person)).toBe(true)
    expect(await store.people.createAccount(account(email))).toBe(false)
    expect(await store.people.findPersonByEmail(email)).toEqual(person)
    expect(await store.people.findPerson(person.id)).toEqual(person)
    const guest = await addGuest(store)
    expect(await store.people.upgradeGuest(guest, email, 'other')).toBe(false)
    expect(await store.people.findPerson(guest)).toEqual({ id: guest, email: null, passwordHash: null, settings: {} })
  })

  it('makes a guest an account, once, with its id', async () => {
    const guest = await addGuest(store)
    const email = `${randomUUID()}@example.org`
    expect(await store.people.upgradeGuest(guest, email, 'hash')).toBe(true)
    expect(await store.people.upgradeGuest(guest, `${randomUUID()}@example.org`, 'hash')).toBe(false)
    expect((await store.people.findPersonByEmail(email))?.id).toBe(guest)
    expect(await store.people.upgradeGuest(randomUUID(), `${randomUUID()}@example.org`, 'hash')).toBe(false)
  })

  it('gives one address to one of many who want it at once', async () => {
    const email = `${randomUUID()}@example.org`
    const guests = await Promise.all(Array.from({ length: 5 }, () => addGuest(store)))
    const made = await Promise.all(guests.map((guest) => store.people.upgradeGuest(guest, email, 'hash')))
    expect(made.filter(Boolean).length).toBe(1)
  })

  it('lists everybody once, or one address', async () => {
    const person = account(`${randomUUID()}@example.org`)
    await store.people.createAccount(person)
    const all: string[] = []
    for await (const id of store.people.list(null)) all.push(id)
    expect(all).toContain(person.id)
    expect(new Set(all).size).toBe(all.length)
    const one: string[] = []
    for await (const id of store.people.list(person.email.toUpperCase())) one.push(id)
    expect(one).toEqual([person.id])
  })

  it('finds a session until it ends or is closed', async () => {
    const person = account(`${randomUUID()}@example.org`)
    await store.people.createAccount(person)
    const [first, second, over] = [randomUUID(), randomUUID(), randomUUID()]
    const open = (id: string, lifetimeDays: number) => store.people.createSession({ id, userId: person.id, lifetimeDays, device: 'browser' })
    await Promise.all([open(first, 1), open(second, 1), open(over, -1)])
    expect(await store.people.findSession(first)).toMatchObject({ id: first, userId: person.id, email: person.email })
    expect(await store.people.findSession(over)).toBeNull()
    await store.people.deleteSession(first)
    expect(await store.people.findSession(first)).toBeNull()
    await store.people.deleteSessionsOf(person.id)
    expect(await store.people.findSession(second)).toBeNull()
  })

  it('knows the owner of a token', async () => {
    const guest = await addGuest(store)
    const hash = randomUUID()
    await store.people.createToken({ hash, userId: guest, name: 'test' })
    expect(await store.people.findTokenOwner(hash)).toEqual({ userId: guest, email: null })
    expect(await store.people.findTokenOwner(randomUUID())).toBeNull()
    await store.log.erase(guest)
    expect(await store.people.findTokenOwner(hash)).toBeNull()
  })

  it('forgets guests who have not been seen, and no account', async () => {
    const person = account(`${randomUUID()}@example.org`)
    await store.people.createAccount(person)
    const guest = await addGuest(store)
    expect(await store.people.forgetGuests(400)).toBe(0)
    expect(await store.people.forgetGuests(-1)).toBeGreaterThanOrEqual(1)
    expect(await store.people.findPerson(guest)).toBeNull()
    expect(await store.people.findPerson(person.id)).not.toBeNull()
  })
}
