// The floor of the WebSocket echo: the `ws` library, echoing. Imports nothing of ours.
import { WebSocketServer } from 'ws'

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
server.on('connection', (socket) => {
  // The hostile one's: `ws` closes with 1002 and tells.
  socket.on('error', () => undefined)
  socket.on('message', (data, isBinary) => { socket.send(data, { binary: isBinary }) })
})
server.once('listening', () => {
  const address = server.address()
  process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : 0}\n`)
})
