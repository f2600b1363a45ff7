// Signing up, signing in, and bringing a guest's work along.
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { mergePerson } from '#lib/server/usecases/merge-person.ts'
import { signIn } from '#lib/server/usecases/sign-in.ts'
import { signUp } from '#lib/server/usecases/sign-up.ts'
import { addGuest } from '../../contract/fixtures.ts'
import { openDesk } from '../desk.ts'
import { contextOf, makeServer } from '../make-server.ts'

const account = () => ({ email: `${randomUUID()}@example.org`, password: 'a long enough one' })

describe('signUp', () => {
  it('makes the guest the account, with a fresh session and the same id', async () => {
    const { store, person } = await openDesk([])
    const server = makeServer(store)
    const session = await server.identifier.openSession(person, '')
    const identity = await server.identifier.identify(session.split(';')[0]!, null)
    const context = contextOf(server, identity)
    const given = account()
    expect(await signUp(context, given)).toEqual({ ok: true, value: { person, email: given.email } })
    expect(await server.identifier.identify(session.split(';')[0]!, null)).toBeNull()
    expect(await server.identifier.identify(context.cookies[0]!.split(';')[0]!, null)).toMatchObject({ person, email: given.email })
    expect(context.cookies[0]).toMatch(/HttpOnly; SameSite=Lax/)
    expect(await signUp(contextOf(server, { ...identity!, email: given.email }), account())).toMatchObject({ problem: { code: 'already-an-account' } })
  })

  it('refuses an address that is taken, and too many attempts of one address', async () => {
    const { store } = await openDesk([])
    const server = makeServer(store)
    const given = account()
    expect((await signUp(contextOf(server, null), given)).ok).toBe(true)
    expect(await signUp(contextOf(server, null), given)).toMatchObject({ problem: { code: 'account-exists' } })
    for (let i = 0; i < 3; i++) await signUp(contextOf(server, null), given)
    expect(await signUp(contextOf(server, null), account())).toMatchObject({ problem: { code: 'too-many-requests' } })
    expect((await signUp(contextOf(server, null, '198.51.100.7'), account())).ok).toBe(true)
  })
})

describe('signIn', () => {
  it('answers alike for a wrong password, an unknown account and a malformed address', async () => {
    const { store } = await openDesk([])
    const server = makeServer(store)
    const given = account()
    await signUp(contextOf(server, null), given)
    const answers = await Promise.all([
      signIn(server, '192.0.2.1', { ...given, password: 'wrong' }),
      signIn(server, '192.0.2.2', { ...account(), password: 'wrong' }),
      signIn(server, '192.0.2.3', { email: 'nothing', password: '' }),
    ])
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set(['{"ok":false,"problem":{"code":"sign-in-failed"}}']))
    expect(await signIn(server, '192.0.2.4', { email: ` ${given.email.toUpperCase()}`, password: given.password })).toMatchObject({ ok: true })
  })

  it('counts failures against the address and against the account, and successes against neither', async () => {
    const { store } = await openDesk([])
    const server = makeServer(store)
    const given = account()
    await signUp(contextOf(server, null, '203.0.113.9'), given)
    for (let i = 0; i < 8; i++) expect((await signIn(server, '192.0.2.1', given)).ok).toBe(true)
    for (let i = 0; i < 5; i++) await signIn(server, `198.51.100.${i}`, { ...given, password: 'wrong' })
    // The account is closed to everybody for a while, the address of a stranger is not.
    expect(await signIn(server, '192.0.2.1', given)).toMatchObject({ problem: { code: 'too-many-requests' } })
    expect(await signIn(server, '192.0.2.1', { ...account(), password: 'x' })).toMatchObject({ problem: { code: 'sign-in-failed' } })
  })
})

describe('mergePerson', () => {
  it('brings a guest’s reviews once, or leaves them', async () => {
    const desk = await openDesk(['alpha/card-one', 'alpha/card-two'])
    const server = makeServer(desk.store)
    await desk.send([desk.review('card-one'), desk.review('card-two')])
    const person = await addGuest(desk.store)
    await desk.store.people.upgradeGuest(person, 'someone@example.org', 'hash')
    const identity = { person, email: 'someone@example.org', session: randomUUID(), guest: desk.person, issuedAtMs: 0 }
    expect(await mergePerson(contextOf(server, identity), false)).toEqual({ ok: true, value: { brought: 0 } })
    expect(await mergePerson(contextOf(server, identity), true)).toEqual({ ok: true, value: { brought: 2 } })
    expect(await mergePerson(contextOf(server, identity), true)).toEqual({ ok: true, value: { brought: 0 } })
    expect((await desk.store.log.memories(person)).size).toBe(2)
    expect(await mergePerson(contextOf(server, { ...identity, guest: null }), true)).toMatchObject({ problem: { code: 'nothing-to-merge' } })
    expect(await mergePerson(contextOf(server, null), true)).toMatchObject({ problem: { code: 'not-signed-in' } })
  })

  it('never takes an account for a guest', async () => {
    const desk = await openDesk(['alpha/card-one'])
    await desk.send([desk.review('card-one')])
    await desk.store.people.upgradeGuest(desk.person, 'other@example.org', 'hash')
    const person = await addGuest(desk.store)
    const identity = { person, email: 'someone@example.org', session: randomUUID(), guest: desk.person, issuedAtMs: 0 }
    expect(await mergePerson(contextOf(makeServer(desk.store), identity), true)).toMatchObject({ value: { brought: 0 } })
    expect(await desk.store.people.findPerson(desk.person)).not.toBeNull()
  })
})
