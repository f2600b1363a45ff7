// A host and the descriptors of the one process on it: what time, segments, ICMP and the administrator do to them, and what
// each learns of it. The calls that the process makes stand in `bsd-sockets.ts`. Mutable inside, because a running program's
// descriptors are; time is given. Read first: RFC 9293 §3.9.2.2 for ICMP; FreeBSD's sockstat(1), tcpdrop(8).
import type { Millis } from '#lib/core/engine/machine.ts'
import type { TcpConfig } from '#lib/core/protocols/tcp/config.ts'
import type { IcmpMeaning } from '#lib/core/protocols/tcp/conform-icmp.ts'
import type { Signal } from '#lib/core/protocols/tcp/effects.ts'
import {
  createHost,
  findConnection,
  nextHostDeadline,
  stepHost,
  type Host,
  type HostEvent,
  type SocketId,
} from '#lib/core/protocols/tcp/host.ts'
import type { IcmpError } from '#lib/core/protocols/tcp/icmp.ts'
import type { Tcb } from '#lib/core/protocols/tcp/tcb.ts'
import type { Segment } from '#lib/core/protocols/tcp/wire.ts'

export interface SentSegment {
  readonly at: Millis
  readonly SEG: Segment
}

export interface Descriptor {
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

const errnoOf: Partial<Record<Signal, string>> = {
  'connection refused': 'ECONNREFUSED',
  'connection reset': 'ECONNRESET',
  'connection timed out': 'ETIMEDOUT',
}

/** Settings that a connection has from its beginning; what a sysctl says later does not touch them. */
const settledAtBirth = ['MSS', 'options', 'windowScale', 'timestamps', 'sack', 'receiveBuffer', 'sendBuffer', 'roundBufferToMss'] as const

/** Enough for every script; keep-alive at its defaults asks for years in as many. */
const mostTimers = 20_000

export class BsdKernel {
  host: Host
  now: Millis = 0
  readonly sent: SentSegment[] = []
  private fired = 0
  protected readonly peer: string
  protected readonly descriptors = new Map<number, Descriptor>()
  /** Connections that waited to be accepted and were reset, by their listener. */
  protected readonly aborted: { readonly listener: SocketId; readonly id: SocketId }[] = []

  constructor(address: string, peer: string, config: TcpConfig) {
    this.host = createHost(address, config)
    this.peer = peer
  }

  /**
   * Lets time pass; timers go off on the way, those at `to` itself only when `inclusive`, and none once the run is
   * exhausted.
   */
  advance(to: Millis, inclusive: boolean): void {
    while (!this.exhausted) {
      const at = nextHostDeadline(this.host)
      if (at === null || at > to || (at === to && !inclusive)) break
      this.fired++
      this.now = Math.max(this.now, at)
      this.apply({ kind: 'timers' })
    }
    this.now = Math.max(this.now, to)
  }

  /** Whether more timers went off than any script needs: what is set to run for ever ends here. */
  get exhausted(): boolean {
    return this.fired >= mostTimers
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

  protected replaceTcb(socket: SocketId, change: (tcb: Tcb) => Tcb): void {
    const set = <T extends { readonly id: SocketId; readonly tcb: Tcb }>(one: T): T => {
      return one.id === socket ? { ...one, tcb: change(one.tcb) } : one
    }
    this.host = { ...this.host, listeners: this.host.listeners.map(set), connections: this.host.connections.map(set) }
  }

  /** The settings that a descriptor goes by. */
  configOf(fd: number): TcpConfig {
    const tcb = this.tcbOf(fd)
    return tcb?.config ?? { ...this.host.config, ...this.descriptors.get(fd)?.config }
  }

  protected isAlive(socket: SocketId): boolean {
    if (this.host.listeners.some(({ id }) => id === socket)) return true
    const connection = findConnection(this.host, socket)
    return connection !== null && connection.tcb.state !== 'CLOSED'
  }

  /** The signals that came of it. */
  protected apply(event: HostEvent): Signal[] {
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
