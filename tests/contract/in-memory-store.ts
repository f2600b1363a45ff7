// The store of the tests of use cases: rows in maps, kept and filtered; order and fold are core's, as on Postgres. One
// statement there is one synchronous step here. Held to the same behaviour by the suites in this folder.
import type { LogEvent } from '#lib/core/memory/event.ts'
import { isVoidingEvent } from '#lib/core/memory/event.ts'
import { inFoldOrder } from '#lib/core/memory/fold.ts'
import { compareReceived, voidedIds } from '#lib/core/memory/voided.ts'
import type { FacetId } from '#lib/core/notes/card.ts'
import { cardOf } from '#lib/core/notes/facets.ts'
import type { Succession } from '#lib/core/notes/succession.ts'
import type { KeptAnnotation } from '#lib/server/store/annotations.ts'
import type { AskedVersion, FacetRecord, LoadedContent, VersionedView } from '#lib/server/store/content.ts'
import type { FoldFacet, LogStore, StoredMemory } from '#lib/server/store/log.ts'
import type { PeopleStore, PersonRecord, SessionRecord } from '#lib/server/store/people.ts'
import type { QueueStore } from '#lib/server/store/queue.ts'
import type { Store } from '#lib/server/store/store.ts'
import { inMemoryAnnotations, inMemoryReports } from './in-memory-annotations.ts'
import { inMemoryInterviews, type InterviewTable } from './in-memory-interviews.ts'
import { inMemoryOwnNotes, type OwnRows } from './in-memory-own-notes.ts'

interface Person {
  record: PersonRecord
  mark: number
  lastSeenAtMs: number
  readonly events: Map<string, LogEvent>
  memories: Map<FacetId, StoredMemory>
}

interface Tables {
  readonly people: Map<string, Person>
  readonly aliases: Map<string, string>
  readonly sessions: Map<string, SessionRecord>
  readonly tokens: Map<string, string>
  readonly facets: Map<FacetId, FacetRecord>
  readonly own: Map<string, OwnRows>
  readonly interviews: InterviewTable
  /** By person, then by id. */
  readonly annotations: Map<string, Map<string, KeptAnnotation>>
  /** Every text that a card has had. */
  readonly versions: Map<string, AskedVersion>
  content: LoadedContent | null
}

/** An empty store; `clockMs` stands for the database's clock. */
export function inMemoryStore(clockMs: () => number = Date.now): Store {
  const tables: Tables = {
    ...{ people: new Map(), aliases: new Map(), sessions: new Map(), tokens: new Map(), facets: new Map(), own: new Map() },
    ...{ interviews: new Map(), annotations: new Map(), versions: new Map() },
    content: null,
  }
  return {
    log: inMemoryLog(tables, clockMs),
    queue: inMemoryQueue(tables, clockMs),
    content: inMemoryContent(tables, clockMs),
    people: inMemoryPeople(tables, clockMs),
    ownNotes: inMemoryOwnNotes((userId) => ownRowsOf(tables, userId), () => tables.content, clockMs),
    interviews: inMemoryInterviews(tables.interviews, clockMs),
    annotations: inMemoryAnnotations((userId) => annotationsOf(tables, userId), clockMs),
    reports: inMemoryReports(clockMs),
    ping: () => Promise.resolve(),
  }
}

function annotationsOf({ annotations }: Pick<Tables, 'annotations'>, userId: string): Map<string, KeptAnnotation> {
  const rows = annotations.get(userId) ?? new Map<string, KeptAnnotation>()
  annotations.set(userId, rows)
  return rows
}

function ownRowsOf({ own }: Tables, userId: string): OwnRows {
  const rows = own.get(userId) ?? { collections: new Map(), drafts: new Map(), facets: new Map() }
  own.set(userId, rows)
  return rows
}

const nobody: Pick<Person, 'events' | 'memories'> = { events: new Map(), memories: new Map() }
/** What Postgres does by going through JSON: nobody shares an object with the store. */
const copy = <T>(value: T): T => structuredClone(value)

