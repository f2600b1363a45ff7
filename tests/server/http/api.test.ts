// The API over a real socket and a real Postgres: what other programs rely on, to the letter.
import { randomUUID } from 'node:crypto'
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashToken } from '#lib/server/auth/identify.ts'
import { createApi } from '#lib/server/http/api.ts'
import { annotationsAnswer, memoriesAnswer, searchAnswer, standingsAnswer } from '#lib/server/http/schemas.ts'
import { openDatabase } from '#lib/server/store/database.ts'
import { postgresStore } from '#lib/server/store/postgres-store.ts'
import type { Store } from '#lib/server/store/store.ts'
import { addGuest, loadInto } from '../../contract/fixtures.ts'
import { makeServer } from '../make-server.ts'
import { openScratchDatabase } from '../scratch-database.ts'

let store: Store
let http: HttpServer
let url: string
let token: string
let person: string
let close: () => Promise<void>

async function serve(of: Store): Promise<{ http: HttpServer; url: string }> {
  const listener = getRequestListener(createApi(makeServer(of)).fetch)
  const server = createServer((request, response) => void listener(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => { resolve() }))
  return { http: server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

beforeAll(async () => {
  const scratch = await openScratchDatabase()
  close = scratch.close
  store = postgresStore(scratch.database)
  await loadInto(store, ['alpha/card-one', 'alpha/card-two'])
  person = await addGuest(store)
  token = `pd_${randomUUID()}`
  await store.people.createToken({ hash: hashToken(token), userId: person, name: 'test' })
  ;({ http, url } = await serve(store))
}, 120_000)
afterAll(async () => {
  http.close()
  http.closeAllConnections()
  await close()
})

const bearer = () => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' })
const post = (path: string, body: unknown, headers: Record<string, string> = bearer()) =>
  fetch(`${url}${path}`, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) })
const review = (more: Record<string, unknown> = {}) => ({
  ...{ id: randomUUID(), facet: 'protodeck/card-one#main', grade: 3, answeredAt: new Date().toISOString(), elapsedMs: 10, timeZone: 'UTC', ...more },
})

async function expectProblem(response: Response, status: number, code: string): Promise<void> {
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(response.headers.get('cache-control')).toBe('private, no-store')
  const problem = (await response.json()) as Record<string, unknown>
  expect(problem).toMatchObject({ status, code, type: `urn:protodeck:problem:${code}` })
  expect(Object.keys(problem).sort()).toEqual(['code', 'detail', 'status', 'title', 'type'])
  expect(String(problem['detail'])).not.toMatch(/[{}]/)
}

