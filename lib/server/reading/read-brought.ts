// A file that somebody brought, made into something to look over or to restore: zips are unpacked, Anki's packages opened,
// exports of ours recognised, everything else read as notes. Runs in a thread of its own (`reader.ts`); stores nothing.
import { readOwnCsv } from '#lib/core/notes/import/own-csv.ts'
import { readOwnMarkdown } from '#lib/core/notes/import/own-markdown.ts'
import { ankiCardId, readAnkiNotes } from '#lib/core/notes/import/anki-notes.ts'
import { decodeText } from '#lib/core/notes/import/decode-text.ts'
import { htmlToMarkdown } from '#lib/core/notes/import/html-to-markdown.ts'
import type { ReadNotes } from '#lib/core/notes/import/read-card.ts'
import { readNotes } from '#lib/core/notes/import/read-notes.ts'
import { exportedGuid, readExportedGuid } from '#lib/core/notes/export/exported.ts'
import { isPictureName } from '#lib/core/notes/picture-type.ts'
import { ok, type Problem, type Result } from '#lib/core/problem.ts'
import { isPackageName, readPackage, type AnkiReview, type PackageNote } from '#lib/server/anki/read-package.ts'
import { exportedSource, fingerprint } from '#lib/server/anki/card-source.ts'
import { isZip, unzip, type ZippedFile } from '#lib/server/reading/unzip.ts'

/** What Anki knows of a card's schedule. */
export interface AnkiHistory {
  readonly reviews: readonly AnkiReview[]
  readonly suspended: boolean
}

/** An export of ours, unchecked: collections as JSON has them. */
export interface BroughtExport {
  readonly collections: readonly unknown[]
  readonly pictures: readonly unknown[]
  /** By guid: what Anki has seen of the cards meanwhile. */
  readonly histories: Readonly<Record<string, AnkiHistory>>
}

export type Unpacked = { readonly kind: 'files'; readonly files: readonly ZippedFile[] } | ({ readonly kind: 'export' } & BroughtExport)

export interface BroughtNotes {
  readonly read: ReadNotes
  /** By card id. */
  readonly histories: Readonly<Record<string, AnkiHistory>>
  readonly media: readonly ZippedFile[]
}

const noteNames = /\.(?:md|markdown|mdx|txt|tsv|csv|rst|json|apkg)$/i

/** What a file holds: itself, the files of a zip, or an export of ours. */
export async function unpackBrought(file: ZippedFile): Promise<Result<Unpacked>> {
  const itself = ok({ kind: 'files', files: [file] } as const)
  if (isPackageName(file.name)) return unpackPackage(file)
  if (/\.json$/i.test(file.name)) {
    const json = readJson(decoded(file.bytes)) as { format?: unknown; collections?: unknown; pictures?: unknown } | null
    if (json?.format !== 'protodeck-notes' || !Array.isArray(json.collections)) return itself
    return ok({ kind: 'export', collections: json.collections, pictures: Array.isArray(json.pictures) ? json.pictures : [], histories: {} })
  }
  if (/\.csv$/i.test(file.name)) {
    const collections = readOwnCsv(decoded(file.bytes))
    return collections === null ? itself : ok({ kind: 'export', collections, pictures: [], histories: {} })
  }
  return isZip(file.bytes) ? unpackZip(file) : itself
}

function unpackZip({ bytes }: ZippedFile): Result<Unpacked> {
  const files = unzip(bytes, (name) => noteNames.test(name) || isPictureName(name))
  if (!files.ok) return files
  const events = files.value.find(({ name }) => name === eventsName)
  if (events === undefined) return ok({ kind: 'files', files: files.value })
  const kept = (readJson(decoded(events.bytes)) ?? {}) as Record<string, unknown>
  const collections = files.value.flatMap(({ name, bytes: text }) => {
    const own = /\.md$/i.test(name) ? readOwnMarkdown(decoded(text)) : null
    if (own === null) return []
    const cards = own.cards.flatMap(({ id, card }) => (id === null ? [] : [{ ...card, id, events: kept[exportedGuid(own.collection.id, id)] ?? [] }]))
    return [{ ...own.collection, cards }]
  })
  const pictures = files.value.flatMap(({ name, bytes: picture }) => {
    const [, collection, path] = /^pictures\/(n[a-z2-7]{12})\/(.+)$/.exec(name) ?? []
    return collection === undefined || path === undefined ? [] : [{ collection, path, base64: Buffer.from(picture).toString('base64') }]
  })
  return ok({ kind: 'export', collections, pictures, histories: {} })
}

