// An Anki package (`.apkg`, `.colpkg`) → its notes with their reviews, and its media. Three forms: `collection.anki2`, `.anki21`
// (both the schema of 2.1, decks as JSON) and `.anki21b` (zstd, decks in a table, media listed in protobuf). The file may be
// anybody's: sizes are bounded before they are believed, and no statement of it is run but our own selects.
import { decompress } from 'fzstd'
import type { Database } from 'sql.js'
import type { AnkiNote } from '#lib/core/notes/import/anki-notes.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import { hasTable, openSqlite, selectRows } from '#lib/server/anki/open-sqlite.ts'
import { unzip, zipLimits } from '#lib/server/reading/unzip.ts'

/** An answer as Anki's `revlog` has it. */
export interface AnkiReview {
  readonly atMs: number
  readonly grade: 1 | 2 | 3 | 4
  readonly elapsedMs: number
}

export interface PackageNote extends AnkiNote {
  /** Of the note's first card, oldest first. */
  readonly reviews: readonly AnkiReview[]
  readonly suspended: boolean
}

export interface AnkiPackage {
  readonly notes: readonly PackageNote[]
  readonly media: readonly { readonly name: string; readonly bytes: Uint8Array }[]
}

export const isPackageName = (name: string): boolean => /\.(?:apkg|colpkg)$/i.test(name)

const databases = ['collection.anki21b', 'collection.anki21', 'collection.anki2'] as const
const mostNotes = 50_000
const mostReviews = 1_000_000

/** Problems: of the zip; `apkg-damaged` where what is in it is no collection. */
export async function readPackage(bytes: Uint8Array): Promise<Result<AnkiPackage>> {
  const files = unzip(bytes)
  if (!files.ok) return files
  const byName = new Map(files.value.map((file) => [file.name, file.bytes]))
  const name = databases.find((each) => byName.has(each))
  if (name === undefined) return fail({ code: 'apkg-damaged' })
  const isNew = name === 'collection.anki21b'
  try {
    const database = await openSqlite(isNew ? unpack(byName.get(name)!) : byName.get(name))
    try {
      return ok({ notes: readNotesOf(database), media: readMedia(byName, isNew) })
    } finally {
      database.close()
    }
  } catch {
    // SQLite and zstd throw at bytes that are none; so does a table that is not there.
    return fail({ code: 'apkg-damaged' })
  }
}

/** A zstd frame says how much it holds; one that says nothing, or too much, is not unpacked. */
function unpack(frame: Uint8Array): Uint8Array {
  const size = contentSize(frame)
  if (size === null || size > zipLimits.unpackedBytes) throw new RangeError('zstd: size')
  return decompress(frame, new Uint8Array(size))
}

/** RFC 8878 §3.1.1.1: the frame header's content size; null where it has none. */
function contentSize(frame: Uint8Array): number | null {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  if (frame.length < 6 || view.getUint32(0, true) !== 0xfd2fb528) return null
  const descriptor = frame[4]!
  const single = (descriptor & 0x20) !== 0
  const at = 5 + (single ? 0 : 1) + [0, 1, 2, 4][descriptor & 3]!
  const flag = descriptor >> 6
  if (flag === 0) return single ? frame[at]! : null
  if (flag === 1) return view.getUint16(at, true) + 256
  return flag === 2 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true))
}

function readNotesOf(database: Database): PackageNote[] {
  const decks = readDecks(database)
  const firstCards = new Map<number, { id: number; deck: string | null; suspended: boolean }>()
  for (const [id, note, deck, queue] of selectRows(database, 'select id, nid, did, queue from cards order by ord desc'))
    firstCards.set(Number(note), { id: Number(id), deck: decks.get(Number(deck)) ?? null, suspended: queue === -1 })
  const reviews = readReviews(database)
  const notes: PackageNote[] = []
  for (const [id, guid, fields, tags] of selectRows(database, `select id, guid, flds, tags from notes order by id limit ${mostNotes}`)) {
    const first = firstCards.get(Number(id))
    notes.push({
      guid: String(guid),
      fields: String(fields).split('\x1f'),
      deck: first?.deck ?? null,
      tags: String(tags).split(' ').filter((tag) => tag !== ''),
      line: notes.length + 1,
      offset: 0,
      reviews: (first && reviews.get(first.id)) ?? [],
      suspended: first?.suspended ?? false,
    })
  }
  return notes
}