function inMemoryLog({ people, aliases, sessions, tokens, own, interviews, annotations }: Tables, clockMs: () => number): LogStore {
  const of = (userId: string) => people.get(userId) ?? nobody
  const received = (userId: string) => [...of(userId).events.values()].sort(compareReceived)
  const undosOf = (events: readonly LogEvent[], all: readonly LogEvent[]) =>
    all.filter((event) => isVoidingEvent(event) && event.payload.targets.some((target) => events.some(({ id }) => id === target)))

  const refold = (person: Person, facets: readonly FacetId[], succession: Succession, fold: FoldFacet) => {
    const all = [...person.events.values()]
    return new Map(
      facets.map((facet) => {
        const lineage = [facet, ...succession.ancestorsOf(facet)]
        const own = all.filter((event) => event.facet !== null && lineage.includes(event.facet))
        const events = [...own, ...undosOf(own, all)]
        const memory = events.length === 0 ? null : fold(facet, copy(events))
        for (const gone of lineage) person.memories.delete(gone)
        if (memory !== null) person.memories.set(facet, { memory, revision: events.length })
        return [facet, copy(memory)]
      }),
    )
  }
  const forget = (userId: string) => {
    people.delete(userId)
    own.delete(userId)
    interviews.delete(userId)
    annotations.delete(userId)
    for (const [id, session] of sessions) if (session.userId === userId) sessions.delete(id)
    for (const [hash, owner] of tokens) if (owner === userId) tokens.delete(hash)
  }

  return {
    read(userId, facets, eventIds) {
      const { events, memories } = of(userId)
      const named = new Set([...events.values()].filter(isVoidingEvent).flatMap(({ payload }) => payload.targets))
      const person = people.get(userId)
      return Promise.resolve({
        nowMs: clockMs(),
        settings: copy(person?.record.settings ?? null),
        mark: person === undefined ? null : String(person.mark),
        memories: new Map(facets.flatMap((facet) => (memories.has(facet) ? [[facet, copy(memories.get(facet)!)]] : []))),
        known: new Map(eventIds.flatMap((id) => (events.has(id) ? [[id, copy(events.get(id)!)]] : []))),
        named: new Set(eventIds.filter((id) => named.has(id))),
      })
    },

    write(userId, mark, writes) {
      const person = people.get(userId)
      if (person === undefined || String(person.mark) !== mark) return Promise.resolve(new Set())
      const matching = writes.filter(({ facet, expected }) => {
        const row = person.memories.get(facet)
        return row === undefined || expected === null
          ? row === undefined && expected === null
          : row.revision === expected.revision && row.memory.head.id === expected.headId
      })
      const events = matching.flatMap((write) => write.events)
      // One statement: where an id is taken, none of it happens.
      if (events.some(({ id }) => person.events.has(id))) return Promise.resolve(new Set())
      for (const event of events) person.events.set(event.id, copy(event))
      for (const { facet, memory, revision } of matching) person.memories.set(facet, { memory: copy(memory), revision })
      return Promise.resolve(new Set(matching.map(({ facet }) => facet)))
    },

    rewrite(userId, events, facets, succession, fold) {
      const person = people.get(userId)
      if (person === undefined) return Promise.resolve(null)
      const targets = events.filter(isVoidingEvent).flatMap(({ payload }) => payload.targets)
      if (targets.length > 0) person.mark++
      const named = targets.flatMap((id) => person.events.get(id)?.facet ?? [])
      for (const event of events) if (!person.events.has(event.id)) person.events.set(event.id, copy(event))
      const heirs = [...new Set([...facets, ...named].map(succession.heirOf))].sort()
      return Promise.resolve(refold(person, heirs, succession, fold))
    },

    inGroup(userId, groupId, sinceMs) {
      const all = received(userId).filter(({ receivedAtMs }) => receivedAtMs >= sinceMs)
      const own = all.filter((event) => event.groupId === groupId)
      return Promise.resolve(copy([...own, ...undosOf(own, all)]))
    },
    newest: (userId, limit) => Promise.resolve(copy(received(userId).reverse().slice(0, limit))),
    find: (userId, ids) => Promise.resolve(copy([...of(userId).events.values()].filter(({ id }) => ids.includes(id)))),
    list(userId, after, limit) {
      const events = received(userId)
      const from = after === null ? 0 : events.findIndex(({ id }) => id === after) + 1
      return Promise.resolve(after !== null && from === 0 ? [] : copy(events.slice(from, from + limit)))
    },
    memories: (userId) => Promise.resolve(copy(of(userId).memories)),

    // eslint-disable-next-line @typescript-eslint/require-await -- a stream on Postgres
    async *scan(userId) {
      const all = received(userId)
      const facets = [...new Set(all.flatMap(({ facet }) => facet ?? []))].sort()
      for (const facet of facets) {
        const own = inFoldOrder(all.filter((event) => event.facet === facet))
        yield copy([...own, ...undosOf(own, all)])
      }
    },

    appendSettings(userId, event) {
      const person = people.get(userId)
      if (person === undefined) return Promise.resolve(undefined)
      if (!person.events.has(event.id)) {
        person.events.set(event.id, copy(event))
        person.record = { ...person.record, settings: { ...(person.record.settings as object), ...copy(event.payload) } }
      }
      return Promise.resolve(copy(person.record.settings))
    },

    merge(guestId, userId, succession, fold) {
      const [guest, person] = [people.get(guestId)!, people.get(userId)!]
      const brought = [...guest.events.values()].filter(({ kind, id }) => kind !== 'settings' && !person.events.has(id))
      for (const event of brought) person.events.set(event.id, event)
      person.mark++
      const facets = [...new Set(brought.flatMap(({ facet }) => (facet === null ? [] : [succession.heirOf(facet)])))].sort()
      refold(person, facets, succession, fold)
      const [theirs, account] = [own.get(guestId), own.get(userId)]
      if (theirs !== undefined)
        own.set(userId, {
          collections: new Map([...(account?.collections ?? []), ...theirs.collections]),
          drafts: new Map([...(account?.drafts ?? []), ...theirs.drafts]),
          facets: new Map([...(account?.facets ?? []), ...theirs.facets]),
        })
      interviews.set(userId, new Map([...(interviews.get(userId) ?? []), ...(interviews.get(guestId) ?? [])]))
      annotations.set(userId, new Map([...(annotations.get(guestId) ?? []), ...(annotations.get(userId) ?? [])]))
      for (const [alias, to] of aliases) if (to === guestId) aliases.set(alias, userId)
      aliases.set(guestId, userId)
      forget(guestId)
      return Promise.resolve(brought.filter(({ kind }) => kind === 'review').length)
    },

    // eslint-disable-next-line @typescript-eslint/require-await -- a stream on Postgres
    async *holders(facets) {
      for (const [userId, { memories }] of [...people].sort(([a], [b]) => (a < b ? -1 : 1))) {
        const held = [...memories.keys()].filter((facet) => facets.includes(facet)).sort()
        if (held.length > 0) yield { userId, facets: held }
      }
    },

    erase(userId) {
      forget(userId)
      return Promise.resolve()
    },
    countReviews: (userId) => Promise.resolve([...of(userId).events.values()].filter(({ kind }) => kind === 'review').length),
    countByDay(userId, fromDay) {
      const all = [...of(userId).events.values()]
      const voided = voidedIds(all)
      const days = new Map<number, number>()
      for (const event of all) {
        if (event.kind !== 'review' || event.payload.source !== 'review' || voided.has(event.id)) continue
        const { studyDay } = event.payload
        if (studyDay >= fromDay) days.set(studyDay, (days.get(studyDay) ?? 0) + 1)
      }
      return Promise.resolve([...days].sort(([a], [b]) => a - b).map(([day, reviews]) => ({ day, reviews })))
    },
  }
}

