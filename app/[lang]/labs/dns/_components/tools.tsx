'use client'
// What may be done to the run at the step looked at: servers that misbehave, datagrams lost, late, twice or forged,
// another question, an empty cache. Everything becomes an event in the trace's words.
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { buildInternet, serverLabel } from '#lib/core/protocols/dns/internet.ts'
import { serverModes, type ServerMode } from '#lib/core/protocols/dns/server-mode.ts'
import { resolverAddress, type DnsState } from '#lib/core/protocols/dns/simulation.ts'
import type { ZoneFile } from '#lib/core/protocols/dns/internet.ts'
import { nameOf, sayMessage } from './narrate.ts'
import type { ServerFault } from './use-live.ts'

/** Where a forged answer leads: an address that no zone has. */
const forgedAddress = '203.0.113.66'

interface Props {
  readonly state: DnsState
  readonly selected: number | null
  readonly onEdit: (text: string) => void
}

export function DatagramTools({ state, selected, onEdit }: Props) {
  const t = useTranslations('dns')
  const [wanted, setWanted] = useState<number | null>(null)
  const [ms, setMs] = useState('500')
  const next = state.sent + 1
  const flying = [...new Map(state.flights.map((flight) => [flight.id, flight])).values()]
  const can = (id: number | null): id is number => id === next || flying.some((flight) => flight.id === id)
  const target = can(wanted) ? wanted : can(selected) ? selected : (flying[0]?.id ?? next)
  const time = /^\d{1,6}$/.test(ms) ? Number(ms) : 500
  const query = flying.find(({ id, from, message }) => id === target && from === resolverAddress && !message.qr)
  const forge = (knowing: boolean) => {
    const guess = knowing ? 'right' : '4711'
    onEdit(`spoof #${target} id=${guess} port=${knowing ? 'right' : '5353'} address=${forgedAddress}`)
  }
  return (
    <fieldset className="tools">
      <legend>{t('datagrams')}</legend>
      <div className="row">
        <label>
          {t('datagram')}{' '}
          <select value={target} onChange={(event) => { setWanted(Number(event.target.value)) }}>
            {flying.map(({ id, from, message }) => (
              <option key={id} value={id}>{t('inFlight', { id, message: sayMessage(message, t), from: nameOf(state, from, t) })}</option>
            ))}
            <option value={next}>{t('nextSent', { id: next })}</option>
          </select>
        </label>
        <label>{t('by')} <input className="ms" inputMode="numeric" value={ms} onChange={(event) => { setMs(event.target.value) }} /> ms</label>
      </div>
      <div className="row">
        <button type="button" className="button quiet" onClick={() => { onEdit(`drop #${target}`) }}>{t('drop')}</button>
        <button type="button" className="button quiet" onClick={() => { onEdit(`delay #${target} by ${time}`) }}>{t('delay')}</button>
        <button type="button" className="button quiet" onClick={() => { onEdit(`duplicate #${target} after ${time}`) }}>{t('duplicate')}</button>
      </div>
      <div className="row">
        <button type="button" className="button quiet" disabled={query === undefined} onClick={() => { forge(false) }}>{t('forgeGuessing')}</button>
        <button type="button" className="button quiet" disabled={query === undefined} onClick={() => { forge(true) }}>{t('forgeKnowing')}</button>
      </div>
      {query === undefined ? <p className="small muted">{t('forgeWhen')}</p> : null}
    </fieldset>
  )
}

interface ServerProps {
  readonly zones: readonly ZoneFile[]
  /** Live: what is chosen for the next question; null: it happens at once. */
  readonly planned: readonly ServerFault[] | null
  readonly onSet: (fault: ServerFault) => void
}

export function ServerTools({ zones, planned, onSet }: ServerProps) {
  const t = useTranslations('dns')
  const internet = buildInternet(zones)
  const names = [...new Set([...internet.byAddress.keys()].filter((address) => !address.includes(':')).map((address) => serverLabel(internet, address)))].sort()
  const [server, setServer] = useState(names.find((name) => name.startsWith('ns1.example.')) ?? names[0]!)
  const [mode, setMode] = useState<ServerMode>('lame')
  return (
    <fieldset className="tools">
      <legend>{t('misbehave')}</legend>
      <div className="row">
        <label>{t('server')} <select value={server} onChange={(event) => { setServer(event.target.value) }}>{names.map((name) => <option key={name} value={name}>{name}</option>)}</select></label>
        <label>
          {t('does')}{' '}
          <select value={mode} onChange={(event) => { setMode(event.target.value as ServerMode) }}>
            {serverModes.map((one) => <option key={one} value={one}>{t(`modes.${one}`)}</option>)}
          </select>
        </label>
        <button type="button" className="button quiet" onClick={() => { onSet({ server, mode }) }}>{planned === null ? t('setNow') : t('setNext')}</button>
      </div>
      {planned === null || planned.length === 0 ? null : (
        <p className="small">{t('planned', { list: planned.map((fault) => `${fault.server}: ${t(`modes.${fault.mode}`)}`).join(' · ') })}</p>
      )}
    </fieldset>
  )
}
