'use client'
// An interview between this page and the server: the view, actions that are sent until they are answered, and whether
// there is network. The server alone decides; this only asks, and asks again.
import { useCallback, useEffect, useRef, useState } from 'react'
import { v7 } from 'uuid'
import type { Lang } from '#lib/core/notes/card.ts'
import type { InterviewAction, InterviewView } from '#lib/server/web.ts'
import type { Door } from './door.ts'
import { forgetSpoken, keepCommand, keptCommand, tabId } from './kept-here.ts'
import { setServerClock } from './server-clock.ts'

const retryAfterMs = 3_000
/** How often a page asks that somebody else drives as well. */
const liveMs = 2_000

export interface Interview {
  readonly door: Door
  readonly view: InterviewView
  /** An action waits for its answer. */
  readonly busy: boolean
  readonly offline: boolean
  /** Why the last action was refused. */
  readonly refusal: string | null
  readonly act: (action: InterviewAction, number?: number) => Promise<void>
  readonly refresh: () => Promise<void>
  /** What another request has found out about the network. */
  readonly setOffline: (offline: boolean) => void
}

/** `live`: a partner may move it on at any moment. */
export function useInterview(initial: InterviewView, lang: Lang, door: Door, live: boolean): Interview {
  const [view, setView] = useState(initial)
  const [busy, setBusy] = useState(false)
  const [offline, setOffline] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const sending = useRef(false)
  const { id } = initial

  const show = useCallback(
    (next: InterviewView, tookMs: number) => {
      setServerClock(next.nowMs, tookMs)
      setOffline(false)
      setView((now) => (next.seq < now.seq ? now : next))
      // The report is another page.
      if (next.status !== 'finished') return
      forgetSpoken(id)
      window.location.assign(`/${lang}/interviews/${id}`)
    },
    [id, lang],
  )

  const refresh = useCallback(async () => {
    const asked = performance.now()
    const answer = await door.read(lang)
    if (answer.kind === 'ok') show(answer.value, performance.now() - asked)
    else if (answer.kind === 'unreachable') setOffline(true)
  }, [door, lang, show])

  /** Sends what is kept until the server has answered; one at a time. */
  const flush = useCallback(async () => {
    const command = keptCommand(id)
    if (command === null || sending.current) return
    sending.current = true
    setBusy(true)
    const asked = performance.now()
    const answer = await door.send(command, lang)
    sending.current = false
    if (answer.kind === 'unreachable') {
      setOffline(true)
      return
    }
    keepCommand(id, null)
    setBusy(false)
    if (answer.kind === 'ok') {
      setRefusal(null)
      show(answer.value, performance.now() - asked)
    } else {
      setRefusal(answer.problem.detail)
      await refresh()
    }
  }, [door, id, lang, refresh, show])

  const act = useCallback(
    async (action: InterviewAction, number?: number) => {
      if (keptCommand(id) !== null) return
      setRefusal(null)
      keepCommand(id, { id: v7(), deviceId: tabId(), event: action, ...(number === undefined ? {} : { number }) })
      await flush()
    },
    [flush, id],
  )

  useEffect(() => {
    const again = () => {
      if (keptCommand(id) === null) void refresh()
      else void flush()
    }
    again()
    const seen = () => { if (document.visibilityState === 'visible') again() }
    window.addEventListener('online', again)
    document.addEventListener('visibilitychange', seen)
    return () => {
      window.removeEventListener('online', again)
      document.removeEventListener('visibilitychange', seen)
    }
  }, [flush, id, refresh])

  useEffect(() => {
    if (!offline) return
    const retry = setInterval(() => {
      if (keptCommand(id) === null) void refresh()
      else void flush()
    }, retryAfterMs)
    return () => { clearInterval(retry) }
  }, [flush, id, offline, refresh])

  const moving = live && !offline
  useEffect(() => {
    if (!moving) return
    const ask = setInterval(() => { if (keptCommand(id) === null && document.visibilityState === 'visible') void refresh() }, liveMs)
    return () => { clearInterval(ask) }
  }, [id, moving, refresh])

  return { door, view, busy, offline, refusal, act, refresh, setOffline }
}
