'use client'
// Tries to send what waits on this device, and says so when something does.
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import { countOutbox, nobody } from './outbox.ts'
import { sendKept } from './send-kept.ts'
import { fetchSession } from './whoami.ts'

export function UnsentNotice({ lang }: { lang: Lang }) {
  const t = useTranslations('unsent')
  const [waiting, setWaiting] = useState(0)
  useEffect(() => {
    let alive = true
    const send = async () => {
      const sent = await sendKept()
      const { waiting: left, refused } = await countOutbox((await fetchSession())?.person ?? nobody)
      if (!alive) return
      setWaiting(left + refused.length)
      if (sent > 0) window.location.reload()
    }
    const online = () => void send()
    online()
    window.addEventListener('online', online)
    return () => {
      alive = false
      window.removeEventListener('online', online)
    }
  }, [lang])
  return waiting === 0 ? null : (
    <p className="notice" role="status">
      {t('waiting', { count: waiting })}
    </p>
  )
}
