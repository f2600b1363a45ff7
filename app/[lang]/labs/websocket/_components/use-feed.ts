// A client that hears the numbered feed and comes back when it is dropped: exponential back-off with full jitter, and,
// if told to, the number of the last message it has, so that the server can deliver what was missed.
import { useCallback, useEffect, useRef, useState } from 'react'
import { backOffCeiling, fullJitter } from '#lib/core/protocols/websocket/back-off.ts'
import type { FeedMessage } from '#lib/core/protocols/websocket/live.ts'
import { emptyFeed, foldFeed, type FeedState } from './feed-state.ts'
import type { Live } from './use-live.ts'

export const backOff = { baseMs: 400, mostMs: 6_000 } as const

export interface Attempt {
  readonly key: number
  /** 0 for a connection that was asked for, else how many have failed since the last that opened. */
  readonly attempt: number
  readonly ceilingMs: number
  readonly waitMs: number
  /** What was asked on from; null when nothing was said. */
  readonly last: number | null
  readonly outcome: 'waiting' | 'connecting' | 'open' | 'dropped' | 'failed' | 'stopped'
}

export interface FeedClient {
  readonly feed: FeedState
  readonly attempts: readonly Attempt[]
  readonly running: boolean
  readonly start: () => void
  readonly stop: () => void
}

const ATTEMPTS_KEPT = 12

export function useFeed(invite: Live['invite'], asksOn: boolean): FeedClient {
  const [feed, setFeed] = useState<FeedState>(emptyFeed)
  const [attempts, setAttempts] = useState<readonly Attempt[]>([])
  const [running, setRunning] = useState(false)
  const asks = useRef(asksOn)
  useEffect(() => { asks.current = asksOn }, [asksOn])
  /** Ends what is under way; null when nothing is. */
  const ending = useRef<(() => void) | null>(null)

  const stop = useCallback(() => {
    ending.current?.()
    ending.current = null
    setRunning(false)
  }, [])

  const start = useCallback(() => {
    ending.current?.()
    setFeed(emptyFeed)
    setAttempts([])
    setRunning(true)
    let known = emptyFeed
    let over = false
    let key = 0
    let timer: ReturnType<typeof setTimeout> | null = null
    let socket: WebSocket | null = null

    const note = (change: Partial<Attempt>) => {
      const at = key
      setAttempts((now) => now.map((one) => (one.key === at ? { ...one, ...change } : one)))
    }
    const connect = async (attempt: number) => {
      const last = asks.current ? known.last : null
      note({ outcome: 'connecting', last })
      const address = await invite('feed')
      if (over) return
      if (address === null) {
        // No run any more, or none to be had: that is not what back-off is for.
        note({ outcome: 'failed' })
        stop()
        return
      }
      let opened = false
      socket = new WebSocket(last === null ? address : `${address}&last=${last}`)
      socket.onopen = () => {
        opened = true
        note({ outcome: 'open' })
      }
      socket.onmessage = ({ data }: MessageEvent<string>) => {
        known = foldFeed(known, JSON.parse(data) as FeedMessage)
        setFeed(known)
      }
      socket.onclose = () => {
        if (over) return
        note({ outcome: opened ? 'dropped' : 'failed' })
        again(opened ? 1 : attempt + 1)
      }
    }
    const again = (attempt: number) => {
      const ceilingMs = attempt === 0 ? 0 : backOffCeiling(backOff, attempt)
      const waitMs = fullJitter(ceilingMs, Math.random())
      key++
      const next: Attempt = { key, attempt, ceilingMs, waitMs, last: null, outcome: 'waiting' }
      setAttempts((now) => [...now.slice(1 - ATTEMPTS_KEPT), next])
      timer = setTimeout(() => { void connect(attempt) }, waitMs)
    }
    ending.current = () => {
      over = true
      note({ outcome: 'stopped' })
      if (timer !== null) clearTimeout(timer)
      socket?.close()
    }
    again(0)
  }, [invite, stop])

  useEffect(() => () => { ending.current?.() }, [])
  return { feed, attempts, running, start, stop }
}

