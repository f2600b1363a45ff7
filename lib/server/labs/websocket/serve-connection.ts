// An endpoint machine on a real socket, either role: bytes in, bytes out, timers, and an end in every case. What is
// done with messages is the application's; what is seen of it all, the observer's. No HTTP, no tickets, no counting.
// Read first: RFC 6455 §7.1.1 (who closes TCP), lib/core/protocols/websocket/endpoint.ts.
import type { Duplex } from 'node:stream'
import type { Problem } from '#lib/core/problem.ts'
import { drive, type Application } from '#lib/core/protocols/websocket/drive.ts'
import type { Call, EndpointConfig, EndpointEffect, EndpointEvent, EndpointState, TimerName } from '#lib/core/protocols/websocket/endpoint.ts'
import type { EndpointMachine } from '#lib/core/protocols/websocket/machine.ts'

/** How long a peer may take to take what is left, once the connection is over. */
const LINGER_MS = 5_000
/** A socket that has this much to send asks the machine whether it is too much. */
const UNSENT_ASK_BYTES = 64 * 1024

export interface Observer {
  /** After the step: every effect of it, in order. */
  effect(effect: EndpointEffect): void
  received(bytes: Uint8Array): void
  refused(problem: Problem): void
  /** The socket is gone; nothing follows. */
  gone(): void
}

export interface ConnectionOptions {
  readonly machine: EndpointMachine
  readonly config: EndpointConfig
  readonly seed: string
  readonly application: Application
  readonly observer: Observer | null
  readonly clockMs: () => number
  /** Changes bytes before they are sent: the raw client's request is made so. */
  readonly rewrite?: (bytes: Uint8Array) => Uint8Array
}

export interface Connection {
  state(): EndpointState
  /** Bytes that wait for the socket. */
  unsent(): number
  /** A call of the application, at a time of its own. */
  call(call: Call): Problem | null
  /** Bytes that were read before the socket was handed over. */
  hear(bytes: Uint8Array): void
  destroy(): void
}

/** Serves a connected socket until it is gone. The socket is this connection's alone from now on. */
export function serveConnection(socket: Duplex, options: ConnectionOptions): Connection {
  const { machine, config, application, observer, clockMs, rewrite } = options
  let state = machine.start(config, options.seed)
  const timers = new Map<TimerName, NodeJS.Timeout>()
  let linger: NodeJS.Timeout | null = null

  const step = (event: EndpointEvent): Problem | null => {
    const driven = drive(machine, state, event, clockMs(), application)
    state = driven.state
    socket.cork()
    for (const effect of driven.effects) perform(effect)
    socket.uncork()
    for (const problem of driven.problems) observer?.refused(problem)
    if (socket.writableLength > UNSENT_ASK_BYTES && state.state !== 'CLOSED' && event.type !== 'unsent') {
      step({ type: 'unsent', bytes: socket.writableLength })
    }
    return driven.problems[0] ?? null
  }

  const perform = (effect: EndpointEffect) => {
    switch (effect.type) {
      case 'transmit':
        if (socket.writable) socket.write(rewrite === undefined ? effect.bytes : rewrite(effect.bytes))
        break
      case 'end':
        socket.end()
        break
      case 'abort':
        socket.destroy()
        break
      case 'set-timer':
        arm(effect.timer, effect.at)
        break
      case 'clear-timer':
        clearTimeout(timers.get(effect.timer))
        timers.delete(effect.timer)
        break
      case 'closed':
        linger = setTimeout(() => { socket.destroy() }, LINGER_MS)
        break
    }
    observer?.effect(effect)
  }

  const arm = (timer: TimerName, at: number) => {
    clearTimeout(timers.get(timer))
    const fire = () => {
      // Timers may come a little early; the machine would take that for another timer's business.
      if (clockMs() < at) arm(timer, at)
      else {
        timers.delete(timer)
        step({ type: 'timer', timer })
      }
    }
    timers.set(timer, setTimeout(fire, Math.max(1, Math.ceil(at - clockMs()))))
  }

  const hear = (bytes: Uint8Array) => {
    observer?.received(bytes)
    step({ type: 'bytes', bytes })
  }
  socket.on('data', (bytes: Buffer) => { hear(bytes) })
  socket.on('end', () => { step({ type: 'end' }) })
  // What happened to the socket is told by its 'close'.
  socket.on('error', () => undefined)
  socket.on('close', () => {
    step({ type: 'end' })
    for (const timer of timers.values()) clearTimeout(timer)
    timers.clear()
    if (linger !== null) clearTimeout(linger)
    observer?.gone()
  })
  step({ type: 'connected' })
  return {
    state: () => state,
    unsent: () => socket.writableLength,
    call: (call) => step({ type: 'call', call }),
    hear,
    destroy: () => socket.destroy(),
  }
}
