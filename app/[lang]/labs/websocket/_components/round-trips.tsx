'use client'
// Round trips as numbers: of the run looked at, layer by layer, and of every opening beside the first visit.
import { useTranslations } from 'next-intl'
import type { CriticalPath } from '#lib/core/protocols/layers/critical-path.ts'
import { layerNames } from '#lib/core/protocols/layers/stream.ts'

export interface CountedOpening {
  readonly name: string
  readonly title: string
  readonly path: CriticalPath
}

/** One way only is half a round trip. */
const printTrips = (trips: number): string => (trips % 1 === 0 ? String(trips) : trips < 1 ? '½' : `${Math.floor(trips)}½`)

function printDifference(trips: number): string {
  return trips === 0 ? '±0' : `${trips > 0 ? '+' : '−'}${printTrips(Math.abs(trips))}`
}

export function TripsSoFar({ soFar, whole, first, ended }: { soFar: CriticalPath; whole: CriticalPath; first: CriticalPath; ended: boolean }) {
  const t = useTranslations('websocketLab.across')
  return (
    <section aria-labelledby="trips">
      <h3 id="trips">{t('trips')}</h3>
      <div className="table" tabIndex={0} role="group" aria-labelledby="trips">
        <table className="trips">
          <thead>
            <tr><th scope="col">{t('layer')}</th><th scope="col">{t('soFar')}</th><th scope="col">{t('wholeRun')}</th><th scope="col">{t('waited')}</th><th scope="col">{t('beside')}</th></tr>
          </thead>
          <tbody>
            {layerNames.map((layer) => (
              <tr key={layer}>
                <th scope="row">{layer}</th>
                <td>{printTrips(soFar.trips[layer])}</td>
                <td>{printTrips(whole.trips[layer])}</td>
                <td>{t('ms', { ms: whole.waitedMs[layer] })}</td>
                <td>{printDifference(whole.trips[layer] - first.trips[layer])}</td>
              </tr>
            ))}
            {whole.timersMs === 0 ? null : <tr><th scope="row">{t('timers')}</th><td /><td /><td>{t('ms', { ms: whole.timersMs })}</td><td /></tr>}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('all')}</th>
              <td><b>{printTrips(soFar.allTrips)}</b></td>
              <td><b>{printTrips(whole.allTrips)}</b></td>
              <td>{whole.echoMs === null ? '–' : t('ms', { ms: whole.echoMs })}</td>
              <td>{printDifference(whole.allTrips - first.allTrips)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <p className="small muted">{ended ? t('howCounted') : t('keepCounting')}</p>
    </section>
  )
}

interface OpeningsProps {
  readonly openings: readonly CountedOpening[]
  readonly first: CriticalPath
  readonly chosen: string
  readonly onChoose: (name: string) => void
}

export function OpeningsTable({ openings, first, chosen, onChoose }: OpeningsProps) {
  const t = useTranslations('websocketLab.across')
  return (
    <div className="table" tabIndex={0} role="group" aria-label={t('roundTrips')}>
      <table className="openings">
        <caption>{t('roundTrips')}</caption>
        <thead>
          <tr><th scope="col">{t('opening')}</th>{layerNames.map((layer) => <th key={layer} scope="col">{layer}</th>)}<th scope="col">{t('all')}</th><th scope="col">{t('beside')}</th><th scope="col">{t('time')}</th></tr>
        </thead>
        <tbody>
          {openings.map(({ name, title, path }) => (
            <tr key={name} data-opening={name} className={name === chosen ? 'marked' : ''}>
              <th scope="row"><button type="button" className="link" aria-pressed={name === chosen} onClick={() => { onChoose(name) }}>{title}</button></th>
              {layerNames.map((layer) => <td key={layer} className={path.trips[layer] === first.trips[layer] ? '' : 'differs'}>{printTrips(path.trips[layer])}</td>)}
              <td><b>{printTrips(path.allTrips)}</b></td>
              <td>{printDifference(path.allTrips - first.allTrips)}</td>
              <td>{path.echoMs === null ? '–' : t('ms', { ms: path.echoMs })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
