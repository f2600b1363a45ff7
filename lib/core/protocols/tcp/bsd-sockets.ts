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
import type { IcmpMeaning } from '#lib/core/protocols/tcp/conform-icmp.ts'
import type { Signal } from '#lib/core/protocols/tcp/effects.ts'
import type { IcmpError } from '#lib/core/protocols/tcp/icmp.ts'
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
  /** A connect that blocks has not returned yet. */
  inConnect: boolean
  connected: boolean
  noMoreSending: boolean
  noMoreReceiving: boolean
  /** The connection is over: reset, given up, or closed by both sides. */
  disconnected: boolean
  /** What ICMP told: the errno, should the connection be given up. */
  softError: string | null
  /** Octets that a call which blocks has moved so far. */
  moved: number
  options: Map<string, number>
}

export interface ReadFlags {
  /** What is read stays. */
  readonly peek: boolean
  /** All that was asked for, or the end. */
  readonly all: boolean
  readonly dontWait: boolean
}

const errnoOf: Partial<Record<Signal, string>> = {
  'connection refused': 'ECONNREFUSED',
  'connection reset': 'ECONNRESET',
  'connection timed out': 'ETIMEDOUT',
}

const failed = (errno: string): Returned => ({ value: -1, errno })
const done = (value = 0): Returned => ({ value, errno: null })

/** Socket buffers as soreserve(9) makes them: a send waits until so much has room. */
const sendLowWater = 2048
/** Settings that a connection has from its beginning; what a sysctl says later does not touch them. */
const settledAtBirth = ['MSS', 'options', 'windowScale', 'timestamps', 'sack', 'receiveBuffer', 'sendBuffer', 'roundBufferToMss'] as const
/** States in which keep-alive asks whether the peer is there. */
const synchronized: ReadonlySet<string> = new Set(['ESTABLISHED', 'CLOSE-WAIT', 'FIN-WAIT-1', 'CLOSING'])
/** States in which the peer's FIN is here. */
const ended: ReadonlySet<string> = new Set(['CLOSE-WAIT', 'CLOSING', 'LAST-ACK', 'TIME-WAIT', 'CLOSED'])

export const serverPort = 8080
export const ephemeralPort = 49_152

export class BsdSockets {
  host: Host
  now: Millis = 0
  readonly sent: SentSegment[] = []
  private readonly peer: string
  private readonly descriptors = new Map<number, Descriptor>()
  /** Connections that waited to be accepted and were reset, by their listener. */
  private readonly aborted: { readonly listener: SocketId; readonly id: SocketId }[] = []

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

  /** An ICMP message that quotes the segment with this sequence number. */
  hearIcmp(fd: number, meaning: IcmpMeaning, SEQ: number, MTU: number): void {
    const tcb = this.tcbOf(fd)
    const descriptor = this.descriptors.get(fd)
    if (tcb?.remote === undefined || tcb.remote === null || meaning.class === 'ignored') return
    const error: IcmpError = meaning.class === 'too big' ? { class: 'too big', SEQ, MTU } : { class: meaning.class, SEQ }
    const errno = 'errno' in meaning ? meaning.errno : null
    const opening = tcb.state === 'SYN-SENT' || tcb.state === 'SYN-RECEIVED'
    const told = this.apply({ kind: 'ICMP', port: tcb.local.port, address: tcb.remote.address, remotePort: tcb.remote.port, error })
    if (!told.includes('soft error') || descriptor === undefined || errno === null) return
    // An established connection does not mind that a route is gone for a moment, nor any hard error.
    if (meaning.class === 'hard' || tcb.state === 'ESTABLISHED') return
    const givesUp = opening && tcb.RTT.backoffs > 3 && descriptor.softError !== null
    descriptor.softError = errno
    if (!givesUp || descriptor.socket === null) return
    this.apply({ kind: 'call', socket: descriptor.socket, call: { name: 'abort' } })
    descriptor.error = errno
    descriptor.disconnected = true
  }

