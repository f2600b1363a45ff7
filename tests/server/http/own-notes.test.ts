// People's own notes over the API: a file as it is goes in, a picture is shown to its person alone, everything comes out.
import { randomUUID } from 'node:crypto'
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hashToken } from '#lib/server/auth/identify.ts'
import { createApi } from '#lib/server/http/api.ts'
import { openScratchStore, type ScratchStore } from '../store/scratch-store.ts'
import { makeServer } from '../make-server.ts'

let scratch: ScratchStore
let http: HttpServer
let url: string
beforeAll(async () => {
  scratch = await openScratchStore()
  const listener = getRequestListener(createApi(makeServer(scratch.store)).fetch)
  http = createServer((request, response) => void listener(request, response))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', () => { resolve() }))
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/api/v1`
}, 120_000)
afterAll(async () => {
  http.close()
  http.closeAllConnections()
  await scratch.close()
})

async function makePerson(): Promise<Record<string, string>> {
  const [person, token] = [randomUUID(), `pd_${randomUUID()}`]
  await scratch.store.people.createGuest(person, {})
  await scratch.store.people.createToken({ hash: hashToken(token), userId: person, name: 'test' })
  return { authorization: `Bearer ${token}` }
}
const upload = (name: string, body: Uint8Array<ArrayBuffer>, headers: Record<string, string>) =>
  fetch(`${url}/notes/upload?${new URLSearchParams({ name }).toString()}`, { method: 'POST', headers: { 'x-protodeck-upload': '1', ...headers }, body })
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])
const svg = strToU8('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')

it('takes a zip with pictures, shows them to their person alone, and gives everything out again', async () => {
  const [owner, other] = [await makePerson(), await makePerson()]
  const text = '# Why three segments?\n\nSo that both ISNs are acknowledged.\n\n![drawn](img/a.png)\n\n![fake](img/fake.png)\n\n![far](https://elsewhere.example/x.png)\n'
  const zip = new Uint8Array(zipSync({ 'n/tcp.md': strToU8(text), 'n/img/a.png': png, 'n/img/fake.png': svg, 'n/img/b.svg': svg }))
  const read = (await (await upload('n.zip', zip, owner)).json()) as { draft: string; cards: { answerHtml: string }[] }
  expect(read.cards).toHaveLength(1)
  // As it will be shown, before anything is accepted.
  const early = /src="\/api\/v1([^"]+)"/.exec(read.cards[0]!.answerHtml)![1]!
  const preview = await fetch(url + early, { headers: owner })
  expect([preview.status, preview.headers.get('content-type'), preview.headers.get('content-security-policy')]).toEqual([200, 'image/png', "default-src 'none'; sandbox"])
  for (const headers of [other, {}]) expect((await fetch(url + early, { headers })).status).toBe(404)
  const accepted = await fetch(`${url}/notes/accept`, { method: 'POST', headers: { ...owner, 'content-type': 'application/json' }, body: JSON.stringify({ draft: read.draft }) })
  const { collection } = (await accepted.json()) as { collection: string }
  const { cards } = (await (await fetch(`${url}/notes?collection=${collection}`, { headers: owner })).json()) as { cards: { view: { answer: { html: string } } }[] }
  const html = cards[0]!.view.answer.html
  // What only calls itself a picture is named, and what lies elsewhere is a link.
  expect(html.match(/<img/g)).toHaveLength(1)
  expect(html).toContain('This picture did not come along: fake · fake.png')
  expect(html).toContain('Picture elsewhere: far · elsewhere.example</a>')

  const path = /src="\/api\/v1([^"]+)"/.exec(html)![1]!
  const shown = await fetch(url + path, { headers: owner })
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png'])
  expect(shown.headers.get('x-content-type-options')).toBe('nosniff')
  expect(shown.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
  expect(new Uint8Array(await shown.arrayBuffer())).toEqual(png)
  for (const headers of [other, {}]) expect((await fetch(url + path, { headers })).status).toBe(404)

  const out = await fetch(`${url}/notes/export?format=markdown`, { headers: owner })
  expect(out.headers.get('content-disposition')).toBe('attachment; filename="protodeck-notes.zip"')
  expect(Object.keys(unzipSync(new Uint8Array(await out.arrayBuffer()))).sort()).toEqual(['Why three segments.md', 'events.json', `pictures/${collection}/n/img/a.png`])
  expect((await fetch(`${url}/notes/export?format=markdown&collection=${collection}`, { headers: other })).status).toBe(404)
  expect((await fetch(`${url}/notes/export?format=docx`, { headers: owner })).status).toBe(400)
}, 60_000)

it('refuses a zip that leads outside, in a sentence, and an upload without its header from another site', async () => {
  const owner = await makePerson()
  const refused = await upload('n.zip', new Uint8Array(zipSync({ '../a.md': strToU8('x') })), owner)
  expect(refused.status).toBe(422)
  expect(await refused.json()).toMatchObject({ code: 'zip-path', detail: 'The zip holds a file that would lie outside of it: “../a.md”.' })
  const forged = await fetch(`${url}/notes/upload?name=a.md`, { method: 'POST', headers: { origin: 'https://elsewhere.example', 'content-type': 'text/plain' }, body: 'x' })
  expect(forged.status).toBe(415)
}, 60_000)
