// Mock interviews in maps, for the store of the tests of use cases. Nobody shares an object with it.
import { draftBytes, draftRows, mostLinks, type InterviewLink, type InterviewLog, type InterviewStore, type KeptDraft, type InterviewRecord, type StoredInterviewEvent } from '#lib/server/store/interviews.ts'

export interface InterviewRow {
  record: InterviewRecord
  readonly events: StoredInterviewEvent[]
  readonly drafts: Map<string, KeptDraft>
  /** By the token's hash. */
  readonly links: Map<string, InterviewLink>
}

const copy = <T>(value: T): T => structuredClone(value)
const encoder = new TextEncoder()

/** By person, then by id. */
export type InterviewTable = Map<string, Map<string, InterviewRow>>

export function inMemoryInterviews(table: InterviewTable, clockMs: () => number): InterviewStore {
  const rowsOf = (userId: string): Map<string, InterviewRow> => {
    const rows = table.get(userId) ?? new Map<string, InterviewRow>()
    table.set(userId, rows)
    return rows
  }
  const logOf = ({ record, events }: InterviewRow): InterviewLog => copy({ nowMs: clockMs(), record, events })
  const newestFirst = (drafts: Iterable<KeptDraft>) =>
    [...drafts].sort((a, b) => b.savedAtMs - a.savedAtMs || (a.deviceId < b.deviceId ? -1 : 1))
  return {
    clock: () => Promise.resolve(clockMs()),
    create(userId, interview) {
      const rows = rowsOf(userId)
      if (rows.has(interview.id)) return Promise.resolve(false)
      rows.set(interview.id, { record: copy({ ...interview, figures: null }), events: [], drafts: new Map(), links: new Map() })
      return Promise.resolve(true)
    },
    list: (userId, limit) =>
      Promise.resolve(
        [...rowsOf(userId).values()]
          .sort((a, b) => b.record.createdAtMs - a.record.createdAtMs || (a.record.id > b.record.id ? -1 : 1))
          .slice(0, limit)
          .map(logOf),
      ),
    read(userId, id) {
      const row = rowsOf(userId).get(id)
      return Promise.resolve(row === undefined ? null : logOf(row))
    },
    append(userId, id, seen, events) {
      const row = rowsOf(userId).get(id)
      const taken = events.some((event) => row?.events.some((stored) => stored.id === event.id))
      if (row?.events.length !== seen || taken) return Promise.resolve(false)
      row.events.push(...copy(events))
      return Promise.resolve(true)
    },
    keepFigures(userId, id, figures) {
      const row = rowsOf(userId).get(id)
      if (row !== undefined) row.record = { ...row.record, figures: copy(figures) }
      return Promise.resolve()
    },
    drafts: (userId, id) => Promise.resolve(copy(newestFirst(rowsOf(userId).get(id)?.drafts.values() ?? []))),
    putDraft(userId, id, draft) {
      const row = rowsOf(userId).get(id)
      if (row === undefined) return Promise.resolve('unknown')
      const key = `${draft.question} ${draft.deviceId}`
      const others = [...row.drafts].filter(([other]) => other !== key).map(([, kept]) => kept)
      const bytes = [draft, ...others].reduce((sum, { text }) => sum + encoder.encode(text).length, 0)
      if (bytes > draftBytes || others.length >= draftRows) return Promise.resolve('full')
      const before = row.drafts.get(key)
      if (before === undefined || before.number < draft.number) row.drafts.set(key, { ...copy(draft), savedAtMs: clockMs() })
      const other = newestFirst(others).find(({ question }) => question === draft.question)
      return Promise.resolve({
        ...{ nowMs: clockMs(), seq: row.events.length },
        other: other === undefined ? null : { deviceId: other.deviceId, savedAtMs: other.savedAtMs },
      })
    },
    dropDraft(userId, id, question, deviceId) {
      rowsOf(userId).get(id)?.drafts.delete(`${question} ${deviceId}`)
      return Promise.resolve()
    },
    addLink(userId, id, hash, link) {
      const links = rowsOf(userId).get(id)?.links
      if (links === undefined || links.size >= mostLinks) return Promise.resolve(false)
      links.set(hash, copy(link))
      return Promise.resolve(true)
    },
    links: (userId, id) =>
      Promise.resolve(copy([...(rowsOf(userId).get(id)?.links.values() ?? [])].sort((a, b) => b.createdAtMs - a.createdAtMs || (a.id > b.id ? -1 : 1)))),
    dropLink(userId, id, link) {
      const links = rowsOf(userId).get(id)?.links ?? new Map<string, InterviewLink>()
      for (const [hash, kept] of links) if (kept.id === link) links.delete(hash)
      return Promise.resolve()
    },
    findLink(hash) {
      for (const [userId, rows] of table)
        for (const [interviewId, { links }] of rows) {
          const link = links.get(hash)
          if (link !== undefined) return Promise.resolve(copy({ ...link, userId, interviewId, nowMs: clockMs() }))
        }
      return Promise.resolve(null)
    },
  }
}
