'use client'
// One line under the header while the browser says that there is no network.
import { useSyncExternalStore } from 'react'

export function OfflineNotice({ text }: { text: string }) {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine, () => true)
  return (
    <div role="status" className="offline-notice">
      {online ? null : <p>{text}</p>}
    </div>
  )
}

function subscribe(changed: () => void) {
  window.addEventListener('online', changed)
  window.addEventListener('offline', changed)
  return () => {
    window.removeEventListener('online', changed)
    window.removeEventListener('offline', changed)
  }
}
