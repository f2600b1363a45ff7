// Everything goes out, and comes back as it was: the same ids, the same memories, in another account or in the same one.
import { randomUUID } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FacetId } from '#lib/core/notes/card.ts'
import { exportFormats, type ExportFormat } from '#lib/core/notes/export/exported.ts'
import { openSqlite, selectRows } from '#lib/server/anki/open-sqlite.ts'
import type { Store } from '#lib/server/store/store.ts'
import { acceptDraft } from '#lib/server/usecases/accept-own-notes.ts'
import { createReader, type NotesReader } from '#lib/server/reading/reader.ts'
import { exportNotes } from '#lib/server/usecases/export-notes.ts'
import { readOwnNotes } from '#lib/server/usecases/read-own-notes.ts'
import { readOwnNote } from '#lib/server/usecases/read-own-note.ts'
import { searchNotes } from '#lib/server/usecases/search-notes.ts'
import { recordActions } from '#lib/server/usecases/record-actions.ts'
import { recordReviews } from '#lib/server/usecases/record-reviews.ts'
import { openScratchStore, type ScratchStore } from '../store/scratch-store.ts'

let scratch: ScratchStore
let deps: { store: Store; reader: NotesReader; timeShiftMs: () => number }
beforeAll(async () => {
  scratch = await openScratchStore()
  deps = { store: scratch.store, reader: createReader(), timeShiftMs: () => 0 }
})
afterAll(() => scratch.close())

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64')
const notes = `# Transport, "quoted"

## Why does the handshake take three segments?

Because each side must have its initial sequence number acknowledged.

![the three segments](img/three.png)

## 什么是慢启动？

拥塞窗口从一个小值开始，每收到一个确认就增大。

\`\`\`c
## not a heading
cwnd += mss; // a, "b"
\`\`\`

#### Q1. Which flag opens a connection?

- [ ] FIN
- [x] SYN
`

async function makePerson(): Promise<string> {
  const person = randomUUID()
  await deps.store.people.createGuest(person, {})
  return person
}

/** A person with three cards, a picture, and reviews over some days; one of these undone by nobody, one card suspended. */
async function makeLearner(): Promise<{ person: string; collection: string }> {
  const person = await makePerson()
  const read = await readOwnNotes(deps, person, { files: [{ name: 'n/tcp.md', text: notes }, { name: 'n/img/three.png', base64: png.toString('base64') }] }, 'en')
  if (!read.ok || 'restored' in read.value) throw new Error('not read')
  const accepted = await acceptDraft(deps, person, { draft: read.value.draft, decisions: [] })
  if (!accepted.ok) throw new Error(accepted.problem.code)
  const { collection } = accepted.value
  const facets = (await deps.store.ownNotes.cards(person, collection)).map(({ facet }) => facet)
  expect(facets).toHaveLength(3)
  const day = 86_400_000
  const now = Date.now()
  const review = (facet: FacetId, grade: number, atMs: number) => ({ id: randomUUID(), facet, grade, answeredAt: atMs, elapsedMs: 2500, timeZone: 'UTC' })
  const items = [
    ...[review(facets[0]!, 3, now - 9 * day), review(facets[0]!, 3, now - 9 * day + 700_000), review(facets[0]!, 1, now - 2 * day), review(facets[0]!, 3, now - 2 * day + 700_000)],
    ...[review(facets[1]!, 4, now - 5 * day), review(facets[2]!, 2, now - 3_000)],
  ]
  const { results } = await recordReviews(deps, person, { sentAtMs: null, deviceId: null, items })
  expect(results.map(({ status }) => status)).toEqual(items.map(() => 'recorded'))
  await recordActions(deps, person, { sentAtMs: null, deviceId: null, items: [{ id: randomUUID(), kind: 'suspend', facet: facets[1]!, at: now, timeZone: 'UTC' }] })
  return { person, collection }
}

async function takeAway(person: string, format: ExportFormat) {
  const made = await exportNotes(deps, person, format, null)
  if (!made.ok) throw new Error(made.problem.code)
  return made.value
}

async function memoriesOf(person: string) {
  return [...(await deps.store.log.memories(person))].map(([facet, { memory }]) => [facet, memory]).sort()
}

/** Ids, texts and what the review page shows. */
async function cardsOf(person: string, collection: string) {
  return Promise.all([deps.store.ownNotes.wholeCards(person, collection), deps.store.ownNotes.cards(person, collection)])
}

