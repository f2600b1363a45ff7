'use client'
// How one card stands in the memory of whoever reads: in words and a dot, once it is known.
import { standingOfCard } from '#lib/core/memory/standing.ts'
import { fill } from '../../../../_ui/fill.ts'
import { useTopic } from './use-topic.ts'

export function MemoryMark({ card }: { card: string }) {
  const { cards, standings, words } = useTopic()
  const cues = cards.find(({ id }) => id === card)?.cues ?? []
  if (standings === null) return null
  const { kind, recall } = standingOfCard(cues.flatMap(({ facet }) => standings.get(facet)?.standing ?? []))
  return (
    <span className={`memory ${kind}`}>
      <span className={`dot ${kind}`} aria-hidden="true" />
      {fill(words.standing[kind], { percent: Math.round((recall ?? 0) * 100) })}
    </span>
  )
}
