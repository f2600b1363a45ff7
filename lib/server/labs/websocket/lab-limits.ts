// How much the live lab gives: the bounds of one connection, and those that count connections. Configuration:
// the public endpoint has the first table, the endpoint that somebody runs alone the second.
import { publicLimits, type Limits } from '#lib/core/protocols/websocket/limits.ts'

export interface LabLimits {
  /** What the endpoint machine holds. */
  readonly connection: Limits
  /** Sockets at once, control channels included; null means no bound. */
  readonly socketsPerPerson: number | null
  readonly sockets: number
  /** From a ticket's issue to its use. */
  readonly ticketMs: number
  /** Control channels that one person may ask for in a minute. */
  readonly runsPerMinute: number
  /** Bytes both ways of all sockets of one run. */
  readonly runBytes: number | null
  /** Bytes of a frame's payload that the inspector shows. */
  readonly shownBytes: number
  /** Frames shown in each flush of the control channel; what is beyond is counted. */
  readonly shownFrames: number
  readonly flushMs: number
  /** Answers that the slow mode holds back at once. */
  readonly pendingAnswers: number
}

export const publicLabLimits: LabLimits = {
  connection: publicLimits,
  socketsPerPerson: 4,
  sockets: 200,
  ticketMs: 30_000,
  runsPerMinute: 30,
  runBytes: 64 * 1024 * 1024,
  shownBytes: 1024,
  shownFrames: 100,
  flushMs: 40,
  pendingAnswers: 64,
}

/** One person's own process: nobody to share with. */
export const aloneLabLimits: LabLimits = { ...publicLabLimits, socketsPerPerson: null, sockets: 2_000, runBytes: null }
