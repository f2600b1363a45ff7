// Which facets a person has never been graded on, the first of them in the order of new cards. Finding them means
// going past everything the person knows, so that each process remembers what it found. What is remembered can only
// lose members (the statement that uses it looks), unless the stamp changes: then it is found anew.
import type pg from 'pg'
import type { FacetId } from '#lib/core/notes/card.ts'
import type { CandidateRequest } from '#lib/server/store/queue.ts'

export interface Fresh {
  readonly ids: readonly FacetId[]
  /** Whether these are all. */
  readonly whole: boolean
  readonly stamp: string
}

/**
 * Changes whenever a facet may have become new again: with the notes, and with every undo and redo, which like all
 * events of no facet are few and stand together in the index.
 */
export const stampSql = `(select hash from content_state) || '/' || (select count(*) from events where "userId" = $1 and facet is null)`

const findSql = `select coalesce(${stampSql}, '') as stamp, array(
    select f.id from facets f
    where not f.retired and ($2::text[] is null or f."topicId" = any($2)) and f.level = any($3::int[])
      and ($4::text is null or f."topicId" = $4)
      and not exists (select 1 from memories m where m."userId" = $1 and m.facet = f.id and m.reps > 0)
    order by f."topicOrder", f."topicId" collate "C", f.level, f.place, f.id collate "C" limit $5) as ids`

/** More than is asked for at once, so that a day's new cards are found once. */
const ahead = 100
const peopleAtMost = 2_000

export function freshFacets(pool: pg.Pool) {
  const remembered = new Map<string, Fresh>()
  const keyOf = (userId: string | null, { learnTopics, learnLevels, topic }: CandidateRequest) =>
    JSON.stringify([userId, learnTopics, learnLevels, topic])
  return {
    recall: (userId: string | null, request: CandidateRequest): Fresh | undefined => remembered.get(keyOf(userId, request)),

    /** At least `wanted` of them where there are so many. */
    async find(userId: string | null, request: CandidateRequest, wanted: number): Promise<Fresh> {
      const limit = wanted + ahead
      const { rows } = await pool.query<{ stamp: string; ids: FacetId[] }>({
        name: 'queue-fresh',
        text: findSql,
        values: [userId, request.learnTopics, request.learnLevels, request.topic, limit],
      })
      const { stamp, ids } = rows[0]!
      const fresh = { ids, stamp, whole: ids.length < limit }
      if (remembered.size >= peopleAtMost) remembered.clear()
      remembered.set(keyOf(userId, request), fresh)
      return fresh
    },
  }
}
