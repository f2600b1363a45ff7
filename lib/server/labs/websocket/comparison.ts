// The same messages by WebSocket, server-sent events and long polling, at the same moments, to whoever holds the
// tickets; and what each way costs on the wire. One at a time in a run, bounded in number, length and time.
// Read first: RFC 6202 §2 (long polling) and §3 (streaming); the HTML standard, "Server-sent events".
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { goodHabits } from '#lib/core/protocols/websocket/endpoint.ts'
import type { ComparisonPlan, TransportCost, TransportName } from '#lib/core/protocols/websocket/live.ts'
import { transportNames } from '#lib/core/protocols/websocket/live.ts'
import type { EndpointMachine } from '#lib/core/protocols/websocket/machine.ts'
import type { ServerPolicy } from '#lib/core/protocols/websocket/server-handshake.ts'
import type { LabLimits } from '#lib/server/labs/websocket/lab-limits.ts'
import type { Taken } from '#lib/server/labs/websocket/taken.ts'
import { serveConnection, type Connection } from '#lib/server/labs/websocket/serve-connection.ts'
import { headBytes } from '#lib/server/labs/websocket/upgrade-head.ts'

/** After so long the messages begin, whoever is missing. */
const READY_MS = 4_000
/** Between the last one's readiness and the first message, so that all have settled. */
const SETTLE_MS = 150
/** A poll that nothing answers comes back empty, before a proxy's patience ends (RFC 6202 §5.5). */
const POLL_MS = 20_000
/** However slow somebody is. */
const LIFE_MS = 90_000

export interface ComparisonOptions {
  readonly plan: ComparisonPlan
  readonly limits: LabLimits
  readonly machine: EndpointMachine
  readonly clockMs: () => number
  /** The run's time, which messages carry. */
  readonly runMs: () => number
  readonly onCost: (transport: TransportName, cost: TransportCost) => void
}

export interface Comparison {
  acceptSocket(policy: ServerPolicy, taken: Taken): void
  acceptStream(request: IncomingMessage, response: ServerResponse): void
  /** `after`: how many messages the client has. */
  acceptPoll(request: IncomingMessage, response: ServerResponse, after: number): void
  end(): void
}

