// One query to one server, from a socket of its own: what the resolver's machine calls a port is a real one here, drawn
// by the kernel, and only its peer's datagrams reach it.
// Read first: RFC 5452 §9.2 (ports), RFC 7766 §5 (the same over TCP).
import { createSocket } from 'node:dgram'
import { connect } from 'node:net'
import type { Transport } from '#lib/core/protocols/dns/authority.ts'
import { loopback, type Place } from '#lib/server/labs/dns/loopback-servers.ts'
import { readMessages, withLength } from '#lib/server/labs/dns/tcp-messages.ts'

export interface Asking {
  readonly close: () => void
}

export interface AskHooks {
  /** The real port from which it is asked, known before anything is sent. */
  readonly onPort: (port: number) => void
  readonly onMessage: (bytes: Uint8Array) => void
  /** Refused, reset or unreachable: no answer will come. */
  readonly onFailure: () => void
}

export function askServer(place: Place, transport: Transport, bytes: Uint8Array, hooks: AskHooks): Asking {
  return transport === 'udp' ? askOverUdp(place, bytes, hooks) : askOverTcp(place, bytes, hooks)
}

function askOverUdp({ host, port }: Place, bytes: Uint8Array, hooks: AskHooks): Asking {
  const socket = createSocket('udp4')
  let open = true
  const close = () => {
    if (open) socket.close()
    open = false
  }
  socket.on('error', () => { if (open) hooks.onFailure() })
  socket.on('message', (message) => { if (open) hooks.onMessage(new Uint8Array(message)) })
  socket.bind(0, host === loopback ? loopback : undefined, () => {
    if (!open) return
    // Connected: the kernel drops what any other socket sends here.
    socket.connect(port, host, () => {
      if (!open) return
      hooks.onPort(socket.address().port)
      socket.send(bytes, (error) => { if (error !== null && open) hooks.onFailure() })
    })
  })
  return { close }
}

function askOverTcp(place: Place, bytes: Uint8Array, hooks: AskHooks): Asking {
  const socket = connect({ ...place })
  let open = true
  socket.on('connect', () => {
    hooks.onPort(socket.localPort ?? 0)
    socket.write(withLength(bytes))
  })
  socket.on('error', () => { if (open) hooks.onFailure() })
  readMessages(socket, (message) => { if (open) hooks.onMessage(message) })
  return {
    close: () => {
      open = false
      socket.destroy()
    },
  }
}
