'use client'
// Whoever leaves a page before its answers were sent sends them from the next one, whichever it is. Draws nothing, and
// loads nothing where nobody has answered.
import { usePathname } from 'next/navigation'
import { useEffect } from 'react'

export function SendLater() {
  const path = usePathname()
  useEffect(() => {
    const send = () => {
      if (hasAnswered()) import('./send-kept.ts').then(({ sendKept }) => sendKept()).catch(() => undefined)
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

function hasAnswered(): boolean {
  try {
    return localStorage.getItem('protodeck-people') !== null
  } catch {
    return false
  }
}
