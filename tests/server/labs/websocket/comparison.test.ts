// The same messages three ways, received over bare sockets that count their own bytes: what the server says each way
// costs is what really went over the wire.
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { publicLabLimits } from '#lib/server/labs/websocket/lab-limits.ts'
import { transportNames, type LiveRecord, type TransportName } from '#lib/core/protocols/websocket/live.ts'
import { base, openBare, openClient, openControl, openLab, statusOf, type Control, type OpenLab } from './open-lab.ts'

let open: OpenLab
let control: Control
beforeEach(async () => {
  open = await openLab()
  control = await openControl(open)
})
afterEach(() => open.close())

const plan = { messages: 12, bytes: 64, everyMs: 5 }

async function offer(given: { messages: number; bytes: number; everyMs: number } = plan, ask = 77) {
  control.tell({ do: 'compare', ask, ...given })
  return control.wait('comparison', (record) => record.ask === ask)
}

const cost = (transport: TransportName) =>
  control.told.findLast((record): record is Extract<LiveRecord, { type: 'transport' }> => record.type === 'transport' && record.transport === transport)

/** A bare HTTP client on one connection: what it wrote, what it heard, and its answers one after another. */
async function openHttp() {
  const socket: Socket = connect(open.port, '127.0.0.1')
  let heard = ''
  let wake: () => void = () => undefined
  socket.on('data', (bytes: Buffer) => {
    heard += bytes.toString('latin1')
    wake()
  })
  socket.on('close', () => { wake() })
  await new Promise((resolve) => socket.once('connect', resolve))
  const until = async (found: () => boolean) => {
    while (!found() && !socket.destroyed) await new Promise<void>((resolve) => { wake = resolve })
  }
  return {
    socket,
    heard: () => heard,
    until,
    get(path: string, fields: readonly string[] = []) {
      socket.write([`GET ${path} HTTP/1.1`, 'Host: 127.0.0.1', ...fields, '', ''].join('\r\n'))
    },
    /** The next answer with a Content-Length, taken off. */
    async answer(): Promise<{ status: number; body: string }> {
      let whole = { head: 0, body: 0 }
      await until(() => {
        const head = heard.indexOf('\r\n\r\n', at) + 4
        const length = Number(/content-length: (\d+)/i.exec(heard.slice(at, head))?.[1] ?? 0)
        whole = { head, body: head + length }
        return head > 3 && heard.length >= whole.body
      })
      const status = Number(heard.slice(at + 9, at + 12))
      const body = heard.slice(whole.head, whole.body)
      at = whole.body
      return { status, body }
    },
  }
}
let at = 0
beforeEach(() => { at = 0 })

async function pollAll(path: string, key: string, messages: number) {
  const client = await openHttp()
  client.get(path, ['Cookie: session=top-secret'])
  const got: string[] = []
  while (got.length < messages) {
    const { status, body } = await client.answer()
    expect(status).toBe(200)
    got.push(...(JSON.parse(body) as string[]))
    if (got.length < messages) client.get(`${path.split('?')[0]!}?of=${key}&after=${got.length}`, ['Cookie: session=top-secret'])
  }
  return { client, got }
}

describe('the same messages three ways', () => {
  it('come in order by each, and cost what really went over the sockets', async () => {
    const { paths, pollKey } = await offer()
    const events = await openHttp()
    events.get(paths.sse, ['Accept: text/event-stream'])
    const [socket, polls] = await Promise.all([openClient(open, paths.websocket), pollAll(paths.poll, pollKey, plan.messages)])
    const byWebSocket: string[] = []
    for (let n = 0; n < plan.messages; n++) byWebSocket.push((await socket.next()).data.toString())
    expect((await socket.closed).code).toBe(1000)
    await events.until(() => events.heard().endsWith('0\r\n\r\n'))
    const bySse = [...events.heard().matchAll(/data: (.*)\n\n/g)].map(([, text]) => text)
    expect(byWebSocket).toHaveLength(plan.messages)
    expect(byWebSocket.every((text, i) => text.length === plan.bytes && text.startsWith(`${i + 1} `))).toBe(true)
    expect(bySse).toEqual(byWebSocket)
    expect(polls.got).toEqual(byWebSocket)

    for (const transport of transportNames) await control.wait('transport', (record) => record.transport === transport && record.ended)
    expect(cost('sse')).toMatchObject({ requests: 1, up: events.socket.bytesWritten, down: events.socket.bytesRead, messages: plan.messages })
    const { client } = polls
    expect(cost('poll')).toMatchObject({ up: client.socket.bytesWritten, down: client.socket.bytesRead, messages: plan.messages })
    expect(cost('poll')!.requests).toBeGreaterThan(1)
    // The WebSocket: 64 bytes of text take a header of two.
    const { up, down } = cost('websocket')!
    expect(down).toBeGreaterThan(plan.messages * 66)
    expect(down).toBeLessThan(plan.messages * 66 + 400)
    expect(up).toBeLessThan(600)
    const all = (transport: TransportName) => cost(transport)!.up + cost(transport)!.down
    expect(all('websocket')).toBeLessThan(all('sse'))
    expect(all('sse')).toBeLessThan(all('poll'))
    for (const http of [events, client]) http.socket.destroy()
  })

  it('count a WebSocket to the byte too', async () => {
    const { paths } = await offer()
    const { socket, closed } = await openBare(open, paths.websocket)
    // Its own Close, masked, once the server's has come.
    socket.on('data', (bytes: Buffer) => { if (bytes.includes(Buffer.of(0x88, 2, 3, 232))) socket.end(Buffer.of(0x88, 0x82, 0, 0, 0, 0, 3, 232)) })
    await closed
    await control.wait('transport', (record) => record.transport === 'websocket' && record.ended)
    expect(cost('websocket')).toMatchObject({ requests: 1, up: socket.bytesWritten, down: socket.bytesRead })
  })

  it('begin without whoever does not come', async () => {
    const { paths, pollKey } = await offer({ messages: 3, bytes: 32, everyMs: 0 })
    const { got, client } = await pollAll(paths.poll, pollKey, 3)
    expect(got).toHaveLength(3)
    client.socket.destroy()
  })

  it('show no cookie', async () => {
    const { paths, pollKey } = await offer({ messages: 1, bytes: 32, everyMs: 0 })
    const { client } = await pollAll(paths.poll, pollKey, 1)
    expect(JSON.stringify(control.told)).not.toContain('top-secret')
    client.socket.destroy()
  })
})

