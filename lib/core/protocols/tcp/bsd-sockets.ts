// The BSD socket calls on top of one of our hosts: descriptors, blocking, errno. A conformance script speaks this language;
// the machine does not. Read first: RFC 9293 §3.9.1; POSIX connect, accept, read, write, shutdown.
import type { Millis } from '#lib/core/engine/machine.ts'
import { BsdKernel, type Descriptor } from '#lib/core/protocols/tcp/bsd-kernel.ts'
import type { TcpConfig } from '#lib/core/protocols/tcp/config.ts'
import { findConnection, readyConnections } from '#lib/core/protocols/tcp/host.ts'
import { defaultSendMss, type Tcb } from '#lib/core/protocols/tcp/tcb.ts'

/** What a call gives back: a value, or -1 with an errno. */
export interface Returned {
  readonly value: number
  readonly errno: string | null
}

export interface ReadFlags {
  /** What is read stays. */
  readonly peek: boolean
  /** All that was asked for, or the end. */
  readonly all: boolean
  readonly dontWait: boolean
}

const failed = (errno: string): Returned => ({ value: -1, errno })
const done = (value = 0): Returned => ({ value, errno: null })

/** Socket buffers as soreserve(9) makes them: a send waits until so much has room. */
const sendLowWater = 2048
/** net.inet.tcp.minmss */
const leastMaxSeg = 216
/** States in which keep-alive asks whether the peer is there. */
const synchronized: ReadonlySet<string> = new Set(['ESTABLISHED', 'CLOSE-WAIT', 'FIN-WAIT-1', 'CLOSING'])
/** States in which the peer's FIN is here. */
const ended: ReadonlySet<string> = new Set(['CLOSE-WAIT', 'CLOSING', 'LAST-ACK', 'TIME-WAIT', 'CLOSED'])

export const serverPort = 8080
export const ephemeralPort = 49_152

export class BsdSockets extends BsdKernel {
  has(fd: number): boolean {
    return this.descriptors.has(fd)
  }

  isListening(fd: number): boolean {
    return this.descriptors.get(fd)?.kind === 'listening'
  }

  socket(fd: number, nonblocking: boolean): Returned {
    this.descriptors.set(fd, {
      kind: 'new',
      socket: null,
      port: 0,
      nonblocking,
      config: {},
      error: null,
      connecting: false,
      inConnect: false,
      connected: false,
      noMoreSending: false,
      noMoreReceiving: false,
      disconnected: false,
      softError: null,
      moved: 0,
      options: new Map(),
    })
    return done(fd)
  }

  bind(fd: number): Returned {
    const descriptor = this.descriptors.get(fd)
    if (descriptor === undefined) return failed('EBADF')
    if (descriptor.port !== 0) return failed('EINVAL')
    descriptor.port = serverPort
    return done()
  }

  listen(fd: number, backlog: number): Returned {
    const descriptor = this.descriptors.get(fd)
    if (descriptor === undefined) return failed('EBADF')
    if (descriptor.kind === 'connection') return failed('EINVAL')
    if (descriptor.kind === 'listening') return done()
    if (descriptor.port === 0) descriptor.port = ephemeralPort
    descriptor.kind = 'listening'
    descriptor.socket = this.host.nextId
    // The queue holds half as many again as was asked for, and half-open entries live in a cache of their
    // own.
    const queue = Math.floor((3 * Math.max(backlog, 1)) / 2) + 1
    this.apply({
      kind: 'listen',
      port: descriptor.port,
      backlog: queue,
      synBacklog: 1000,
      config: descriptor.config,
    })
    return done()
  }

  /** null: it blocks. The new descriptor gets the number `newFd`; `nonblocking` null: as the listener is. */
  accept(fd: number, newFd: number, nonblocking: boolean | null): Returned | null {
    const descriptor = this.descriptors.get(fd)
    if (descriptor === undefined) return failed('EBADF')
    const listener = descriptor.socket
    if (descriptor.kind !== 'listening' || listener === null) return failed('EINVAL')
    const ready = readyConnections(this.host, listener)[0]
    const lost = this.aborted.findIndex((one) => one.listener === listener)
    if (lost >= 0 && (ready === undefined || this.aborted[lost]!.id < ready.id)) {
      this.aborted.splice(lost, 1)
      return failed('ECONNABORTED')
    }
    if (ready === undefined) return descriptor.nonblocking ? failed('EWOULDBLOCK') : null
    this.apply({ kind: 'accept', listener })
    this.socket(newFd, nonblocking ?? descriptor.nonblocking)
    const accepted = this.descriptors.get(newFd)!
    accepted.kind = 'connection'
    accepted.socket = ready.id
    accepted.port = descriptor.port
    accepted.config = descriptor.config
    accepted.options = new Map(descriptor.options)
    accepted.connected = true
    return done(newFd)
  }

