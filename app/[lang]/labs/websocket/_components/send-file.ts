// A file over the page's WebSocket: one text message that announces it, then binary messages within the endpoint's
// bound, each compared with its echo. A WebSocket has no back-pressure for scripts: what is not awaited piles up in
// `bufferedAmount`, here and at the server. So only a few chunks are under way at once.
// Read first: the WHATWG WebSockets standard, `bufferedAmount`.

/** What is needed of the page's connection. */
export interface PagePort {
  send(data: string | ArrayBuffer): void
  /** Bytes that `send` took and the network has not. */
  buffered(): number
  isOpen(): boolean
  /** Hears every message until the result is called. */
  hear(listener: (data: string | ArrayBuffer) => void): () => void
}

export interface FileProgress {
  readonly name: string
  readonly bytes: number
  readonly chunks: number
  readonly sent: number
  /** Echoes that came back, in order, with the bytes that were sent. */
  readonly back: number
  readonly state: 'sending' | 'same' | 'different' | 'unanswered' | 'closed'
}

/** Both ways together this is a quarter of what one run may carry. */
export const fileBytesMost = 8 * 1024 * 1024

const UNDER_WAY = 8
const BUFFERED_MOST = 256 * 1024
const PATIENCE_MS = 8_000
const LOOK_MS = 20

/** Sends `file` in chunks of `chunkBytes`; resolves with how it ended, which `onProgress` has heard too. */
export async function sendFile(port: PagePort, file: File, chunkBytes: number, onProgress: (progress: FileProgress) => void): Promise<FileProgress> {
  const chunks = Math.ceil(file.size / chunkBytes)
  let progress: FileProgress = { name: file.name, bytes: file.size, chunks, sent: 0, back: 0, state: 'sending' }
  const show = (change: Partial<FileProgress>) => {
    progress = { ...progress, ...change }
    onProgress(progress)
    return progress
  }
  const expected: Uint8Array[] = []
  let heardAt = performance.now()
  let different = false
  const stop = port.hear((data) => {
    if (typeof data === 'string' || different) return
    heardAt = performance.now()
    const wanted = expected.shift()
    different = wanted === undefined || !equal(wanted, new Uint8Array(data))
    show({ back: progress.back + 1 })
  })
  /** False when the connection is over, an echo differs, or none comes. */
  const until = async (done: () => boolean): Promise<boolean> => {
    while (!done()) {
      if (!port.isOpen() || different || performance.now() - heardAt > PATIENCE_MS) return false
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
    return port.isOpen() && !different
  }
  const ended = (): FileProgress => show({ state: different ? 'different' : port.isOpen() ? 'unanswered' : 'closed' })
  try {
    show({})
    port.send(JSON.stringify({ file: file.name, type: file.type, bytes: file.size, chunks, chunkBytes }))
    for (let at = 0; at < file.size; at += chunkBytes) {
      const chunk = await file.slice(at, at + chunkBytes).arrayBuffer()
      if (!(await until(() => expected.length < UNDER_WAY && port.buffered() < BUFFERED_MOST))) return ended()
      expected.push(new Uint8Array(chunk))
      port.send(chunk)
      show({ sent: progress.sent + 1 })
    }
    return (await until(() => expected.length === 0)) ? show({ state: 'same' }) : ended()
  } finally {
    stop()
  }
}

const equal = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i])
