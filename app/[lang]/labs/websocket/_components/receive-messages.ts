// The same messages by WebSocket, EventSource and long polling, as a page's script receives them. Each resolves when
// all have come, or nothing more will.
import type { TransportName } from '#lib/core/protocols/websocket/live.ts'

export interface Receiving {
  readonly paths: Readonly<Record<TransportName, string>>
  readonly pollKey: string
  readonly messages: number
  readonly signal: AbortSignal
  /** Called for each, with the time of this page at which the script had it. */
  readonly onMessage: (transport: TransportName, text: string, atMs: number) => void
}

export async function receiveMessages(receiving: Receiving): Promise<void> {
  await Promise.all([overWebSocket(receiving), overEvents(receiving), overPolls(receiving)])
}

function overWebSocket({ paths, signal, onMessage }: Receiving): Promise<void> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${window.location.origin.replace(/^http/, 'ws')}${paths.websocket}`)
    socket.onmessage = ({ data }: MessageEvent<string>) => { onMessage('websocket', data, performance.now()) }
    socket.onclose = () => { resolve() }
    signal.addEventListener('abort', () => { socket.close() })
  })
}

function overEvents({ paths, messages, signal, onMessage }: Receiving): Promise<void> {
  return new Promise((resolve) => {
    const source = new EventSource(paths.sse)
    const end = () => {
      // Else it would connect again, with a ticket that is used up.
      source.close()
      resolve()
    }
    let count = 0
    source.onmessage = ({ data }: MessageEvent<string>) => {
      onMessage('sse', data, performance.now())
      if (++count === messages) end()
    }
    source.onerror = end
    signal.addEventListener('abort', end)
  })
}

async function overPolls({ paths, pollKey, messages, signal, onMessage }: Receiving): Promise<void> {
  const [path = ''] = paths.poll.split('?')
  let url = paths.poll
  for (let after = 0; after < messages;) {
    let list: string[]
    try {
      const response = await fetch(url, { signal, cache: 'no-store' })
      if (!response.ok) return
      list = (await response.json()) as string[]
    } catch {
      return
    }
    const atMs = performance.now()
    for (const text of list) onMessage('poll', text, atMs)
    after += list.length
    url = `${path}?of=${pollKey}&after=${after}`
  }
}
