'use client'
// Whoever leaves a page before its answers were sent sends them from the next one, whichever it is. Draws nothing, and
// loads nothing where nobody has answered.
import { usePathname } from 'next/navigation'
import { useEffect } from 'react'
import { knownPeople } from './known-people.ts'

export function SendLater() {
  const path = usePathname()
  useEffect(() => {
    const send = () => {
      if (knownPeople().length > 0) import('./send-kept.ts').then(({ sendKept }) => sendKept()).catch(() => undefined)
    }
    const onVisible = () => { if (document.visibilityState === 'visible') send() }
    send()
    window.addEventListener('online', send)
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      window.removeEventListener('online', send)
      document.removeEventListener('visibilitychange', onVisible)
    }
  }, [path])
  return null
}
