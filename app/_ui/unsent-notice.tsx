'use client'
// Tries to send what waits on this device, and says so when something does.
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import { adoptNobody, countOutbox, flushOutbox, knownPeople, nobody } from './outbox.ts'
import { fetchSession } from './whoami.ts'

export function UnsentNotice({ lang }: { lang: Lang }) {
  const t = useTranslations('unsent')
  const [waiting, setWaiting] = useState(0)
  useEffect(() => {
    let alive = true
    const send = async () => {
      const person = (await fetchSession())?.person ?? nobody
      await adoptNobody(person)
      let sent = 0
      // A guest who has become an account is still the owner of what was answered as a guest.
      for (const owner of new Set([person, ...knownPeople()])) sent += (await flushOutbox(owner)).sent
      const { waiting: left, refused } = await countOutbox(person)
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
