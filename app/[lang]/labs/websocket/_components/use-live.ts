// The page's side of a live run: the control channel, the browser's own WebSocket, and the raw client by command.
import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import type { LiveCommand, LiveMode, LiveRecord } from '#lib/core/protocols/websocket/live.ts'
import { callApi } from '../../../../_ui/api.ts'
import { emptyRun, foldRecords, type LiveRun } from './live-run.ts'
import { describeMessage, type PageMessage } from './page-message.ts'
import type { PagePort } from './send-file.ts'

export type ControlState = 'none' | 'opening' | 'open' | 'refused' | 'unreachable' | 'over'

/** What the browser tells a script of its own connection. */
export interface PageSocket {
  readonly ask: number
  readonly state: 'CONNECTING' | 'OPEN' | 'CLOSING' | 'CLOSED'
  readonly protocol: string
  readonly extensions: string
  /** The newest last; older ones are dropped. */
  readonly received: readonly PageMessage[]
  readonly closed: { readonly code: number; readonly reason: string; readonly clean: boolean } | null
}

export interface Live {
  readonly run: LiveRun
  readonly control: ControlState
  readonly page: PageSocket | null
  readonly connectPage: (mode: LiveMode, compression: boolean) => Promise<void>
  readonly sendPage: (data: string | Uint8Array<ArrayBuffer>) => void
  /** What the browser says against it; null when it does it. */
  readonly closePage: (code: number | null, reason: string) => string | null
  /** The page's connection, for whoever sends much; null when it is not open. */
  readonly port: () => PagePort | null
  /** A path for another client; null when the lab is not to be had. */
  readonly invite: (mode: LiveMode) => Promise<string | null>
  /** Opens the control channel first, where there is none. */
  readonly tell: (command: LiveCommand) => Promise<boolean>
  /** Resolves with the next record that fits, or null after a while. */
  readonly next: (fits: (record: LiveRecord) => boolean) => Promise<LiveRecord | null>
}

const states = ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'] as const
const stateOf = (socket: WebSocket | null) => states[socket?.readyState ?? 3]
const PATIENCE_MS = 6_000
const ATTEMPTS = 4
const RECEIVED_KEPT = 6
const here = (path: string) => `${window.location.origin.replace(/^http/, 'ws')}${path}`

interface Waiter {
  readonly fits: (record: LiveRecord) => boolean
  readonly done: (record: LiveRecord | null) => void
}