function inMemoryQueue({ people, facets: builtIn, own }: Tables, clockMs: () => number): QueueStore {
  return {
    candidates(userId, request) {
      const { studyDay, learningUntilMs, learnTopics, learnLevels, topic } = request
      const person = userId === null ? undefined : people.get(userId)
      const theirs = (userId === null ? undefined : own.get(userId)?.facets) ?? new Map<FacetId, FacetRecord>()
      const facets = new Map([...builtIn, ...theirs])
      const isHere = (facet: FacetId) => {
        const record = facets.get(facet)
        return record?.retired !== true && (topic === null || record?.topicId === topic)
      }
      const rows = [...(person ?? nobody).memories.values()].filter(({ memory }) => isHere(memory.facet))
      const shown = rows.filter(({ memory }) => !memory.suspended && memory.buriedDay !== studyDay)
      const graded = shown.flatMap(({ memory, revision }) => (memory.state === 'new' ? [] : [{ memory, revision }]))
      const learning = graded.filter(({ memory }) => memory.dueAtMs !== null && memory.dueAtMs <= learningUntilMs)
      const due = graded.filter(({ memory }) => memory.dueDay !== null && memory.dueDay <= studyDay)
      const nearness = ({ lastDay, stability }: (typeof due)[number]['memory']) => Math.max(0, studyDay - lastDay) / stability
      due.sort((a, b) => nearness(b.memory) - nearness(a.memory) || (a.memory.facet < b.memory.facet ? -1 : 1))
      const isFresh = (record: FacetRecord) => {
        const memory = person?.memories.get(record.id)?.memory
        return memory === undefined || (memory.state === 'new' && !memory.suspended && memory.buriedDay !== studyDay)
      }
      const fresh = [...facets.values()]
        .filter((record) => !record.retired && isHere(record.id) && isFresh(record))
        // What a person brought is what they want to learn.
        .filter(({ id, topicId, level }) => theirs.has(id) || ((learnTopics === null || learnTopics.includes(topicId)) && learnLevels.includes(level)))
        .sort((a, b) => a.topicOrder - b.topicOrder || compare(a.topicId, b.topicId) || a.level - b.level || a.place - b.place || compare(a.id, b.id))
        .slice(0, request.newLimit)
      const counted = [...(person ?? nobody).memories.values()].flatMap(({ memory }) =>
        memory.state !== 'new' && memory.countedDay === studyDay ? [memory] : [],
      )
      const cards = new Set(fresh.map(({ cardId }) => cardId))
      return Promise.resolve(copy({
        nowMs: clockMs(),
        settings: person?.record.settings ?? null,
        learning: learning.slice(0, 500),
        due: due.slice(0, request.dueLimit),
        siblingsDue: due.filter(({ memory }) => cards.has(cardOf(memory.facet))),
        dueTotal: due.length,
        new: fresh,
        gradedToday: rows.filter(({ memory }) => memory.state !== 'new' && memory.lastDay === studyDay),
        done: {
          new: counted.reduce((sum, { countedNew }) => sum + countedNew, 0),
          reviews: counted.reduce((sum, { countedReviews }) => sum + countedReviews, 0),
        },
      }))
    },
    forecast(userId, fromDay, days) {
      const due = new Map<number, number>()
      for (const { memory } of people.get(userId)?.memories.values() ?? []) {
        if (memory.suspended || memory.state === 'new' || memory.dueDay === null || memory.dueDay >= fromDay + days) continue
        const day = Math.max(memory.dueDay, fromDay)
        due.set(day, (due.get(day) ?? 0) + 1)
      }
      return Promise.resolve([...due].sort(([a], [b]) => a - b).map(([day, count]) => ({ day, due: count })))
    },
  }
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)

