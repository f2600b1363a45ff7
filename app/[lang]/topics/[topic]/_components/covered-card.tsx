'use client'
// The answer of one card, or what stands in its place while the answers are covered.
import { useSyncExternalStore, type ReactNode } from 'react'
import { useTopic } from './use-topic.ts'

export function CoveredCard({ card, children }: { card: string; children: ReactNode }) {
  const { recall } = useTopic()
  const shown = useSyncExternalStore(recall?.subscribe ?? never, () => recall?.isShown(card) ?? true, () => true)
  return (
    <>
      {recall === null ? null : <recall.Before card={card} />}
      <div className="answer" tabIndex={-1} hidden={!shown}>
        {children}
      </div>
      {recall === null ? null : <recall.After card={card} />}
    </>
  )
}

const never = () => () => undefined