  /** null: it blocks; asked again, the same call goes on waiting. */
  connect(fd: number): Returned | null {
    const descriptor = this.descriptors.get(fd)
    if (descriptor === undefined) return failed('EBADF')
    if (descriptor.kind === 'listening') return failed('EOPNOTSUPP')
    if (descriptor.inConnect) return this.waitForConnection(descriptor)
    if (descriptor.connected) return failed('EISCONN')
    if (descriptor.connecting) return failed('EALREADY')
    if (descriptor.port === 0) descriptor.port = ephemeralPort
    descriptor.kind = 'connection'
    descriptor.connecting = true
    descriptor.socket = this.host.nextId
    const { port, config } = descriptor
    this.apply({ kind: 'connect', port, address: this.peer, remotePort: serverPort, config })
    if (descriptor.nonblocking) return failed('EINPROGRESS')
    descriptor.inConnect = true
    return this.waitForConnection(descriptor)
  }

  private waitForConnection(descriptor: Descriptor): Returned | null {
    if (!descriptor.connected && descriptor.error === null) return null
    descriptor.inConnect = false
    if (descriptor.connected) return done()
    descriptor.connecting = false
    return failed(this.takeError(descriptor))
  }

  /** Whether a call that began then has blocked as long as SO_RCVTIMEO or SO_SNDTIMEO lets it; 0 and none: for ever. */
  private hasWaited(descriptor: Descriptor, option: 'SO_RCVTIMEO' | 'SO_SNDTIMEO', began: Millis): boolean {
    const limitMs = descriptor.options.get(option) ?? 0
    return limitMs > 0 && this.now >= began + limitMs
  }

  /** null: it blocks, having taken what there was. `began`: when it was first asked. */
  read(fd: number, max: number, { peek, all, dontWait }: ReadFlags, began: Millis): Returned | null {
    const descriptor = this.descriptors.get(fd)
    if (descriptor === undefined) return failed('EBADF')
    const { noMoreReceiving, disconnected, connecting } = descriptor
    const tcb = this.tcbOf(fd)
    const queue = tcb === null || noMoreReceiving || !descriptor.connected ? '' : tcb.receiveQueue
    const over = noMoreReceiving || disconnected || (descriptor.connected && (tcb === null || ended.has(tcb.state)))
    const waits = !descriptor.nonblocking && !dontWait && !this.hasWaited(descriptor, 'SO_RCVTIMEO', began)
    const had = descriptor.moved
    const least = all ? max : Math.min(max, descriptor.options.get('SO_RCVLOWAT') ?? 1)
    if (had + queue.length < least && waits && !over && descriptor.error === null) {
      if (!descriptor.connected && !connecting) return failed('ENOTCONN')
      if (all && !peek && queue !== '') descriptor.moved += this.take(descriptor, queue.length)
      return null
    }
    if (queue !== '' || had > 0) {
      const count = Math.min(max - had, queue.length)
      descriptor.moved = 0
      return done(had + (peek ? count : this.take(descriptor, count)))
    }
    if (descriptor.error !== null) return failed(peek ? descriptor.error : this.takeError(descriptor))
    if (over) return done(0)
    if (!descriptor.connected && !connecting) return failed('ENOTCONN')
    return max === 0 ? done(0) : failed('EWOULDBLOCK')
  }

  /** Takes octets out of the buffer; of a connection that is gone the machine knows nothing any more. */
  private take({ socket }: Descriptor, count: number): number {
    const connection = socket === null ? null : findConnection(this.host, socket)
    if (connection === null || count === 0) return 0
    if (connection.tcb.state !== 'CLOSED') {
      this.apply({ kind: 'call', socket: connection.id, call: { name: 'receive', max: count } })
    } else {
      this.replaceTcb(connection.id, (tcb) => ({ ...tcb, receiveQueue: tcb.receiveQueue.slice(count) }))
    }
    return count
  }

