'use client'
// What may be done to the run at the step looked at: faults on a segment in flight or the next one sent, calls on
// either host, and the fork. Everything becomes an event in the trace's words.
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { hostNames, type SimulationState } from '#lib/core/protocols/tcp/simulation.ts'
import { describeControlBits } from '#lib/core/protocols/tcp/wire.ts'
import { defaultPort } from '#lib/core/protocols/tcp/trace-codec.ts'
import type { HostName } from '#lib/core/protocols/tcp/link.ts'
import type { Names } from './narrate.ts'

interface Props {
  readonly state: SimulationState
  readonly names: Names
  /** Number of the segment that is selected in the diagram. */
  readonly selected: number | null
  readonly onEdit: (text: string) => void
}

export function FaultTools({ state, selected, onEdit }: Props) {
  const t = useTranslations('labs')
  const next = state.sent + 1
  const flying = [...new Map(state.flights.map((flight) => [flight.id, flight])).values()]
  const [wanted, setWanted] = useState<number | null>(null)
  const [ms, setMs] = useState('50')
  const can = (id: number | null): id is number => id === next || flying.some((flight) => flight.id === id)
  // What the person pointed at last, as long as something can still be done to it.
  const target = can(wanted) ? wanted : can(selected) ? selected : (flying[0]?.id ?? next)
  const time = /^\d{1,6}$/.test(ms) ? Number(ms) : 50
  return (
    <fieldset className="tools">
      <legend>{t('faults')}</legend>
      <div className="row">
        <label>
          {t('segment')}{' '}
          <select value={target} onChange={(event) => { setWanted(Number(event.target.value)) }}>
            {flying.map(({ id, SEG, from }) => (
              <option key={id} value={id}>{t('inFlight', { id, control: describeControlBits(SEG.CTL), from })}</option>
            ))}
            <option value={next}>{t('nextSent', { id: next })}</option>
          </select>
        </label>
        <label>
          {t('by')} <input className="ms" inputMode="numeric" value={ms} onChange={(event) => { setMs(event.target.value) }} /> ms
        </label>
      </div>
      <div className="row">
        <button type="button" className="button quiet" onClick={() => { onEdit(`drop #${target}`) }}>{t('drop')}</button>
        <button type="button" className="button quiet" onClick={() => { onEdit(`delay #${target} by ${time}`) }}>{t('delay')}</button>
        <button type="button" className="button quiet" onClick={() => { onEdit(`duplicate #${target} after ${time}`) }}>{t('duplicate')}</button>
        <button type="button" className="button quiet" onClick={() => { onEdit(`reorder #${target}`) }}>{t('reorder')}</button>
      </div>
    </fieldset>
  )
}

const calls = ['listen', 'open', 'send', 'shutdown', 'close', 'abort'] as const

export function CallTools({ state, names, onEdit }: Omit<Props, 'selected'>) {
  const t = useTranslations('labs')
  const [data, setData] = useState('hello')
  const textOf = (host: HostName, call: (typeof calls)[number]): string => {
    const { connections, nextId } = state.hosts[host]
    if (call === 'listen') return `${host} listen 80`
    if (call === 'open') return `${host} open 80${connections.length === 0 ? '' : ` from ${defaultPort + nextId}`}`
    return call === 'send' ? `${host} send ${JSON.stringify(data.slice(0, 60))}` : `${host} ${call}`
  }
  return (
    <fieldset className="tools">
      <legend>{t('calls')}</legend>
      <label>
        {t('data')} <input value={data} maxLength={60} onChange={(event) => { setData(event.target.value) }} />
      </label>
      {hostNames.map((host) => (
        <div className="row" key={host} role="group" aria-label={t('callsOf', { host: names[host] })}>
          <span className="who">{names[host]}</span>
          {calls.map((call) => (
            <button key={call} type="button" className="button quiet" disabled={!state.up[host]} onClick={() => { onEdit(textOf(host, call)) }}>{call}</button>
          ))}
          <button type="button" className="button quiet" onClick={() => { onEdit(`${host} ${state.up[host] ? 'crash' : 'reboot'}`) }}>
            {state.up[host] ? 'crash' : 'reboot'}
          </button>
        </div>
      ))}
    </fieldset>
  )
}
