'use client'
// Asks, once for each place, whether study days shall follow a device that has moved to another time zone.
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { callApi } from './api.ts'
import { browserZone, fetchSession } from './whoami.ts'

const key = 'protodeck-zone-kept'

/** Zones whose clocks agree now are one place for this question. */
function wallClock(timeZone: string, nowMs: number): string {
  return new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(nowMs)
}

export function ZoneNotice() {
  const t = useTranslations('zone')
  const [zones, setZones] = useState<{ readonly here: string; readonly chosen: string } | null>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    let alive = true
    const look = async () => {
      const session = await fetchSession()
      if (!alive || session?.person == null || !session.settings.zoneChosen) return
      const [here, chosen] = [browserZone(), session.settings.timeZone]
      const now = Date.now()
      if (wallClock(here, now) !== wallClock(chosen, now) && localStorage.getItem(key) !== `${here} ${chosen}`) setZones({ here, chosen })
    }
    void look()
    return () => {
      alive = false
    }
  }, [])
  if (zones === null) return null
  const { here, chosen } = zones
  const follow = async () => {
    const answer = await callApi('PUT', '/settings', { timeZone: here })
    if (answer.kind === 'ok') window.location.reload()
    else setFailed(true)
  }
  const keep = () => {
    localStorage.setItem(key, `${here} ${chosen}`)
    setZones(null)
  }
  return (
    <section className="notice" aria-label={t('title')}>
      <p>{t('moved', { here, chosen })}</p>
      <p className="actions">
        <button type="button" className="button" onClick={() => void follow()}>
          {t('follow', { here })}
        </button>
        <button type="button" className="button quiet" onClick={keep}>
          {t('keep', { chosen })}
        </button>
      </p>
      {failed ? <p role="alert">{t('failed')}</p> : null}
    </section>
  )
}
