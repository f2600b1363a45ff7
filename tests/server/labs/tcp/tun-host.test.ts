import { connect, createServer, type Socket } from 'node:net'
import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { openTunHost, type TunEvent, type TunHost } from '#lib/server/labs/tcp/tun-host.ts'

const tried = await openTunHost({ port: 7, loss: 0, seed: 'try', onEvent: () => undefined })
const reason = typeof tried === 'string' ? tried : ''
if (typeof tried !== 'string') await tried.close()

let open: TunHost | null = null
afterEach(async () => { await open?.close() })

/** Two losses in a row double a wait, and the kernel’s patience is not ours to set. */
const patienceMs = 100_000

async function host(loss: number, onEvent: (event: TunEvent) => void = () => undefined): Promise<TunHost> {
  const opened = await openTunHost({ port: 7, loss, seed: `tun/${loss}`, onEvent })
  if (typeof opened === 'string') throw new Error(opened)
  return (open = opened)
}

/** Sends bytes, says that no more will come, and gives what came back. */
async function exchange(socket: Socket, bytes: Buffer): Promise<Buffer> {
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => { chunks.push(chunk) })
  const ended = new Promise<void>((resolve, reject) => {
    socket.once('end', resolve)
    socket.once('error', reject)
  })
  socket.end(bytes)
  await ended
  return Buffer.concat(chunks)
}

describe.skipIf(reason !== '')(`our TCP and this machine’s kernel (skipped where no TUN device can be had${reason === '' ? '' : `: ${reason}`})`, () => {
  it.each([[0, 300_000], [0.05, 60_000], [0.2, 8_000]])('the kernel calls, loss %d: %d octets there and back', async (loss, octets) => {
    let lost = 0
    const { ownAddress } = await host(loss, (event) => { if (event.kind !== 'state' && event.lost) lost++ })
    const bytes = randomBytes(octets)
    const socket = connect({ host: ownAddress, port: 7, allowHalfOpen: true })
    expect(Buffer.compare(await exchange(socket, bytes), bytes)).toBe(0)
    expect(lost > 0).toBe(loss > 0)
  }, patienceMs)

  it.each([[0, 300_000], [0.05, 60_000], [0.2, 8_000]])('our TCP calls, loss %d: %d octets there and back', async (loss, octets) => {
    const bytes = randomBytes(octets)
    const listening = createServer({ allowHalfOpen: true })
    const answered = new Promise<Buffer>((resolve, reject) => {
      listening.once('connection', (socket: Socket) => { exchange(socket, bytes).then(resolve, reject) })
    })
    const own = await host(loss)
    const port = await new Promise<number>((resolve) => {
      listening.listen(0, own.kernelAddress, () => { resolve((listening.address() as { port: number }).port) })
    })
    own.connect(port)
    expect(Buffer.compare(await answered, bytes)).toBe(0)
    listening.close()
  }, patienceMs)
})
