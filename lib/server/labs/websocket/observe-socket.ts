// What the inspector is told of one connection: the handshake, each frame as it arrives, states, failures, the end.
import type { EndpointEffect } from '#lib/core/protocols/websocket/endpoint.ts'
import { formatExtension } from '#lib/core/protocols/websocket/extensions.ts'
import type { LiveEnd, LiveRecord } from '#lib/core/protocols/websocket/live.ts'
import { createTap, type SeenFrame, type StreamTap } from '#lib/core/protocols/websocket/stream-tap.ts'
import type { Observer } from '#lib/server/labs/websocket/serve-connection.ts'

/** A record without its time. */
export type Told = LiveRecord extends infer Each ? (Each extends LiveRecord ? Omit<Each, 'at'> : never) : never

export interface ObserveOptions {
  readonly socket: number
  readonly end: LiveEnd
  /** The request, for a server's end. */
  readonly request: Uint8Array
  readonly shownBytes: number
  readonly say: (record: Told) => void
  /** Bytes in either direction, for the run's account. */
  readonly count: (bytes: number) => void
  readonly onGone: () => void
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

/** The frames are told by the server's end only: both ends see the same. */
export function observeSocket({ socket, end, request, shownBytes, say, count, onGone }: ObserveOptions): Observer {
  let taps: { in: StreamTap; out: StreamTap } | null = null
  let [bytesIn, bytesOut] = [0, 0]
  // A client's: what it sent and what it heard until the handshake was over.
  let sentHead: Uint8Array | null = null
  let heard = ''

  const sayFrames = (way: 'in' | 'out', frames: readonly SeenFrame[]) => {
    for (const { frame, at, length, arrived, wire } of frames) {
      say({ type: 'frame', socket, way, frame, offset: at, length, arrived, wire: Buffer.from(wire).toString('base64') })
    }
  }
  const sayCount = () => {
    if (end === 'server') say({ type: 'count', socket, in: bytesIn, out: bytesOut })
  }

  const onEffect = (effect: EndpointEffect) => {
    switch (effect.type) {
      case 'transmit': {
        bytesOut += effect.bytes.length
        sentHead ??= effect.bytes
        if (end === 'client') return
        count(effect.bytes.length)
        if (taps !== null) sayFrames('out', taps.out.take(effect.bytes))
        sayCount()
        return
      }
      case 'request': {
        const { checks, accept, agreement, response } = effect.judgement
        const extensions = agreement?.extensions.map(formatExtension) ?? []
        say({ type: 'handshake', socket, end, request: text(request), response: text(response), checks, accept, protocol: agreement?.protocol ?? null, extensions })
        return
      }
      case 'response': {
        const { checks, accept, agreement } = effect.judgement
        const extensions = agreement?.extensions.map(formatExtension) ?? []
        const response = heard.split('\r\n\r\n')[0] ?? ''
        say({ type: 'handshake', socket, end, request: text(sentHead ?? request), response, checks, accept, protocol: agreement?.protocol ?? null, extensions })
        return
      }
      case 'open':
        taps = { in: createTap(request.length, shownBytes), out: createTap(bytesOut, shownBytes) }
        return
      case 'transition': {
        const { from, to, on, clause } = effect
        say({ type: 'state', socket, end, from, to, on, clause })
        return
      }
      case 'fail':
        say({ type: 'failed', socket, end, violations: effect.violations })
        return
      case 'closed': {
        const { code, reason, clean } = effect
        say({ type: 'closed', socket, end, code, reason, clean })
        return
      }
    }
  }

  return {
    effect: onEffect,
    received(bytes) {
      bytesIn += bytes.length
      if (end === 'client') {
        if (taps === null && heard.length < 16_384) heard += text(bytes)
        return
      }
      count(bytes.length)
      if (taps !== null) sayFrames('in', taps.in.take(bytes))
      sayCount()
    },
    refused: (problem) => { say({ type: 'problem', problem }) },
    gone: onGone,
  }
}
