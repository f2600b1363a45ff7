// Our endpoint against other people's, from Debian's packages: echo of text, binary, fragments and compressed
// messages, from one byte up, with us as client and as server. Peers that are not installed are skipped by name.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { connect, createServer, type AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { echo } from '#lib/core/protocols/websocket/drive.ts'
import { goodHabits, type Call, type EndpointConfig } from '#lib/core/protocols/websocket/endpoint.ts'
import { parseExtensions } from '#lib/core/protocols/websocket/extensions.ts'
import { publicLimits } from '#lib/core/protocols/websocket/limits.ts'
import { attach } from './attach.ts'

const python = '/usr/bin/python3'
const has = (module: string) => spawnSync(python, ['-c', `import ${module}`]).status === 0
const deflateOffer = 'permessage-deflate; client_max_window_bits'

const children: ChildProcess[] = []
afterEach(() => { for (const child of children.splice(0)) child.kill('SIGKILL') })

/** Runs a program that prints its port. */
function startPython(script: string): Promise<number> {
  const child = spawn(python, ['-c', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (text: Buffer) => { resolve(Number(text.toString())) })
    child.once('exit', (code) => { reject(new Error(`ended with ${code ?? 'a signal'}`)) })
  })
}

const servers: Readonly<Record<string, string>> = {
  websockets: `
import asyncio, websockets
async def echo(peer):
    async for message in peer:
        await peer.send(message)
async def main():
    async with websockets.serve(echo, '127.0.0.1', 0) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await asyncio.Future()
asyncio.run(main())
`,
  wsproto: `
import socket
from wsproto import WSConnection, ConnectionType, ConnectionState
from wsproto.events import Request, AcceptConnection, TextMessage, BytesMessage, Message, Ping, CloseConnection
from wsproto.extensions import PerMessageDeflate
listener = socket.create_server(('127.0.0.1', 0))
print(listener.getsockname()[1], flush=True)
while True:
    peer, _ = listener.accept()
    ws, parts = WSConnection(ConnectionType.SERVER), []
    while True:
        data = peer.recv(65536)
        ws.receive_data(data or None)
        for event in ws.events():
            if isinstance(event, Request):
                peer.sendall(ws.send(AcceptConnection(extensions=[PerMessageDeflate()])))
            elif isinstance(event, (TextMessage, BytesMessage)):
                parts.append(event.data)
                if event.message_finished:
                    peer.sendall(ws.send(Message(data=type(event.data)().join(parts))))
                    parts = []
            elif isinstance(event, Ping) or (isinstance(event, CloseConnection) and ws.state is not ConnectionState.CLOSED):
                peer.sendall(ws.send(event.response()))
        if not data or ws.state is ConnectionState.CLOSED:
            break
    peer.close()
`,
  autobahn: `
import asyncio
from autobahn.asyncio.websocket import WebSocketServerFactory, WebSocketServerProtocol
from autobahn.websocket.compress import PerMessageDeflateOffer, PerMessageDeflateOfferAccept
class Echo(WebSocketServerProtocol):
    def onMessage(self, payload, isBinary):
        self.sendMessage(payload, isBinary)
def accept(offers):
    for offer in offers:
        if isinstance(offer, PerMessageDeflateOffer):
            return PerMessageDeflateOfferAccept(offer)
async def main():
    factory = WebSocketServerFactory(loop=asyncio.get_running_loop())
    factory.protocol = Echo
    factory.setProtocolOptions(perMessageCompressionAccept=accept)
    server = await asyncio.get_running_loop().create_server(factory, '127.0.0.1', 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.Future()
asyncio.run(main())
`,
}

/** Lengths at which the header changes form, up to the public endpoint's bound. */
const sizes = [1, 125, 126, 65_535, 65_536]
const limits = { ...publicLimits, idleMs: null, lifeMs: null, handshakeMs: null }

interface Heard {
  readonly opcode: number
  readonly payload: Uint8Array
}

/** Our client, connected; gives the next message, and what was agreed. */
async function openOurs(port: number, offer: string, protocols: readonly string[] = []) {
  const socket = connect(port, '127.0.0.1')
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  const messages: Heard[] = []
  const seen = { agreed: null as readonly string[] | null, closed: null as number | null }
  let wake: () => void = () => undefined
  const request = {
    ...{ host: `127.0.0.1:${port}`, resource: '/', origin: null, protocols, fields: [] },
    extensions: parseExtensions(offer).extensions,
  }
  const config: EndpointConfig = { limits, habits: goodHabits, role: 'client', request, needsCompression: false }
  const give = attach(socket, config, (effect) => {
    if (effect.type === 'message') messages.push(effect.message)
    if (effect.type === 'open') seen.agreed = effect.agreement.extensions.map(({ name }) => name)
    if (effect.type === 'closed') seen.closed = effect.code
    wake()
    return []
  })
  const until = async (found: () => boolean) => {
    while (!found() && seen.closed === null) await new Promise<void>((resolve) => { wake = resolve })
  }
  await until(() => seen.agreed !== null)
  return {
    agreed: seen.agreed,
    call: (call: Call) => { give({ type: 'call', call }) },
    async next() {
      await until(() => messages.length > 0)
      return messages.shift() ?? null
    },
    async close() {
      give({ type: 'call', call: { do: 'close', code: 1000, reason: '' } })
      await until(() => false)
      return seen.closed
    },
  }
}

