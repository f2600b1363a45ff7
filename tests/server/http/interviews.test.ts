// Interviews over a real socket and a real Postgres: whose they are, what is refused in which words, two at once.
import { randomUUID } from 'node:crypto'
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashToken } from '#lib/server/auth/identify.ts'
import { createApi } from '#lib/server/http/api.ts'
import { postgresStore } from '#lib/server/store/postgres-store.ts'
import type { MadeLink } from '#lib/server/usecases/link-interview.ts'
import type { SharedView } from '#lib/server/usecases/open-link.ts'
import type { InterviewView } from '#lib/server/usecases/view-interview.ts'
import { addGuest, loadInto } from '../../contract/fixtures.ts'
import { makeServer } from '../make-server.ts'
import { openScratchDatabase } from '../scratch-database.ts'

let http: HttpServer
let url: string
let mine: string
let owner: string
let theirs: string
let close: () => Promise<void>

beforeAll(async () => {
  const scratch = await openScratchDatabase()
  close = scratch.close
  const store = postgresStore(scratch.database)
  await loadInto(store, Array.from({ length: 24 }, (_, i) => `alpha/card-${i + 10}`))
  const addPerson = async () => {
    const token = `pd_${randomUUID()}`
    const userId = await addGuest(store)
    await store.people.createToken({ hash: hashToken(token), userId, name: 'test' })
    return { token, userId }
  }
  ;({ token: mine, userId: owner } = await addPerson())
  ;({ token: theirs } = await addPerson())
  const listener = getRequestListener(createApi(makeServer(store)).fetch)
  http = createServer((request, response) => void listener(request, response))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', () => { resolve() }))
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
}, 120_000)
afterAll(async () => {
  http.close()
  http.closeAllConnections()
  await close()
})

