// 200 connections that talk and a hostile client beside them: memory at the end as after the warm-up, nobody harmed.
// Ten minutes with `npm run test:long`; PROTODECK_SOAK=60 runs it for so many seconds, with a looser bound.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import WebSocket from 'ws'
import { encodeFrame } from '#lib/core/protocols/websocket/wire.ts'

const long = process.env['PROTODECK_LONG'] !== undefined
const seconds = long ? 600 : Number(process.env['PROTODECK_SOAK'] ?? 0)
const CLIENTS = 200
const EVERY_MS = 500
/** Growth that is noise of the collector, not a leak. A short run has not settled as far. */
const bound = long ? { factor: 1.15, bytes: 16 << 20 } : { factor: 1.3, bytes: 32 << 20 }

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Resident bytes of a process: the least of a few looks, between collections. */
async function residentBytes(pid: number): Promise<number> {
  let least = Infinity
  for (let look = 0; look < 10; look++) {
    const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    least = Math.min(least, Number(kilobytes) * 1024)
    await wait(300)
  }
  return least
}

it.skipIf(seconds === 0 || process.platform !== 'linux')('holds its memory (runs with PROTODECK_LONG or PROTODECK_SOAK, on Linux)', { timeout: (seconds + 120) * 1_000 }, async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', '-e', "import('#lib/cli/main.ts').then(({ main }) => main(['lab', 'websocket', '--json']))"], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  const address = await new Promise<string>((resolve) => child.stdout.once('data', (text: Buffer) => { resolve((JSON.parse(text.toString()) as { address: string }).address) }))
  const { port } = new URL(address)
  const until = performance.now() + seconds * 1_000
  let over = false
  let [echoes, wrong, abnormal, attacks] = [0, 0, 0, 0]

  const talk = (index: number) => {
    const socket = new WebSocket(`${address}echo`)
    let count = 0
    const say = () => { if (socket.readyState === WebSocket.OPEN) socket.send(`${index} ${count}`.padEnd(index, 'x')) }
    socket.on('open', say)
    socket.on('message', (data: Buffer) => {
      if (data.toString() !== `${index} ${count}`.padEnd(index, 'x')) wrong++
      count++
      echoes++
      setTimeout(say, EVERY_MS)
    })
    socket.on('error', () => undefined)
    socket.on('close', (code) => {
      if (over) return
      // 1001: ten minutes of life are over.
      if (code !== 1001) abnormal++
      talk(index)
    })
    return socket
  }
  const sockets = Array.from({ length: CLIENTS }, (_, index) => talk(index))

  const head = 'GET /echo HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n'
  const frame = (spec: Partial<Parameters<typeof encodeFrame>[0]>) => encodeFrame({ opcode: 1, maskingKey: 7, ...spec })
  const evils: readonly Uint8Array[] = [
    Buffer.from(head),
    Buffer.from(`${head}X: ${'x'.repeat(20_000)}\r\n\r\n`),
    Buffer.concat([Buffer.from(`${head}\r\n`), ...Array.from({ length: 2_000 }, () => frame({ opcode: 9 }))]),
    Buffer.concat([Buffer.from(`${head}\r\n`), frame({ opcode: 2, claimedLength: 2 ** 40 })]),
    Buffer.concat([Buffer.from(`${head}\r\n`), frame({ opcode: 2, payload: new Uint8Array(65_537) })]),
    Buffer.concat([Buffer.from(`${head}\r\n`), ...Array.from({ length: 200 }, (_, i) => frame({ opcode: i === 0 ? 1 : 0, fin: false, payload: new Uint8Array(900) }))]),
    Buffer.concat([Buffer.from(`${head}\r\n`), frame({ payload: Uint8Array.of(0xc3, 0x28) })]),
    Buffer.concat([Buffer.from(`${head}\r\n`), Buffer.alloc(5_000, 0xff)]),
  ]
  const attack = async () => {
    for (; !over; attacks++) {
      const socket = connect(Number(port), '127.0.0.1')
      socket.on('error', () => undefined)
      socket.resume()
      socket.write(evils[attacks % evils.length]!)
      await Promise.race([new Promise((resolve) => socket.once('close', resolve)), wait(200)])
      socket.destroy()
    }
  }
  const attacking = attack()

  await wait(Math.min(60_000, (seconds * 1_000) / 3))
  const early = await residentBytes(child.pid!)
  while (performance.now() < until) await wait(500)
  const late = await residentBytes(child.pid!)
  over = true
  await attacking
  for (const socket of sockets) socket.terminate()
  child.kill('SIGINT')
  process.stderr.write(`soak: ${seconds} s, ${echoes} echoes, ${attacks} attacks, resident ${(early / 2 ** 20).toFixed(0)} → ${(late / 2 ** 20).toFixed(0)} MiB\n`)
  expect(wrong).toBe(0)
  expect(abnormal).toBe(0)
  expect(echoes).toBeGreaterThan((CLIENTS * seconds) / 2)
  expect(attacks).toBeGreaterThan(seconds)
  expect(late).toBeLessThan(early * bound.factor + bound.bytes)
})
