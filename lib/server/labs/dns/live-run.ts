// A live run: the lab's machine on real sockets. The machine decides, this carries its datagrams: stub to resolver,
// resolver to the embedded Internet's servers, and back; what arrived, when, and what a server said are the run's
// recorded inputs, from which the same run is replayed anywhere. No input chooses an address: an address without a
// server of the embedded Internet gets no packet. Where an administrator allows it, a run may ask the real Internet
// instead: port 53 of global unicast addresses alone, looked at for each datagram.
import { performance } from 'node:perf_hooks'
import { timelineOf, type LogEntry, type TimelinePoint } from '#lib/core/engine/log.ts'
import type { Problem } from '#lib/core/problem.ts'
import { answerBytes } from '#lib/core/protocols/dns/authority.ts'
import { isGlobalUnicast } from '#lib/core/protocols/dns/global-unicast.ts'
import { buildInternet, hintsOf } from '#lib/core/protocols/dns/internet.ts'
import { respond, type ServerMode } from '#lib/core/protocols/dns/server-mode.ts'
import {
  dns, nextDue, resolverAddress, stubAddress, type DnsConfig, type DnsEffect, type DnsEvent, type DnsState,
} from '#lib/core/protocols/dns/simulation.ts'
import { dnsTrace } from '#lib/core/protocols/dns/trace-codec.ts'
import { decodeMessage, encodeMessage } from '#lib/core/protocols/dns/wire.ts'
import { digestTimeline } from '#lib/core/protocols/trace.ts'
import { hexFromBytes } from '#lib/core/protocols/wire/octets.ts'
import { askServer, type Asking } from '#lib/server/labs/dns/ask-server.ts'
import { loopback, openServer, openServers, type Arrived, type LoopbackServers, type OneServer, type Place } from '#lib/server/labs/dns/loopback-servers.ts'

export interface LiveRequest {
  readonly config: DnsConfig
  readonly seed: string
  /** An earlier run that this one goes on from: its cache is warm. */
  readonly entries: readonly LogEntry<DnsEvent>[]
  /** The run's time at which it begins; not before the last entry's. */
  readonly at: number
  /** What happens first, in order: modes of servers, then a question. */
  readonly events: readonly DnsEvent[]
  /** Absent: the embedded Internet. */
  readonly outside?: Outside
}

/** Where a server out there is asked; null for an address that gets no packet. */
export type Outside = (address: string) => Place | null

/** A zone may name any address as its server: what is not everybody's to ask is not asked. */
export const realInternet: Outside = (address) => (isGlobalUnicast(address) ? { host: address, port: 53 } : null)

/** One recorded input in the trace's words. */
export interface LiveEntry {
  readonly at: number
  readonly text: string
}

export interface LiveHooks {
  /** The sockets stand: real ports by virtual address. */
  readonly onOpened: (ports: Readonly<Record<string, number>>) => void
  readonly onEntry: (entry: LiveEntry) => void
}

export interface LiveBounds {
  /** Of real time, from the sockets' opening. */
  readonly ms: number
  readonly datagrams: number
}

export const liveBounds: LiveBounds = { ms: 12_000, datagrams: 400 }
/** Out there a run is a guest. */
export const outsideBounds: LiveBounds = { ms: 12_000, datagrams: 120 }

/** After the stub has its answer: for late datagrams, and at most for what the resolver still does for itself. */
const lingerMs = 60
const mostLingerMs = 400

export interface LiveOutcome {
  /** A bound that was hit, or a log that does not fit. */
  readonly problem: Problem | null
  /** What the same inputs replay to; null where nothing ran. */
  readonly digest: string | null
}

/** Runs until the stub has its answer and nothing is under way. */
export async function runLive(request: LiveRequest, hooks: LiveHooks, bounds: LiveBounds = liveBounds): Promise<LiveOutcome> {
  const { config, seed, entries } = request
  const earlier = timelineOf(dns, { config, seed, entries })
  if (earlier.failure !== null) return { problem: { code: 'lab-live-log', params: { entry: earlier.failure.index + 1 } }, digest: null }
  return new LiveRun(request, earlier.points, hooks, bounds).go()
}

/** A query on its way: its datagram's number, and its answer's once the server has spoken. */
interface Exchange {
  readonly query: number
  readonly to: string
  /** The machine's port of the stub that asked; null: the resolver asks. */
  readonly stubPort: number | null
  asking: Asking | null
  answer: number | null
  /** Sends the resolver's answer back to where the stub asked from. */
  reply: ((bytes: Uint8Array) => void) | null
}