export function useLive(): Live {
  const [run, fold] = useReducer((now: LiveRun, records: readonly LiveRecord[] | null) => (records === null ? emptyRun : foldRecords(now, records)), emptyRun)
  const [control, setControl] = useState<ControlState>('none')
  const [page, setPage] = useState<PageSocket | null>(null)
  const channel = useRef<Promise<WebSocket | null> | null>(null)
  const own = useRef<WebSocket | null>(null)
  const waiters = useRef(new Set<Waiter>())
  const asks = useRef(0)

  const openControl = useCallback(async (): Promise<WebSocket | null> => {
    setControl('opening')
    const answer = await callApi<{ path: string }>('POST', '/labs/websocket/ticket', {})
    if (answer.kind !== 'ok') {
      setControl(answer.kind === 'problem' ? 'refused' : 'unreachable')
      return null
    }
    fold(null)
    const socket = new WebSocket(here(answer.value.path))
    const opened = await new Promise<boolean>((resolve) => {
      socket.onopen = () => { resolve(true) }
      socket.onclose = () => { resolve(false) }
    })
    if (!opened) {
      setControl('refused')
      return null
    }
    setControl('open')
    socket.onmessage = ({ data }) => {
      const records = JSON.parse(data as string) as LiveRecord[]
      fold(records)
      for (const waiter of waiters.current) {
        const found = records.find(waiter.fits)
        if (found !== undefined) waiter.done(found)
      }
    }
    socket.onclose = () => {
      channel.current = null
      setControl('over')
    }
    return socket
  }, [])

  const ensureControl = useCallback((): Promise<WebSocket | null> => {
    channel.current ??= openControl().then((socket) => {
      if (socket === null) channel.current = null
      return socket
    })
    return channel.current
  }, [openControl])

  const next = useCallback((fits: (record: LiveRecord) => boolean) =>
    new Promise<LiveRecord | null>((resolve) => {
      const timer = setTimeout(() => { waiter.done(null) }, PATIENCE_MS)
      const waiter: Waiter = {
        fits,
        done(record) {
          clearTimeout(timer)
          waiters.current.delete(waiter)
          resolve(record)
        },
      }
      waiters.current.add(waiter)
    }), [])

  const tell = useCallback(async (command: LiveCommand): Promise<boolean> => {
    const socket = await ensureControl()
    socket?.send(JSON.stringify(command))
    return socket !== null
  }, [ensureControl])

  const askFor = useCallback(async (mode: LiveMode): Promise<{ ask: number; path: string } | null> => {
    const ask = ++asks.current
    const answer = next((record) => record.type === 'invitation' && record.ask === ask)
    if (!(await tell({ do: 'invite', ask, mode }))) return null
    const found = await answer
    return found?.type === 'invitation' ? { ask, path: found.path } : null
  }, [next, tell])

  const openPage = useCallback(async (mode: LiveMode, compression: boolean): Promise<boolean> => {
    own.current?.close()
    const invitation = await askFor(mode)
    if (invitation === null) return true
    const socket = new WebSocket(here(`${invitation.path}${compression ? '&deflate=1' : ''}`), ['chat'])
    socket.binaryType = 'arraybuffer'
    own.current = socket
    const show = (change: (now: PageSocket) => Partial<PageSocket>) => {
      setPage((now) => (now === null || now.ask !== invitation.ask ? now : { ...now, state: stateOf(socket), ...change(now) }))
    }
    setPage({ ask: invitation.ask, state: 'CONNECTING', protocol: '', extensions: '', received: [], closed: null })
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      show((now) => ({ received: [...now.received.slice(1 - RECEIVED_KEPT), describeMessage(data)] }))
    }
    return new Promise((resolve) => {
      socket.onopen = () => {
        show(() => ({ protocol: socket.protocol, extensions: socket.extensions }))
        resolve(true)
      }
      socket.onclose = ({ code, reason, wasClean }) => {
        show(() => ({ closed: { code, reason, clean: wasClean } }))
        resolve(false)
      }
    })
  }, [askFor])

  const connectPage = useCallback(async (mode: LiveMode, compression: boolean): Promise<void> => {
    // Behind a balancer the socket may reach another process than the run's, which sends it away.
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) if (await openPage(mode, compression)) return
  }, [openPage])

  useEffect(() => () => {
    own.current?.close()
    void channel.current?.then((socket) => socket?.close())
  }, [])

  return {
    ...{ run, control, page, connectPage, tell, next },
    sendPage: (data) => own.current?.send(data),
    closePage: (code, reason) => {
      try {
        if (code === null) own.current?.close()
        else own.current?.close(code, reason)
        setPage((now) => (now === null ? now : { ...now, state: stateOf(own.current) }))
        return null
      } catch (error) {
        // The browser refuses other codes than 1000 and 3000 to 4999, in its own words.
        return (error as Error).message
      }
    },
    port: () => {
      const socket = own.current
      if (socket?.readyState !== WebSocket.OPEN) return null
      return {
        send: (data) => { socket.send(data) },
        buffered: () => socket.bufferedAmount,
        isOpen: () => socket.readyState === WebSocket.OPEN,
        hear(listener) {
          const onMessage = ({ data }: MessageEvent<string | ArrayBuffer>) => { listener(data) }
          socket.addEventListener('message', onMessage)
          return () => { socket.removeEventListener('message', onMessage) }
        },
      }
    },
    invite: async (mode) => {
      const invitation = await askFor(mode)
      return invitation === null ? null : here(invitation.path)
    },
  }
}
