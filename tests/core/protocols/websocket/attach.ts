// One of our endpoints on a TCP socket: the smallest driver there is.
import type { Socket } from 'node:net'
import { drive, type Application } from '#lib/core/protocols/websocket/drive.ts'
import type { EndpointConfig, EndpointEvent } from '#lib/core/protocols/websocket/endpoint.ts'
import { createEndpoint } from '#lib/core/protocols/websocket/machine.ts'
import { plainDeflate } from '#lib/core/protocols/websocket/permessage-deflate.ts'

const machine = createEndpoint(plainDeflate)

/** Gives the endpoint its bytes and hands on what it sends; the result gives it further events. */
export function attach(socket: Socket, config: EndpointConfig, application: Application): (event: EndpointEvent) => void {
  let state = machine.start(config, 'test')
  const give = (event: EndpointEvent): void => {
    const driven = drive(machine, state, event, 0, application)
    state = driven.state
    for (const effect of driven.effects) {
      if (effect.type === 'transmit') socket.write(effect.bytes)
      if (effect.type === 'end') socket.end()
      if (effect.type === 'abort') socket.destroy()
    }
  }
  socket.on('data', (bytes: Buffer) => { give({ type: 'bytes', bytes: new Uint8Array(bytes) }) })
  socket.on('end', () => { give({ type: 'end' }) })
  socket.on('error', () => socket.destroy())
  give({ type: 'connected' })
  return give
}