  /** New settings for what begins from now on, and, but for what is settled at its birth, for what there is. */
  configure(config: TcpConfig): void {
    const before = this.host
    this.apply({ kind: 'configure', config })
    const old = new Map([...before.listeners, ...before.connections].map(({ id, tcb }) => [id, tcb.config]))
    const own = new Map([...this.descriptors.values()].map(({ socket, config: set }) => [socket, set]))
    const keep = <T extends { readonly id: SocketId; readonly tcb: Tcb }>(one: T): T => {
      const was = old.get(one.id)
      if (was === undefined) return one
      const born: Partial<Record<keyof TcpConfig, unknown>> = {}
      for (const name of settledAtBirth) born[name] = was[name]
      return { ...one, tcb: { ...one.tcb, config: { ...one.tcb.config, ...born, ...own.get(one.id) } } }
    }
    this.host = { ...this.host, listeners: this.host.listeners.map(keep), connections: this.host.connections.map(keep) }
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
      if (tcb.state !== state) continue
      this.apply({ kind: 'call', socket: id, call: { name: 'abort' } })
      for (const descriptor of this.descriptors.values()) {
        if (descriptor.socket !== id || state === 'TIME-WAIT') continue
        descriptor.error = 'ECONNABORTED'
        descriptor.disconnected = true
      }
    }
  }

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

  /** null: it blocks, having taken what there was. */
  read(fd: number, max: number, { peek, all, dontWait }: ReadFlags): Returned | null {
    const descriptor = this.descriptors.get(fd)
    if (descriptor === undefined) return failed('EBADF')
    const { noMoreReceiving, disconnected, connecting } = descriptor
    const tcb = this.tcbOf(fd)
    const queue = tcb === null || noMoreReceiving || !descriptor.connected ? '' : tcb.receiveQueue
    const over = noMoreReceiving || disconnected || (descriptor.connected && (tcb === null || ended.has(tcb.state)))
    const waits = !descriptor.nonblocking && !dontWait
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

  private replaceTcb(socket: SocketId, change: (tcb: Tcb) => Tcb): void {
    const set = <T extends { readonly id: SocketId; readonly tcb: Tcb }>(one: T): T => {
      return one.id === socket ? { ...one, tcb: change(one.tcb) } : one
    }
    this.host = { ...this.host, listeners: this.host.listeners.map(set), connections: this.host.connections.map(set) }
  }

  /** null: it blocks, having sent what there was room for. */
  write(fd: number, length: number, { urgent, dontWait }: { urgent: boolean; dontWait: boolean }): Returned | null {
    const descriptor = this.descriptors.get(fd)
    if (descriptor === undefined) return failed('EBADF')
    const waits = !descriptor.nonblocking && !dontWait
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

  /** The signals that came of it. */
  private apply(event: HostEvent): Signal[] {
    const waiting = this.host.connections.filter(({ waitsAt, tcb }) => waitsAt !== null && tcb.state !== 'SYN-RECEIVED')
    const { host, effects } = stepHost(this.host, event, this.now)
    this.host = host
    const signals: Signal[] = []
    for (const { socket, effect } of effects) {
      if (effect.kind === 'send') this.sent.push({ at: this.now, SEG: effect.SEG })
      else if (effect.kind === 'signal' && socket !== null) {
        signals.push(effect.signal)
        this.note(socket, effect.signal)
      } else if (effect.kind === 'readable' && socket !== null) this.throwAway(socket)
    }
    for (const { id, waitsAt } of waiting) {
      if (findConnection(this.host, id) === null && waitsAt !== null) this.aborted.push({ listener: waitsAt, id })
    }
    return signals
  }

  /** Nobody reads any more: what arrives is acknowledged and takes no room. */
  private throwAway(socket: SocketId): void {
    for (const descriptor of this.descriptors.values()) {
      if (descriptor.socket === socket && descriptor.noMoreReceiving) this.replaceTcb(socket, (tcb) => ({ ...tcb, receiveQueue: '' }))
    }
  }

  private note(socket: SocketId, signal: Signal): void {
    if (signal === 'connected') this.roundSendBuffer(socket)
    for (const descriptor of this.descriptors.values()) {
      if (descriptor.socket !== socket) continue
      if (signal === 'connected') {
        descriptor.connected = true
        descriptor.connecting = false
      }
      const errno = errnoOf[signal]
      if (errno === undefined) continue
      descriptor.error = signal === 'connection timed out' ? (descriptor.softError ?? errno) : errno
      descriptor.disconnected = true
    }
  }

  /** Like the receive buffer it becomes a whole number of segments once their size is known. */
  private roundSendBuffer(socket: SocketId): void {
    this.replaceTcb(socket, (tcb) => {
      const { SendMSS } = tcb.agreed
      return { ...tcb, config: { ...tcb.config, sendBuffer: Math.ceil(tcb.config.sendBuffer / SendMSS) * SendMSS } }
    })
  }
}
