// Our TCP on a TUN device, real bytes to and from the machine's own kernel: an application that sends back what it
// reads. The link loses segments by chance, both ways, from a seed. The device itself is opened by `tun-device.py`.
import { randomUUID } from 'node:crypto'
import { spawn } from 'node:child_process'
import { networkInterfaces } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Seed } from '#lib/core/engine/machine.ts'
import { drawUnit, startRandom } from '#lib/core/engine/random.ts'
import { encodePacket } from '#lib/core/protocols/tcp/capture.ts'
import { defaultTcpConfig } from '#lib/core/protocols/tcp/config.ts'
import { createHost, isReady, nextHostDeadline, stepHost, type HostEffect, type HostEvent } from '#lib/core/protocols/tcp/host.ts'
import type { Tcb } from '#lib/core/protocols/tcp/tcb.ts'
import { decodeSegment, type Segment } from '#lib/core/protocols/tcp/wire.ts'
import { addressOctets, decodeIp, PROTOCOL_TCP } from '#lib/core/protocols/wire/ip.ts'

/** Documentation networks, RFC 5737: nobody else should have them, but a machine may. */
const networks = ['203.0.113.', '198.51.100.', '192.0.2.'] as const
const netmask = '255.255.255.252'
const helper = fileURLToPath(new URL('tun-device.py', import.meta.url))

/** What passes the device, in the trace's own terms. */
export type TunEvent =
  | { readonly kind: 'sent' | 'taken'; readonly SEG: Segment; readonly lost: boolean; readonly reason: string }
  | { readonly kind: 'state'; readonly from: string; readonly to: string; readonly clause: string }

export interface TunSettings {
  /** The port that is listened on. */
  readonly port: number
  /** Chance of loss each way, 0 to 1. */
  readonly loss: number
  readonly seed: Seed
  readonly onEvent: (event: TunEvent, atMs: number) => void
}

export interface TunHost {
  readonly kernelAddress: string
  readonly ownAddress: string
  /** Opens a connection to the kernel's own address. */
  readonly connect: (remotePort: number) => void
  readonly close: () => Promise<void>
}

// As Linux has them: by RFC 6298's second a lossy run would take minutes. The wait in TIME-WAIT is short, because
// nobody else uses these addresses.
const config = { ...defaultTcpConfig, rtoMinMs: 200, mslMs: 500, delayedAckMs: 40 }

