'use client'
// Registers the service worker, which keeps the review for times without network. Draws nothing. Not in development,
// where kept files would hide what was just changed.
import { useEffect } from 'react'

export function KeepOffline() {
  useEffect(() => {
    if (process.env.NODE_ENV !== 'production' || !('serviceWorker' in navigator)) return
    // It fetches a dozen files at first, which must not take the network or the processor from what is being opened.
    const later = setTimeout(() => {
      // Without it (a private window, a full disk) everything works but the offline start.
      navigator.serviceWorker.register('/sw.js').catch(() => undefined)
    }, 3000)
    return () => { clearTimeout(later) }
  }, [])
  return null
}
