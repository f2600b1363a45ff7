'use client'
// What may be done to a simulated run at the step looked at: to the path, and by either application.
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { hostNames, type SimulationState } from '#lib/core/protocols/websocket/simulation.ts'
import type { Names } from './websocket-run.ts'

interface Props {
  readonly state: SimulationState
  readonly names: Names
  readonly onEdit: (text: string) => void
}

export function WebSocketTools({ state, names, onEdit }: Props) {
  const t = useTranslations('labs')
  const own = useTranslations('websocketLab')
  const [text, setText] = useState('Hello')
  const data = JSON.stringify(text)
  const calls = [
    ['sendText', `send ${data}`],
    ['fragment', `fragment ${data}`],
    ['lastFragment', `last fragment ${data}`],
    ['ping', 'ping'],
    ['close', 'close 1000'],
    ['drop', 'drop'],
  ] as const
  return (
    <>
      <fieldset className="tools">
        <legend>{t('faults')}</legend>
        <div className="row">
          {(['reset', state.silent ? 'restore' : 'silence'] as const).map((what) => (
            <button key={what} type="button" className="button quiet" onClick={() => { onEdit(`link ${what}`) }}>{own(`linkTools.${what}`)}</button>
          ))}
        </div>
      </fieldset>
      <fieldset className="tools">
        <legend>{t('calls')}</legend>
        <label>{t('data')} <input value={text} maxLength={60} onChange={(event) => { setText(event.target.value) }} /></label>
        {hostNames.map((host) => (
          <div key={host} className="row" role="group" aria-label={t('callsOf', { host: names[host] })}>
            <span className="who">{names[host]}</span>
            {host === 'A' && (state.hosts.A === null || state.hosts.A.state === 'CLOSED')
              ? <button type="button" className="button quiet" onClick={() => { onEdit('A connect') }}>{own('calls.connect')}</button>
              : calls.map(([name, call]) => <button key={name} type="button" className="button quiet" onClick={() => { onEdit(`${host} ${call}`) }}>{own(`calls.${name}`)}</button>)}
          </div>
        ))}
      </fieldset>
    </>
  )
}
