import { spawn, spawnSync } from 'node:child_process'
import { createServer, connect, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { conformCases, groupOf } from '#lib/core/protocols/websocket/cases.ts'
import { echo } from '#lib/core/protocols/websocket/drive.ts'
import { goodHabits, type EndpointConfig } from '#lib/core/protocols/websocket/endpoint.ts'
import { parseExtensions } from '#lib/core/protocols/websocket/extensions.ts'
import { conformLimits } from '#lib/core/protocols/websocket/limits.ts'
import { attach } from './attach.ts'
import { runAgainstClient, runAgainstServer } from './run-over-socket.ts'

const base = { limits: conformLimits, habits: goodHabits }
const serverConfig: EndpointConfig = {
  ...base,
  role: 'server',
  policy: { origins: null, resources: null, protocols: ['chat'], deflate: {} },
}
const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port

/** Sizes at which the form of the length changes, and the largest that the cases know. */
const sizes = [0, 1, 125, 126, 65535, 65536, 1 << 20, 16 << 20]

describe('a ws client and our server', () => {
  const server = createServer((socket) => void attach(socket, serverConfig, echo))
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
  afterAll(() => void server.close())

  it.each([false, true])('echo every size, compressed: %s', async (perMessageDeflate) => {
    const client = new WebSocket(`ws://127.0.0.1:${portOf(server)}/`, ['x', 'chat'], { perMessageDeflate })
    await new Promise((resolve, reject) => client.on('open', resolve).on('error', reject))
    expect(client.protocol).toBe('chat')
    expect(client.extensions).toBe(perMessageDeflate ? 'permessage-deflate' : '')
    for (const size of sizes) {
      const payload = Buffer.alloc(size, 'Protodeck')
      const back = new Promise<Buffer>((resolve) => client.once('message', (data) => resolve(data as Buffer)))
      const half = size >> 1
      client.send(payload.subarray(0, half), { binary: true, fin: false })
      client.send(payload.subarray(half), { binary: true, fin: true })
      expect(Buffer.compare(await back, payload)).toBe(0)
    }
    const pong = new Promise<Buffer>((resolve) => client.once('pong', resolve))
    client.ping('still there?')
    expect((await pong).toString()).toBe('still there?')
    const closed = new Promise<[number, string]>((resolve) =>
      client.once('close', (code, reason) => resolve([code, reason.toString()])),
    )
    client.close(4000, 'bye')
    expect(await closed).toEqual([4000, ''])
  })
})

describe('our client and a ws server', () => {
  it.each([
    '',
    'permessage-deflate',
    'permessage-deflate; server_no_context_takeover; client_max_window_bits=9',
  ])('echo every size, with “%s”', async (offer) => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: { threshold: 0 } })
    server.on('connection', (peer) => {
      peer.on('message', (data, isBinary) => peer.send(data, { binary: isBinary }))
    })
    await new Promise((resolve) => server.once('listening', resolve))
    const socket = connect(portOf(server), '127.0.0.1')
    await new Promise((resolve) => socket.once('connect', resolve))
    const events: (readonly [string, number])[] = []
    let wake: () => void = () => undefined
    const request = {
      host: `127.0.0.1:${portOf(server)}`,
      resource: '/',
      origin: null,
      protocols: [],
      extensions: parseExtensions(offer).extensions,
      fields: [],
    }
    const config: EndpointConfig = { ...base, role: 'client', request, needsCompression: false }
    const give = attach(socket, config, (effect) => {
      if (effect.type === 'message') events.push(['message', effect.message.payload.length])
      if (effect.type === 'open') events.push(['open', effect.agreement.extensions.length])
      if (effect.type === 'closed') events.push(['closed', effect.code])
      wake()
      return []
    })
    const until = async (count: number) => {
      while (events.length < count) await new Promise<void>((resolve) => (wake = resolve))
    }
    await until(1)
    for (const [index, size] of sizes.entries()) {
      const payload = new Uint8Array(size).fill(0x61)
      give({ type: 'call', call: { do: 'send', opcode: 0x1, payload, fragmentBytes: 100_000 } })
      await until(index + 2)
    }
    give({ type: 'call', call: { do: 'close', code: 1000, reason: '' } })
    await until(sizes.length + 2)
    expect(events).toEqual([
      ['open', offer === '' ? 0 : 1],
      ...sizes.map((size) => ['message', size]),
      ['closed', 1000],
    ])
    server.close()
  })
})

/** Groups 1 to 7 and 10: what a library judges; 9, 12 and 13 are load. */
const judged = conformCases.filter((row) => ['1', '2', '3', '4', '5', '6', '7', '10'].includes(groupOf(row)))
/** What a peer fails, as `id: reason`. Different from us is not always wrong: each entry says what it is. */
const differences = async (
  run: (row: (typeof judged)[number]) => Promise<string | null>,
): Promise<string[]> => {
  const found: string[] = []
  for (const row of judged) {
    const reason = await run(row)
    if (reason !== null) found.push(`${row.id}: ${reason}`)
  }
  return found
}

/** Judges text only when the message is whole: RFC 6455 §8.1 sets no time, so this is slow, not wrong. */
const slowToFail = ['6.4.1', '6.4.2', '6.4.3', '6.4.4'].map((id) => `${id}: no Close frame, expected 1007`)

describe('the same rows against ws', () => {
  it('as a server', { timeout: 600_000 }, async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', maxPayload: 32 << 20 })
    server.on('connection', (peer) => {
      peer.on('message', (data, isBinary) => peer.send(data, { binary: isBinary }))
      peer.on('error', () => undefined)
    })
    await new Promise((resolve) => server.once('listening', resolve))
    const found = await differences((row) => runAgainstServer(row, portOf(server)))
    server.close()
    for (const peer of server.clients) peer.terminate()
    expect(found).toEqual(slowToFail)
  })

  it('as a client', { timeout: 600_000 }, async () => {
    const found = await differences((row) =>
      runAgainstClient(row, (port) => {
        const peer = new WebSocket(`ws://127.0.0.1:${port}/`, { perMessageDeflate: false })
        peer.on('message', (data, isBinary) => peer.send(data, { binary: isBinary }))
        peer.on('error', () => undefined)
      }),
    )
    expect(found).toEqual(slowToFail)
  })
})

/** The system's Python has the Debian package, whatever other one comes first in PATH. */
const python = ['python3', '/usr/bin/python3'].find(
  (program) => spawnSync(program, ['-c', 'import websockets']).status === 0,
)

const echoServer = `
import asyncio, websockets
async def echo(peer):
    async for message in peer:
        await peer.send(message)
async def main():
    async with websockets.serve(echo, '127.0.0.1', 0, compression=None, max_size=2**25) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await asyncio.Future()
asyncio.run(main())
`

describe('the same rows against Python’s websockets', () => {
  it.skipIf(python === undefined)(
    'as a server (needs python3-websockets)',
    { timeout: 600_000 },
    async () => {
      const child = spawn(python!, ['-c', echoServer], { stdio: ['ignore', 'pipe', 'ignore'] })
      const port = await new Promise<number>((resolve) =>
        child.stdout.once('data', (text) => resolve(Number(text))),
      )
      const found = await differences((row) => runAgainstServer(row, port))
      child.kill()
      // Its handler runs after the reading, so a connection that fails at once ends before the echo of what
      // came before; and it judges text when a frame is whole, not at the byte.
      const echoLost = /^(3\.[234]|4\.[12]\.[345]|5\.15|7\.1\.[16]): missing a text/
      expect(found.filter((line) => !echoLost.test(line))).toEqual(slowToFail.slice(2))
    },
  )
})
