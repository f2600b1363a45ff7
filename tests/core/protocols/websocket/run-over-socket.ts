// Runs a conformance case over a real TCP connection, against somebody else's echo server or echo client.
import { createServer, connect, type AddressInfo, type Socket } from 'node:net'
import type { ConformCase } from '#lib/core/protocols/websocket/conform-case.ts'
import { Tester } from '#lib/core/protocols/websocket/conform-tester.ts'

/** How long an answer may take before the case has failed. */
const PATIENCE_MS = 1_000

/** Drives one case on a socket that is connected; gives why it failed, or null. */
async function runOn(socket: Socket, tester: Tester, conformCase: ConformCase): Promise<string | null> {
  const link = { ended: false }
  let wake: () => void = () => undefined
  const write = (bytes: Uint8Array): void => {
    if (!socket.destroyed && socket.writable) socket.write(bytes)
  }
  socket.on('data', (bytes: Buffer) => {
    const answer = tester.hear(new Uint8Array(bytes))
    if (answer !== null) write(answer)
    wake()
  })
  socket.on('error', () => undefined)
  for (const event of ['end', 'close'] as const) {
    socket.on(event, () => {
      link.ended = true
      wake()
    })
  }
  const until = async (done: () => boolean): Promise<void> => {
    const deadline = Date.now() + PATIENCE_MS
    while (!done() && Date.now() < deadline) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, deadline - Date.now())
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }
  const opening = tester.opening()
  if (opening !== null) write(opening)
  await until(() => tester.established || tester.fault !== null || link.ended)
  if (tester.established) {
    for (const bytes of tester.writes()) {
      if (tester.over || link.ended) break
      write(bytes)
      // Small writes would be joined by the kernel anyway; only large ones must not pile up here.
      if (socket.writableLength > 1 << 20) await new Promise((resolve) => socket.once('drain', resolve))
    }
    if (conformCase.testerCloses) {
      await until(() => tester.complete || tester.over || link.ended)
      if (!tester.over) write(tester.closing())
    }
    await until(
      () => (tester.over && (tester.role === 'server' || link.ended)) || tester.fault !== null || link.ended,
    )
  }
  socket.destroy()
  return tester.verdict(link.ended)
}

/** Against a server that echoes, at a port of this machine. */
export async function runAgainstServer(conformCase: ConformCase, port: number): Promise<string | null> {
  const socket = connect(port, '127.0.0.1')
  socket.setNoDelay(true)
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  return runOn(socket, new Tester(conformCase, 'client', `127.0.0.1:${port}`), conformCase)
}

/** Against a client that echoes: `start` makes it connect to a port of this machine. */
export async function runAgainstClient(
  conformCase: ConformCase,
  start: (port: number) => void,
): Promise<string | null> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve))
  start((server.address() as AddressInfo).port)
  const socket = await accepted
  const verdict = await runOn(socket, new Tester(conformCase, 'server'), conformCase)
  await new Promise((resolve) => server.close(resolve))
  return verdict
}