/** The file beside the Markdown that holds what its cards' memories fold from. */
export const eventsName = 'events.json'

async function unpackPackage(file: ZippedFile): Promise<Result<Unpacked>> {
  const opened = await readPackage(file.bytes)
  if (!opened.ok) return opened
  const ours = opened.value.notes.filter(({ guid }) => guid !== null && readExportedGuid(guid) !== null)
  if (ours.length === 0) return ok({ kind: 'files', files: [file] })
  const collections = new Map<string, { id: string; title: string; cards: unknown[] }>()
  const histories: Record<string, AnkiHistory> = {}
  const media = new Map(opened.value.media.map(({ name, bytes }) => [name, bytes]))
  const pictures = new Map<string, { collection: string; path: string; base64: string }>()
  for (const note of ours) {
    const { collection, card } = readExportedGuid(note.guid!)!
    const known = collections.get(collection) ?? { id: collection, title: note.deck ?? '', cards: [] }
    collections.set(collection, known)
    const source = readSource(note)
    known.cards.push({ ...source.card, id: card })
    for (const [path, name] of Object.entries(source.pictures)) {
      const bytes = media.get(String(name))
      if (bytes !== undefined) pictures.set(`${collection} ${path}`, { collection, path, base64: Buffer.from(bytes).toString('base64') })
    }
    // A card that is missing from its notes goes out suspended, because Anki knows no such state.
    const missing = (source.card as { missing?: unknown }).missing === true
    histories[note.guid!] = { reviews: note.reviews, suspended: note.suspended && !missing }
  }
  return ok({ kind: 'export', collections: [...collections.values()], pictures: [...pictures.values()], histories })
}

/** The card as it left us, unless its text was edited in Anki. */
function readSource({ fields: [question = '', answer = '', source = ''], tags }: PackageNote): { readonly card: object; readonly pictures: object } {
  const said = exportedSource(source)
  if (said?.fingerprint === fingerprint(question, answer)) return said
  const words = { question: htmlToMarkdown(question), answer: htmlToMarkdown(answer), options: null, kind: 'explain', tags }
  const empty = { lang: /\p{Script=Han}/u.test(question) ? 'zh' : 'en', tier: 'T1', contextPath: [], tiedTopic: null, place: 0, file: '', line: 1, textId: null, missing: false, original: null, events: [] }
  return { card: { ...empty, ...said?.card, ...words }, pictures: said?.pictures ?? {} }
}

/** The cards of one file, and what came with them. */
export async function readBrought({ name, bytes }: ZippedFile): Promise<BroughtNotes> {
  if (!isPackageName(name)) return { read: readNotes(bytes, { file: name }), histories: {}, media: [] }
  const opened = await readPackage(bytes)
  if (!opened.ok) return { read: refuse(opened.problem, name), histories: {}, media: [] }
  const { notes, media } = opened.value
  const histories = Object.fromEntries(notes.flatMap(({ guid, reviews, suspended }) => (guid === null ? [] : [[ankiCardId(guid), { reviews, suspended }] as const])))
  return { read: readAnkiNotes(notes, { file: name }), histories, media }
}

/** A file that gave no cards, and why. */
export function refuse(problem: Problem, file: string): ReadNotes {
  return { cards: [], problems: [{ ...problem, place: { file } }], repairs: [], dialects: [], pictures: [], encoding: 'utf-8', title: null }
}

function decoded(bytes: Uint8Array): string {
  const text = decodeText(bytes)
  return text.ok ? text.value.text : ''
}

function readJson(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}
