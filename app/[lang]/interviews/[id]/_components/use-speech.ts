'use client'
// Speaking instead of typing, where the browser can transcribe: what was said comes as text, and how long it took.
import { useEffect, useRef, useState } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import { useAlive } from '../../../../_ui/when-alive.tsx'

/** Of the Web Speech API what is used here; the DOM's own types do not have it. */
interface Recognition extends EventTarget {
  lang: string
  continuous: boolean
  interimResults: boolean
  onresult: ((event: { readonly resultIndex: number; readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }> & { readonly isFinal: boolean }> }) => void) | null
  onerror: ((event: { readonly error: string }) => void) | null
  onend: (() => void) | null
  start(): void
  stop(): void
}

type Maker = new () => Recognition

const makerOf = (): Maker | null => {
  const { SpeechRecognition, webkitSpeechRecognition } = window as { SpeechRecognition?: Maker; webkitSpeechRecognition?: Maker }
  return SpeechRecognition ?? webkitSpeechRecognition ?? null
}

export interface Speech {
  /** Whether this browser can. */
  readonly can: boolean
  readonly speaking: boolean
  /** What is heard, and may still change. */
  readonly heard: string
  readonly problem: 'refused' | 'network' | 'failed' | null
  readonly start: () => void
  readonly stop: () => void
  /** In all, until now. */
  readonly spokenMs: () => number
}

/** Where the time is kept over a reload. */
export interface SpokenPlace {
  readonly read: () => number
  readonly keep: (spokenMs: number) => void
}

export function useSpeech(lang: Lang, place: SpokenPlace, onText: (text: string) => void): Speech {
  const alive = useAlive()
  const [speaking, setSpeaking] = useState(false)
  const [heard, setHeard] = useState('')
  const [problem, setProblem] = useState<Speech['problem']>(null)
  const recognition = useRef<Recognition | null>(null)
  const sinceMs = useRef<number | null>(null)
  const beforeMs = useRef(0)
  const take = useRef(onText)
  useEffect(() => { take.current = onText }, [onText])
  const { read, keep } = place
  useEffect(() => { beforeMs.current = read() }, [read])
  const soFar = () => beforeMs.current + (sinceMs.current === null ? 0 : performance.now() - sinceMs.current)
  useEffect(() => () => { recognition.current?.stop() }, [])

  const stopClock = () => {
    if (sinceMs.current !== null) beforeMs.current += performance.now() - sinceMs.current
    sinceMs.current = null
  }
  const start = () => {
    const Maker = makerOf()
    if (Maker === null || recognition.current !== null) return
    const made = new Maker()
    made.lang = lang === 'zh' ? 'zh-CN' : 'en-US'
    made.continuous = true
    made.interimResults = true
    made.onresult = ({ results, resultIndex }) => {
      const fresh = Array.from(results).slice(resultIndex)
      const textOf = (some: typeof fresh) => some.map((result) => result[0]?.transcript ?? '').join('')
      const said = textOf(fresh.filter(({ isFinal }) => isFinal))
      if (said !== '') take.current(said)
      keep(soFar())
      setHeard(textOf(fresh.filter(({ isFinal }) => !isFinal)))
    }
    made.onerror = ({ error }) => { if (error !== 'no-speech' && error !== 'aborted') setProblem(error === 'not-allowed' || error === 'service-not-allowed' ? 'refused' : error === 'network' ? 'network' : 'failed') }
    made.onend = () => {
      stopClock()
      keep(soFar())
      recognition.current = null
      setSpeaking(false)
      setHeard('')
    }
    setProblem(null)
    try {
      made.start()
    } catch {
      setProblem('failed')
      return
    }
    recognition.current = made
    sinceMs.current = performance.now()
    setSpeaking(true)
  }
  return {
    ...{ can: alive && makerOf() !== null, speaking, heard, problem, start },
    stop: () => { recognition.current?.stop() },
    spokenMs: () => Math.round(soFar()),
  }
}