  /** null: it blocks, having sent what there was room for. */
  write(fd: number, length: number, { urgent, dontWait }: { urgent: boolean; dontWait: boolean }, began: Millis): Returned | null {
    const descriptor = this.descriptors.get(fd)
    if (descriptor === undefined) return failed('EBADF')
    const waits = !descriptor.nonblocking && !dontWait && !this.hasWaited(descriptor, 'SO_SNDTIMEO', began)
    for (;;) {
      const { socket, moved } = descriptor
      const tcb = this.tcbOf(fd)
      const refusal = this.whyNotWrite(descriptor, tcb)
      if (refusal !== null || socket === null || tcb === null) {
        descriptor.moved = 0
        return moved > 0 ? done(moved) : failed(refusal ?? 'ENOTCONN')
      }
      if (moved === length) {
        descriptor.moved = 0
        return done(length)
      }
      const room = Math.max(0, tcb.config.sendBuffer - tcb.sendQueue.length)
      const rest = length - moved
      if (room < rest && room < Math.min(sendLowWater, tcb.config.sendBuffer)) {
        if (waits) return null
        descriptor.moved = 0
        return moved > 0 ? done(moved) : failed('EWOULDBLOCK')
      }
      const count = Math.min(room, rest)
      descriptor.moved += count
      this.apply({ kind: 'call', socket, call: { name: 'send', data: 'x'.repeat(count), urgent } })
    }
  }

  private whyNotWrite(descriptor: Descriptor, tcb: Tcb | null): string | null {
    if (descriptor.noMoreSending || descriptor.disconnected) return 'EPIPE'
    if (descriptor.error !== null) return this.takeError(descriptor)
    if (!descriptor.connected || descriptor.socket === null) return 'ENOTCONN'
    return tcb === null || tcb.state === 'CLOSED' || tcb.state === 'TIME-WAIT' ? 'EPIPE' : null
  }

  shutdown(fd: number, how: string): Returned {
    const descriptor = this.descriptors.get(fd)
    if (descriptor === undefined) return failed('EBADF')
    const tcb = this.tcbOf(fd)
    const over = descriptor.disconnected || (descriptor.connected && (tcb === null || tcb.state === 'TIME-WAIT' || tcb.state === 'CLOSED'))
    if (over || (!descriptor.connected && !descriptor.connecting)) return failed('ENOTCONN')
    if (how !== 'SHUT_WR') {
      descriptor.noMoreReceiving = true
      if (descriptor.socket !== null) this.replaceTcb(descriptor.socket, (one) => ({ ...one, receiveQueue: '' }))
    }
    if (how === 'SHUT_RD') return done()
    descriptor.noMoreSending = true
    if (descriptor.socket !== null && this.isAlive(descriptor.socket)) {
      this.apply({ kind: 'call', socket: descriptor.socket, call: { name: 'shutdown' } })
    }
    return done()
  }

  /** Which of the events hold for a descriptor, as sopoll(9) says. */
  poll(fd: number, events: readonly string[]): string[] {
    const descriptor = this.descriptors.get(fd)
    if (descriptor === undefined) return ['POLLNVAL']
    const tcb = this.tcbOf(fd)
    const { noMoreReceiving, noMoreSending, connected, disconnected, error, socket } = descriptor
    const over = disconnected || (connected && (tcb === null || tcb.state === 'TIME-WAIT' || tcb.state === 'CLOSED'))
    const noReceiving = noMoreReceiving || over || (connected && tcb !== null && ended.has(tcb.state))
    const noSending = noMoreSending || over
    const waiting = descriptor.kind === 'listening' && socket !== null && (readyConnections(this.host, socket).length > 0 || this.aborted.some(({ listener }) => listener === socket))
    const { readable, room } = this.queuesOf(fd)
    const low = Math.min(sendLowWater, this.configOf(fd).sendBuffer)
    const holds: Readonly<Record<string, boolean>> = {
      POLLIN: readable >= (descriptor.options.get('SO_RCVLOWAT') ?? 1) || noReceiving || error !== null || waiting,
      POLLOUT: (connected && room >= low) || noSending || error !== null,
      POLLRDHUP: noReceiving,
    }
    const found = events.filter((event) => holds[event.replace('RDNORM', 'IN').replace('WRNORM', 'OUT')] ?? false)
    return noReceiving && noSending ? [...found, 'POLLHUP'] : found
  }

