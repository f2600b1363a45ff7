// The live lab on a port of its own, mounted as main.ts mounts it, and clients good and bad to try it with.
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import WebSocket from 'ws'
import type { LiveCommand, LiveMode, LiveRecord } from '#lib/core/protocols/websocket/live.ts'
import { createWebSocketLab, pageOrigins, type WebSocketLab } from '#lib/server/labs/websocket/lab.ts'
import { publicLabLimits, type LabLimits } from '#lib/server/labs/websocket/lab-limits.ts'

export const base = '/api/labs/websocket'

export interface OpenLab {
  readonly lab: WebSocketLab
  readonly port: number
  readonly origin: string
  /** Turn it: tickets and the machine go by it. */
  readonly clock: { shiftMs: number }
  close(): Promise<void>
}

export async function openLab(limits: LabLimits = publicLabLimits, secret = 'a secret of the tests'): Promise<OpenLab> {
  const clock = { shiftMs: 0 }
  const http: Server = createServer({ headersTimeout: limits.connection.handshakeMs ?? 60_000, connectionsCheckingInterval: 1_000 })
  const port = await new Promise<number>((resolve) => {
    http.listen(0, '127.0.0.1', () => { resolve((http.address() as AddressInfo).port) })
  })
  const lab = createWebSocketLab({
    ...{ limits, base, secret, clockMs: () => performance.timeOrigin + performance.now() + clock.shiftMs },
    originsFor: (host) => pageOrigins(null, host),
    target: () => ({ host: '127.0.0.1', port }),
  })
  http.on('upgrade', (request, socket, rest) => {
    if (!lab.upgrade(request, socket, rest)) socket.destroy()
  })
  http.on('request', (request, response) => {
    if (!lab.request(request, response)) response.writeHead(404).end()
  })
  return {
    ...{ lab, port, clock, origin: `http://127.0.0.1:${port}` },
    close: () =>
      new Promise((resolve) => {
        lab.close()
        http.close(() => { resolve() })
        http.closeAllConnections()
        setTimeout(resolve, 200)
      }),
  }
}

/** A page's control channel, and everything it was told. */
export interface Control {
  readonly socket: WebSocket
  readonly told: LiveRecord[]
  tell(command: LiveCommand): void
  /** The first record that fits, now or later. */
  wait<T extends LiveRecord['type']>(type: T, fits?: (record: Extract<LiveRecord, { type: T }>) => boolean): Promise<Extract<LiveRecord, { type: T }>>
  invite(mode: LiveMode): Promise<string>
}

export async function openControl(open: OpenLab, person = 'ada'): Promise<Control> {
  const ticket = open.lab.admit(person)
  if (!ticket.ok) throw new Error(ticket.problem.code)
  const told: LiveRecord[] = []
  const wakers = new Set<() => void>()
  const socket = new WebSocket(`ws://127.0.0.1:${open.port}${ticket.value.path}`, { origin: open.origin })
  socket.on('message', (data: Buffer) => {
    told.push(...(JSON.parse(data.toString()) as LiveRecord[]))
    for (const wake of wakers) wake()
  })
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  let asks = 0
  const control: Control = {
    socket,
    told,
    tell: (command) => { socket.send(JSON.stringify(command)) },
    wait: (type, fits = () => true) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = told.find((record) => record.type === type && fits(record as never))
          if (found === undefined) return
          wakers.delete(look)
          clearTimeout(timer)
          resolve(found as never)
        }
        const timer = setTimeout(() => { reject(new Error(`no ${type} among ${JSON.stringify(told).slice(0, 4000)}`)) }, 5_000)
        wakers.add(look)
        look()
      }),
    async invite(mode) {
      const ask = ++asks
      control.tell({ do: 'invite', ask, mode })
      return (await control.wait('invitation', (record) => record.ask === ask)).path
    },
  }
  return control
}

export interface Closed {
  readonly code: number
  readonly reason: string
}

/** A client of the `ws` library, open. */
export async function openClient(open: OpenLab, path: string, options: WebSocket.ClientOptions = {}): Promise<{ socket: WebSocket; closed: Promise<Closed>; next: () => Promise<{ data: Buffer; binary: boolean }> }> {
  const socket = new WebSocket(`ws://127.0.0.1:${open.port}${path}`, { origin: open.origin, ...options })
  const closed = new Promise<Closed>((resolve) => socket.once('close', (code, reason) => { resolve({ code, reason: reason.toString() }) }))
  const arrived: { data: Buffer; binary: boolean }[] = []
  const takers: ((message: { data: Buffer; binary: boolean }) => void)[] = []
  socket.on('message', (data: Buffer, binary) => {
    const taker = takers.shift()
    if (taker === undefined) arrived.push({ data, binary })
    else taker({ data, binary })
  })
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  socket.on('error', () => undefined)
  const next = () => new Promise<{ data: Buffer; binary: boolean }>((resolve) => {
    const waiting = arrived.shift()
    if (waiting === undefined) takers.push(resolve)
    else resolve(waiting)
  })
  return { socket, closed, next }
}

/** The status that refuses an upgrade; 101 where none does. */
export function statusOf(open: OpenLab, path: string, options: WebSocket.ClientOptions = {}): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${open.port}${path}`, { origin: open.origin, ...options })
    socket.once('unexpected-response', (_, response) => {
      resolve(response.statusCode ?? 0)
      response.resume()
    })
    socket.once('open', () => {
      resolve(101)
      socket.terminate()
    })
    socket.on('error', () => undefined)
  })
}

/** Writes text to a bare socket and gives all that comes back until its end. */
export function converse(port: number, write: (socket: Socket) => void): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => { write(socket) })
    let heard = ''
    socket.on('data', (bytes: Buffer) => { heard += bytes.toString('latin1') })
    socket.on('error', () => undefined)
    socket.on('close', () => { resolve(heard) })
  })
}

/** A bare socket behind the handshake: bytes as one likes. */
export async function openBare(open: OpenLab, path: string, fields: readonly string[] = []): Promise<{ socket: Socket; heard: () => Buffer; closed: Promise<void> }> {
  const socket = connect(open.port, '127.0.0.1')
  let bytes = Buffer.alloc(0)
  socket.on('error', () => undefined)
  const closed = new Promise<void>((resolve) => socket.once('close', () => { resolve() }))
  const lines = [`GET ${path} HTTP/1.1`, 'Host: 127.0.0.1', 'Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Version: 13', ...fields]
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  let head: Buffer = Buffer.alloc(0)
  await new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk])
      const end = bytes.indexOf('\r\n\r\n')
      if (head.length === 0 && end >= 0) {
        head = bytes.subarray(0, end + 4)
        resolve()
      }
    })
  })
  return { socket, heard: () => bytes.subarray(head.length), closed }
}
