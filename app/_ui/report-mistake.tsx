'use client'
// The way to say that a card is wrong: a button, and a short form that is loaded when it is asked for.
import { useState, type ComponentType } from 'react'
import type { ReportProps } from './report-form.tsx'
import { useAlive } from './when-alive.tsx'

export function ReportMistake(props: Omit<ReportProps, 'onClose'>) {
  const { Form, state, open, close } = useReportForm()
  const alive = useAlive()
  return (
    <>
      <button type="button" className="link js report-mistake muted" disabled={!alive} onClick={open}>{props.words.open}</button>
      {state === 'failed' ? <span role="alert"> {props.words.failed}</span> : null}
      {state === 'open' && Form !== null ? <Form {...props} onClose={close} /> : null}
    </>
  )
}

/** The form, loaded when it is first asked for. Shown while `open` and loaded. */
export function useReportForm() {
  const [Form, setForm] = useState<ComponentType<ReportProps> | null>(null)
  const [state, setState] = useState<'closed' | 'open' | 'failed'>('closed')
  const open = () => {
    setState('open')
    import('./report-form.tsx').then(({ ReportForm }) => { setForm(() => ReportForm) }, () => { setState('failed') })
  }
  return { Form, state, open, close: () => { setState('closed') } }
}