/** Opens the device and listens. Refused: the helper's own words, where no device can be had. */
export async function openTunHost({ port, loss, seed, onEvent }: TunSettings): Promise<TunHost | string> {
  const network = findFreeNetwork()
  const [kernelAddress, ownAddress] = [`${network}1`, `${network}2`]
  const child = spawn('python3', [helper, 'protodeck0', kernelAddress, netmask], { stdio: ['pipe', 'pipe', 'pipe'] })
  const ended = new Promise<void>((resolve) => { child.once('close', () => { resolve() }) })
  let told = ''
  child.stderr.on('data', (text: Buffer) => { told = `${told}${text.toString()}`.slice(-400) })
  child.on('error', (error) => { told = error.message })
  // The helper may end first; what was still to be written is then lost, and the end is told by `ended`.
  child.stdin.on('error', () => undefined)

  const started = performance.now()
  const now = () => performance.now() - started
  let host = createHost(ownAddress, { ...config, isnSecret: randomUUID() })
  let random = startRandom(seed)
  let timer: NodeJS.Timeout | null = null
  let packets = 0
  let nextPort = 49_152

  const loses = (): boolean => {
    const drawn = drawUnit(random)
    random = drawn.random
    return drawn.value < loss
  }
  const show = ({ to, effect }: HostEffect): void => {
    if (effect.kind === 'transition') onEvent({ kind: 'state', from: effect.from, to: effect.to, clause: effect.clause }, now())
    if (effect.kind !== 'send') return
    const lost = loses()
    onEvent({ kind: 'sent', SEG: effect.SEG, lost, reason: effect.reason }, now())
    if (lost) return
    const bytes = encodePacket(effect.SEG, ownAddress, to, ++packets)
    child.stdin.write(Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]))
  }
  const step = (event: HostEvent): void => {
    const { host: next, effects } = stepHost(host, event, now())
    host = next
    effects.forEach(show)
  }
  /** Whatever happens, then what the application does about it, then the next deadline. */
  const happen = (event: HostEvent): void => {
    step(event)
    for (let next = findApplicationEvent(); next !== null; next = findApplicationEvent()) step(next)
    host = { ...host, connections: host.connections.filter(({ tcb }) => tcb.state !== 'CLOSED') }
    if (timer !== null) clearTimeout(timer)
    const at = nextHostDeadline(host)
    timer = at === null ? null : setTimeout(() => { happen({ kind: 'timers' }) }, Math.max(0, at - now()))
  }
  const findApplicationEvent = (): HostEvent | null => {
    for (const { id } of host.listeners) {
      if (host.connections.some((one) => isReady(one, id))) return { kind: 'accept', listener: id }
    }
    for (const { id, tcb, waitsAt } of host.connections) {
      if (waitsAt !== null || tcb.finAt !== null) continue
      const room = tcb.config.sendBuffer - tcb.sendQueue.length
      if (tcb.receiveQueue !== '' && room > 0 && mayAnswer(tcb)) {
        const data = tcb.receiveQueue.slice(0, room)
        step({ kind: 'call', socket: id, call: { name: 'receive', max: data.length } })
        return { kind: 'call', socket: id, call: { name: 'send', data } }
      }
      if (tcb.state === 'CLOSE-WAIT' && tcb.receiveQueue === '') return { kind: 'call', socket: id, call: { name: 'close' } }
    }
    return null
  }

  const up = new Promise<boolean>((resolve) => {
    void ended.then(() => { resolve(false) })
    readPackets(child.stdout, (bytes) => {
      if (bytes.length === 0) resolve(true)
      const SEG = readSegment(bytes, kernelAddress, ownAddress)
      if (SEG === null) return
      const lost = loses()
      onEvent({ kind: 'taken', SEG, lost, reason: '' }, now())
      if (!lost) happen({ kind: 'packet', from: kernelAddress, SEG })
    })
  })
  if (!(await up)) return told.trim().split('\n').at(-1) ?? ''
  happen({ kind: 'listen', port, backlog: 16 })
  return {
    kernelAddress,
    ownAddress,
    connect: (remotePort) => { happen({ kind: 'connect', port: nextPort++, address: kernelAddress, remotePort }) },
    close: async () => {
      if (timer !== null) clearTimeout(timer)
      child.stdin.end()
      await ended
    },
  }
}

function findFreeNetwork(): string {
  const taken = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return networks.find((network) => !taken.some(({ address }) => address.startsWith(network))) ?? networks[0]
}

const mayAnswer = ({ state }: Tcb): boolean => state === 'ESTABLISHED' || state === 'CLOSE-WAIT'

/** A TCP segment from the kernel to us; null: something else, or damaged. */
function readSegment(bytes: Uint8Array, kernelAddress: string, ownAddress: string): Segment | null {
  const packet = decodeIp(bytes)
  if (!packet.ok) return null
  const { source, destination, protocol } = packet.value.header
  if (protocol !== PROTOCOL_TCP || source !== kernelAddress || destination !== ownAddress) return null
  const addresses = { source: addressOctets(source) ?? [], destination: addressOctets(destination) ?? [] }
  const SEG = decodeSegment(packet.value.payload, addresses)
  return SEG.ok ? SEG.value : null
}

/** Cuts a stream into packets, each after its length in two octets. */
function readPackets(stream: NodeJS.ReadableStream, onPacket: (bytes: Uint8Array) => void): void {
  let waiting = Buffer.alloc(0)
  stream.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk])
    while (waiting.length >= 2 && waiting.length >= 2 + waiting.readUInt16BE(0)) {
      const end = 2 + waiting.readUInt16BE(0)
      onPacket(Uint8Array.from(waiting.subarray(2, end)))
      waiting = waiting.subarray(end)
    }
  })
}
