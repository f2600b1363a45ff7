// What a page and the live lab say to each other over the control channel: JSON, a list of records down, one
// command up. Types only; the server checks every command before it believes one.
import type { Problem } from '#lib/core/problem.ts'
import type { ConnectionState, TransitionName } from '#lib/core/protocols/websocket/endpoint.ts'
import type { HandshakeCheck } from '#lib/core/protocols/websocket/handshake.ts'
import type { AcceptSteps } from '#lib/core/protocols/websocket/accept-key.ts'
import type { Violation } from '#lib/core/protocols/websocket/violation.ts'

/** How the endpoint behaves; the last word of its path. */
export const liveModes = [
  ...(['echo', 'upper', 'slow', 'room', 'text-only', 'heartbeat', 'feed'] as const),
  ...(['masks', 'bad-close', 'bad-utf8', 'no-pong', 'half-open', 'drop'] as const),
] as const
export type LiveMode = (typeof liveModes)[number]

/** `server` is our endpoint; `client` our own raw client. What a browser's end thinks, only its page knows. */
export type LiveEnd = 'server' | 'client'

/** Everything carries `at`, milliseconds since the run began, and most the socket's number within the run. */
export type LiveRecord = { readonly at: number } & (
  | { readonly type: 'welcome'; readonly process: string; readonly limits: ShownLimits }
  /** The answer to `invite`: a path that opens one socket, once, within so many milliseconds. */
  | { readonly type: 'invitation'; readonly ask: number; readonly path: string; readonly forMs: number }
  /** `ask`: which invitation it came by; null for the raw client. */
  | { readonly type: 'opened'; readonly socket: number; readonly mode: LiveMode; readonly raw: boolean; readonly ask: number | null }
  | {
      readonly type: 'handshake'
      readonly socket: number
      readonly end: LiveEnd
      /** The request as it came, secrets blotted out. */
      readonly request: string
      readonly response: string
      readonly checks: readonly HandshakeCheck[]
      readonly accept: AcceptSteps | null
      readonly protocol: string | null
      readonly extensions: readonly string[]
    }
  | {
      readonly type: 'frame'
      readonly socket: number
      /** As the server sees it. */
      readonly way: 'in' | 'out'
      readonly frame: number
      readonly offset: number
      readonly length: number
      readonly arrived: number
      /** Base64 of the header and the first bytes of the payload, as on the wire. */
      readonly wire: string
    }
  /** Bytes so far, both ways; for those that make no whole header yet, the only sign of life. */
  | { readonly type: 'count'; readonly socket: number; readonly in: number; readonly out: number }
  | {
      readonly type: 'state'
      readonly socket: number
      readonly end: LiveEnd
      readonly from: ConnectionState
      readonly to: ConnectionState
      readonly on: TransitionName
      readonly clause: string
    }
  | { readonly type: 'failed'; readonly socket: number; readonly end: LiveEnd; readonly violations: readonly Violation[] }
  | {
      readonly type: 'closed'
      readonly socket: number
      readonly end: LiveEnd
      readonly code: number
      readonly reason: string
      readonly clean: boolean
    }
  /** Frames that came too fast to be shown. */
  | { readonly type: 'skipped'; readonly socket: number; readonly frames: number }
  /** The answer to `capture`: where the file is to be had, once. */
  | { readonly type: 'capture'; readonly ask: number; readonly path: string }
  /** The answer to `clock`, sent at once: `ms` is the run's time, with fractions. */
  | { readonly type: 'clock'; readonly ask: number; readonly ms: number }
  /** The answer to `compare`: where the same messages are to be had three ways, each path once. */
  | { readonly type: 'comparison'; readonly ask: number; readonly paths: Readonly<Record<TransportName, string>>; readonly pollKey: string }
  /** What one way has cost so far. */
  | ({ readonly type: 'transport'; readonly ask: number; readonly transport: TransportName } & TransportCost)
  /** A command, or a call of an application, that was refused. */
  | { readonly type: 'problem'; readonly problem: Problem }
)

/** What the mode `feed` sends, as JSON in text: first the welcome, then what was missed and asked for, then what comes. */
export type FeedMessage =
  /** `oldest`: the smallest number that can still be had. */
  | { readonly type: 'welcome'; readonly newest: number; readonly oldest: number }
  | { readonly type: 'message'; readonly id: number; readonly text: string }

/** Messages that the feed can deliver again. */
export const feedKept = 16

/** How the same messages can come to a page. */
export const transportNames = ['websocket', 'sse', 'poll'] as const
export type TransportName = (typeof transportNames)[number]

/** HTTP's and WebSocket's octets, headers included, as the server's socket took and gave them. TCP's, IP's and TLS's are not in it. */
export interface TransportCost {
  readonly requests: number
  /** From the client. */
  readonly up: number
  readonly down: number
  readonly messages: number
  readonly ended: boolean
}

/** The same messages for every transport: how many, how long in bytes, how far apart. */
export interface ComparisonPlan {
  readonly messages: number
  readonly bytes: number
  readonly everyMs: number
}

/** The most that one comparison may ask for; no message is shorter than `leastBytes`, which hold its number and time. */
export const comparisonBounds = { messages: 200, leastBytes: 32, bytes: 4_096, everyMs: 200 } as const

/** The bounds that a page shows. */
export interface ShownLimits {
  readonly messageBytes: number | null
  readonly fragments: number | null
  readonly headerBytes: number | null
  readonly idleMs: number | null
  readonly lifeMs: number | null
  readonly socketsPerPerson: number | null
  readonly runBytes: number | null
}

/** A frame of the raw client, bit by bit: what `encodeFrame` takes, in JSON. */
export interface LiveFrame {
  readonly fin: boolean
  readonly rsv1: boolean
  readonly rsv2: boolean
  readonly rsv3: boolean
  readonly opcode: number
  /** Null: not masked. */
  readonly maskingKey: number | null
  /** Null: the shortest that fits. */
  readonly lengthBits: 7 | 16 | 64 | null
  /** Null: that of the payload. */
  readonly claimedLength: number | null
  /** Hex digits. */
  readonly payload: string
}

export type LiveCommand =
  /** A path for a socket that the page, or any other client, opens itself. */
  | { readonly do: 'invite'; readonly ask: number; readonly mode: LiveMode }
  /** The raw client connects; `fields` replace the request's own, null leaves one out. */
  | { readonly do: 'connect'; readonly mode: LiveMode; readonly fields: Readonly<Record<string, string | null>> }
  | { readonly do: 'frames'; readonly frames: readonly LiveFrame[] }
  /** Any bytes at all, hex. */
  | { readonly do: 'bytes'; readonly bytes: string }
  | { readonly do: 'close'; readonly code: number | null; readonly reason: string }
  /** A connection's bytes as a file that packet analysers read. */
  | { readonly do: 'capture'; readonly ask: number; readonly socket: number }
  /** What time it is in the run. */
  | { readonly do: 'clock'; readonly ask: number }
  /** Ends the run's other sockets, and offers the same messages three ways. */
  | ({ readonly do: 'compare'; readonly ask: number } & ComparisonPlan)
  /** Ends the raw client's TCP connection without a Close frame. */
  | { readonly do: 'drop' }