  /** Octets that may be read, that are not acknowledged yet, and that there is room to send. */
  queuesOf(fd: number): { readonly readable: number; readonly unsent: number; readonly room: number } {
    const tcb = this.tcbOf(fd)
    const { sendBuffer } = this.configOf(fd)
    if (tcb === null) return { readable: 0, unsent: 0, room: sendBuffer }
    const unsent = tcb.sendQueue.length
    return { readable: tcb.receiveQueue.length, unsent, room: Math.max(0, sendBuffer - unsent) }
  }

  close(fd: number): Returned {
    const descriptor = this.descriptors.get(fd)
    if (descriptor === undefined) return failed('EBADF')
    this.descriptors.delete(fd)
    const lingerZero = descriptor.options.get('SO_LINGER') === 0
    if (descriptor.socket !== null && this.isAlive(descriptor.socket)) {
      const call = lingerZero ? ({ name: 'abort' } as const) : ({ name: 'close' } as const)
      this.apply({ kind: 'call', socket: descriptor.socket, call })
    }
    return done()
  }

  setNonblocking(fd: number, on: boolean): Returned {
    const descriptor = this.descriptors.get(fd)
    if (descriptor === undefined) return failed('EBADF')
    descriptor.nonblocking = on
    return done()
  }

  isNonblocking(fd: number): boolean | null {
    return this.descriptors.get(fd)?.nonblocking ?? null
  }

  /** Sets machine settings for one descriptor, before or after it is connected. */
  override(fd: number, config: Partial<TcpConfig>): Returned {
    const descriptor = this.descriptors.get(fd)
    if (descriptor === undefined) return failed('EBADF')
    descriptor.config = { ...descriptor.config, ...config }
    if (descriptor.socket === null) return done()
    this.replaceTcb(descriptor.socket, (tcb) => {
      const BUFF = config.receiveBuffer ?? tcb.RCV.BUFF
      const { keepAlive } = config
      const restarts = keepAlive !== undefined && keepAlive !== null && synchronized.has(tcb.state)
      const at = restarts ? this.now + keepAlive.idleMs : tcb.timers['keep-alive']
      return { ...tcb, config: { ...tcb.config, ...config }, RCV: { ...tcb.RCV, BUFF }, timers: { ...tcb.timers, 'keep-alive': at } }
    })
    return done()
  }

  /** TCP_MAXSEG: only smaller than agreed, and never so small that the headers outweigh it. */
  setSegmentSize(fd: number, octets: number): Returned {
    const descriptor = this.descriptors.get(fd)
    if (descriptor === undefined) return failed('EBADF')
    const now = this.tcbOf(fd)?.agreed.SendMSS ?? defaultSendMss({ address: this.host.address, port: 0 })
    if (octets < 1 || octets > now || octets + 40 < leastMaxSeg) return failed('EINVAL')
    if (descriptor.socket !== null) this.replaceTcb(descriptor.socket, (tcb) => ({ ...tcb, agreed: { ...tcb.agreed, SendMSS: octets } }))
    return done()
  }

  /** Sends what a setting held back until now. */
  push(fd: number): void {
    const socket = this.descriptors.get(fd)?.socket ?? null
    const tcb = this.tcbOf(fd)
    if (socket === null || tcb === null || tcb.sendQueue === '') return
    if (tcb.state === 'ESTABLISHED' || tcb.state === 'CLOSE-WAIT') this.apply({ kind: 'call', socket, call: { name: 'send', data: '' } })
  }

  setOption(fd: number, name: string, value: number): void {
    this.descriptors.get(fd)?.options.set(name, value)
  }

  /** undefined: never set. */
  getOption(fd: number, name: string): number | undefined {
    return this.descriptors.get(fd)?.options.get(name)
  }

  /** SO_ERROR: the pending error, which is thereby told; null: none. */
  pendingError(fd: number): string | null {
    const descriptor = this.descriptors.get(fd)
    if (descriptor === undefined || descriptor.error === null) return null
    return this.takeError(descriptor)
  }

  private takeError(descriptor: Descriptor): string {
    const { error } = descriptor
    descriptor.error = null
    descriptor.connecting = false
    return error ?? 'EINVAL'
  }
}
