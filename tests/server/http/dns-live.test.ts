// A live DNS run over HTTP: told while it happens, and refused as other writes are.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readEnvironment } from '#lib/server/env.ts'
import { createApi } from '#lib/server/http/api.ts'
import { inMemoryStore } from '../../contract/in-memory-store.ts'
import { makeServer } from '../make-server.ts'

let http: Server
let url: string
beforeAll(async () => {
  const listener = getRequestListener(createApi(makeServer(inMemoryStore())).fetch)
  http = createServer((request, response) => void listener(request, response))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', () => { resolve() }))
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
})
afterAll(() => { http.closeAllConnections(); http.close() })

const post = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${url}/api/v1/labs/dns/live`, {
    method: 'POST', headers: { 'content-type': 'application/json', origin: url, ...headers }, body: JSON.stringify(body),
  })
interface Line { kind: string; text?: string; at?: number; seed?: string; problem?: { code: string } | null }
const linesOf = (text: string) => text.trim().split('\n').map((line) => JSON.parse(line) as Line)

describe('POST /api/v1/labs/dns/live', () => {
  it('tells a run line by line, to a guest that it makes, and goes on from it', async () => {
    const answer = await post({ name: 'www.example.com', type: 'A' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson')
    const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!
    const chunks: string[] = []
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) chunks.push(chunk)
    // As it happens: not in one piece at the end.
    expect(chunks.length).toBeGreaterThan(2)
    const lines = linesOf(chunks.join(''))
    expect(lines.map(({ kind }) => kind).filter((kind) => kind !== 'entry')).toEqual(['begun', 'opened', 'ended'])
    expect(lines.at(-1)).toMatchObject({ kind: 'ended', problem: null })

    const entries = lines.filter(({ kind }) => kind === 'entry').map(({ at, text }) => ({ at, text }))
    const warm = await post({ name: 'www.example.com', type: 'A', seed: lines[0]!.seed, entries, at: entries.at(-1)!.at! + 500 }, { cookie })
    const told = linesOf(await warm.text()).filter(({ kind }) => kind === 'entry')
    expect(told.map(({ text }) => text)).toEqual(['stub asks www.example.com. A', 'resolver gets #11', 'stub gets #12'])
  }, 60_000)

  it('serves zones that were edited for this run in this run alone, and refuses them with a fault at its line', async () => {
    const zones = (text: string) => [{ name: 'shop.com', text }]
    const good = '$ORIGIN shop.com.\n$TTL 60\n@ SOA ns1.dnshost.org. a 1 2 3 4 5\n@ NS ns1.dnshost.org.\n@ NS ns2.dnshost.org.\nwww A 203.0.113.99\n'
    const edited = await (await post({ name: 'www.shop.com', type: 'A', zones: zones(good) })).text()
    expect(edited).toContain('cb007163')
    expect(await (await post({ name: 'www.shop.com', type: 'A' })).text()).not.toContain('cb007163')
    const faulty = await post({ name: 'www.shop.com', type: 'A', zones: zones(good.replace('203.0.113.99', '203.0.113')) })
    expect(faulty.status).toBeGreaterThanOrEqual(400)
    expect((await post({ name: 'www.shop.com', type: 'A', zones: [{ name: 'bank.test', text: good }] })).status).toBe(422)
  }, 60_000)

  it('refuses what is no name, no type, no server of ours, from elsewhere, or another person', async () => {
    expect((await post({ name: `${'a'.repeat(64)}.com`, type: 'A' })).status).toBe(422)
    expect((await post({ name: 'a..b', type: 'A' })).status).toBe(422)
    expect((await post({ name: 'www.example.com', type: 'NOPE' })).status).toBe(422)
    expect((await post({ name: 'www.example.com', type: 'A', servers: [{ server: '8.8.8.8', mode: 'lame' }] })).status).toBe(422)
    expect((await post({ name: 'www.example.com', type: 'A' }, { origin: 'http://elsewhere.example' })).status).toBe(403)
    expect((await post({ name: 'www.example.com', type: 'A', person: '00000000-0000-4000-8000-000000000000' })).status).toBe(403)
    expect((await post({ name: 'www.example.com', type: 'A', entries: [{ at: -1, text: 'flush' }] })).status).toBe(400)
  })

  it('is one at a time for each person', async () => {
    const first = await post({ name: 'www.example.com', type: 'A' })
    const cookie = first.headers.getSetCookie()[0]!.split(';')[0]!
    const second = await post({ name: 'www.example.com', type: 'A' }, { cookie })
    expect(second.status).toBe(429)
    expect(await second.json()).toMatchObject({ code: 'lab-live-busy' })
    await first.text()
    expect((await post({ name: 'www.example.com', type: 'A' }, { cookie })).status).toBe(200)
  }, 60_000)

  it('asks the real Internet only where the administrator lets it, and then as it is', async () => {
    const available = async (env: Record<string, string>) => {
      const server = { ...makeServer(inMemoryStore()), environment: readEnvironment({ NODE_ENV: 'test', ...env }) }
      const api = createApi(server)
      const question = (more: object) => api.request(`${url}/api/v1/labs/dns/live`, {
        method: 'POST', headers: { 'content-type': 'application/json', origin: url, host: new URL(url).host }, body: JSON.stringify({ name: 'www.example.com', type: 'A', internet: true, ...more }),
      })
      const { internet } = (await (await api.request('/api/v1/labs/dns')).json()) as { internet: boolean }
      // A question that would be asked is not asked here.
      const codes = await Promise.all([{}, { servers: [{ server: 'a.root-servers.net', mode: 'lame' }] }, { entries: [{ at: 0, text: 'flush' }] }].slice(internet ? 1 : 0)
        .map(async (more) => ((await (await question(more)).json()) as { code: string }).code))
      return { internet, codes }
    }
    expect(await available({})).toEqual({ internet: false, codes: ['lab-internet-off', 'lab-internet-off', 'lab-internet-off'] })
    expect(await available({ DNS_LAB_INTERNET: '1' })).toEqual({ internet: true, codes: ['lab-internet-as-it-is', 'lab-internet-as-it-is'] })
  })
})