describe('what is exported comes back', () => {
  it.each(exportFormats)('%s: into another account, the same cards and memories', async (format) => {
    const { person, collection } = await makeLearner()
    const { bytes, name } = await takeAway(person, format)
    const other = await makePerson()
    const back = await readOwnNotes(deps, other, { files: [{ name, bytes }] }, 'en')
    expect(back).toMatchObject({ ok: true, value: { restored: { cards: 3, changed: 0, events: 7 } } })
    const [[theirs, shown], [ours, shownHere]] = await Promise.all([cardsOf(other, collection), cardsOf(person, collection)])
    expect(theirs).toEqual(ours)
    // A table holds no pictures.
    if (format !== 'csv') expect(shown).toEqual(shownHere)
    expect(await memoriesOf(other)).toEqual(await memoriesOf(person))
    const pictures = (await deps.store.ownNotes.pictures(other, collection)).map(({ path }) => path)
    expect(pictures).toEqual(format === 'csv' ? [] : ['n/img/three.png'])
  }, 60_000)

  it.each(exportFormats)('%s: into the same account, nothing changes', async (format) => {
    const { person, collection } = await makeLearner()
    const before = [await cardsOf(person, collection), await memoriesOf(person)]
    const { bytes, name } = await takeAway(person, format)
    const back = await readOwnNotes(deps, person, { files: [{ name, bytes }] }, 'en')
    expect(back).toMatchObject({ ok: true, value: { restored: { cards: 3, changed: 0, events: 0 } } })
    expect([await cardsOf(person, collection), await memoriesOf(person)]).toEqual(before)
  }, 60_000)

  it('an undone review is not taken along', async () => {
    const { person } = await makeLearner()
    const { undo } = await import('#lib/server/usecases/undo.ts')
    await undo(deps, person, { id: randomUUID() })
    const { bytes } = await takeAway(person, 'json')
    const file = JSON.parse(strFromU8(bytes)) as { collections: { cards: { events: unknown[] }[] }[] }
    expect(file.collections[0]?.cards.reduce((sum, { events }) => sum + events.length, 0)).toBe(6)
  })

  it('an export that is not as we write it is refused whole', async () => {
    const { person } = await makeLearner()
    const text = strFromU8((await takeAway(person, 'json')).bytes).replaceAll('"grade": 3', '"grade": 5')
    const other = await makePerson()
    expect(await readOwnNotes(deps, other, { files: [{ name: 'x.json', text }] }, 'en')).toMatchObject({ ok: false, problem: { code: 'bad-request' } })
    expect(await deps.store.ownNotes.collections(other)).toEqual([])
  })
})

describe("one's own cards", () => {
  it('are found by their person alone, above ours, and not once they are gone', async () => {
    const { person, collection } = await makeLearner()
    const find = async (who: string | null) => (await searchNotes(deps, who, { q: '慢启动', lang: 'zh', limit: 10 })).results.filter(({ kind }) => kind === 'own')
    expect((await find(person))[0]).toMatchObject({ topic: { id: collection, title: 'Transport, "quoted"' }, title: [{ text: '什么是' }, { text: '慢启动', found: true }, { text: '？' }], href: expect.stringMatching(new RegExp(`^/zh/notes\\?collection=${collection}#q-`)) as string })
    expect(await find(null)).toEqual([])
    expect(await find(await makePerson())).toEqual([])
    await deps.store.ownNotes.deleteCollection(person, collection)
    expect(await find(person)).toEqual([])
  })

  it('are read as a page: titles, cards in their places, their picture', async () => {
    const { person, collection } = await makeLearner()
    const page = await readOwnNote(deps, person, collection, 'n/tcp.md', 'en')
    if (!page.ok) throw new Error(page.problem.code)
    expect(page.value.parts.map(({ headings, card }) => [headings.map(({ text }) => text), card.view.question.text])).toEqual([
      [['Transport, "quoted"'], 'Why does the handshake take three segments?'],
      [[], '什么是慢启动？'],
      [expect.any(Array), expect.stringContaining('Which flag opens a connection?')],
    ])
    expect(page.value.parts[0]!.card.view.answer.html).toContain('<img')
    expect((await readOwnNote(deps, await makePerson(), collection, 'n/tcp.md', 'en')).ok).toBe(false)
  })
})

describe('the package for Anki', () => {
  it('is a collection with notes, scheduled cards, the review log and the picture', async () => {
    const { person, collection } = await makeLearner()
    const files = unzipSync((await takeAway(person, 'apkg')).bytes)
    const database = await openSqlite(files['collection.anki2'])
    const rows = (sql: string) => [...selectRows(database, sql)]
    expect(rows('pragma integrity_check')).toEqual([['ok']])
    expect(rows('select ver from col')).toEqual([[11]])
    const found = rows('select n.guid, n.flds, c.type, c.queue, c.due, c.ivl, c.reps from notes n join cards c on c.nid = n.id order by n.id')
    expect(found.map(([guid]) => String(guid).startsWith(`${collection}/q-`))).toEqual([true, true, true])
    // Relearnt after a lapse, suspended, learning.
    expect(found.map(([, , type, queue]) => [type, queue])).toEqual([[2, 2], [2, -1], [1, 1]])
    expect(found.map(([, , , , , , reps]) => reps)).toEqual([4, 1, 1])
    expect(rows('select ease, type from revlog order by id')).toEqual([[3, 0], [3, 0], [4, 0], [1, 1], [3, 2], [2, 0]])
    const [, due, interval] = rows('select type, due, ivl from cards order by id')[0]!.map(Number)
    const began = Number(rows('select crt from col')[0]![0])
    const memory = (await deps.store.log.memories(person)).get((await deps.store.ownNotes.cards(person, collection))[0]!.facet)!.memory
    if (memory.state !== 'review') throw new Error(memory.state)
    expect(Math.floor((began + due! * 86_400) / 86_400)).toBe(memory.dueDay)
    expect(interval).toBe(memory.dueDay - memory.lastDay)
    expect(JSON.parse(strFromU8(files['media']!))).toEqual({ 0: expect.stringMatching(/^[0-9a-f]{24}\.png$/) as string })
    expect(String(found[0]![1])).toMatch(/<img src="[0-9a-f]{24}\.png"/)
    expect(Buffer.from(files['0']!).equals(png)).toBe(true)
    database.close()
  }, 60_000)
})
