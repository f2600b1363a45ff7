// What the parts of a topic page share: the page's own words and cards, how they stand in memory, and whether the
// answers are covered. Whoever provides it is `topic-context.tsx`.
import { createContext, useContext, type ReactNode } from 'react'
import { standingOfCard } from '#lib/core/memory/standing.ts'
import type { FacetId, Lang } from '#lib/core/notes/card.ts'
import type { FacetStanding, TopicMemories, TopicSection } from '#lib/server/web.ts'
import { callApi } from '../../../../_ui/api.ts'
import type { Messages } from '../../../../_ui/i18n/messages.ts'

export type TopicCard = Pick<TopicSection, 'id' | 'version' | 'question' | 'cues'>
export type Standings = ReadonlyMap<FacetId, FacetStanding>

export interface TopicProps {
  readonly lang: Lang
  readonly topic: string
  readonly cards: readonly TopicCard[]
  readonly words: Messages['topicPage']
  readonly reportWords: Messages['report']
  /** For the part that is loaded when the answers are covered. */
  readonly recallWords: Pick<Messages, 'recall'> & { readonly review: Pick<Messages['review'], 'howDidItGo' | 'grades' | 'inMinutes' | 'inDays' | 'inMonths' | 'inYears'> }
}

/** Covered answers on the screen: what stands before an answer and after it, and the bar at the bottom. */
export interface Recall {
  readonly subscribe: (listener: () => void) => () => void
  readonly isShown: (card: string) => boolean
  readonly close: () => void
  readonly Before: (props: { card: string }) => ReactNode
  readonly After: (props: { card: string }) => ReactNode
  readonly Bar: () => ReactNode
}

interface Shared extends TopicProps {
  /** Null until they are there. */
  readonly standings: Standings | null
  readonly recall: Recall | null
  readonly covering: 'no' | 'loading' | 'failed' | 'yes'
  readonly cover: () => void
  readonly uncoverAll: () => void
}

export const TopicShared = createContext<Shared | null>(null)

export function useTopic(): Shared {
  const shared = useContext(TopicShared)
  if (shared === null) throw new Error('outside the topic page')
  return shared
}

/**
 * How the topic stands for whoever looks at it; null: not to be had now. The server knows the zone of whoever has
 * answered anything; to ask the browser for it costs a phone a fifth of a second.
 */
export async function fetchStandings(topic: string): Promise<Standings | null> {
  const answer = await callApi<TopicMemories>('GET', `/memories?topic=${topic}`)
  return answer.kind === 'ok' ? new Map(answer.value.facets.map((facet) => [facet.facet, facet])) : null
}

/** How one card stands: all its facets together. */
export function standingOf({ cues }: TopicCard, standings: Standings) {
  return standingOfCard(cues.flatMap(({ facet }) => standings.get(facet)?.standing ?? []))
}

/** Whether a key belongs to a field or a dialog. */
export function isTyping(target: EventTarget | null): boolean {
  return /^(INPUT|TEXTAREA|SELECT)$/.test((target as HTMLElement | null)?.tagName ?? '') || document.querySelector('dialog[open]') !== null
}
