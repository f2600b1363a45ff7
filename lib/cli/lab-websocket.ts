// `lab websocket [--port N]`: the live endpoint alone, for clients of every kind. Runs until it is interrupted.
import { createServer } from 'node:http'
import { wrongCall, type Command } from '#lib/cli/command.ts'
import { liveModes } from '#lib/core/protocols/websocket/live.ts'
import { createWebSocketLab } from '#lib/server/labs/websocket/lab.ts'
import { aloneLabLimits } from '#lib/server/labs/websocket/lab-limits.ts'

export const labWebSocket: Command = {
  name: 'lab websocket',
  usage: '[--port N] [--json]',
  summary: 'run the WebSocket endpoint alone until Ctrl-C; prints its address',
  async run({ args, options }) {
    const { port: given = '0' } = options
    const port = typeof given === 'string' && /^\d{1,5}$/.test(given) ? Number(given) : -1
    if (args.length > 0) return wrongCall(labWebSocket, 'It takes no arguments.')
    if (port < 0 || port > 65_535) return wrongCall(labWebSocket, '--port takes a number up to 65535.')
    const { handshakeMs } = aloneLabLimits.connection
    const http = createServer({ headersTimeout: handshakeMs ?? 60_000, connectionsCheckingInterval: 1_000 })
    const endpoint = createWebSocketLab({
      ...{ limits: aloneLabLimits, clockMs: () => performance.timeOrigin + performance.now(), base: '', secret: null },
      ...{ originsFor: () => null, target: () => null },
    })
    http.on('upgrade', (request, socket, rest) => {
      if (!endpoint.upgrade(request, socket, rest)) socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    })
    http.on('request', (request, response) => {
      if (endpoint.request(request, response)) return
      response.writeHead(404, { connection: 'close' })
      response.end()
    })
    const error = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
      http.once('error', resolve)
      http.listen(port, '127.0.0.1', () => { resolve(null) })
    })
    if (error !== null) return { exitCode: 1, value: { error: error.message }, text: error.message }
    const at = http.address()
    const address = `ws://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : port}`
    const addresses = Object.fromEntries(liveModes.map((mode) => [mode, `${address}/${mode}`]))
    // Printed now, not at the end: whoever asked wants to connect.
    process.stdout.write(options['json'] === true ? `${JSON.stringify({ address: `${address}/`, addresses })}\n` : `${address}/  (echo; also ${liveModes.slice(1).map((mode) => `/${mode}`).join(' ')})\n`)
    await new Promise<void>((resolve) => { for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { resolve() }) })
    endpoint.close()
    return { exitCode: 0, value: addresses, text: '', printed: true }
  },
}
