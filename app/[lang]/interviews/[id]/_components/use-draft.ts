'use client'
// What is being typed for one question: kept on this device at each key, on the server every two seconds and when the
// page is left. Of several texts the newest is shown; the others are kept, and offered.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { DraftReceipt, QuestionView } from '#lib/server/web.ts'
import type { Door } from './door.ts'
import { forgetText, keepText, keptTexts, tabId } from './kept-here.ts'
import { setServerClock } from './server-clock.ts'

const everyMs = 2_000

export interface OtherText {
  readonly text: string
  /** Null: kept on this device alone. */
  readonly savedAtMs: number | null
}

export interface Draft {
  readonly text: string
  readonly setText: (text: string) => void
  readonly state: 'kept' | 'keeping' | 'here'
  readonly others: readonly OtherText[]
  /** The number that the device's next draft has. */
  readonly nextNumber: () => number
}

interface Hooks {
  readonly seq: number
  readonly onOffline: (offline: boolean) => void
  /** The log, or another device's draft, is newer than what this page knows. */
  readonly onOvertaken: () => void
}

export function useDraft(interview: string, question: QuestionView, { path, more }: Door['draft'], { seq, onOffline, onOvertaken }: Hooks): Draft {
  const [text, setShown] = useState('')
  const [state, setState] = useState<Draft['state']>('kept')
  const [here, setHere] = useState<readonly OtherText[]>([])
  const current = useRef('')
  const number = useRef(0)
  const sent = useRef('')
  const sending = useRef(false)
  const known = useRef(0)
  const { id, drafts } = question
  const device = useRef('')

  useEffect(() => {
    // The newest of what the server has and of what this device could not send.
    device.current = tabId()
    const mine = drafts.find(({ deviceId }) => deviceId === device.current)
    const unsent = keptTexts(interview, id)
    const own = unsent.find(({ deviceId }) => deviceId === device.current)
    const newer = own !== undefined && own.number > (mine?.number ?? 0)
    const first = newer ? own.text : (drafts[0]?.text ?? '')
    number.current = Math.max(mine?.number ?? 0, own?.number ?? 0)
    sent.current = newer ? '' : first
    current.current = first
    known.current = Math.max(0, ...drafts.map(({ savedAtMs }) => savedAtMs))
    setShown(first)
    setHere(unsent.filter((kept) => kept !== own && kept.text !== first).map((kept) => ({ text: kept.text, savedAtMs: null })))
    setState(newer ? 'here' : 'kept')
    // Only when the question comes: later drafts of others are offered, not laid over what is being typed.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [interview, id])

  const save = useCallback(
    async (leaving: boolean) => {
      const now = current.current
      if (now === sent.current || (sending.current && !leaving)) return
      sending.current = true
      const draft = { question: id, deviceId: device.current, number: ++number.current, text: now }
      const asked = performance.now()
      try {
        const response = await fetch(`/api/v1${path}`, {
          method: 'PUT',
          credentials: 'same-origin',
          // Larger ones are not carried past the end of a page; this device has them.
          keepalive: leaving && now.length < 15_000,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ ...more, ...draft }),
          ...(leaving ? {} : { signal: AbortSignal.timeout(20_000) }),
        })
        if (!response.ok) throw new Error(String(response.status))
        const receipt = (await response.json()) as DraftReceipt
        sent.current = now
        forgetText(interview, draft)
        onOffline(false)
        setServerClock(receipt.nowMs, performance.now() - asked)
        if (current.current === now) setState('kept')
        const other = receipt.other?.savedAtMs ?? 0
        if (receipt.seq > seq || other > known.current) {
          known.current = Math.max(known.current, other)
          onOvertaken()
        }
      } catch (error) {
        setState('here')
        if (error instanceof TypeError || (error as Error).name === 'TimeoutError') onOffline(true)
      } finally {
        sending.current = false
      }
    },
    [id, interview, more, onOffline, onOvertaken, path, seq],
  )

  const newest = useRef(save)
  useEffect(() => { newest.current = save }, [save])
  useEffect(() => {
    const timer = setInterval(() => void newest.current(false), everyMs)
    const leave = () => void newest.current(true)
    const hide = () => { if (document.visibilityState === 'hidden') leave() }
    window.addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', hide)
    return () => {
      clearInterval(timer)
      window.removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', hide)
    }
  }, [])

  const setText = useCallback(
    (next: string) => {
      current.current = next
      setShown(next)
      setState('keeping')
      keepText(interview, { question: id, deviceId: device.current, number: number.current + 1, text: next })
    },
    [id, interview],
  )

  const others = [...drafts.filter(({ deviceId, text: other }) => deviceId !== device.current && other.trim() !== ''), ...here].filter(
    (other) => other.text !== text,
  )
  return { text, setText, state, others, nextNumber: () => number.current + 1 }
}
