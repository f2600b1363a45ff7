// Our echo endpoint in a process of its own, like its floor: the machine on a real socket, no inspector.
import { createServer } from 'node:http'
import { createWebSocketLab } from '#lib/server/labs/websocket/lab.ts'
import { aloneLabLimits } from '#lib/server/labs/websocket/lab-limits.ts'

const http = createServer()
const lab = createWebSocketLab({
  // As many control frames, bytes and messages as one likes are the public bounds of one connection.
  ...{ limits: aloneLabLimits, clockMs: () => performance.timeOrigin + performance.now(), base: '', secret: null },
  ...{ originsFor: () => null, target: () => null },
})
http.on('upgrade', (request, socket, rest) => { lab.upgrade(request, socket, rest) })
http.listen(0, '127.0.0.1', () => {
  const address = http.address()
  process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : 0}\n`)
})