class LiveRun {
  private readonly request: LiveRequest
  private readonly hooks: LiveHooks
  private readonly bounds: LiveBounds
  private startedAt = performance.now()
  private readonly codec: ReturnType<typeof dnsTrace>
  private readonly exchanges = new Map<number, Exchange>()
  /** By who is asked and the asker's real port. */
  private readonly byPort = new Map<string, Exchange>()
  private servers: LoopbackServers | null = null
  private front: OneServer | null = null
  private state: DnsState
  private timer: NodeJS.Timeout | undefined
  private told = false
  private lastly: NodeJS.Timeout | undefined
  private datagrams = 0
  private readonly points: TimelinePoint<DnsState, DnsEvent, DnsEffect>[]
  private finish: (problem: Problem | null) => void = () => undefined

  constructor(request: LiveRequest, earlier: readonly TimelinePoint<DnsState, DnsEvent, DnsEffect>[], hooks: LiveHooks, bounds: LiveBounds) {
    this.request = request
    this.points = [...earlier]
    this.state = earlier.at(-1)!.state
    this.hooks = hooks
    this.bounds = bounds
    this.codec = dnsTrace(request.config.zones)
  }

  async go(): Promise<LiveOutcome> {
    const { outside } = this.request
    const addresses = outside === undefined ? [...buildInternet(this.state.config.zones).byAddress.keys()] : []
    this.servers = await openServers(addresses, (query, send) => { this.serve(query, send) })
    this.front = await openServer(resolverAddress, (query, send) => { this.takeFromStub(query, send) })
    const end = setTimeout(() => {
      this.finish({ code: 'lab-live-ended', params: { seconds: Math.round(this.bounds.ms / 1000) } })
    }, this.bounds.ms)
    try {
      const problem = await new Promise<Problem | null>((resolve) => {
        this.finish = resolve
        this.startedAt = performance.now()
        this.hooks.onOpened(Object.fromEntries([[resolverAddress, this.front!.port], ...this.servers!.ports]))
        for (const event of this.request.events) this.step(event)
        this.settle()
      })
      return { problem, digest: digestTimeline({ points: this.points, failure: null }) }
    } finally {
      clearTimeout(end)
      clearTimeout(this.timer)
      clearTimeout(this.lastly)
      for (const { asking } of this.exchanges.values()) asking?.close()
      await Promise.all([this.servers.close(), this.front.close()])
    }
  }

  /** One input: recorded, stepped, and what it asks of the network done. */
  private step(event: DnsEvent): readonly DnsEffect[] {
    const before = this.state
    const at = Math.max(before.now, Math.round((this.request.at + performance.now() - this.startedAt) * 1000) / 1000)
    const step = dns.step(before, event, at)
    if (!step.ok) {
      this.finish(step.problem)
      return []
    }
    this.state = step.value.state
    this.points.push({ entry: { event, at }, ...step.value })
    this.hooks.onEntry({ at, text: this.codec.printEvent(event, before) })
    for (const effect of step.value.effects) this.act(effect)
    this.wait()
    return step.value.effects
  }

  private act(effect: DnsEffect): void {
    if (effect.kind === 'told') this.told = true
    if (effect.kind !== 'sent') return
    if (++this.datagrams > this.bounds.datagrams) {
      this.finish({ code: 'lab-bound', params: { what: 'datagrams', limit: this.bounds.datagrams } })
      return
    }
    const { id, from, to, port, transport, message } = effect
    const bytes = encodeMessage(message)
    if (from === resolverAddress && to === stubAddress) {
      const exchange = [...this.exchanges.values()].find(({ stubPort }) => stubPort === port)
      if (exchange === undefined) return
      exchange.answer = id
      exchange.reply?.(bytes)
    } else if (from === stubAddress || from === resolverAddress) {
      this.ask(id, to, port, transport, bytes)
    }
    // What a server sends, its own socket sends.
  }

