// A live run as a capture: what tshark makes of it is what went over the socket.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encodeFrame } from '#lib/core/protocols/websocket/wire.ts'
import { recordedBytes } from '#lib/server/labs/websocket/recording.ts'
import { base, openBare, openClient, openControl, openLab, type Control, type OpenLab } from './open-lab.ts'

let open: OpenLab
let control: Control
beforeEach(async () => {
  open = await openLab()
  control = await openControl(open)
})
afterEach(() => open.close())

const tshark = spawnSync('tshark', ['--version']).status === 0
const scratch = mkdtempSync(join(tmpdir(), 'live-capture-'))
afterAll(() => { rmSync(scratch, { recursive: true, force: true }) })

async function capture(socket: number): Promise<Response> {
  const ask = 500 + control.told.length
  control.tell({ do: 'capture', ask, socket })
  const { path } = await control.wait('capture', (record) => record.ask === ask)
  return fetch(`${open.origin}${path}`)
}

async function read(socket: number, args: readonly string[]): Promise<string[]> {
  const path = join(scratch, 'live.pcapng')
  writeFileSync(path, Buffer.from(await (await capture(socket)).arrayBuffer()))
  const checks = ['ip.check_checksum:TRUE', 'tcp.check_checksum:TRUE'].flatMap((option) => ['-o', option])
  const { stdout, stderr, status } = spawnSync('tshark', ['-r', path, ...checks, ...args], { encoding: 'utf8' })
  expect(stderr.replace(/^Running as user.*\n/, '')).toBe('')
  expect(status).toBe(0)
  return stdout.split('\n').filter((line) => line !== '')
}

const wrong = ['-Y', '_ws.malformed || _ws.expert.severity >= 6291456 || tcp.checksum.status==0 || ip.checksum.status==0 || tcp.analysis.flags']

describe.skipIf(!tshark)('tshark reads a live run (needs tshark)', () => {
  it('as WebSocket, without a fault, and to the last Close', async () => {
    const { socket, next, closed } = await openClient(open, await control.invite('echo'), { headers: { cookie: 'session=top-secret' } })
    socket.send('Hello')
    await next()
    socket.send(Buffer.alloc(40_000, 7))
    await next()
    socket.close(1000, 'done')
    await closed
    await control.wait('closed', (record) => record.socket === 1)
    expect(await read(1, wrong)).toEqual([])
    const frames = await read(1, ['-Y', 'websocket', '-T', 'fields', '-e', 'websocket.opcode', '-e', 'websocket.mask', '-e', 'websocket.payload_length', '-e', 'websocket.payload_length_ext_16'])
    expect(frames.map((line) => line.split('\t').map((value) => value.replace('True', '1').replace('False', '0')).join(' ').trim())).toEqual([
      ...['1 1 5', '1 0 5', '2 1 126 40000', '2 0 126 40000', '8 1 6', '8 0 2'],
    ])
    expect((await read(1, ['-Y', 'http', '-T', 'fields', '-e', 'http.response.code'])).filter((line) => line !== '')).toContain('101')
    expect((await read(1, ['-T', 'fields', '-e', 'tcp.completeness'])).at(-1)).toMatch(/^31$/)
  })

  it('as it goes on, broken off, and with compression', async () => {
    const { socket, next } = await openClient(open, `${await control.invite('echo')}&deflate=1`, { perMessageDeflate: { threshold: 0 } })
    socket.send('Hello Hello Hello')
    await next()
    expect(await read(1, wrong)).toEqual([])
    socket.terminate()
    await control.wait('closed', (record) => record.socket === 1)
    expect(await read(1, wrong)).toEqual([])
  })
})

it('blots cookies out', async () => {
  await openClient(open, await control.invite('echo'), { headers: { cookie: 'session=top-secret' } })
  await control.wait('handshake')
  const file = Buffer.from(await (await capture(1)).arrayBuffer())
  expect(file.includes('top-secret')).toBe(false)
  expect(file.includes('cookie: ****')).toBe(true)
})

it('keeps no more than its bound, and says so', async () => {
  const { socket, heard } = await openBare(open, await control.invite('echo'))
  const frame = encodeFrame({ opcode: 2, maskingKey: 1, payload: new Uint8Array(60_000) })
  for (let sent = 0; sent < 20; sent++) {
    socket.write(frame)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  while (heard().length < 1_000_000) await new Promise((resolve) => setTimeout(resolve, 20))
  const file = Buffer.from(await (await capture(1)).arrayBuffer())
  expect(file.length).toBeLessThan(recordedBytes * 1.2)
  expect(file.includes('More was sent than was recorded.')).toBe(true)
})

it('is for whoever has the ticket, once, and only of this run', async () => {
  await openClient(open, await control.invite('echo'))
  control.tell({ do: 'capture', ask: 9, socket: 1 })
  const { path } = await control.wait('capture', ({ ask }) => ask === 9)
  expect((await fetch(`${open.origin}${path}`, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
  expect((await fetch(`${open.origin}${path}`)).status).toBe(200)
  expect((await fetch(`${open.origin}${path}`)).status).toBe(403)
  expect((await fetch(`${open.origin}${base}/capture?socket=1`)).status).toBe(403)
  expect((await capture(7)).status).toBe(410)
})
