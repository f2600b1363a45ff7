'use client'
// While the answers are covered: hides each card's answer, and puts what stands in its place before it and after it.
import { useLayoutEffect, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import { sectionOf } from './place.ts'
import { useTopic, type Recall } from './use-topic.ts'

export function CoveredCards() {
  const { cards, recall } = useTopic()
  return recall === null ? null : cards.map(({ id }) => <CoveredCard key={id} card={id} recall={recall} />)
}

function CoveredCard({ card, recall }: { card: string; recall: Recall }) {
  const shown = useSyncExternalStore(recall.subscribe, () => recall.isShown(card))
  const section = sectionOf(card)
  useLayoutEffect(() => {
    const answer = section?.querySelector<HTMLElement>('.answer')
    if (answer == null) return
    answer.hidden = !shown
    return () => { answer.hidden = false }
  }, [section, shown])
  const [before, after] = [section?.querySelector('.before'), section?.querySelector('.after')]
  if (before == null || after == null) return null
  return (
    <>
      {createPortal(<recall.Before card={card} />, before)}
      {createPortal(<recall.After card={card} />, after)}
    </>
  )
}