describe('the API', () => {
  it('records a script’s reviews and answers in request order', async () => {
    const [good, bad] = [review(), review({ grade: 7 })]
    const response = await post('/api/v1/reviews', { reviews: [bad, good, good] })
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect(response.headers.get('set-cookie')).toBeNull()
    const { results } = (await response.json()) as { results: Record<string, unknown>[] }
    expect(results.map(({ id, status }) => [id, status])).toEqual([[bad.id, 'refused'], [good.id, 'recorded'], [good.id, 'duplicate']])
    expect(results[0]).toMatchObject({ memory: null, warnings: [], problem: { code: 'bad-request', status: 400 } })
  })

  it('says who may not: another person, no token, a wrong token', async () => {
    const other = await post('/api/v1/reviews', { person: randomUUID(), reviews: [review()] })
    expect(await other.json()).toMatchObject({ results: [{ status: 'refused', problem: { code: 'wrong-person', status: 403 } }] })
    await expectProblem(await post('/api/v1/undo', { id: randomUUID(), person: randomUUID() }), 403, 'wrong-person')
    await expectProblem(await post('/api/v1/reviews', { reviews: [review()] }, { 'content-type': 'application/json' }), 403, 'wrong-origin')
    await expectProblem(await post('/api/v1/reviews', { reviews: [review()] }, { ...bearer(), authorization: 'Bearer pd_wrong' }), 403, 'wrong-origin')
    await expectProblem(await fetch(`${url}/api/v1/events`), 401, 'not-signed-in')
  })

  it('makes a guest of a browser’s first write, from this site alone', async () => {
    const headers = { 'content-type': 'application/json', origin: url }
    const response = await post('/api/v1/reviews', { reviews: [review()] }, headers)
    expect(response.status).toBe(200)
    const cookie = response.headers.get('set-cookie')!
    expect(cookie).toMatch(/HttpOnly; SameSite=Lax/)
    const again = { ...headers, cookie: cookie.split(';')[0]! }
    expect((await post('/api/v1/reviews', { reviews: [review()] }, again)).headers.get('set-cookie')).toBeNull()
    await expectProblem(await post('/api/v1/reviews', { reviews: [review()] }, { ...again, origin: 'https://evil.example' }), 403, 'wrong-origin')
    await expectProblem(await post('/api/v1/reviews', '{}', { ...again, 'content-type': 'text/plain' }), 415, 'wrong-content-type')
    const session = (await (await fetch(`${url}/api/v1/session`, { headers: again })).json()) as { person: string }
    expect(session.person).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('refuses a body that is not of the form at all, and one that is too large', async () => {
    for (const body of ['', '{', '[]', '{}', '{"reviews":[]}', '{"reviews":1}', JSON.stringify({ reviews: Array(501).fill(null) })])
      await expectProblem(await post('/api/v1/reviews', body), 400, 'bad-request')
    await expectProblem(await post('/api/v1/reviews', { reviews: ['x'.repeat(1 << 20)] }), 413, 'too-large')
    const chunks = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 20; i++) controller.enqueue(new Uint8Array(100_000).fill(32))
        controller.close()
      },
    })
    await expectProblem(await fetch(`${url}/api/v1/reviews`, { method: 'POST', headers: bearer(), body: chunks, duplex: 'half' } as RequestInit), 413, 'too-large')
  })

  it('answers every path with private, no-store, and unknown ones with a problem', async () => {
    for (const path of ['queue', 'session', 'undo', 'events', 'openapi.json']) {
      const response = await fetch(`${url}/api/v1/${path}`, { headers: bearer() })
      expect([path, response.status, response.headers.get('cache-control')]).toEqual([path, 200, 'private, no-store'])
    }
    await expectProblem(await fetch(`${url}/api/v1/nothing`), 404, 'not-found')
    await expectProblem(await fetch(`${url}/api/v1/queue?limit=0`), 400, 'bad-request')
    const chinese = await fetch(`${url}/api/v1/nothing`, { headers: { 'accept-language': 'zh-CN' } })
    expect(((await chinese.json()) as { detail: string }).detail).toMatch(/[\u4e00-\u9fff]/)
  })

  it('answers the queue for nobody and writes nothing', async () => {
    const count = async () => {
      const all: string[] = []
      for await (const id of store.people.list(null)) all.push(id)
      return all.length
    }
    const before = await count()
    const response = await fetch(`${url}/api/v1/queue?limit=1&lang=zh&timeZone=Asia/Shanghai`)
    expect(await response.json()).toMatchObject({
      ...{ studyDay: expect.any(Number) as number, dayEndsAt: expect.stringMatching(/T20:00:00\.000Z$/) as string },
      cards: [{ facet: 'protodeck/card-one#main', version: 'card-one-zh-1', lang: 'zh', memory: null, question: { text: 'card-one?' } }],
    })
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(await count()).toBe(before)
  })

  it('says how a topic stands in memory, for nobody and for a person, as its schemas say', async () => {
    const [fresh, unknown] = [await fetch(`${url}/api/v1/memories?topic=alpha&timeZone=Asia/Shanghai`), await fetch(`${url}/api/v1/memories?topic=nothing`)]
    expect(fresh.headers.get('cache-control')).toBe('private, no-store')
    expect(fresh.headers.get('set-cookie')).toBeNull()
    const memories = memoriesAnswer.parse(await fresh.json())
    expect(memories.facets.map(({ facet, standing }) => [facet, standing.kind])).toEqual([['protodeck/card-one#main', 'new'], ['protodeck/card-two#main', 'new']])
    await expectProblem(unknown, 404, 'not-found')
    await expectProblem(await fetch(`${url}/api/v1/memories`), 400, 'bad-request')
    for (const path of ['memories?topic=alpha&timeZone=Mars/Olympus', 'standings?timeZone=Mars/Olympus'])
      await expectProblem(await fetch(`${url}/api/v1/${path}`), 422, 'unknown-time-zone')

    await post('/api/v1/reviews', { reviews: [review({ facet: 'protodeck/card-two#main', grade: 4, source: 'page' })] })
    const mine = memoriesAnswer.parse(await (await fetch(`${url}/api/v1/memories?topic=alpha`, { headers: bearer() })).json())
    expect(mine.facets[1]).toMatchObject({ standing: { kind: 'known', recall: 1 }, memory: { reps: 1 } })
    const { topics } = standingsAnswer.parse(await (await fetch(`${url}/api/v1/standings`, { headers: bearer() })).json())
    expect(topics).toEqual([expect.objectContaining({ topic: 'alpha', facets: 2 })])
    expect(topics[0]!.known).toBeGreaterThanOrEqual(0.5)
    await post('/api/v1/undo', { id: randomUUID() })
  })

  it('keeps notes on passages for their writer alone, once an id, and reports of mistakes for the administrator', async () => {
    const id = randomUUID()
    const note = { id, topic: 'alpha', card: 'card-one', lang: 'zh', quote: { exact: '握手', prefix: '三次', suffix: '之后', start: 3 }, note: 'a\0b' }
    const put = (body: unknown) => fetch(`${url}/api/v1/annotations`, { method: 'PUT', headers: bearer(), body: JSON.stringify(body) })
    for (const body of [note, note, { ...note, note: '记住' }]) expect((await put(body)).status).toBe(200)
    for (const bad of [{ ...note, note: 'x'.repeat(10_001) }, { ...note, quote: { ...note.quote, exact: '' } }, { ...note, card: '../x' }]) expect((await put(bad)).status).toBe(400)
    const list = async (headers: Record<string, string>) => annotationsAnswer.parse(await (await fetch(`${url}/api/v1/annotations?topic=alpha`, { headers })).json()).annotations
    expect(await list(bearer())).toMatchObject([{ ...note, note: '记住' }])
    expect(await list({})).toEqual([])
    const gone = await fetch(`${url}/api/v1/annotations`, { method: 'DELETE', headers: bearer(), body: JSON.stringify({ id }) })
    expect([gone.status, await list(bearer())]).toEqual([200, []])

    const { http: ours, url: other } = await serve(store)
    const report = { id: randomUUID(), card: 'card-one', lang: 'en', text: ' The clause is another. ', source: 'RFC 9293 §3.5' }
    const send = (body: unknown) => fetch(`${other}/api/v1/reports`, { method: 'POST', headers: { 'content-type': 'application/json', origin: other }, body: JSON.stringify(body) })
    const sent = await send(report)
    expect([sent.status, sent.headers.get('set-cookie')]).toEqual([200, null])
    expect((await send({ ...report, card: 'no-such-card' })).status).toBe(404)
    expect((await send({ ...report, text: '  ' })).status).toBe(400)
    for (let i = 0; i < 3; i++) await send(report)
    expect((await send(report)).status).toBe(429)
    expect((await store.reports.list()).filter(({ id: of }) => of === report.id)).toMatchObject([{ text: 'The clause is another.', source: 'RFC 9293 §3.5' }])
    ours.close()
    ours.closeAllConnections()
  })

  it('searches for nobody in particular, within bounds, and makes no guest', async () => {
    const answer = await fetch(`${url}/api/v1/search?q=card-one&lang=zh&limit=1`)
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, null])
    const { results, total } = searchAnswer.parse(await answer.json())
    expect([results[0]?.id, results[0]?.href]).toEqual(['card-one', '/zh/topics/alpha#card-one'])
    expect(results).toHaveLength(1)
    expect(total).toBeGreaterThanOrEqual(1)
    for (const query of [`q=${'a'.repeat(201)}`, 'lang=zh', 'q=a&limit=51', 'q=a&lang=fr']) {
      const refused = await fetch(`${url}/api/v1/search?${query}`)
      expect([refused.status, refused.headers.get('content-type')]).toEqual([400, 'application/problem+json'])
    }
    const { http: ours, url: other } = await serve(store)
    const statuses = new Set<number>()
    for (let i = 0; i < 41; i++) statuses.add((await fetch(`${other}/api/v1/search?q=a`)).status)
    expect([...statuses]).toEqual([200, 429])
    ours.close()
    ours.closeAllConnections()
  })

  it('undoes, redoes and lists the log', async () => {
    const one = review({ facet: 'protodeck/card-two#main' })
    await post('/api/v1/reviews', { reviews: [one] })
    const undone = await post('/api/v1/undo', { id: randomUUID() })
    expect(await undone.json()).toEqual({ undone: [{ eventId: one.id, facet: one.facet, memory: null }] })
    const redone = await post('/api/v1/redo', { id: randomUUID() })
    expect(await redone.json()).toMatchObject({ undone: [{ eventId: one.id, memory: { reps: 1 } }] })
    const { events } = (await (await fetch(`${url}/api/v1/events?limit=500`, { headers: bearer() })).json()) as { events: { kind: string; at: string }[] }
    expect(events.slice(-3).map(({ kind }) => kind)).toEqual(['review', 'undo', 'redo'])
    expect(events[0]?.at).toMatch(/^\d{4}-.*Z$/)
    const fresh = `pd_${randomUUID()}`
    await store.people.createToken({ hash: hashToken(fresh), userId: await addGuest(store), name: '' })
    await expectProblem(await post('/api/v1/undo', { id: randomUUID() }, { ...bearer(), authorization: `Bearer ${fresh}` }), 409, 'nothing-to-undo')
  })

  it('describes itself in OpenAPI, every call with its schema', async () => {
    const document = (await (await fetch(`${url}/api/v1/openapi.json`)).json()) as {
      openapi: string
      paths: Record<string, Record<string, { responses: object; requestBody?: { content: Record<string, { schema: object }> } }>>
      components: { schemas: Record<string, { properties?: object; required?: string[] }> }
    }
    expect(document.openapi).toBe('3.1.0')
    for (const path of ['queue', 'memories', 'standings', 'search', 'annotations', 'reports', 'reviews', 'undo', 'redo', 'events', 'session', 'settings', 'account']) expect(document.paths).toHaveProperty([`/api/v1/${path}`])
    expect(document.paths['/api/v1/reviews']?.['post']?.requestBody?.content).toHaveProperty(['application/json', 'schema'])
    expect(document.components.schemas['Review']?.required?.sort()).toEqual(['answeredAt', 'elapsedMs', 'facet', 'grade', 'id', 'timeZone'])
  })

  it('is healthy, and 503 with the same form while Postgres is down', async () => {
    const healthy = await fetch(`${url}/api/health`)
    expect([healthy.status, await healthy.json()]).toEqual([200, { status: 'ok', database: 'ok', version: '1.2.3' }])
    const nowhere = openDatabase('postgresql://nobody:x@127.0.0.1:9/none', () => undefined)
    const down = await serve(postgresStore(nowhere))
    const health = await fetch(`${down.url}/api/health`)
    expect(health.status).toBe(503)
    expect(health.headers.get('cache-control')).toBe('private, no-store')
    expect(await health.json()).toMatchObject({ database: 'down', version: '1.2.3' })
    const queue = await fetch(`${down.url}/api/v1/queue`)
    expect(queue.headers.get('retry-after')).toBe('2')
    await expectProblem(queue, 503, 'unavailable')
    down.http.close()
    down.http.closeAllConnections()
    await nowhere.close()
  })
})
