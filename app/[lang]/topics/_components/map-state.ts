// Which topics the map shows, and where to begin: values only, and the words of the address that say the same.
import type { Layer, Level } from '#lib/core/notes/card.ts'
import type { TopicStanding } from '#lib/core/memory/standing.ts'
import type { TopicSummary } from '#lib/server/web.ts'

/** As a datagram is built: from what people want down to the wire. `general` concerns several of them. */
export const layers = ['general', 'application', 'security', 'transport', 'network', 'link'] as const satisfies readonly Layer[]
export const levels = [1, 2, 3] as const satisfies readonly Level[]

export type MapTopic = Pick<TopicSummary, 'id' | 'title' | 'layer' | 'level' | 'cards' | 'requires'>
export type MapStandings = ReadonlyMap<string, TopicStanding>

export interface MapFilter {
  readonly layer: Layer | null
  readonly level: Level | null
  /** Only topics with something due. */
  readonly due: boolean
}

export const noFilter: MapFilter = { layer: null, level: null, due: false }

/** From the address; what it does not say, or says wrongly, filters nothing. */
export function readFilter(search: string): MapFilter {
  const asked = new URLSearchParams(search)
  return {
    layer: layers.find((layer) => layer === asked.get('layer')) ?? null,
    level: levels.find((level) => String(level) === asked.get('level')) ?? null,
    due: asked.has('due'),
  }
}

/** `?layer=transport&due`, or '' where nothing is filtered. */
export function writeFilter({ layer, level, due }: MapFilter): string {
  const parts = [layer === null ? '' : `layer=${layer}`, level === null ? '' : `level=${level}`, due ? 'due' : ''].filter((part) => part !== '')
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}

/** While nothing is known of a person, nothing of theirs is due. */
export function isOnMap({ id, layer, level }: MapTopic, filter: MapFilter, standings: MapStandings | null): boolean {
  if (filter.layer !== null && layer !== filter.layer) return false
  if (filter.level !== null && level !== filter.level) return false
  return !filter.due || (standings?.get(id)?.due ?? 0) > 0
}

export interface Start {
  readonly topic: MapTopic
  /** Whether something of it was learnt already. */
  readonly begun: boolean
}

/**
 * Where to go on: the first topic in the order of reading (which has prerequisites first) that still has something
 * new. One that was begun and not finished comes before one that was not. Null: all has been seen.
 */
export function findStart(topics: readonly MapTopic[], standings: MapStandings | null): Start | null {
  const fresh = (topic: MapTopic) => standings?.get(topic.id) ?? { new: 1, facets: 1 }
  const open = topics.filter((topic) => fresh(topic).new > 0)
  const begun = open.find((topic) => fresh(topic).new < fresh(topic).facets)
  const topic = begun ?? open[0]
  return topic === undefined ? null : { topic, begun: begun !== undefined }
}
