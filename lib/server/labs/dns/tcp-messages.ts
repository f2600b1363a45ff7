// DNS messages on a TCP stream: two octets of length before each.
// Read first: RFC 1035 §4.2.2, RFC 7766 §8.
import type { Socket } from 'node:net'

/** The message as it stands on the stream, in one piece, so that it leaves in one segment where it fits. */
export function withLength(message: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(message.length + 2)
  bytes[0] = message.length >> 8
  bytes[1] = message.length & 0xff
  bytes.set(message, 2)
  return bytes
}

/** Calls back for every whole message that arrives. */
export function readMessages(socket: Socket, onMessage: (bytes: Uint8Array) => void): void {
  let held: Buffer = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    while (held.length >= 2) {
      const end = 2 + held.readUInt16BE(0)
      if (held.length < end) return
      onMessage(new Uint8Array(held.subarray(2, end)))
      held = held.subarray(end)
    }
  })
}