describe.each(Object.keys(servers))('our client and Python’s %s', (name) => {
  it.skipIf(!has(name)).each(['', deflateOffer])(`echo text, binary and fragments, with “%s” (needs python3-${name})`, { timeout: 60_000 }, async (offer) => {
    const ours = await openOurs(await startPython(servers[name]!), offer)
    expect(ours.agreed).toEqual(offer === '' ? [] : ['permessage-deflate'])
    for (const size of sizes) {
      const payload = Uint8Array.from({ length: size }, (_, i) => 0x61 + (i % 23))
      ours.call({ do: 'send', opcode: 0x1, payload })
      expect(await ours.next()).toMatchObject({ opcode: 0x1, payload })
      ours.call({ do: 'send', opcode: 0x2, payload, fragmentBytes: 10_000 })
      ours.call({ do: 'ping', payload: Uint8Array.of(1) })
      const back = await ours.next()
      expect(back?.opcode).toBe(0x2)
      expect(Buffer.compare(back!.payload, payload)).toBe(0)
    }
    expect(await ours.close()).toBe(1000)
  })
})

const clients: Readonly<Record<string, string>> = {
  websockets: `
import asyncio, sys, websockets
async def main():
    async with websockets.connect(f'ws://127.0.0.1:{sys.argv[1]}/', compression='deflate' if sys.argv[2] == '1' else None) as peer:
        for size in map(int, sys.argv[3].split(',')):
            for message in ('a' * size, b'\\xff' * size, ['a' * (size // 2 + 1), 'b' * (size // 2 + 1)]):
                if isinstance(message, list) and size > 60000:
                    continue
                await peer.send(message)
                assert await peer.recv() == (''.join(message) if isinstance(message, list) else message)
        await (await peer.ping())
    print(peer.close_code, len(peer.extensions))
asyncio.run(main())
`,
  wsproto: `
import socket, sys
from wsproto import WSConnection, ConnectionType
from wsproto.events import Request, AcceptConnection, TextMessage, BytesMessage, Message, Ping, Pong, CloseConnection
from wsproto.extensions import PerMessageDeflate
peer = socket.create_connection(('127.0.0.1', int(sys.argv[1])))
ws = WSConnection(ConnectionType.CLIENT)
extension = PerMessageDeflate()
peer.sendall(ws.send(Request(host='127.0.0.1', target='/', extensions=[extension] if sys.argv[2] == '1' else [])))
def read(kinds):
    parts = []
    while True:
        for event in ws.events():
            if not isinstance(event, kinds):
                raise Exception(repr(event))
            if not isinstance(event, (TextMessage, BytesMessage)):
                return event
            parts.append(event.data)
            if event.message_finished:
                return type(event.data)().join(parts)
        ws.receive_data(peer.recv(65536) or None)
read(AcceptConnection)
for size in map(int, sys.argv[3].split(',')):
    for data in ('a' * size, b'\\xff' * size):
        half = size // 2
        peer.sendall(ws.send(Message(data=data[:half], message_finished=False)))
        peer.sendall(ws.send(Ping(payload=b'between')))
        peer.sendall(ws.send(Message(data=data[half:])))
        read(Pong)
        assert read((TextMessage, BytesMessage)) == data
peer.sendall(ws.send(CloseConnection(code=1000)))
print(read(CloseConnection).code, 1 if extension.enabled() else 0)
`,
}

describe.each(Object.keys(clients))('Python’s %s and our server', (name) => {
  it.skipIf(!has(name)).each([false, true])(`echo text, binary and fragments, compressed: %s (needs python3-${name})`, { timeout: 60_000 }, async (deflate) => {
    const policy = { origins: null, resources: null, protocols: [], deflate: {} }
    const server = createServer((socket) => void attach(socket, { limits, habits: goodHabits, role: 'server', policy }, echo))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => { resolve() }))
    const { port } = server.address() as AddressInfo
    const child = spawn(python, ['-c', clients[name]!, String(port), deflate ? '1' : '0', sizes.join(',')], { stdio: ['ignore', 'pipe', 'inherit'] })
    children.push(child)
    let said = ''
    child.stdout.on('data', (text: Buffer) => { said += text.toString() })
    await new Promise((resolve) => child.once('close', resolve))
    server.close()
    expect(said.trim()).toBe(`1000 ${deflate ? 1 : 0}`)
  })
})

const lws = 'libwebsockets-test-server'
const hasLws = spawnSync('sh', ['-c', `command -v ${lws}`]).status === 0

describe('our client and libwebsockets', () => {
  /** A port that was free a moment ago: the program wants a number. */
  const freePort = () => new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => { resolve(port) })
    })
  })

  it.skipIf(!hasLws)(`mirror messages over its own subprotocol (needs ${lws})`, { timeout: 60_000 }, async () => {
    const port = await freePort()
    const child = spawn(lws, ['-p', String(port)], { stdio: 'ignore' })
    children.push(child)
    let ours: Awaited<ReturnType<typeof openOurs>> | null = null
    for (let attempt = 0; ours === null && attempt < 50; attempt++) {
      ours = await openOurs(port, '', ['lws-mirror-protocol']).catch(() => null)
      if (ours === null) await new Promise((resolve) => setTimeout(resolve, 100))
    }
    // Its mirror takes and gives pieces of at most 4,096 bytes, and calls all of them text.
    for (const size of [1, 125, 126, 4_000]) {
      const payload = Uint8Array.from({ length: size }, (_, i) => 0x61 + (i % 23))
      ours!.call({ do: 'send', opcode: 0x1, payload, fragmentBytes: 1_500 })
      const back: number[] = []
      while (back.length < size) {
        const message = await ours!.next()
        if (message === null) break
        back.push(...message.payload)
      }
      expect(Buffer.compare(Uint8Array.from(back), payload)).toBe(0)
    }
    expect(await ours!.close()).toBe(1000)
  })
})
