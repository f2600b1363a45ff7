// `GET /notes/export`: a person's own collections, to be kept elsewhere: Markdown in our format (a zip), CSV, JSON, or a
// package that Anki opens with the schedule. Each holds everything that it takes to bring the same cards and memories back.
import { strToU8, zipSync } from 'fflate'
import type { FacetEvent } from '#lib/core/memory/event.ts'
import { inFoldOrder, stepMemory } from '#lib/core/memory/fold.ts'
import type { Memory } from '#lib/core/memory/memory.ts'
import type { Weights } from '#lib/core/memory/fsrs.ts'
import { voidedIds } from '#lib/core/memory/voided.ts'
import type { CardId, FacetId, FacetName } from '#lib/core/notes/card.ts'
import { exportedGuid, type ExportedCard, type ExportedCollection, type ExportFormat } from '#lib/core/notes/export/exported.ts'
import { writeCsv } from '#lib/core/notes/export/write-csv.ts'
import { writeMarkdown } from '#lib/core/notes/export/write-markdown.ts'
import { makeFacetId } from '#lib/core/notes/facets.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import { writeSource } from '#lib/server/anki/card-source.ts'
import { writePackage, type PackageCard, type PackageReview } from '#lib/server/anki/write-package.ts'
import { eventsName } from '#lib/server/reading/read-brought.ts'
import type { Server } from '#lib/server/server.ts'
import type { OwnPicture, WholeCard } from '#lib/server/store/own-notes.ts'
import { loadHighlight } from '#lib/server/usecases/highlight-code.ts'
import { clockOf, settingsOf, weightsOf } from '#lib/server/usecases/person-settings.ts'
import { findPicture, viewOwnCard } from '#lib/server/usecases/view-own-card.ts'

export interface ExportedBytes {
  readonly bytes: Uint8Array
  readonly type: string
  readonly name: string
  readonly cards: number
}

type Deps = Pick<Server, 'store' | 'timeShiftMs'>

/** `only`: one collection's id; null: all of them. */
export async function exportNotes(deps: Deps, userId: string | null, format: ExportFormat, only: string | null): Promise<Result<ExportedBytes>> {
  const found = userId === null ? [] : await deps.store.ownNotes.collections(userId)
  const wanted = found.filter(({ id }) => only === null || id === only)
  if (userId === null || (only !== null && wanted.length === 0)) return fail({ code: 'unknown-collection' })
  const events = await eventsByFacet(deps, userId)
  const pictures = new Map<string, readonly OwnPicture[]>()
  const collections: ExportedCollection[] = []
  for (const { id, title } of wanted) {
    pictures.set(id, await deps.store.ownNotes.pictures(userId, id))
    const cards = await deps.store.ownNotes.wholeCards(userId, id)
    collections.push({ id, title, cards: cards.map((card) => toExported(card, events.get(facetOf(id, card.id)) ?? [])) })
  }
  const name = `protodeck-${only ?? 'notes'}`
  const cards = collections.reduce((sum, { cards: { length } }) => sum + length, 0)
  const made = (bytes: Uint8Array, type: string, ending: string) => ok({ bytes, type, name: `${name}.${ending}`, cards })
  if (format === 'json') return made(strToU8(JSON.stringify(asFile(collections, pictures), null, 1)), 'application/json', 'json')
  if (format === 'csv') return made(strToU8(writeCsv(collections)), 'text/csv; charset=utf-8', 'csv')
  if (format === 'markdown') return made(zipMarkdown(collections, pictures), 'application/zip', 'zip')
  return made(await packCards(deps, userId, collections, pictures, events), 'application/octet-stream', 'apkg')
}

const facetOf = (collection: string, card: string): FacetId => makeFacetId(card as CardId, 'main' as FacetName, collection)

/** What counts of the log, facet by facet, in the order in which it folds. */
async function eventsByFacet({ store }: Deps, userId: string): Promise<ReadonlyMap<FacetId, readonly FacetEvent[]>> {
  const found = new Map<FacetId, readonly FacetEvent[]>()
  for await (const group of store.log.scan(userId)) {
    const voided = voidedIds(group)
    const events = inFoldOrder(group).filter(({ id }) => !voided.has(id))
    const facet = events[0]?.facet
    if (facet !== undefined) found.set(facet, events)
  }
  return found
}

function toExported({ current, source, id, kind, lang, tier, contextPath, tags, tiedTopic, file, line, textId, missing }: WholeCard, events: readonly FacetEvent[]): ExportedCard {
  const { question, answer, options } = current
  const original = source.hash === current.hash ? null : { question: source.question, answer: source.answer, options: source.options }
  return {
    ...{ id, question, answer, options, kind, lang, tags, contextPath, tier: tier as ExportedCard['tier'], tiedTopic, file, line, textId, missing, original },
    events: events.map(({ id: event, kind: what, atMs, payload }) => ({ id: event, kind: what, at: new Date(atMs).toISOString(), payload })),
  }
}

type Pictures = ReadonlyMap<string, readonly OwnPicture[]>

