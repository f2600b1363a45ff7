// How the built-in notes stand in a person's memory: the facets of one topic with what each grade would do, or all
// topics in sum. What topic pages and the map fetch once they are there; nothing is written.
import { modelOf } from '#lib/core/memory/fsrs.ts'
import { intervalsOf, reviewTerms, type Intervals } from '#lib/core/memory/intervals.ts'
import type { Memory } from '#lib/core/memory/memory.ts'
import { standingOf, standingOfTopic, type Standing, type TopicStanding } from '#lib/core/memory/standing.ts'
import type { FacetId, TopicId } from '#lib/core/notes/card.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Server } from '#lib/server/server.ts'
import { findTopicFacets } from '#lib/server/usecases/facet-catalog.ts'
import { clockForRequest, settingsOf, weightsOf } from '#lib/server/usecases/person-settings.ts'

type Deps = Pick<Server, 'store' | 'timeShiftMs'>

export interface FacetStanding {
  readonly facet: FacetId
  readonly standing: Standing
  readonly memory: Memory | null
  /** What each grade given now would do. */
  readonly intervals: Intervals
}

export interface TopicMemories {
  readonly studyDay: number
  readonly dayEndsAt: string
  /** In the order of the page. */
  readonly facets: readonly FacetStanding[]
}

export interface TopicStandings {
  readonly studyDay: number
  readonly topics: readonly (TopicStanding & { readonly topic: TopicId })[]
}

const nobody = '00000000-0000-0000-0000-000000000000'

/** One topic. `userId` null answers for nobody: all is new. Problems: `not-found`, `unknown-time-zone`. */
export async function readTopicMemories(
  { store, timeShiftMs }: Deps,
  userId: string | null,
  query: { readonly topic: string; readonly timeZone?: string | undefined },
): Promise<Result<TopicMemories>> {
  const facets = (await findTopicFacets(store)).get(query.topic as TopicId)
  if (facets === undefined) return fail({ code: 'not-found' })
  const reading = await store.log.read(userId ?? nobody, facets, [])
  const nowMs = Math.floor(reading.nowMs + timeShiftMs())
  const settings = settingsOf(reading.settings)
  const clock = clockForRequest(settings, query.timeZone)
  if (!clock.ok) return clock
  const studyDay = clock.value.studyDay(nowMs)
  const weights = weightsOf(reading.settings)
  return ok({
    studyDay,
    dayEndsAt: new Date(clock.value.dayEndsAtMs(studyDay)).toISOString(),
    facets: facets.map((facet) => {
      const memory = reading.memories.get(facet)?.memory ?? null
      const terms = reviewTerms(facet, memory, nowMs, settings, clock.value)
      return { facet, standing: standingOf(memory, studyDay, modelOf(weights)), memory, intervals: intervalsOf(memory, nowMs, terms, weights) }
    }),
  })
}

/** Every topic in sum. `userId` null: all is new. Problem: `unknown-time-zone`. */
export async function readTopicStandings(
  { store, timeShiftMs }: Deps,
  userId: string | null,
  query: { readonly timeZone?: string | undefined },
): Promise<Result<TopicStandings>> {
  const topics = await findTopicFacets(store)
  const reading = await store.log.read(userId ?? nobody, [...topics.values()].flat(), [])
  const settings = settingsOf(reading.settings)
  const clock = clockForRequest(settings, query.timeZone)
  if (!clock.ok) return clock
  const studyDay = clock.value.studyDay(Math.floor(reading.nowMs + timeShiftMs()))
  const model = modelOf(weightsOf(reading.settings))
  const of = (facet: FacetId) => standingOf(reading.memories.get(facet)?.memory ?? null, studyDay, model)
  return ok({ studyDay, topics: [...topics].map(([topic, facets]) => ({ topic, ...standingOfTopic(facets.map(of)) })) })
}
