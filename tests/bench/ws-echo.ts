// Echoed messages a second, ours beside the `ws` library's, over 200 connections with a hostile one beside them. The
// clients are bare sockets with frames made beforehand, so that the server is what is measured.
import { spawn, type ChildProcess } from 'node:child_process'
import { connect, type Socket } from 'node:net'
import { makeRow, median, type Benchmark } from './benchmark.ts'

const CONNECTIONS = 200
/** Messages of each connection on their way at once. */
const WINDOW = 16
const PAYLOAD = 100
const ROUNDS = 3
const ROUND_MS = 2_500

/** A masked text message of `PAYLOAD` asterisks, `WINDOW` times. */
const burst = Buffer.concat(
  Array.from({ length: WINDOW }, (_, n) => {
    const key = [0x37, 0xfa, 0x21, n]
    return Buffer.from([0x81, 0x80 | PAYLOAD, ...key, ...Array.from({ length: PAYLOAD }, (_, i) => 0x2a ^ key[i % 4]!)])
  }),
)
const answerBytes = WINDOW * (PAYLOAD + 2)

export const wsEcho: Benchmark = {
  names: ['ws-echo'],
  async run(say) {
    const [ours, floor] = await Promise.all([startServer('tests/bench/ws-echo-server.ts'), startServer('tests/bench/floors/ws-echo-server.ts')])
    try {
      const rounds: { ours: number; floor: number }[] = []
      for (let round = 0; round < ROUNDS; round++) {
        const both = { floor: await measure(floor.port), ours: await measure(ours.port) }
        rounds.push(both)
        say(`${Math.round(both.ours).toLocaleString('en')} messages a second, ws ${Math.round(both.floor).toLocaleString('en')}`)
      }
      const value = median(rounds.map((one) => one.ours))
      const ratio = median(rounds.map((one) => one.ours / one.floor))
      return [makeRow('ws-echo', { value, unit: 'messages/s', floor: median(rounds.map((one) => one.floor)) }, '≥ 0.5 × ws', ratio >= 0.5, ratio)]
    } finally {
      for (const { child } of [ours, floor]) child.kill()
    }
  },
}

function startServer(file: string): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, ['--import', 'tsx', file], { stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (line: Buffer) => { resolve({ child, port: Number(line.toString()) }) })
    child.once('exit', (code) => { reject(new Error(`${file} ended with ${code ?? 'a signal'}`)) })
  })
}

/** Messages echoed in a second, after a warm-up. */
async function measure(port: number): Promise<number> {
  const hostile = await open(port)
  // Frames of reserved opcodes without a mask: refused, and what follows is thrown away.
  hostile.on('close', () => undefined).write(Buffer.alloc(1 << 20, 0x83))
  const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => open(port)))
  let messages = 0
  for (const socket of sockets) {
    let waiting = answerBytes
    socket.on('data', (bytes: Buffer) => {
      waiting -= bytes.length
      if (waiting > 0) return
      messages += WINDOW
      waiting += answerBytes
      socket.write(burst)
    })
    socket.write(burst)
  }
  await pause(500)
  messages = 0
  const began = performance.now()
  await pause(ROUND_MS)
  const rate = (messages * 1000) / (performance.now() - began)
  for (const socket of [hostile, ...sockets]) socket.destroy()
  await pause(200)
  return rate
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A socket behind the handshake. */
function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write('GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n')
    })
    socket.on('error', () => undefined)
    socket.once('close', () => { reject(new Error('closed during the handshake')) })
    socket.once('data', () => { resolve(socket) })
  })
}