function asFile(collections: readonly ExportedCollection[], pictures: Pictures) {
  const shown = [...pictures].flatMap(([collection, all]) => all.map(({ path, bytes }) => ({ collection, path, base64: Buffer.from(bytes).toString('base64') })))
  return { format: 'protodeck-notes', version: 1, collections, pictures: shown }
}

function zipMarkdown(collections: readonly ExportedCollection[], pictures: Pictures): Uint8Array {
  const files: Record<string, Uint8Array> = {}
  const events: Record<string, readonly unknown[]> = {}
  for (const collection of collections) {
    const title = collection.title.replace(/[^\p{L}\p{N} _-]+/gu, ' ').trim().slice(0, 60) || 'notes'
    files[`${files[`${title}.md`] === undefined ? title : `${title} ${collection.id}`}.md`] = strToU8(writeMarkdown(collection))
    for (const { id, events: own } of collection.cards) if (own.length > 0) events[exportedGuid(collection.id, id)] = own
    for (const { path, bytes } of pictures.get(collection.id) ?? []) files[`pictures/${collection.id}/${path}`] = bytes
  }
  files[eventsName] = strToU8(JSON.stringify(events))
  return zipSync(files)
}

async function packCards({ store, timeShiftMs }: Deps, userId: string, collections: readonly ExportedCollection[], pictures: Pictures, events: ReadonlyMap<FacetId, readonly FacetEvent[]>): Promise<Uint8Array> {
  const reading = await store.log.read(userId, [], [])
  const nowMs = Math.floor(reading.nowMs + timeShiftMs())
  const settings = settingsOf(reading.settings)
  const weights = weightsOf(reading.settings)
  const clock = clockOf(settings.timeZone, settings.rolloverHour)
  const memories = await store.log.memories(userId)
  const highlight = await loadHighlight()
  const firstDay = [...memories.values()].reduce((first, { memory }) => (memory.state === 'new' ? first : Math.min(first, memory.firstDay)), clock.studyDay(nowMs))
  const media = new Map([...pictures.values()].flat().map(({ name, bytes }) => [name, { name, bytes }]))
  const cards = collections.flatMap((collection) => {
    const paths = new Map((pictures.get(collection.id) ?? []).map(({ path, name }) => [path, name]))
    return collection.cards.map((card): PackageCard => {
      const view = viewOwnCard(card, { topic: collection.id, imageUrl: (path) => findPicture(paths, path) }, highlight)
      const options = view.choice?.options ?? []
      const list = (mark: boolean) => (options.length === 0 ? '' : `<ul>${options.map(({ html, right }) => `<li>${mark && right ? '✓ ' : ''}${html}</li>`).join('')}</ul>`)
      const [question, answer] = [`${view.question.html}${list(false)}`, `${list(true)}${view.answer.html}`]
      const text = `${card.question}\n${card.answer}\n${JSON.stringify(card.options)}`
      const shown = Object.fromEntries([...paths].filter(([path]) => text.includes(path.split('/').at(-1)!)))
      const facet = facetOf(collection.id, card.id)
      const memory = memories.get(facet)?.memory ?? null
      return {
        ...{ guid: exportedGuid(collection.id, card.id), deck: collection.title, question, answer, source: writeSource(card, shown, question, answer), tags: card.tags },
        suspended: memory?.suspended === true || card.missing,
        schedule: toSchedule(memory, firstDay),
        reviews: replay(facet, events.get(facet) ?? [], weights),
      }
    })
  })
  return writePackage({ cards, media: [...media.values()], nowMs, beganMs: clock.dayEndsAtMs(firstDay - 1) })
}

function toSchedule(memory: Memory | null, firstDay: number): PackageCard['schedule'] {
  if (memory === null || memory.state === 'new') return null
  const { state, reps, lapses, stability, difficulty, lastDay } = memory
  const intervalDays = state === 'review' ? Math.max(1, memory.dueDay - lastDay) : 0
  // A step that goes past the night is a card of that day.
  const due = memory.dueAtMs === null ? memory.dueDay - firstDay : Math.floor(memory.dueAtMs / 1000)
  return { state: memory.dueAtMs === null ? 'review' : state, due, intervalDays: Math.max(intervalDays, memory.dueAtMs === null ? 1 : 0), reps, lapses, stability, difficulty }
}

/** Each answer with the interval that it led to. */
function replay(facet: FacetId, events: readonly FacetEvent[], weights: Weights): PackageReview[] {
  const reviews: PackageReview[] = []
  let memory: Memory | null = null
  let last = 0
  for (const event of events) {
    const before: Memory | null = memory
    const stepped = stepMemory(facet, memory, event, weights, false)
    if (stepped.kind === 'stepped') memory = stepped.memory
    if (event.kind !== 'review' || memory === null || memory.state === 'new') continue
    const interval = memory.dueAtMs === null ? Math.max(1, memory.dueDay - memory.lastDay) : -Math.max(1, Math.round((memory.dueAtMs - event.atMs) / 1000))
    const type = before?.state === 'review' ? 1 : before?.state === 'relearning' ? 2 : 0
    reviews.push({ atMs: event.atMs, grade: event.payload.grade, elapsedMs: event.payload.elapsedMs, type, interval, lastInterval: last })
    last = interval
  }
  return reviews
}
