// The words of the endpoint machine: what it is told, what happens to it, what it asks for and what it
// remembers. Types and the table of its transitions, from which the diagram is drawn; `machine.ts` does the
// work.
// Read first: RFC 6455 §4 (CONNECTING, OPEN), §7.1 (CLOSING, CLOSED).
import type { Millis, Seed } from '#lib/core/engine/machine.ts'
import type { ClientRequest, ResponseJudgement } from '#lib/core/protocols/websocket/client-handshake.ts'
import type { CloseBody } from '#lib/core/protocols/websocket/close-code.ts'
import type { FrameRules } from '#lib/core/protocols/websocket/frame.ts'
import type { Agreement } from '#lib/core/protocols/websocket/handshake.ts'
import type { HeadReader } from '#lib/core/protocols/websocket/http-head.ts'
import type { Limits } from '#lib/core/protocols/websocket/limits.ts'
import type { Assembly, Message } from '#lib/core/protocols/websocket/message.ts'
import type { Context } from '#lib/core/protocols/websocket/permessage-deflate.ts'
import type { RequestJudgement, ServerPolicy } from '#lib/core/protocols/websocket/server-handshake.ts'
import type { Violation } from '#lib/core/protocols/websocket/violation.ts'
import type { FrameReader } from '#lib/core/protocols/websocket/wire.ts'

export type ConnectionState = 'CONNECTING' | 'OPEN' | 'CLOSING' | 'CLOSED'

export interface Transition {
  readonly from: readonly ConnectionState[]
  readonly to: ConnectionState
  readonly clause: string
}

/** Every way from state to state; the machine moves by these rows and no others. */
export const transitions = {
  established: { from: ['CONNECTING'], to: 'OPEN', clause: 'RFC 6455 §4.1' },
  'handshake-failed': { from: ['CONNECTING'], to: 'CLOSING', clause: 'RFC 6455 §7.2' },
  'close-sent': { from: ['OPEN'], to: 'CLOSING', clause: 'RFC 6455 §7.1.3' },
  'close-received': { from: ['OPEN', 'CLOSING'], to: 'CLOSING', clause: 'RFC 6455 §7.1.3' },
  failed: { from: ['OPEN', 'CLOSING'], to: 'CLOSING', clause: 'RFC 6455 §7.1.7' },
  dropped: { from: ['CONNECTING', 'OPEN', 'CLOSING'], to: 'CLOSING', clause: 'RFC 6455 §7.1.1' },
  'transport-closed': { from: ['CONNECTING', 'OPEN', 'CLOSING'], to: 'CLOSED', clause: 'RFC 6455 §7.1.4' },
} as const satisfies Record<string, Transition>

export type TransitionName = keyof typeof transitions

/**
 * What an endpoint does beside the protocol's duties; a misbehaving peer is an endpoint with other habits.
 */
export interface Habits {
  /** Answers each Ping (RFC 6455 §5.5.2: MUST). */
  readonly answersPing: boolean
  /** Answers a Close frame with one (RFC 6455 §5.5.1: MUST). */
  readonly answersClose: boolean
  /** Null: as the role demands (RFC 6455 §5.1). */
  readonly masks: boolean | null
  /** Sends a Ping so often while OPEN; null sends none. */
  readonly pingEveryMs: number | null
  /** How long the Pong to such a Ping may take. */
  readonly pongWithinMs: number
  /** Compresses messages of this many bytes and more, where compression was negotiated. */
  readonly compressFrom: number
}

export const goodHabits: Habits = {
  answersPing: true,
  answersClose: true,
  masks: null,
  pingEveryMs: null,
  pongWithinMs: 5_000,
  compressFrom: 0,
}

interface BaseConfig {
  readonly limits: Limits
  readonly habits: Habits
}

export interface ServerConfig extends BaseConfig {
  readonly role: 'server'
  readonly policy: ServerPolicy
}

export interface ClientConfig extends BaseConfig {
  readonly role: 'client'
  readonly request: ClientRequest
  /** Closes with 1010 when the server declined compression (RFC 7692 §5.1). */
  readonly needsCompression: boolean
}

export type EndpointConfig = ServerConfig | ClientConfig

