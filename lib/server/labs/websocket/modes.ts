// What the endpoint does with what it hears, mode by mode; some break rules on purpose, so that a client can be
// tried against them. The rules that are kept in every mode are the machine's.
// Read first: RFC 6455 §5.1 (masks), §5.5 (control frames), §7.4.1 (close codes).
import type { Call, EndpointEffect, Habits } from '#lib/core/protocols/websocket/endpoint.ts'
import { goodHabits } from '#lib/core/protocols/websocket/endpoint.ts'
import { CLOSE, TEXT } from '#lib/core/protocols/websocket/frame.ts'
import type { LiveMode } from '#lib/core/protocols/websocket/live.ts'
import { encodeFrame } from '#lib/core/protocols/websocket/wire.ts'

export interface ModeHost {
  /** Makes a call later; dropped when too many wait. */
  later(afterMs: number, call: Call): void
  /** Makes a call at every socket of the same run that is in the room. */
  room(call: Call): void
  /** Lets this socket hear the run's feed, from behind the message that its path names. */
  joinFeed(): void
}

export interface Mode {
  readonly habits: Habits
  readonly answer: (effect: EndpointEffect, host: ModeHost) => readonly Call[]
}

type Send = Extract<Call, { do: 'send' }>

/** How long the slow mode thinks, and how long it pauses between the pieces of its answer. */
const SLOW_MS = 1_500
const SLOW_PIECE_MS = 300
const SLOW_PIECES = 4

const nothing: readonly Call[] = []

const onMessage =
  (answer: (send: Send, host: ModeHost) => readonly Call[]) =>
  (effect: EndpointEffect, host: ModeHost): readonly Call[] => {
    if (effect.type !== 'message') return nothing
    const { opcode, payload } = effect.message
    return answer({ do: 'send', opcode: opcode as 0x1 | 0x2, payload, knownUtf8: true }, host)
  }

const echo = onMessage((send) => [send])

const inCapitals = (payload: Uint8Array): Uint8Array =>
  new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(payload).toUpperCase())

/** An answer in several frames, with time between them in which a Ping may come (RFC 6455 §5.4). */
function sendSlowly({ opcode, payload }: Send, host: ModeHost): readonly Call[] {
  const size = Math.max(1, Math.ceil(payload.length / SLOW_PIECES))
  const count = Math.max(1, Math.ceil(payload.length / size))
  for (let i = 0; i < count; i++) {
    const piece = payload.subarray(i * size, (i + 1) * size)
    host.later(SLOW_MS + i * SLOW_PIECE_MS, { do: 'send-fragment', opcode, payload: piece, fin: i === count - 1 })
  }
  return nothing
}

const raw = (bytes: Uint8Array): Call => ({ do: 'raw', bytes })

export const modes: Readonly<Record<LiveMode, Mode>> = {
  echo: { habits: goodHabits, answer: echo },
  upper: {
    habits: goodHabits,
    answer: onMessage((send) => [send.opcode === TEXT ? { ...send, payload: inCapitals(send.payload) } : send]),
  },
  slow: { habits: goodHabits, answer: onMessage(sendSlowly) },
  room: {
    habits: goodHabits,
    answer: onMessage((send, host) => {
      host.room(send)
      return nothing
    }),
  },
  'text-only': {
    habits: goodHabits,
    answer: onMessage((send) => (send.opcode === TEXT ? [send] : [{ do: 'close', code: 1003, reason: 'text only' }])),
  },
  heartbeat: { habits: { ...goodHabits, pingEveryMs: 5_000, pongWithinMs: 3_000 }, answer: echo },
  feed: {
    habits: goodHabits,
    answer(effect, host) {
      if (effect.type === 'open') host.joinFeed()
      return nothing
    },
  },
  // From here on: wrong on purpose.
  masks: { habits: { ...goodHabits, masks: true }, answer: echo },
  'bad-close': {
    habits: goodHabits,
    // 1005 must not stand in a frame: it says that there was none (RFC 6455 §7.4.1).
    answer: onMessage(() => [raw(encodeFrame({ opcode: CLOSE, payload: Uint8Array.of(0x03, 0xed) }))]),
  },
  'bad-utf8': {
    habits: goodHabits,
    answer: onMessage(() => [raw(encodeFrame({ opcode: TEXT, payload: Uint8Array.of(0x68, 0x69, 0xc3, 0x28) }))]),
  },
  'no-pong': { habits: { ...goodHabits, answersPing: false }, answer: echo },
  'half-open': { habits: { ...goodHabits, answersPing: false, answersClose: false }, answer: () => nothing },
  drop: { habits: goodHabits, answer: onMessage(() => [{ do: 'drop' }]) },
}
