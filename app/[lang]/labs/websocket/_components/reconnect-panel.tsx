'use client'
// A connection that the server keeps dropping: the waits before each attempt, and what became of every message.
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { feedKept } from '#lib/core/protocols/websocket/live.ts'
import { Clause } from '../../../../_ui/clause.tsx'
import { backOff, useFeed } from './use-feed.ts'
import type { Live } from './use-live.ts'

export function ReconnectPanel({ invite }: { invite: Live['invite'] }) {
  const t = useTranslations('websocketLab.reconnect')
  const [asksOn, setAsksOn] = useState(true)
  const { feed, attempts, running, start, stop } = useFeed(invite, asksOn)
  const { counts } = feed
  return (
    <section className="reconnect" aria-labelledby="reconnect">
      <h2 id="reconnect">{t('title')}</h2>
      <p className="muted">{t('text', { base: backOff.baseMs, most: backOff.mostMs, kept: feedKept })} <Clause text="RFC 6455 §7.2.3" /></p>
      <div className="row">
        <button type="button" className="button" onClick={() => { if (running) stop(); else start() }}>{t(running ? 'stop' : 'start')}</button>
        <label><input type="checkbox" checked={asksOn} onChange={(event) => { setAsksOn(event.target.checked) }} /> {t('asksOn')}</label>
      </div>
      {attempts.length === 0 ? <p className="muted">{t('none')}</p> : (
        <div className="live-pair">
          <div className="table" tabIndex={0} role="group" aria-label={t('attempts')}>
            <table className="attempts">
              <caption className="visually-hidden">{t('attempts')}</caption>
              <thead>
                <tr><th scope="col">{t('attempt')}</th><th scope="col">{t('ceiling')}</th><th scope="col">{t('wait')}</th><th scope="col">{t('last')}</th><th scope="col">{t('outcome')}</th></tr>
              </thead>
              <tbody>
                {attempts.map((one) => (
                  <tr key={one.key} className={one.outcome}>
                    <th scope="row">{one.attempt === 0 ? t('first') : one.attempt}</th>
                    <td>{one.attempt === 0 ? '–' : t('ms', { ms: one.ceilingMs })}</td>
                    <td>{one.attempt === 0 ? '–' : t('ms', { ms: one.waitMs })}</td>
                    <td>{one.last === null ? '–' : <code>last={one.last}</code>}</td>
                    <td>{t(`outcomes.${one.outcome}`)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <div className="feed">
            <p role="status">{t('counts', { ...counts })}</p>
            <ol className="arrivals" aria-label={t('messages')}>
              {feed.messages.map(({ id, arrival }) => (
                <li key={id} className={arrival}>{id}<span className="visually-hidden"> {t(`arrivals.${arrival}`)}</span></li>
              ))}
            </ol>
            <p className="arrivals legend small" aria-hidden="true">
              {(['live', 'redelivered', 'lost'] as const).map((arrival) => <span key={arrival} className={arrival}>{t(`arrivals.${arrival}`)}</span>)}
            </p>
          </div>
        </div>
      )}
    </section>
  )
}