/** What the application asks of its endpoint. */
export type Call =
  /** A whole message; `fragmentBytes` cuts its payload, after compression, into frames of that size. */
  | {
      readonly do: 'send'
      readonly opcode: 0x1 | 0x2
      readonly payload: Uint8Array
      readonly fragmentBytes?: number
      readonly compress?: boolean
      /**
       * The text is known to be UTF-8, as that of a message that was delivered is; it is not looked through
       * again.
       */
      readonly knownUtf8?: boolean
    }
  /**
   * One frame of a message that is sent as it is made: the first, a middle or, with `fin`, the last.
   * Uncompressed.
   */
  | {
      readonly do: 'send-fragment'
      readonly opcode: 0x1 | 0x2
      readonly payload: Uint8Array
      readonly fin: boolean
    }
  | { readonly do: 'ping' | 'pong'; readonly payload: Uint8Array }
  | { readonly do: 'close'; readonly code: number | null; readonly reason: string }
  /** Bytes onto the wire as they are, legal or not; this side's state knows nothing of them. */
  | { readonly do: 'raw'; readonly bytes: Uint8Array }
  /** Ends the TCP connection without a Close frame. */
  | { readonly do: 'drop' }

export type TimerName = 'handshake' | 'idle' | 'life' | 'ping' | 'pong' | 'close'

export type EndpointEvent =
  /** The TCP connection stands: a client sends its request now. */
  | { readonly type: 'connected' }
  /** Bytes from the peer. They are kept by reference and must not change afterwards. */
  | { readonly type: 'bytes'; readonly bytes: Uint8Array }
  /** Reading goes on after a `paused` effect. */
  | { readonly type: 'continue' }
  /** The peer has ended the TCP connection, or it is lost. */
  | { readonly type: 'end' }
  | { readonly type: 'call'; readonly call: Call }
  | { readonly type: 'timer'; readonly timer: TimerName }
  /** So many bytes wait to be taken by the transport. */
  | { readonly type: 'unsent'; readonly bytes: number }

export type EndpointEffect =
  | {
      readonly type: 'transition'
      readonly from: ConnectionState
      readonly to: ConnectionState
      readonly on: TransitionName
      readonly clause: string
    }
  | { readonly type: 'transmit'; readonly bytes: Uint8Array }
  /** Close the TCP connection in good order: what was transmitted arrives first. */
  | { readonly type: 'end' }
  /** Close it at once: the peer does not answer. */
  | { readonly type: 'abort' }
  | { readonly type: 'request'; readonly judgement: RequestJudgement }
  | { readonly type: 'response'; readonly judgement: ResponseJudgement }
  | { readonly type: 'open'; readonly agreement: Agreement }
  | { readonly type: 'message'; readonly message: Message }
  | { readonly type: 'ping' | 'pong'; readonly payload: Uint8Array }
  /** The peer's Close frame. */
  | { readonly type: 'close'; readonly body: CloseBody }
  /** The connection is failed: the first violation decided, the others were found in the same header. */
  | { readonly type: 'fail'; readonly violations: readonly Violation[] }
  | { readonly type: 'closed'; readonly code: number; readonly reason: string; readonly clean: boolean }
  | { readonly type: 'set-timer'; readonly timer: TimerName; readonly at: Millis }
  | { readonly type: 'clear-timer'; readonly timer: TimerName }
  /**
   * A message was delivered and bytes are left: the machine waits for `continue`, so that the application may
   * answer before what follows is read. Always the last effect.
   */
  | { readonly type: 'paused' }

export interface EndpointState {
  readonly config: EndpointConfig
  readonly seed: Seed
  readonly state: ConnectionState
  /** While CONNECTING: what has arrived of the peer's head. */
  readonly head: HeadReader
  /** A client's Sec-WebSocket-Key, once sent. */
  readonly key: string | null
  readonly agreement: Agreement | null
  readonly rules: FrameRules
  readonly reader: FrameReader
  /** Bytes behind a delivered message, not read yet. */
  readonly unread: Uint8Array
  /** The peer ended the connection, while bytes were still unread. */
  readonly endUnread: boolean
  readonly message: Assembly | null
  /** The payload so far of the control frame that is arriving. */
  readonly control: Uint8Array
  /** The opcode of the message that is being sent frame by frame. */
  readonly sending: number | null
  readonly sendContext: Context | null
  readonly receiveContext: Context | null
  readonly closeSent: CloseBody | null
  readonly closeReceived: CloseBody | null
  readonly failed: Violation | null
  /** This side has ended the TCP connection. */
  readonly ended: boolean
  /** Masking keys drawn so far. */
  readonly masks: number
  /** Control frames since `controlSince`. */
  readonly controlCount: number
  readonly controlSince: Millis
  readonly lastHeard: Millis
  /** The payload of the heartbeat that waits for its Pong. */
  readonly heartbeat: string | null
  readonly heartbeats: number
  readonly deadlines: Readonly<Partial<Record<TimerName, Millis>>>
}
