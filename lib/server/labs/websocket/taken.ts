// What node:http hands over with an upgrade: from here on the socket is the lab's. A type only.
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

export interface Taken {
  readonly request: IncomingMessage
  readonly socket: Duplex
  readonly rest: Uint8Array
}
