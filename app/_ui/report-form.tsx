'use client'
// What is wrong with a card, for the administrator. What was typed stays here until it has been sent.
import { useState } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import { v7 } from 'uuid'
import { callApi } from './api.ts'
import { Dialog } from './dialog.tsx'
import type { Messages } from './i18n/messages.ts'

export interface ReportProps {
  readonly lang: Lang
  readonly card: string
  readonly version: string
  readonly words: Messages['report']
  readonly onClose: () => void
}

interface Typed {
  readonly id: string
  readonly text: string
  readonly source: string
}

export function ReportForm({ lang, card, version, words, onClose }: ReportProps) {
  const key = `protodeck-report-${card}`
  const [typed, setTyped] = useState<Typed>(() => readKept(key))
  const [state, setState] = useState<'writing' | 'sending' | 'sent'>('writing')
  const [problem, setProblem] = useState<string | null>(null)
  const change = (more: Partial<Typed>) => {
    const next = { ...typed, ...more }
    setTyped(next)
    try { sessionStorage.setItem(key, JSON.stringify(next)) } catch { /* Storage is closed to us: it stays on the screen. */ }
  }
  const send = async () => {
    setState('sending')
    const { id, text, source } = typed
    const answer = await callApi('POST', '/reports', { id, card, lang, version, text, ...(source.trim() === '' ? {} : { source }) }, lang)
    if (answer.kind === 'ok') {
      try { sessionStorage.removeItem(key) } catch { /* Nothing was kept. */ }
      setState('sent')
      return
    }
    setProblem(answer.kind === 'problem' ? answer.problem.detail : words.unreachable)
    setState('writing')
  }
  return (
    <Dialog title={words.title} onClose={onClose}>
      {state === 'sent' ? (
        <>
          <p role="status">{words.thanks}</p>
          <p className="actions"><button type="button" className="button" autoFocus onClick={onClose}>{words.close}</button></p>
        </>
      ) : (
        <form onSubmit={(event) => { event.preventDefault(); void send() }}>
          <div className="field">
            <label htmlFor="report-text">{words.text}</label>
            <textarea id="report-text" required autoFocus rows={4} maxLength={2_000} value={typed.text} onChange={({ target }) => { change({ text: target.value }) }} />
          </div>
          <div className="field">
            <label htmlFor="report-source">{words.source}</label>
            <input id="report-source" maxLength={500} placeholder="RFC 9293 §3.5" value={typed.source} onChange={({ target }) => { change({ source: target.value }) }} />
            <p className="hint">{words.anonymous}</p>
          </div>
          {problem === null ? null : <p className="alert" role="alert">{problem}</p>}
          <p className="actions">
            <button className="button" disabled={state === 'sending' || typed.text.trim() === ''}>{words.send}</button>
            <button type="button" className="button quiet" onClick={onClose}>{words.cancel}</button>
          </p>
        </form>
      )}
    </Dialog>
  )
}

function readKept(key: string): Typed {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? 'null') as Partial<Typed> | null
    if (typeof kept?.id === 'string' && typeof kept.text === 'string') return { id: kept.id, text: kept.text, source: kept.source ?? '' }
  } catch {
    // Nothing is kept.
  }
  return { id: v7(), text: '', source: '' }
}
