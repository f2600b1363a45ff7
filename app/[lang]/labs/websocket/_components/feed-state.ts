// What the page knows of the numbered feed: each message, and whether it came live, was delivered again after a
// reconnection, or never came. Pure. A gap in the numbers is a loss: TCP itself loses nothing within a connection.
import type { FeedMessage } from '#lib/core/protocols/websocket/live.ts'

export type Arrival = 'live' | 'redelivered' | 'lost'

export interface FeedState {
  readonly messages: readonly { readonly id: number; readonly arrival: Arrival }[]
  /** The newest that arrived: what a client asks on from. */
  readonly last: number | null
  /** Up to here messages of this connection are older than it. */
  readonly before: number
  readonly counts: Readonly<Record<Arrival, number>>
}

export const emptyFeed: FeedState = { messages: [], last: null, before: 0, counts: { live: 0, redelivered: 0, lost: 0 } }

/** Older ones are dropped from the list, not from the counts. */
const KEPT = 80

export function foldFeed(state: FeedState, message: FeedMessage): FeedState {
  if (message.type === 'welcome') return { ...state, before: message.newest }
  const { id } = message
  if (state.last !== null && id <= state.last) return state
  const lost = state.last === null ? [] : Array.from({ length: Math.min(id - state.last - 1, 10_000) }, (_, i) => ({ id: state.last! + 1 + i, arrival: 'lost' as const }))
  const arrival = id <= state.before ? ('redelivered' as const) : ('live' as const)
  return {
    ...state,
    messages: [...state.messages, ...lost, { id, arrival }].slice(-KEPT),
    last: id,
    counts: { ...state.counts, lost: state.counts.lost + lost.length, [arrival]: state.counts[arrival] + 1 },
  }
}
