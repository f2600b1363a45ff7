// Numbered messages that go on whether or not anybody listens, and a server that keeps dropping those who do: what
// reconnecting, and asking for what was missed, is tried against. The newest messages are kept in a ring; what has
// left it is gone. RFC 6455 has no such thing: ids and redelivery are always the application's.
// Read first: RFC 6455 §7.2.3 (recovering from abnormal closure).
import { randomInt } from 'node:crypto'
import type { Call } from '#lib/core/protocols/websocket/endpoint.ts'
import { feedKept, type FeedMessage } from '#lib/core/protocols/websocket/live.ts'

/** Between two messages. */
const EVERY_MS = 250
/** Live messages until the connection is dropped, and attempts that are refused before one is let in again. */
const DROP_AFTER = { least: 4, most: 9 }
const REFUSED = { least: 1, most: 4 }
/** A feed that nobody has joined for so long stops; its numbers go on when somebody does. */
const FORGET_MS = 60_000

export interface Feed {
  /** True: this attempt is to be dropped before its handshake is answered. */
  refuses(): boolean
  /** `last`: the number that the client has seen, if it says so. `call` is made until it gives a problem. */
  join(last: number | null, call: (call: Call) => boolean): void
  close(): void
}

export function createFeed(clockMs: () => number): Feed {
  const kept: Extract<FeedMessage, { type: 'message' }>[] = []
  const listeners = new Set<{ left: number; call: (call: Call) => boolean }>()
  let newest = 0
  let refusals = 0
  let joinedAt = 0
  let timer: NodeJS.Timeout | null = null

  const stop = () => {
    if (timer !== null) clearInterval(timer)
    timer = null
  }
  const tick = () => {
    if (clockMs() - joinedAt > FORGET_MS && listeners.size === 0) {
      stop()
      return
    }
    const message = { type: 'message' as const, id: ++newest, text: new Date(clockMs()).toISOString().slice(11, 23) }
    kept.push(message)
    if (kept.length > feedKept) kept.shift()
    for (const listener of [...listeners]) {
      if (!listener.call(textCall(message))) listeners.delete(listener)
      else if (--listener.left <= 0) {
        // No Close frame: the client is told 1006, as by a crash or a dead network.
        listener.call({ do: 'drop' })
        listeners.delete(listener)
        refusals = randomInt(REFUSED.least, REFUSED.most)
      }
    }
  }

  return {
    refuses() {
      if (refusals === 0) return false
      refusals--
      return true
    },
    join(last, call) {
      joinedAt = clockMs()
      call(textCall({ type: 'welcome', newest, oldest: kept[0]?.id ?? newest + 1 }))
      for (const message of kept) if (last !== null && message.id > last) call(textCall(message))
      listeners.add({ left: randomInt(DROP_AFTER.least, DROP_AFTER.most), call })
      timer ??= setInterval(tick, EVERY_MS)
    },
    close() {
      stop()
      listeners.clear()
    },
  }
}

const textCall = (message: FeedMessage): Call => ({ do: 'send', opcode: 0x1, payload: new TextEncoder().encode(JSON.stringify(message)), knownUtf8: true })
