// Events that come along with cards: those of an export of ours under their own ids, and another program's answers as
// reviews of source `import`, which count in no limit of a day. Bringing the same twice changes nothing.
import { createHash } from 'node:crypto'
import type { FacetEvent } from '#lib/core/memory/event.ts'
import { foldFacet } from '#lib/core/memory/fold.ts'
import { modelName } from '#lib/core/memory/fsrs.ts'
import { reviewTerms, spreadOf } from '#lib/core/memory/intervals.ts'
import type { FacetId } from '#lib/core/notes/card.ts'
import type { AnkiReview } from '#lib/server/anki/read-package.ts'
import type { AnkiHistory } from '#lib/server/reading/read-brought.ts'
import type { Server } from '#lib/server/server.ts'
import { findSuccession } from '#lib/server/usecases/facet-catalog.ts'
import type { ExportedEvent } from '#lib/server/usecases/exported-notes.ts'
import { clockOf, settingsOf, weightsOf, type PersonSettings } from '#lib/server/usecases/person-settings.ts'

export interface ImportedFacet {
  readonly facet: FacetId
  readonly events: readonly ExportedEvent[]
  readonly history: AnkiHistory | null
}

/** Anki moves an answer by some milliseconds where two have the same; nobody answers one card twice in a second. */
const sameAnswerMs = 1_000
const facetsAtOnce = 500

/** How many events were new. The facets must exist. */
export async function recordImported({ store, timeShiftMs }: Pick<Server, 'store' | 'timeShiftMs'>, userId: string, facets: readonly ImportedFacet[]): Promise<number> {
  const wanted = facets.filter(({ events, history }) => events.length > 0 || (history !== null && (history.reviews.length > 0 || history.suspended)))
  if (wanted.length === 0) return 0
  const reading = await store.log.read(userId, [], [])
  const nowMs = Math.floor(reading.nowMs + timeShiftMs())
  const settings = settingsOf(reading.settings)
  const weights = weightsOf(reading.settings)
  const succession = await findSuccession(store)
  const known = await eventsOf(store, userId, new Set(wanted.map(({ facet }) => facet)))
  let count = 0
  for (let from = 0; from < wanted.length; from += facetsAtOnce) {
    const batch = wanted.slice(from, from + facetsAtOnce)
    const events = batch.flatMap((each) => newEvents(each, known.get(each.facet) ?? [], settings, nowMs))
    if (events.length === 0) continue
    count += events.length
    const touched = [...new Set(events.map(({ facet }) => facet))]
    await store.log.rewrite(userId, events, touched, succession, (facet, all) => foldFacet(facet, all, weights))
  }
  return count
}

async function eventsOf(store: Server['store'], userId: string, facets: ReadonlySet<FacetId>): Promise<ReadonlyMap<FacetId, readonly FacetEvent[]>> {
  const found = new Map<FacetId, FacetEvent[]>()
  for await (const group of store.log.scan(userId))
    for (const event of group) {
      if (event.facet === null || !facets.has(event.facet)) continue
      const events = found.get(event.facet)
      if (events === undefined) found.set(event.facet, [event])
      else events.push(event)
    }
  return found
}

function newEvents({ facet, events, history }: ImportedFacet, known: readonly FacetEvent[], settings: PersonSettings, nowMs: number): FacetEvent[] {
  const ids = new Set(known.map(({ id }) => id))
  const columns = { facet, receivedAtMs: nowMs, deviceId: null, groupId: null }
  // The union of kinds and payloads was checked where the file was read.
  const own = events
    .filter(({ id }) => !ids.has(id))
    .map(({ id, kind, at, payload }) => ({ ...columns, id, kind, atMs: Math.min(Date.parse(at), nowMs), payload }) as unknown as FacetEvent)
  const reviews = [...known, ...own].filter(({ kind }) => kind === 'review')
  const isKnown = ({ atMs, grade }: AnkiReview) =>
    reviews.some((review) => Math.abs(review.atMs - atMs) < sameAnswerMs && (review.payload as { grade?: number }).grade === grade)
  const fresh = (history?.reviews ?? []).filter((review) => review.atMs <= nowMs && !isKnown(review))
  const theirs = fresh.map((review, index): FacetEvent => {
    const clock = clockOf(settings.timeZone, settings.rolloverHour)
    return {
      ...columns,
      id: idOf(`${facet} ${review.atMs} ${review.grade}`),
      kind: 'review',
      atMs: review.atMs,
      payload: {
        ...{ grade: review.grade, elapsedMs: review.elapsedMs, source: 'import', timeZone: clock.timeZone, rolloverHour: clock.rolloverHour },
        ...reviewTerms(facet, null, review.atMs, settings, clock),
        ...{ spread: spreadOf(facet, reviews.length + index), model: modelName, weightsId: null },
      },
    }
  })
  const isNew = known.length === 0 && own.length === 0
  const suspended = isNew && history?.suspended === true ? [{ ...columns, id: idOf(`${facet} suspended`), kind: 'suspend', atMs: nowMs, payload: {} } as FacetEvent] : []
  return [...own, ...theirs, ...suspended].filter(({ id }) => !ids.has(id))
}

/** The same for the same answer, so that it is stored once: a UUID of version 8 (RFC 9562 §5.8). */
function idOf(text: string): string {
  const hex = createHash('sha256').update(`protodeck import ${text}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