  private ask(id: number, to: string, port: number, transport: 'udp' | 'tcp', bytes: Uint8Array): void {
    const place = this.placeOf(to)
    if (place === null) {
      // Nobody has this address; a packet to it would be lost out there, and is not sent here.
      queueMicrotask(() => { this.step({ kind: 'arrival', packet: id, answer: null }) })
      return
    }
    const stubPort = to === resolverAddress ? port : null
    const exchange: Exchange = { query: id, to, stubPort, asking: null, answer: null, reply: null }
    this.exchanges.set(id, exchange)
    exchange.asking = askServer(place, transport, bytes, {
      onPort: (from) => { this.byPort.set(`${to} ${from}`, exchange) },
      onMessage: (message) => {
        if (stubPort === null && this.request.outside !== undefined) this.takeFromOutside(exchange, message)
        const { answer } = exchange
        if (answer === null) return
        this.close(exchange)
        this.step({ kind: 'arrival', packet: answer, answer: null })
        this.settle()
      },
      onFailure: () => { this.close(exchange) },
    })
  }

  private placeOf(address: string): Place | null {
    if (this.request.outside !== undefined && address !== resolverAddress) return this.request.outside(address)
    const port = address === resolverAddress ? this.front?.port : this.servers?.ports.get(address)
    return port === undefined ? null : { host: loopback, port }
  }

  /** Nobody sees when a query reaches a server out there: it is taken to have arrived when its answer does. */
  private takeFromOutside(exchange: Exchange, bytes: Uint8Array): void {
    // Bytes that are no message are as good as none; the resolver waits, and asks again.
    if (exchange.answer !== null || !decodeMessage(bytes).ok) return
    const effects = this.step({ kind: 'arrival', packet: exchange.query, answer: hexFromBytes(bytes) })
    exchange.answer = effects.find((effect) => effect.kind === 'sent')?.id ?? null
  }

  private close(exchange: Exchange): void {
    exchange.asking?.close()
    this.exchanges.delete(exchange.query)
  }

  /** A query has reached a server of the embedded Internet, which is `authority.ts` on these bytes. */
  private serve({ address, port, transport, bytes }: Arrived, send: (bytes: Uint8Array) => void): void {
    const exchange = this.byPort.get(`${address} ${port}`)
    // Datagrams of others on this machine are no part of the run.
    if (exchange === undefined || exchange.answer !== null) return
    const { mode, delayMs } = this.state.servers[address] ?? { mode: 'answers', delayMs: 0 }
    const reply = this.replyOf(address, mode, transport, bytes)
    const effects = this.step({ kind: 'arrival', packet: exchange.query, answer: reply && hexFromBytes(reply) })
    const sent = effects.find((effect) => effect.kind === 'sent')
    if (reply === null || sent === undefined) return
    exchange.answer = sent.id
    setTimeout(() => { send(reply) }, delayMs).unref()
  }

  private replyOf(address: string, mode: ServerMode, transport: 'udp' | 'tcp', bytes: Uint8Array): Uint8Array | null {
    const internet = buildInternet(this.state.config.zones)
    const server = internet.byAddress.get(address)
    if (server === undefined || mode === 'silent') return null
    if (mode === 'answers') return answerBytes(server, bytes, transport)
    const query = decodeMessage(bytes)
    const message = query.ok ? respond(server, mode, query.value, transport, hintsOf(internet).servers) : null
    return message && encodeMessage(message)
  }

  /** The stub's query has reached the resolver; its answer goes back the same way, later. */
  private takeFromStub({ port }: Arrived, send: (bytes: Uint8Array) => void): void {
    const exchange = this.byPort.get(`${resolverAddress} ${port}`)
    if (exchange === undefined || exchange.reply !== null) return
    exchange.reply = send
    this.step({ kind: 'arrival', packet: exchange.query, answer: null })
  }

  /** The machine's clock: the resolver's next deadline in real time. */
  private wait(): void {
    clearTimeout(this.timer)
    const due = nextDue(this.state)
    if (due === null) return
    const now = this.request.at + performance.now() - this.startedAt
    this.timer = setTimeout(() => {
      // Timers may be early by a fraction of a millisecond.
      const at = this.request.at + performance.now() - this.startedAt
      if (at < due.at) this.wait()
      else {
        this.step({ kind: 'tick' })
        this.settle()
      }
    }, Math.max(0, Math.ceil(due.at - now)))
  }

  /** Ends the run once the stub is told and the resolver has nothing more to do. */
  private settle(): void {
    if (!this.told) return
    this.lastly ??= setTimeout(() => { this.finish(null) }, mostLingerMs)
    if (nextDue(this.state) === null) setTimeout(() => { if (nextDue(this.state) === null) this.finish(null) }, lingerMs)
  }
}
