'use client'
// What is rendered before its scripts have come takes no input: a press would be lost, a choice forgotten.
import { useSyncExternalStore, type ReactNode } from 'react'

const never = () => () => undefined

/** False while the server's HTML is all there is. */
export function useAlive(): boolean {
  return useSyncExternalStore(never, () => true, () => false)
}

/** Every control in it is disabled until the page is alive. */
export function WhenAlive({ children }: { readonly children: ReactNode }) {
  return <fieldset className="when-alive" disabled={!useAlive()}>{children}</fieldset>
}
