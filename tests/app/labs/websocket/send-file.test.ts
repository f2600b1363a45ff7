import { expect, it, vi } from 'vitest'
import { sendFile, type FileProgress, type PagePort } from '../../../../app/[lang]/labs/websocket/_components/send-file.ts'

const file = (bytes: number) => new File([Uint8Array.from({ length: bytes }, (_, i) => i * 7)], 'notes.bin')

/** A connection that answers each binary message with what `answer` makes of it, later. */
function openPort(answer: (data: ArrayBuffer, count: number) => ArrayBuffer | null) {
  const listeners = new Set<(data: string | ArrayBuffer) => void>()
  const sent: (string | ArrayBuffer)[] = []
  let most = 0
  let underWay = 0
  const link = { open: true }
  const port: PagePort = {
    send(data) {
      sent.push(data)
      if (typeof data === 'string') return
      most = Math.max(most, ++underWay)
      const back = answer(data, sent.length - 1)
      if (back === null) return
      setTimeout(() => {
        underWay--
        for (const listener of listeners) listener(back)
      }, 1)
    },
    buffered: () => 0,
    isOpen: () => link.open,
    hear(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return { port, sent, link, most: () => most, listeners }
}

it('announces the file, sends it in chunks, a few at once, and knows its echo', async () => {
  const { port, sent, most, listeners } = openPort((data) => data.slice(0))
  const shown: FileProgress[] = []
  const end = await sendFile(port, file(25_000), 1_000, (progress) => shown.push(progress))
  expect(end).toEqual({ name: 'notes.bin', bytes: 25_000, chunks: 25, sent: 25, back: 25, state: 'same' })
  expect(JSON.parse(sent[0] as string)).toMatchObject({ file: 'notes.bin', bytes: 25_000, chunks: 25 })
  expect(sent.slice(1).map((data) => (data as ArrayBuffer).byteLength)).toEqual(Array.from({ length: 25 }, () => 1_000))
  expect(most()).toBe(8)
  expect(shown.at(-1)).toEqual(end)
  expect(listeners.size).toBe(0)
})

it('sees an echo that differs', async () => {
  const { port } = openPort((data, count) => (count === 3 ? new ArrayBuffer(data.byteLength) : data))
  expect(await sendFile(port, file(9_000), 1_000, () => undefined)).toMatchObject({ state: 'different', back: 3 })
})

it('ends when nothing comes back, and when the connection closes', async () => {
  vi.useFakeTimers()
  const silent = sendFile(openPort(() => null).port, file(20_000), 1_000, () => undefined)
  await vi.advanceTimersByTimeAsync(9_000)
  expect(await silent).toMatchObject({ state: 'unanswered', sent: 8, back: 0 })
  vi.useRealTimers()
  const { port, link } = openPort((data, count) => {
    link.open = count < 4
    return data
  })
  expect(await sendFile(port, file(20_000), 1_000, () => undefined)).toMatchObject({ state: 'closed', sent: 4 })
})

it('sends an empty file as its announcement alone', async () => {
  const { port, sent } = openPort((data) => data)
  expect(await sendFile(port, file(0), 1_000, () => undefined)).toMatchObject({ state: 'same', chunks: 0 })
  expect(sent).toHaveLength(1)
})
