// A client of our own that can send what a browser never would. Its target is fixed: our own endpoint, over a TCP
// connection of its own. The request line is ours; once the endpoint has agreed, any bytes may follow.
// Read first: RFC 6455 §4.1 (what a client sends), §5.1 (why a browser always masks).
import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { goodHabits } from '#lib/core/protocols/websocket/endpoint.ts'
import { parseExtensions } from '#lib/core/protocols/websocket/extensions.ts'
import type { Limits } from '#lib/core/protocols/websocket/limits.ts'
import type { EndpointMachine } from '#lib/core/protocols/websocket/machine.ts'
import { serveConnection, type Connection, type Observer } from '#lib/server/labs/websocket/serve-connection.ts'

export interface Target {
  readonly host: string
  readonly port: number
}

export interface RawClientOptions {
  readonly target: Target
  readonly path: string
  /** Replace the request's own fields; null leaves one out. Checked by the caller: no line breaks. */
  readonly fields: Readonly<Record<string, string | null>>
  readonly machine: EndpointMachine
  readonly limits: Limits
  readonly clockMs: () => number
  readonly observer: Observer
}

/** Connects; what comes of it, the observer sees. */
export function openRawClient({ target, path, fields, machine, limits, clockMs, observer }: RawClientOptions): Promise<Connection | null> {
  const protocols = (fields['Sec-WebSocket-Protocol'] ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '')
  const offered = parseExtensions(fields['Sec-WebSocket-Extensions'] ?? '')
  const { host, port } = target
  const request = {
    ...{ host: `${host.includes(':') ? `[${host}]` : host}:${port}`, resource: path, origin: null, protocols },
    ...{ extensions: offered.fault === null ? offered.extensions : [], fields: [['User-Agent', 'protodeck-raw-client'] as const] },
  }
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true })
    let first = true
    socket.once('error', () => { resolve(null) })
    socket.once('connect', () => {
      resolve(serveConnection(socket, {
        machine,
        config: { role: 'client', limits, habits: goodHabits, request, needsCompression: false },
        seed: randomUUID(),
        application: () => [],
        observer,
        clockMs,
        rewrite: (bytes) => {
          if (!first) return bytes
          first = false
          return replaceFields(bytes, fields)
        },
      }))
    })
  })
}

function replaceFields(head: Uint8Array, fields: RawClientOptions['fields']): Uint8Array {
  const lines = Buffer.from(head).toString('latin1').split('\r\n').slice(0, -2)
  for (const [name, value] of Object.entries(fields)) {
    const at = lines.findIndex((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
    const line = value === null ? [] : [`${name}: ${value}`]
    lines.splice(at < 0 ? lines.length : at, at < 0 ? 0 : 1, ...line)
  }
  return new Uint8Array(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'))
}
