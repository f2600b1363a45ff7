// The resolver's cache as a list with ages: what it holds at a time, how old each set is and what is left of it. Only
// what may still be answered from; negative answers stand among the sets, as they are found.
// Read first: RFC 1034 §5.3.3, RFC 2181 §5.4.1, RFC 2308 §5.
import type { Millis } from '#lib/core/engine/machine.ts'
import { rank, seconds, type Cache, type Rank } from '#lib/core/protocols/dns/cache.ts'
import { formatData } from '#lib/core/protocols/dns/record-text.ts'

export interface CacheLine {
  /** Stable from step to step. */
  readonly key: string
  readonly name: string
  readonly type: string
  readonly data: readonly string[]
  /** Seconds. */
  readonly age: number
  readonly left: number
  readonly trust: Trust
  /** A negative answer's; null: there is data. */
  readonly rcode: string | null
}

/** How far it is believed: RFC 2181's rank in three words. */
export type Trust = 'authoritative' | 'answer' | 'glue'

/** What has just come stands first. */
export function listCache(cache: Cache, now: Millis): CacheLine[] {
  const at = seconds(now)
  const sets = Object.entries(cache.sets).flatMap(([key, { set, expires, stored }]): CacheLine[] => {
    if (expires < at) return []
    const data = set.data.map((datum) => formatData(datum))
    return [{ key, name: set.name, type: set.type, data, age: at - stored, left: expires - at, trust: trustOf(set.rank), rcode: null }]
  })
  const negative = Object.entries(cache.answers).flatMap(([key, { rcode, question, answer, expires }]): CacheLine[] => {
    if (expires < at || answer.length > 0) return []
    const outcome = rcode === 'NOERROR' ? 'NODATA' : rcode
    return [{ key: `answer ${key}`, name: question.name, type: question.type, data: [], age: 0, left: expires - at, trust: 'answer', rcode: outcome }]
  })
  return [...negative, ...sets].sort((a, b) => a.age - b.age || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.type < b.type ? -1 : 1))
}

function trustOf(given: Rank): Trust {
  if (given === rank.answerAuthoritative || given === rank.authorityAuthoritative) return 'authoritative'
  return given === rank.answer ? 'answer' : 'glue'
}
