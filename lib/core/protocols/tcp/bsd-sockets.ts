// The BSD socket calls on top of one of our hosts: descriptors, blocking, errno. A conformance script speaks
// this language; the machine does not. Mutable inside, because a running program's descriptors are; time is
// given.
// Read first: RFC 9293 §3.9.1 for the calls below; POSIX connect, accept, read, write, shutdown for these.
import type { Millis } from '#lib/core/engine/machine.ts'
import type { TcpConfig } from '#lib/core/protocols/tcp/config.ts'
import {
  createHost,
  findConnection,
  nextHostDeadline,
  readyConnections,
  stepHost,
  type Host,
  type HostEvent,
  type SocketId,
} from '#lib/core/protocols/tcp/host.ts'
import type { Signal } from '#lib/core/protocols/tcp/effects.ts'
import type { Tcb } from '#lib/core/protocols/tcp/tcb.ts'
import type { Segment } from '#lib/core/protocols/tcp/wire.ts'

/** What a call gives back: a value, or -1 with an errno. */
export interface Returned {
  readonly value: number
  readonly errno: string | null
}

export interface SentSegment {
  readonly at: Millis
  readonly SEG: Segment
}

interface Descriptor {
  kind: 'new' | 'listening' | 'connection'
  socket: SocketId | null
  port: number
  nonblocking: boolean
  config: Partial<TcpConfig>
  /** SO_ERROR: told once. */
  error: string | null
  connecting: boolean
  connected: boolean
  noMoreSending: boolean
  noMoreReceiving: boolean
  options: Map<string, number>
}

const errnoOf: Partial<Record<Signal, string>> = {
  'connection refused': 'ECONNREFUSED',
  'connection reset': 'ECONNRESET',
  'connection timed out': 'ETIMEDOUT',
}

const failed = (errno: string): Returned => ({ value: -1, errno })
const done = (value = 0): Returned => ({ value, errno: null })

export const serverPort = 8080
export const ephemeralPort = 49_152

export class BsdSockets {
  host: Host
  now: Millis = 0
  readonly sent: SentSegment[] = []
  private readonly peer: string
  private readonly descriptors = new Map<number, Descriptor>()

  constructor(address: string, peer: string, config: TcpConfig) {
    this.host = createHost(address, config)
    this.peer = peer
  }

  /** Lets time pass; timers go off on the way, those at `to` itself only when `inclusive`. */
  advance(to: Millis, inclusive: boolean): void {
    for (;;) {
      const at = nextHostDeadline(this.host)
      if (at === null || at > to || (at === to && !inclusive)) break
      this.now = Math.max(this.now, at)
      this.apply({ kind: 'timers' })
    }
    this.now = Math.max(this.now, to)
  }

  /** The next timer, for whoever waits for something to be sent. */
  deadline(): Millis | null {
    return nextHostDeadline(this.host)
  }

  arrive(SEG: Segment): void {
    this.apply({ kind: 'packet', from: this.peer, SEG })
  }

  configure(config: TcpConfig): void {
    this.apply({ kind: 'configure', config })
  }

  /** The TCB behind a descriptor; null when it has none (any more). */
  tcbOf(fd: number): Tcb | null {
    const socket = this.descriptors.get(fd)?.socket ?? null
    return socket === null ? null : (findConnection(this.host, socket)?.tcb ?? null)
  }

  /**
   * The connections' states with their ports: what sockstat lists, only our process's descriptors when
   * `held`.
   */
  states(held: boolean): { readonly state: string; readonly port: number }[] {
    const mine = new Map<SocketId, Descriptor>()
    const rows: { state: string; port: number }[] = []
    for (const descriptor of this.descriptors.values()) {
      if (descriptor.socket !== null) mine.set(descriptor.socket, descriptor)
      const alive = descriptor.socket !== null && this.isAlive(descriptor.socket)
      if (!alive) rows.push({ state: 'CLOSED', port: descriptor.port })
    }
    for (const { id, tcb } of [...this.host.listeners, ...this.host.connections]) {
      if (held && !mine.has(id)) continue
      rows.push({ state: tcb.state, port: tcb.local.port })
    }
    return rows
  }