const call = (method: string, path: string, body?: unknown, token = mine) =>
  fetch(`${url}/api/v1/interviews${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
const request = { minutes: 10, level: 2, scope: { kind: 'all' }, lang: 'en', mode: 'explain' }
const act = (id: string, event: object, more: object = {}, token = mine) => call('POST', `/${id}/events`, { id: randomUUID(), deviceId: 'tab', event, ...more }, token)
const submit = (question: string, text: string) => ({ type: 'submit', question, answer: { kind: 'explain', text } })

async function begin(): Promise<{ id: string; question: string }> {
  const id = randomUUID()
  expect((await call('POST', '', { id, ...request })).status).toBe(200)
  const { question } = (await (await act(id, { type: 'start' })).json()) as InterviewView
  return { id, question: question!.id }
}

async function expectProblem(response: Response, status: number, code: string): Promise<Record<string, unknown>> {
  const problem = (await response.json()) as Record<string, unknown>
  expect([response.status, problem['code'], response.headers.get('content-type')]).toEqual([status, code, 'application/problem+json'])
  expect(String(problem['detail'])).not.toMatch(/[{}]/)
  return problem
}

describe('interviews over HTTP', () => {
  it('are made, taken, reported and graded', async () => {
    const { id, question } = await begin()
    const drafted = await call('PUT', `/${id}/draft`, { question, deviceId: 'tab', number: 1, text: 'NUL \0 and half a pair \ud800' })
    expect(await drafted.json()).toMatchObject({ seq: 1, other: null, nowMs: expect.any(Number) as number })
    const view = (await (await call('GET', `/${id}`)).json()) as InterviewView
    expect(view.question!.drafts).toMatchObject([{ text: 'NUL  and half a pair \ufffd' }])
    await expectProblem(await call('GET', `/${id}/report`), 409, 'interview-not-over')
    expect((await act(id, submit(question, 'The server acknowledges the segment, I think, and then it goes on.'))).status).toBe(200)
    expect((await act(id, { type: 'finish' })).status).toBe(200)
    const { report } = (await (await call('GET', `/${id}/report`)).json()) as { report: { grades: { card: string; grade: number }[] } }
    const file = await call('GET', `/${id}/report.md`)
    expect([file.status, file.headers.get('content-type'), file.headers.get('content-disposition')]).toEqual([200, 'text/markdown; charset=utf-8', `attachment; filename="interview-${id.slice(0, 8)}.md"`])
    expect(await file.text()).toContain('The server acknowledges the segment, I think, and then it goes on.')
    const grades = report.grades.map(({ card, grade }) => ({ card, grade }))
    const applied = await call('POST', `/${id}/grades`, { id: randomUUID(), deviceId: 'tab', timeZone: 'UTC', grades })
    expect(((await applied.json()) as { eventIds: string[] }).eventIds).toHaveLength(grades.length)
    await expectProblem(await call('POST', `/${id}/grades`, { id: randomUUID(), deviceId: 'tab', timeZone: 'UTC', grades }), 409, 'interview-grades-applied')
    const { interviews } = (await (await call('GET', '')).json()) as { interviews: { id: string; status: string }[] }
    expect(interviews.find((each) => each.id === id)).toMatchObject({ status: 'finished', answered: 1 })
  })

  it('are nobody else’s: 404, whatever is asked', async () => {
    const { id, question } = await begin()
    const draft = { question, deviceId: 'tab', number: 1, text: 'x' }
    for (const [method, path, body] of [
      ['GET', `/${id}`],
      ['GET', `/${id}/report`],
      ['GET', `/${id}/report.md`],
      ['PUT', `/${id}/draft`, draft],
      ['POST', `/${id}/events`, { id: randomUUID(), deviceId: 'x', event: { type: 'finish' } }],
      ['POST', `/${id}/grades`, { id: randomUUID(), deviceId: 'x', timeZone: 'UTC', grades: [{ card: 'card-10', grade: 1 }] }],
    ] as const)
      await expectProblem(await call(method, path, body, theirs), 404, 'unknown-interview')
    await expectProblem(await call('GET', `/${randomUUID()}`), 404, 'unknown-interview')
    await expectProblem(await call('GET', '/not-an-id'), 404, 'unknown-interview')
    expect(await (await call('GET', '', undefined, theirs)).json()).toEqual({ interviews: [] })
    // Nobody becomes a guest by asking for another's.
    const visitor = await fetch(`${url}/api/v1/interviews/${id}/draft`, { method: 'PUT', headers: { 'content-type': 'application/json', origin: url }, body: JSON.stringify(draft) })
    expect([visitor.status, visitor.headers.get('set-cookie')]).toEqual([404, null])
  })

  it('take one of two answers at once, and refuse what comes after the end', async () => {
    const { id, question } = await begin()
    const outcomes = await Promise.all(['one', 'two', 'three'].map((text) => act(id, submit(question, text), { deviceId: text })))
    expect(outcomes.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    const finishes = await Promise.all([act(id, { type: 'finish' }), act(id, { type: 'finish' })])
    expect(finishes.map(({ status }) => status).sort()).toEqual([200, 409])
    await expectProblem(await act(id, submit(question, 'late')), 409, 'interview-already-finished')
  })

  it('keep a text of a megabyte where they can, and say where they cannot', async () => {
    const { id, question } = await begin()
    const long = 'x'.repeat(900_000)
    await expectProblem(await act(id, submit(question, long)), 413, 'interview-answer-too-long')
    const view = (await (await call('GET', `/${id}`)).json()) as InterviewView
    expect(view.question!.drafts[0]!.text).toHaveLength(900_000)
    await expectProblem(await act(id, submit(question, 'x'.repeat(1 << 20))), 413, 'too-large')
  })

  it('name what is missing, and the nearest that can be filled', async () => {
    const problem = await expectProblem(await call('POST', '', { id: randomUUID(), ...request, minutes: 60, mode: 'quick-fire' }), 422, 'interview-cannot-be-filled')
    expect((await call('POST', '', { id: randomUUID(), ...(problem['nearest'] as object) })).status).toBe(200)
    await expectProblem(await call('POST', '', { id: randomUUID(), ...request, minutes: 7 }), 400, 'bad-request')
    await expectProblem(await call('POST', '', { id: randomUUID(), ...request, mode: 'chess' }), 400, 'bad-request')
  })

  it('open to whoever has a link, without a word of whose they are, until it is withdrawn', async () => {
    const { id, question } = await begin()
    expect((await act(id, submit(question, 'My own words, which only some may read.'))).status).toBe(200)
    expect((await act(id, { type: 'finish' })).status).toBe(200)
    const link = async (more: object = {}) => (await (await call('POST', `/${id}/links`, { kind: 'report', days: 7, ...more })).json()) as MadeLink
    const open = (token: string, path = '', method = 'POST', more: object = {}) =>
      fetch(`${url}/api/v1/shared${path}`, { method, headers: { 'content-type': 'application/json', origin: url, 'accept-language': 'zh' }, body: JSON.stringify({ token, ...more }) })
    const plain = await link()
    const opened = await open(plain.token)
    expect([opened.status, opened.headers.get('set-cookie')]).toEqual([200, null])
    const text = await opened.text()
    const { kind, report } = JSON.parse(text) as Extract<SharedView, { kind: 'report' }>
    expect([kind, report.status, report.report.questions[0]!.answer]).toEqual(['report', 'finished', null])
    expect(text).not.toContain('My own words')
    for (const secret of [id, owner, plain.id, 'tab']) expect(text).not.toContain(`"${secret}"`)
    expect(await (await open((await link({ withAnswers: true })).token)).text()).toContain('My own words')

    await expectProblem(await open(plain.token, '/events', 'POST', { id: randomUUID(), deviceId: 'x', event: { type: 'finish' } }), 403, 'link-not-for-this')
    await expectProblem(await open(plain.token, '/draft', 'PUT', { question, deviceId: 'x', number: 1, text: 'x' }), 403, 'link-not-for-this')
    await expectProblem(await call('GET', `/${id}/links`, undefined, theirs), 404, 'unknown-interview')
    await expectProblem(await call('POST', `/${id}/links`, { kind: 'report', days: 7 }, theirs), 404, 'unknown-interview')
    await expectProblem(await call('POST', `/${id}/links`, { kind: 'report', days: 8 }), 400, 'bad-request')
    const listed = (await (await call('GET', `/${id}/links`)).json()) as { links: MadeLink[] }
    expect(listed.links).toHaveLength(2)
    expect(JSON.stringify(listed)).not.toContain(plain.token)

    expect((await call('DELETE', `/${id}/links`, { link: plain.id }, theirs)).status).toBe(200)
    expect((await open(plain.token)).status).toBe(200)
    await call('DELETE', `/${id}/links`, { link: plain.id })
    const problem = await expectProblem(await open(plain.token), 404, 'link-unknown')
    expect(problem['detail']).toContain('收回')
    // Five guesses are the tests' share; good links are no guesses.
    for (let i = 1; i < 5; i++) expect((await open(randomUUID())).status).toBe(404)
    await expectProblem(await open(randomUUID()), 429, 'too-many-requests')
  })

  it('stand in the OpenAPI document with their path', async () => {
    const document = (await (await fetch(`${url}/api/v1/openapi.json`)).json()) as { paths: Record<string, Record<string, { parameters?: { name: string; in: string }[] }>> }
    expect(document.paths['/api/v1/interviews/{id}/events']?.['post']?.parameters).toMatchObject([{ name: 'id', in: 'path' }])
  })
})