function inMemoryContent(tables: Tables, clockMs: () => number): Store['content'] {
  const { facets } = tables
  const firstSeen = new Map<string, number>()
  return {
    state: () => Promise.resolve(tables.content && { hash: tables.content.hash, release: tables.content.release }),
    load(content, mayReplace) {
      const state = tables.content
      if (state !== null && (state.hash === content.hash || !mayReplace(state.release))) return Promise.resolve(false)
      for (const [id, record] of facets) facets.set(id, { ...record, retired: true })
      for (const record of content.facets) facets.set(record.id, { ...copy(record), retired: false })
      tables.content = copy(content)
      for (const { id, topicId, tags, level, kind, versions } of tables.content.cards)
        for (const { lang, hash, question, view, sheet } of versions) {
          const layer = (tables.content.topics.find((topic) => topic.id === topicId)?.layer ?? 'general') as AskedVersion['layer']
          const protocol = view.exercise?.protocol ?? null
          firstSeen.set(`${id} ${lang} ${hash}`, firstSeen.get(`${id} ${lang} ${hash}`) ?? clockMs())
          tables.versions.set(`${id} ${lang} ${hash}`, { card: id, topic: topicId, layer, tags, level, kind, lang, hash, question, sheet, protocol, view })
        }
      return Promise.resolve(true)
    },
    confirm(loading, hash) {
      if (tables.content?.hash === loading) tables.content = { ...tables.content, hash }
      return Promise.resolve()
    },
    facets: () => Promise.resolve(copy([...facets.values()])),
    topics: () => Promise.resolve(copy(tables.content?.topics ?? [])),
    views(cards, lang) {
      const views = (tables.content?.cards ?? []).flatMap(({ id, versions }): VersionedView[] => {
        const version = versions.find((one) => one.lang === lang) ?? versions[0]
        return version === undefined || !cards.includes(id) ? [] : [{ cardId: id, lang: version.lang, hash: version.hash, view: version.view }]
      })
      return Promise.resolve(copy(views))
    },
    sheets(lang) {
      const current = (tables.content?.cards ?? []).flatMap(({ id, versions }) =>
        versions.flatMap((version) => (version.lang === lang ? [tables.versions.get(`${id} ${lang} ${version.hash}`)!] : [])),
      )
      return Promise.resolve(copy(current.map(({ view: _, ...sheet }) => sheet).sort((a, b) => compare(a.card, b.card))))
    },
    texts() {
      const texts = (tables.content?.cards ?? []).flatMap(({ id, topicId, tags, versions }) =>
        versions.map(({ lang, question, answer, sheet }) => ({ card: id, topic: topicId, lang, tags, question, answer, sheet })),
      )
      return Promise.resolve(copy(texts.sort((a, b) => compare(a.card, b.card) || compare(a.lang, b.lang))))
    },
    changes(lang, limit) {
      const changes = (tables.content?.cards ?? []).flatMap(({ id, topicId, versions }) =>
        versions.flatMap(({ lang: of, hash, question }) => {
          const changedAtMs = firstSeen.get(`${id} ${of} ${hash}`) ?? 0
          const isEdit = [...firstSeen].some(([key, at]) => key.startsWith(`${id} ${of} `) && at < changedAtMs)
          return of === lang ? [{ card: id, topic: topicId, hash, question, changedAtMs, isEdit }] : []
        }),
      )
      return Promise.resolve(copy(changes.sort((a, b) => b.changedAtMs - a.changedAtMs || compare(a.card, b.card)).slice(0, limit)))
    },
    versions: (wanted) =>
      Promise.resolve(copy(wanted.flatMap(({ card, lang, hash }) => tables.versions.get(`${card} ${lang} ${hash}`) ?? []))),
    aliases: () => Promise.resolve(new Map((tables.content?.aliases ?? []).map(({ alias, successor }) => [alias, successor]))),
  }
}