  /** Ends, without a segment, every connection in a state: the administrator's tcpdrop. */
  dropAll(state: string): void {
    for (const { id, tcb } of this.host.connections) {
      if (tcb.state === state) this.apply({ kind: 'call', socket: id, call: { name: 'abort' } })
    }
  }

  socket(fd: number): Returned {
    this.descriptors.set(fd, {
      kind: 'new',
      socket: null,
      port: 0,
      nonblocking: false,
      config: {},
      error: null,
      connecting: false,
      connected: false,
      noMoreSending: false,
      noMoreReceiving: false,
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

  /** null: it blocks. The new descriptor gets the number `newFd`. */
  accept(fd: number, newFd: number): Returned | null {
    const descriptor = this.descriptors.get(fd)
    if (descriptor === undefined) return failed('EBADF')
    if (descriptor.kind !== 'listening' || descriptor.socket === null) return failed('EINVAL')
    const ready = readyConnections(this.host, descriptor.socket)[0]
    if (ready === undefined) return descriptor.nonblocking ? failed('EWOULDBLOCK') : null
    this.apply({ kind: 'accept', listener: descriptor.socket })
    this.socket(newFd)
    const accepted = this.descriptors.get(newFd)!
    accepted.kind = 'connection'
    accepted.socket = ready.id
    accepted.port = descriptor.port
    accepted.connected = true
    accepted.nonblocking = descriptor.nonblocking
    return done(newFd)
  }

  /** null: it blocks; asked again, the same call goes on waiting. */
  connect(fd: number): Returned | null {
    const descriptor = this.descriptors.get(fd)
    if (descriptor === undefined) return failed('EBADF')
    if (descriptor.kind === 'listening') return failed('EOPNOTSUPP')
    if (descriptor.connected) return failed('EISCONN')
    if (descriptor.connecting) {
      if (descriptor.nonblocking) return failed('EALREADY')
      return this.waitForConnection(descriptor)
    }
    if (descriptor.port === 0) descriptor.port = ephemeralPort
    descriptor.kind = 'connection'
    descriptor.connecting = true
    descriptor.socket = this.host.nextId
    const { port, config } = descriptor
    this.apply({ kind: 'connect', port, address: this.peer, remotePort: serverPort, config })
    return descriptor.nonblocking ? failed('EINPROGRESS') : this.waitForConnection(descriptor)
  }

  private waitForConnection(descriptor: Descriptor): Returned | null {
    if (descriptor.connected) return done()
    if (descriptor.error === null) return null
    descriptor.connecting = false
    return failed(this.takeError(descriptor))
  }

  /** null: it blocks. */
  read(fd: number, max: number): Returned | null {
    const descriptor = this.descriptors.get(fd)
    if (descriptor === undefined) return failed('EBADF')
    const tcb = this.tcbOf(fd)
    if (!descriptor.connected && !descriptor.connecting) {
      return failed(descriptor.error === null ? 'ENOTCONN' : this.takeError(descriptor))
    }
    const waiting = tcb === null ? '' : tcb.receiveQueue
    const readable = descriptor.connected && !descriptor.noMoreReceiving
    if (readable && waiting !== '' && descriptor.socket !== null) {
      this.apply({ kind: 'call', socket: descriptor.socket, call: { name: 'receive', max } })
      return done(Math.min(max, waiting.length))
    }
    if (descriptor.error !== null) return failed(this.takeError(descriptor))
    const ended =
      tcb === null || ['CLOSE-WAIT', 'CLOSING', 'LAST-ACK', 'TIME-WAIT', 'CLOSED'].includes(tcb.state)
    if (descriptor.noMoreReceiving || (descriptor.connected && ended)) return done(0)
    return descriptor.nonblocking ? failed('EWOULDBLOCK') : null
  }

  /** null: it blocks. */
  write(fd: number, length: number, urgent: boolean): Returned | null {
    const descriptor = this.descriptors.get(fd)
    if (descriptor === undefined) return failed('EBADF')
    if (descriptor.noMoreSending) return failed('EPIPE')
    if (descriptor.error !== null) return failed(this.takeError(descriptor))
    const tcb = this.tcbOf(fd)
    if (!descriptor.connected || descriptor.socket === null) return failed('ENOTCONN')
    if (tcb === null || tcb.state === 'CLOSED') return failed('EPIPE')
    const room = tcb.config.sendBuffer - tcb.sendQueue.length
    if (room <= 0) return descriptor.nonblocking ? failed('EWOULDBLOCK') : null
    const taken = Math.min(room, length)
    if (taken < length && !descriptor.nonblocking) return null
    const data = 'x'.repeat(taken)
    this.apply({ kind: 'call', socket: descriptor.socket, call: { name: 'send', data, urgent } })
    return done(taken)
  }

  shutdown(fd: number, how: string): Returned {
    const descriptor = this.descriptors.get(fd)
    if (descriptor === undefined) return failed('EBADF')
    if (descriptor.kind === 'listening') return this.close(fd)
    if (!descriptor.connected && !descriptor.connecting) return failed('ENOTCONN')
    if (how === 'SHUT_RD' || how === 'SHUT_RDWR') descriptor.noMoreReceiving = true
    if (how === 'SHUT_RD') return done()
    descriptor.noMoreSending = true
    if (descriptor.socket !== null && this.isAlive(descriptor.socket)) {
      this.apply({ kind: 'call', socket: descriptor.socket, call: { name: 'shutdown' } })
    }
    return done()
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
    const connections = this.host.connections.map((one) => {
      if (one.id !== descriptor.socket) return one
      const BUFF = config.receiveBuffer ?? one.tcb.RCV.BUFF
      return {
        ...one,
        tcb: { ...one.tcb, config: { ...one.tcb.config, ...config }, RCV: { ...one.tcb.RCV, BUFF } },
      }
    })
    const listeners = this.host.listeners.map((one) => {
      if (one.id !== descriptor.socket) return one
      const BUFF = config.receiveBuffer ?? one.tcb.RCV.BUFF
      return {
        ...one,
        tcb: { ...one.tcb, config: { ...one.tcb.config, ...config }, RCV: { ...one.tcb.RCV, BUFF } },
      }
    })
    this.host = { ...this.host, connections, listeners }
    return done()
  }

  setOption(fd: number, name: string, value: number): void {
    this.descriptors.get(fd)?.options.set(name, value)
  }

  getOption(fd: number, name: string): number {
    return this.descriptors.get(fd)?.options.get(name) ?? 0
  }

  /** SO_ERROR: the pending error, which is thereby told; null: none. */
  pendingError(fd: number): string | null {
    const descriptor = this.descriptors.get(fd)
    if (descriptor === undefined || descriptor.error === null) return null
    return this.takeError(descriptor)
  }

  /** The settings that a descriptor goes by. */
  configOf(fd: number): TcpConfig {
    const tcb = this.tcbOf(fd)
    return tcb?.config ?? { ...this.host.config, ...this.descriptors.get(fd)?.config }
  }

  private takeError(descriptor: Descriptor): string {
    const { error } = descriptor
    descriptor.error = null
    descriptor.connecting = false
    return error ?? 'EINVAL'
  }

  private isAlive(socket: SocketId): boolean {
    if (this.host.listeners.some(({ id }) => id === socket)) return true
    const connection = findConnection(this.host, socket)
    return connection !== null && connection.tcb.state !== 'CLOSED'
  }

  private apply(event: HostEvent): void {
    const { host, effects } = stepHost(this.host, event, this.now)
    this.host = host
    for (const { socket, effect } of effects) {
      if (effect.kind === 'send') this.sent.push({ at: this.now, SEG: effect.SEG })
      else if (effect.kind === 'signal' && socket !== null) this.note(socket, effect.signal)
    }
  }

  private note(socket: SocketId, signal: Signal): void {
    for (const descriptor of this.descriptors.values()) {
      if (descriptor.socket !== socket) continue
      if (signal === 'connected') {
        descriptor.connected = true
        descriptor.connecting = false
      }
      const errno = errnoOf[signal]
      if (errno !== undefined) descriptor.error = errno
    }
  }
}