export function startComparison({ plan, limits, machine, clockMs, runMs, onCost }: ComparisonOptions): Comparison {
  const messages: string[] = []
  const costs: Record<TransportName, TransportCost> = { websocket: nothing, sse: nothing, poll: nothing }
  const ready = new Set<TransportName>()
  let socket: Connection | null = null
  let stream: Answer | null = null
  let poll: { answer: Answer; after: number; timer: NodeJS.Timeout } | null = null
  let over = false

  const spend = (transport: TransportName, more: Partial<Record<'requests' | 'up' | 'down' | 'messages', number>>, ended = false) => {
    const cost = costs[transport]
    costs[transport] = {
      requests: cost.requests + (more.requests ?? 0),
      up: cost.up + (more.up ?? 0),
      down: cost.down + (more.down ?? 0),
      messages: cost.messages + (more.messages ?? 0),
      ended: cost.ended || ended,
    }
    onCost(transport, costs[transport])
  }

  // — the messages —

  const sayNext = () => {
    const text = `${messages.length + 1} ${runMs().toFixed(2)} `
    messages.push(text.padEnd(plan.bytes, 'x'))
    const last = messages.length === plan.messages
    sendToSocket(last)
    sendToStream(last)
    answerPoll()
    if (!last) schedule(sayNext, plan.everyMs)
  }

  let timer: NodeJS.Timeout
  const schedule = (what: () => void, afterMs: number) => {
    clearTimeout(timer)
    timer = setTimeout(what, afterMs)
  }
  timer = setTimeout(sayNext, READY_MS)
  const life = setTimeout(() => { end() }, LIFE_MS)

  const isReady = (transport: TransportName) => {
    ready.add(transport)
    if (ready.size === transportNames.length && messages.length === 0) schedule(sayNext, SETTLE_MS)
  }

  // — the three ways —

  const sendToSocket = (last: boolean) => {
    if (socket === null) return
    const payload = new TextEncoder().encode(messages.at(-1))
    if (socket.call({ do: 'send', opcode: 0x1, payload, knownUtf8: true }) === null) spend('websocket', { messages: 1 })
    if (last) socket.call({ do: 'close', code: 1000, reason: '' })
  }

  const sendToStream = (last: boolean) => {
    if (stream === null) return
    const event = `id: ${messages.length}\ndata: ${messages.at(-1)!}\n\n`
    stream.count(() => {
      if (last) stream?.response.end(event)
      else stream?.response.write(event)
    })
    spend('sse', { messages: 1 })
  }

  const answerPoll = () => {
    if (poll === null || poll.after >= messages.length) return
    const { answer, after } = poll
    finishPoll(answer, after)
  }

  const finishPoll = (answer: Answer, after: number) => {
    if (poll !== null) clearTimeout(poll.timer)
    poll = null
    const body = Buffer.from(JSON.stringify(messages.slice(after)))
    const told = messages.length - after
    spend('poll', { messages: told })
    answer.count(() => {
      answer.response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length, 'cache-control': 'no-store' })
      answer.response.end(body)
    })
  }

  const begin = (transport: TransportName, request: IncomingMessage, response: ServerResponse): Answer => {
    spend(transport, { requests: 1, up: headBytes(request).length })
    const given = request.socket
    let counted = given.bytesWritten
    const settle = (ended: boolean) => {
      const down = given.bytesWritten - counted
      counted = given.bytesWritten
      spend(transport, { down }, ended)
    }
    response.on('error', () => undefined)
    // With one answer at a time on a connection, what the socket has written since is this answer's.
    response.once('finish', () => { settle(isLast(transport)) })
    response.once('close', () => { if (!response.writableFinished) settle(transport === 'sse') })
    return {
      response,
      count(write) {
        write()
        settle(false)
      },
    }
  }

  const isLast = (transport: TransportName) => messages.length === plan.messages && (transport === 'sse' || costs.poll.messages >= plan.messages)

  const end = () => {
    if (over) return
    over = true
    clearTimeout(timer)
    clearTimeout(life)
    socket?.destroy()
    stream?.response.destroy()
    if (poll !== null) clearTimeout(poll.timer)
    poll?.answer.response.destroy()
  }

  return {
    acceptSocket(policy, taken) {
      if (over || costs.websocket.requests > 0) {
        taken.socket.destroy()
        return
      }
      spend('websocket', { requests: 1 })
      const connection = serveConnection(taken.socket, {
        ...{ machine, clockMs, seed: randomUUID(), application: () => [] },
        config: { role: 'server', limits: limits.connection, habits: goodHabits, policy },
        observer: {
          effect(effect) {
            if (effect.type === 'transmit') spend('websocket', { down: effect.bytes.length })
            if (effect.type === 'open') setImmediate(() => { isReady('websocket') })
            if (effect.type === 'closed') spend('websocket', {}, true)
          },
          received: (bytes) => { spend('websocket', { up: bytes.length }) },
          refused: () => undefined,
          gone: () => { socket = null },
        },
      })
      socket = connection
      connection.hear(headBytes(taken.request))
      if (taken.rest.length > 0) connection.hear(new Uint8Array(taken.rest))
    },
    acceptStream(request, response) {
      if (over || costs.sse.requests > 0) {
        response.writeHead(410).end()
        return
      }
      const answer = begin('sse', request, response)
      stream = answer
      response.once('close', () => { if (stream === answer) stream = null })
      answer.count(() => {
        response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
        response.flushHeaders()
      })
      isReady('sse')
    },
    acceptPoll(request, response, after) {
      // One poll at a time: a second one answers the first.
      if (poll !== null) finishPoll(poll.answer, poll.after)
      if (over) {
        response.writeHead(410).end()
        return
      }
      const answer = begin('poll', request, response)
      const from = Math.min(after, messages.length)
      if (from < messages.length || messages.length === plan.messages) {
        finishPoll(answer, from)
        return
      }
      const timeout = setTimeout(() => { finishPoll(answer, from) }, POLL_MS)
      poll = { answer, after: from, timer: timeout }
      response.once('close', () => {
        if (poll?.answer !== answer) return
        clearTimeout(poll.timer)
        poll = null
      })
      isReady('poll')
    },
    end,
  }
}

const nothing: TransportCost = { requests: 0, up: 0, down: 0, messages: 0, ended: false }

interface Answer {
  readonly response: ServerResponse
  /** Writes, and counts what the socket took. */
  count(write: () => void): void
}