const dayMs = 86_400_000

function inMemoryPeople({ people, aliases, sessions, tokens }: Tables, clockMs: () => number): PeopleStore {
  const add = (record: PersonRecord) =>
    people.set(record.id, { record: copy(record), mark: 1, lastSeenAtMs: clockMs(), events: new Map(), memories: new Map() })
  const byEmail = (email: string) => [...people.values()].find(({ record }) => record.email === email)?.record ?? null
  return {
    createGuest(id, settings) {
      add({ id, email: null, passwordHash: null, settings })
      return Promise.resolve()
    },
    createAccount(person) {
      if (byEmail(person.email) !== null || people.has(person.id)) return Promise.resolve(false)
      add(person)
      return Promise.resolve(true)
    },
    upgradeGuest(id, email, passwordHash) {
      const person = people.get(id)
      if (person?.record.email !== null || byEmail(email) !== null) return Promise.resolve(false)
      person.record = { ...person.record, email, passwordHash }
      return Promise.resolve(true)
    },
    findPerson: (id) => Promise.resolve(copy(people.get(id)?.record ?? null)),
    findPersonByEmail: (email) => Promise.resolve(copy(byEmail(email))),
    // eslint-disable-next-line @typescript-eslint/require-await -- a stream on Postgres
    async *list(email) {
      for (const id of [...people.keys()].sort()) if (email === null || people.get(id)?.record.email === email.toLowerCase()) yield id
    },
    touchPerson(id) {
      const person = people.get(id)
      if (person !== undefined && person.lastSeenAtMs < clockMs() - dayMs) person.lastSeenAtMs = clockMs()
      return Promise.resolve()
    },
    forgetGuests(days) {
      const gone = [...people.values()].filter(({ record, lastSeenAtMs }) => record.email === null && lastSeenAtMs < clockMs() - days * dayMs)
      for (const { record } of gone) {
        people.delete(record.id)
        for (const [id, session] of sessions) if (session.userId === record.id) sessions.delete(id)
      }
      return Promise.resolve(gone.length)
    },
    findAlias: (guestId) => Promise.resolve(aliases.get(guestId) ?? null),
    createSession({ id, userId, lifetimeDays }) {
      sessions.set(id, { id, userId, email: null, expiresAtMs: clockMs() + lifetimeDays * dayMs })
      return Promise.resolve()
    },
    findSession(id) {
      const session = sessions.get(id)
      if (session === undefined || session.expiresAtMs <= clockMs()) return Promise.resolve(null)
      return Promise.resolve({ ...session, email: people.get(session.userId)?.record.email ?? null })
    },
    deleteSession(id) {
      sessions.delete(id)
      return Promise.resolve()
    },
    deleteSessionsOf(userId) {
      for (const [id, session] of sessions) if (session.userId === userId) sessions.delete(id)
      return Promise.resolve()
    },
    createToken({ hash, userId }) {
      tokens.set(hash, userId)
      return Promise.resolve()
    },
    findTokenOwner(hash) {
      const userId = tokens.get(hash)
      return Promise.resolve(userId === undefined ? null : { userId, email: people.get(userId)?.record.email ?? null })
    },
  }
}