function readDecks(database: Database): ReadonlyMap<number, string> {
  const decks = new Map<number, string>()
  if (hasTable(database, 'decks')) {
    for (const [id, name] of selectRows(database, 'select id, name from decks')) decks.set(Number(id), String(name).replaceAll('\x1f', '::'))
    return decks
  }
  for (const [json] of selectRows(database, 'select decks from col limit 1'))
    for (const [id, deck] of Object.entries(JSON.parse(String(json)) as Record<string, { name?: string }>)) decks.set(Number(id), deck.name ?? '')
  return decks
}

/** Answers by card. What was set by hand or rescheduled has no grade, and answers of a filtered deck that moved nothing no factor. */
function readReviews(database: Database): ReadonlyMap<number, AnkiReview[]> {
  const byCard = new Map<number, AnkiReview[]>()
  const oldButtons = usesOldButtons(database)
  for (const [id, card, ease, time, type, factor] of selectRows(database, `select id, cid, ease, time, type, factor from revlog order by id limit ${mostReviews}`)) {
    const [button, kind] = [Number(ease), Number(type)]
    if (!(button >= 1 && button <= 4) || kind > 3 || (kind === 3 && Number(factor) === 0)) continue
    // Three buttons while learning: Again, Good, Easy.
    const grade = (oldButtons && (kind === 0 || kind === 2) && button < 4 && button > 1 ? button + 1 : button) as AnkiReview['grade']
    const review = { atMs: Number(id), grade, elapsedMs: Math.min(86_400_000, Math.max(0, Number(time) || 0)) }
    if (!Number.isSafeInteger(review.atMs) || review.atMs < 0) continue
    const known = byCard.get(Number(card))
    if (known === undefined) byCard.set(Number(card), [review])
    else known.push(review)
  }
  return byCard
}

/** The first scheduler had three buttons while learning; it names itself nowhere else. */
function usesOldButtons(database: Database): boolean {
  if (hasTable(database, 'config')) return false
  for (const [conf] of selectRows(database, 'select conf from col limit 1')) return (JSON.parse(String(conf)) as { schedVer?: number }).schedVer === 1
  return false
}

function readMedia(files: ReadonlyMap<string, Uint8Array>, isNew: boolean): AnkiPackage['media'] {
  const list = files.get('media')
  if (list === undefined || list.length === 0) return []
  const names = isNew ? readMediaList(unpack(list)) : Object.entries(JSON.parse(new TextDecoder().decode(list)) as Record<string, string>)
  let total = 0
  return names.flatMap(([entry, name]) => {
    const bytes = files.get(entry)
    if (bytes === undefined || !/\.(?:png|jpe?g|gif|webp)$/i.test(name)) return []
    const unpacked = isNew ? unpack(bytes) : bytes
    total += unpacked.length
    return total > zipLimits.unpackedBytes ? [] : [{ name: name.slice(0, 200), bytes: unpacked }]
  })
}

/** `MediaEntries { repeated MediaEntry entries = 1 }`, of each entry the name (field 1); the n-th is the file `n`. */
function readMediaList(bytes: Uint8Array): [string, string][] {
  return readFields(bytes).flatMap(({ field, value }, index): [string, string][] => {
    const name = field === 1 ? readFields(value).find((inner) => inner.field === 1) : undefined
    return name === undefined ? [] : [[String(index), new TextDecoder().decode(name.value)]]
  })
}

/** The length-delimited fields of a protobuf message; the others are passed over. */
function readFields(bytes: Uint8Array): { readonly field: number; readonly value: Uint8Array }[] {
  const fields: { field: number; value: Uint8Array }[] = []
  let at = 0
  const varint = (): number => {
    let value = 0
    for (let shift = 1; at < bytes.length; shift *= 128) {
      const byte = bytes[at++]!
      value += (byte & 127) * shift
      if (byte < 128) break
    }
    return value
  }
  while (at < bytes.length) {
    const tag = varint()
    const type = tag & 7
    if (type === 0) varint()
    else if (type === 2) {
      const length = varint()
      fields.push({ field: tag >> 3, value: bytes.subarray(at, at + length) })
      at += length
    } else at += type === 1 ? 8 : type === 5 ? 4 : bytes.length
  }
  return fields
}
