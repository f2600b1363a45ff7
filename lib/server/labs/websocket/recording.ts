// What went over the sockets of a run, for whoever wants it as a capture: the newest connections, each up to a bound.
// Kept in the run and gone with it. Cookies are blotted out before anything gets here.
import type { StreamEvent } from '#lib/core/protocols/websocket/live-capture.ts'
import type { Observer } from '#lib/server/labs/websocket/serve-connection.ts'

/** Of one connection, and how many connections are kept. */
export const recordedBytes = 512 * 1024
const RECORDED_EVENTS = 5_000
const KEPT = 8

export interface Recording {
  readonly events: readonly StreamEvent[]
  /** More went over the socket than stands here. */
  readonly cut: boolean
}

export interface Recordings {
  /** The same observer, with its connection recorded under this number. */
  watch(socket: number, observer: Observer): Observer
  find(socket: number): Recording | null
}

/** `nowMs`: milliseconds since the run began. */
export function createRecordings(nowMs: () => number): Recordings {
  const kept = new Map<number, { events: StreamEvent[]; bytes: number; cut: boolean }>()
  return {
    watch(socket, observer) {
      const recording = { events: [] as StreamEvent[], bytes: 0, cut: false }
      kept.set(socket, recording)
      if (kept.size > KEPT) kept.delete(kept.keys().next().value!)
      const add = (way: StreamEvent['way'], kind: StreamEvent['kind'], bytes: Uint8Array) => {
        if (recording.cut) return
        recording.cut = recording.bytes + bytes.length > recordedBytes || recording.events.length >= RECORDED_EVENTS
        if (recording.cut) return
        recording.bytes += bytes.length
        // A copy: what comes from a socket may be a view into a pool that is much larger.
        recording.events.push({ at: nowMs(), way, kind, bytes: Uint8Array.from(bytes) })
      }
      return {
        ...observer,
        effect(effect) {
          if (effect.type === 'transmit') add('out', 'bytes', effect.bytes)
          if (effect.type === 'end') add('out', 'FIN', new Uint8Array(0))
          if (effect.type === 'abort') add('out', 'RST', new Uint8Array(0))
          observer.effect(effect)
        },
        received(bytes) {
          add('in', 'bytes', bytes)
          observer.received(bytes)
        },
        gone() {
          if (!recording.events.some(({ kind }) => kind === 'RST')) {
            add('in', 'FIN', new Uint8Array(0))
            add('out', 'FIN', new Uint8Array(0))
          }
          observer.gone()
        },
      }
    },
    find: (socket) => kept.get(socket) ?? null,
  }
}
