'use client'
// How each card stands in the memory of whoever reads: in words and a dot, written into the card once it is known.
import { useEffect } from 'react'
import { fill } from '../../../../_ui/fill.ts'
import { sectionOf } from './place.ts'
import { standingOf, useTopic } from './use-topic.ts'

export function MemoryMarks() {
  const { cards, standings, words } = useTopic()
  useEffect(() => {
    if (standings === null) return
    for (const card of cards) {
      const mark = sectionOf(card.id)?.querySelector('.memory')
      if (mark == null) continue
      const { kind, recall } = standingOf(card, standings)
      const dot = document.createElement('span')
      dot.className = `dot ${kind}`
      dot.ariaHidden = 'true'
      mark.className = `memory ${kind}`
      mark.replaceChildren(dot, fill(words.standing[kind], { percent: Math.round((recall ?? 0) * 100) }))
    }
  }, [cards, standings, words])
  return null
}
