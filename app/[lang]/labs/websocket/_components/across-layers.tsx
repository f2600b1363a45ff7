'use client'
// "What happens when you open wss://…", counted: each way to open it as a row, the chosen one as a diagram and a list.
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { openings, traceOpening, type Opening, type OpeningFlight, type OpeningName } from '#lib/core/protocols/websocket/across-layers.ts'
import { Clause } from '../../../../_ui/clause.tsx'

const delays = [5, 25, 80] as const
const layers = ['DNS', 'TCP', 'TLS', 'HTTP', 'WebSocket'] as const

export default function AcrossLayers() {
  const t = useTranslations('websocketLab.across')
  const [chosen, setChosen] = useState<OpeningName>('first')
  const [delayMs, setDelayMs] = useState<number>(25)
  const traces = useMemo(() => openings.map((name) => traceOpening(name, delayMs)), [delayMs])
  const opening = traces.find(({ name }) => name === chosen) ?? traces[0]!
  return (
    <section className="across" aria-labelledby="across">
      <h2 id="across">{t('title')}</h2>
      <p className="muted">{t('text')}</p>
      <p>
        <label>
          {t('delay')}{' '}
          <select value={delayMs} onChange={(event) => { setDelayMs(Number(event.target.value)) }}>
            {delays.map((ms) => <option key={ms} value={ms}>{t('ms', { ms })}</option>)}
          </select>
        </label>
      </p>
      <div className="table" tabIndex={0} role="group" aria-label={t('roundTrips')}>
        <table className="openings">
          <caption>{t('roundTrips')}</caption>
          <thead>
            <tr><th scope="col">{t('opening')}</th>{layers.map((layer) => <th key={layer} scope="col">{layer}</th>)}<th scope="col">{t('all')}</th><th scope="col">{t('time')}</th></tr>
          </thead>
          <tbody>
            {traces.map(({ name, roundTrips, allRoundTrips, totalMs }) => (
              <tr key={name} data-opening={name} className={name === chosen ? 'marked' : ''}>
                <th scope="row"><button type="button" className="link" aria-pressed={name === chosen} onClick={() => { setChosen(name) }}>{t(`openings.${name}`)}</button></th>
                {layers.map((layer) => <td key={layer}>{roundTrips[layer]}</td>)}
                <td><b>{allRoundTrips}</b></td>
                <td>{t('ms', { ms: totalMs })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h3 id="opening-trace">{t(`openings.${chosen}`)}</h3>
      <p>{t(`why.${chosen}`)}</p>
      <div className="live-pair">
        <Picture opening={opening} delayMs={delayMs} />
        <Flights opening={opening} />
      </div>
      <p className="small muted">{t('model')}</p>
    </section>
  )
}

function Flights({ opening }: { opening: Opening }) {
  const t = useTranslations('websocketLab.across')
  return (
    <div className="table" tabIndex={0} role="group" aria-labelledby="opening-trace">
      <table className="flights">
        <thead>
          <tr><th scope="col">ms</th><th scope="col">{t('layer')}</th><th scope="col">{t('what')}</th><th scope="col">{t('source')}</th></tr>
        </thead>
        <tbody>
          {opening.flights.map((flight, index) => (
            <tr key={index}>
              <td>{flight.at}</td>
              <td>{flight.layer}</td>
              <td>
                <span aria-hidden="true">{flight.from === 'client' ? '→' : '←'}</span><span className="visually-hidden">{t(flight.from)}</span> <code>{flight.text}</code>
              </td>
              <td>{t(flight.ran ? 'ran' : 'modelled')} · <Clause text={flight.clause} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const [left, right, top, tripHeight] = [24, 336, 30, 74]

/** The list beside it says the same; what leaves together shares an arrow. */
function Picture({ opening, delayMs }: { opening: Opening; delayMs: number }) {
  const t = useTranslations('websocketLab.across')
  const y = (at: number) => top + (at / (2 * delayMs)) * tripHeight
  const arrows = leavingTogether(opening.flights)
  const height = y(opening.totalMs) + 24
  return (
    <svg className="opening-picture" viewBox={`0 0 360 ${height}`} role="img" aria-label={t('picture', { trips: opening.allRoundTrips })}>
      <text x={left} y={14}>{t('clientName')}</text>
      <text x={right} y={14} textAnchor="end">{t('serverName')}</text>
      <line x1={left} x2={left} y1={20} y2={height} className="life" />
      <line x1={right} x2={right} y1={20} y2={height} className="life" />
      {arrows.map((flights, index) => <PictureArrow key={index} flights={flights} y={y} delayMs={delayMs} />)}
      <text x={left} y={height - 6} className="total">{t('ms', { ms: opening.totalMs })}</text>
    </svg>
  )
}

/** FIN of a frame is left out: beside TCP's segments it would be taken for theirs. */
function shorten(layer: OpeningFlight['layer'], text: string): string {
  if (layer === 'TCP') return text
  if (layer === 'WebSocket') return text.replace(/^FIN /, '')
  return text.replace(/^HTTP\/1\.1 /, '').split(/[ ,:(){}+]/).find((word) => word !== '') ?? ''
}

function leavingTogether(flights: readonly OpeningFlight[]): readonly (readonly OpeningFlight[])[] {
  const groups = new Map<string, OpeningFlight[]>()
  for (const flight of flights) {
    const key = `${flight.at} ${flight.from}`
    groups.set(key, [...(groups.get(key) ?? []), flight])
  }
  return [...groups.values()]
}

function PictureArrow({ flights, y, delayMs }: { flights: readonly OpeningFlight[]; y: (at: number) => number; delayMs: number }) {
  const [{ at, from }] = flights as readonly [OpeningFlight]
  const [x1, x2] = from === 'client' ? [left, right] : [right, left]
  const [y1, y2] = [y(at), y(at + delayMs)]
  const way = from === 'client' ? -1 : 1
  const text = flights.map(({ layer, text: what }) => `${layer} ${shorten(layer, what)}`).join(' + ')
  return (
    <g className={`flight ${flights.at(-1)!.layer.toLowerCase()} ${flights.some(({ ran }) => ran) ? 'ran' : 'modelled'}`}>
      <line x1={x1} y1={y1} x2={x2} y2={y2} />
      <path d={`M${x2} ${y2} l${way * 9} -6 l${way * 1.5} 6.5 z`} />
      <text x={180} y={(y1 + y2) / 2 - 11} textAnchor="middle">{text.length > 44 ? `${text.slice(0, 43)}…` : text}</text>
    </g>
  )
}
