// The embedded Internet's servers on real sockets: each virtual address has a UDP and a TCP socket of the same free
// port on 127.0.0.1. Glue carries no port, so whoever asks needs the table of ports. Nothing listens beyond 127/8.
// Read first: RFC 1035 §4.2, RFC 7766 §6 and §8.
import { createSocket, type Socket as UdpSocket } from 'node:dgram'
import { createServer, type Server as TcpServer, type Socket } from 'node:net'
import type { Transport } from '#lib/core/protocols/dns/authority.ts'
import { readMessages, withLength } from '#lib/server/labs/dns/tcp-messages.ts'

export const loopback = '127.0.0.1'
/** A connection that says nothing is closed; one that asks for ever too. */
const idleMs = 5000
const mostQueries = 200
const mostConnections = 50

export interface Arrived {
  /** The virtual one that was asked. */
  readonly address: string
  /** The asker's real one. */
  readonly port: number
  readonly transport: Transport
  readonly bytes: Uint8Array
}

/** Answers by calling `send`, now, later or never. */
export type Answer = (query: Arrived, send: (bytes: Uint8Array) => void) => void

export interface LoopbackServers {
  /** Real port on 127.0.0.1, by virtual address. */
  readonly ports: ReadonlyMap<string, number>
  readonly close: () => Promise<void>
}

/** Opens the sockets of all addresses; when one cannot be had, none stays open and it throws. */
export async function openServers(
  addresses: readonly string[], answer: Answer, place: (address: string) => Place = () => anywhere,
): Promise<LoopbackServers> {
  const opened = await Promise.allSettled(addresses.map((address) => openServer(address, answer, place(address))))
  const servers = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const close = async () => { await Promise.all(servers.map((server) => server.close())) }
  const failed = opened.find((one) => one.status === 'rejected')
  if (failed !== undefined) {
    await close()
    throw failed.reason
  }
  return { ports: new Map(servers.map(({ address, port }) => [address, port])), close }
}

/** Where a server listens: port 0 is any free one. The host is one of 127/8. */
export interface Place {
  readonly host: string
  readonly port: number
}

const anywhere: Place = { host: loopback, port: 0 }

export interface OneServer {
  readonly address: string
  readonly port: number
  readonly close: () => Promise<void>
}

/** One address on UDP and TCP of the same port: the wanted one, or any. */
export async function openServer(address: string, answer: Answer, { host, port: wanted } = anywhere): Promise<OneServer> {
  for (let attempt = 0; ; attempt++) {
    const udp = createSocket('udp4')
    try {
      await new Promise<void>((resolve, reject) => {
        udp.once('error', reject)
        udp.bind(wanted, host, resolve)
      })
      const { port } = udp.address()
      const tcp = await listenTcp(address, { host, port }, answer)
      serveUdp(udp, address, answer)
      return { address, port, close: () => closeBoth(udp, tcp) }
    } catch (error) {
      udp.close()
      // Somebody has this port on TCP: another one, unless it was the one wanted.
      if (wanted !== 0 || attempt >= 20) throw error
    }
  }
}

function serveUdp(udp: UdpSocket, address: string, answer: Answer): void {
  udp.removeAllListeners('error')
  // ICMP "port unreachable" of an asker that has gone: nothing to do.
  udp.on('error', () => undefined)
  udp.on('message', (bytes, { address: asker, port }) => {
    answer({ address, port, transport: 'udp', bytes: new Uint8Array(bytes) }, (reply) => {
      try {
        udp.send(reply, port, asker, () => undefined)
      } catch {
        // Closed in the meantime: nobody waits any more.
      }
    })
  })
}

function listenTcp(address: string, { host, port }: Place, answer: Answer): Promise<TcpServer> {
  const tcp = createServer((socket) => { serveConnection(socket, address, answer) })
  tcp.maxConnections = mostConnections
  return new Promise((resolve, reject) => {
    tcp.once('error', reject)
    tcp.listen(port, host, () => {
      tcp.removeAllListeners('error')
      tcp.on('error', () => undefined)
      resolve(tcp)
    })
  })
}

function serveConnection(socket: Socket, address: string, answer: Answer): void {
  let queries = 0
  socket.setTimeout(idleMs, () => { socket.destroy() })
  socket.on('error', () => { socket.destroy() })
  readMessages(socket, (bytes) => {
    if (++queries > mostQueries) socket.destroy()
    else answer({ address, port: socket.remotePort ?? 0, transport: 'tcp', bytes }, (reply) => { if (socket.writable) socket.write(withLength(reply)) })
  })
}

async function closeBoth(udp: UdpSocket, tcp: TcpServer): Promise<void> {
  await Promise.all([
    new Promise<void>((resolve) => { udp.close(() => { resolve() }) }),
    new Promise<void>((resolve) => { tcp.close(() => { resolve() }) }),
  ])
}