describe('who gets in', () => {
  const status = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${open.origin}${path}`, init)
    await response.body?.cancel()
    return response.status
  }

  it('nobody without a ticket, or with one that was used', async () => {
    expect(await status(`${base}/stream`)).toBe(403)
    expect(await status(`${base}/poll`)).toBe(403)
    expect(await statusOf(open, `${base}/compare`)).toBe(403)
    const { paths } = await offer()
    expect(await status(paths.sse)).toBe(200)
    expect(await status(paths.sse)).toBe(403)
  })

  it('no page of another site, and nothing but GET', async () => {
    const { paths } = await offer()
    expect(await status(paths.sse, { headers: { origin: 'https://evil.example' } })).toBe(403)
    expect(await status(paths.sse, { headers: { 'sec-fetch-site': 'cross-site' } })).toBe(403)
    expect(await statusOf(open, paths.websocket, { origin: 'https://evil.example' })).toBe(403)
    expect(await status(paths.poll, { method: 'POST', body: 'x' })).toBe(405)
    // None of that has used the ticket up.
    expect(await status(paths.sse, { headers: { origin: open.origin } })).toBe(200)
  })

  it('no poll with the key of another process, run or comparison', async () => {
    const { pollKey } = await offer()
    expect(await status(`${base}/poll?of=other.run.key`)).toBe(421)
    const [process, run] = pollKey.split('.')
    expect(await status(`${base}/poll?of=${process}.${run}.0`)).toBe(410)
    await offer(plan, 78)
    expect(await status(`${base}/poll?of=${pollKey}`)).toBe(410)
  })

  it('no more than four sockets a person, these counted like any', async () => {
    const { paths } = await offer()
    const other = await openHttp()
    other.get(paths.sse)
    await other.until(() => other.heard().includes('\r\n\r\n'))
    const echoes = [await openClient(open, await control.invite('echo')), await openClient(open, await control.invite('echo'))]
    expect(await status(paths.poll)).toBe(429)
    for (const { socket } of echoes) socket.terminate()
    other.socket.destroy()
  })

  it.each([
    ['too many', { messages: 201, bytes: 64, everyMs: 0 }],
    ['too long', { messages: 1, bytes: 4_097, everyMs: 0 }],
    ['too short for its number', { messages: 1, bytes: 8, everyMs: 0 }],
    ['too slow', { messages: 1, bytes: 64, everyMs: 201 }],
  ])('no comparison that is %s', async (_, given) => {
    control.tell({ do: 'compare', ask: 1, ...given })
    expect((await control.wait('problem')).problem.code).toBe('lab-command')
  })
})

it('ends with its run, and with the next comparison', async () => {
  const { paths } = await offer()
  const first = await openHttp()
  first.get(paths.sse)
  await first.until(() => first.heard().includes('\r\n\r\n'))
  await offer(plan, 78)
  await first.until(() => false)
  const second = await offer(plan, 79)
  const stream = await openHttp()
  stream.get(second.paths.sse)
  await stream.until(() => stream.heard().includes('\r\n\r\n'))
  control.socket.terminate()
  await stream.until(() => false)
})

it('counts against the bytes that a run may carry', async () => {
  await open.close()
  open = await openLab({ ...publicLabLimits, runBytes: 30_000 })
  control = await openControl(open)
  const { paths } = await offer({ messages: 100, bytes: 4_096, everyMs: 0 })
  const client = await openHttp()
  client.get(paths.sse)
  await client.until(() => false)
  expect(control.told).toContainEqual(expect.objectContaining({ type: 'problem', problem: { code: 'lab-run-bytes', params: { limit: 30_000 } } }))
})

it('says what time it is at once', async () => {
  control.tell({ do: 'clock', ask: 5 })
  const first = await control.wait('clock', ({ ask }) => ask === 5)
  control.tell({ do: 'clock', ask: 6 })
  const second = await control.wait('clock', ({ ask }) => ask === 6)
  expect(second.ms).toBeGreaterThan(first.ms)
})
