// A person's files come back with ids, otherwise byte for byte; brought again after everything was reworded, each card is
// the card it was, with its schedule.
import { randomUUID } from 'node:crypto'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FacetId } from '#lib/core/notes/card.ts'
import { createReader, type NotesReader } from '#lib/server/reading/reader.ts'
import type { Store } from '#lib/server/store/store.ts'
import { acceptDraft } from '#lib/server/usecases/accept-own-notes.ts'
import { readOwnCollection } from '#lib/server/usecases/list-own-notes.ts'
import { readOwnNotes } from '#lib/server/usecases/read-own-notes.ts'
import { recordReviews } from '#lib/server/usecases/record-reviews.ts'
import { exportWithIds, writeNoteIds } from '#lib/server/usecases/write-note-ids.ts'
import { openScratchStore, type ScratchStore } from '../store/scratch-store.ts'

let scratch: ScratchStore
let deps: { store: Store; reader: NotesReader; timeShiftMs: () => number }
beforeAll(async () => {
  scratch = await openScratchStore()
  deps = { store: scratch.store, reader: createReader(), timeShiftMs: () => 0 }
})
afterAll(() => scratch.close())

async function makePerson(): Promise<string> {
  const person = randomUUID()
  await deps.store.people.createGuest(person, {})
  return person
}

async function bring(person: string, files: readonly { name: string; bytes: Buffer }[]) {
  const read = await readOwnNotes(deps, person, { files: files.map(({ name, bytes }) => ({ name, base64: bytes.toString('base64') })) }, 'en')
  if (!read.ok || 'restored' in read.value) throw new Error('not read')
  const accepted = await acceptDraft(deps, person, { draft: read.value.draft, decisions: [] })
  if (!accepted.ok) throw new Error(accepted.problem.code)
  return accepted.value
}

async function cardsOf(person: string, collection: string) {
  const view = await readOwnCollection(deps, person, collection)
  if (!view.ok) throw new Error(view.problem.code)
  return view.value.cards
}

const utf16 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
const notes = '# TCP\r\n\r\n## 什么是慢启动？\r\n\r\n拥塞窗口从一个小值开始。\r\n\r\n## Nagle 算法 ##\r\n\r\n攒够一个报文段再发'

describe('ids in the files of a person', () => {
  it('come back in the bytes that were brought, and join what was reworded', async () => {
    const person = await makePerson()
    const { collection } = await bring(person, [{ name: 'tcp 笔记.md', bytes: utf16(notes) }])
    const [first, second] = await cardsOf(person, collection)
    const review = { id: randomUUID(), facet: first!.facet, grade: 4, answeredAt: new Date().toISOString(), elapsedMs: 900, timeZone: 'UTC' }
    await recordReviews(deps, person, { sentAtMs: null, deviceId: null, items: [review] })

    const made = await exportWithIds(deps, person, collection)
    if (!made.ok) throw new Error(made.problem.code)
    expect([made.value.name, made.value.cards]).toEqual(['tcp 笔记.md', 2])
    const idOf = (facet: FacetId): string => facet.slice(facet.indexOf('/') + 1, facet.indexOf('#'))
    const expected = notes.replace('启动？', `启动？ <!-- id: ${idOf(first!.facet)} -->`).replace('算法 ##', `算法 <!-- id: ${idOf(second!.facet)} --> ##`)
    expect(Buffer.from(made.value.bytes).toString('hex')).toBe(utf16(expected).toString('hex'))

    const edited = expected.replace('什么是慢启动？', 'How does a connection begin to send?').replace('拥塞窗口从一个小值开始。', 'With a small congestion window.')
    const again = await bring(person, [{ name: 'renamed.md', bytes: Buffer.from(edited) }])
    expect(again).toMatchObject({ collection, added: 0, changed: 1, kept: 1, missing: 0 })
    const after = await cardsOf(person, collection)
    expect(after.map(({ facet }) => facet)).toEqual([first!.facet, second!.facet])
    const { memories } = await deps.store.log.read(person, [first!.facet], [])
    expect(memories.get(first!.facet)?.memory).toMatchObject({ reps: 1 })
  }, 60_000)

  it('of several files are a zip, and of somebody else’s there is nothing', async () => {
    const person = await makePerson()
    const { collection } = await bring(person, [
      { name: 'n/a.md', bytes: Buffer.from('## What is ARP?\n\nIt finds addresses.\n') },
      { name: 'n/b.md', bytes: Buffer.from('Q: What is RARP?\nA: The reverse.\n') },
      { name: 'n/rows.csv', bytes: Buffer.from('question,answer\nWhat is NDP?,ARP of IPv6\n') },
    ])
    const made = await exportWithIds(deps, person, collection)
    if (!made.ok) throw new Error(made.problem.code)
    const files = unzipSync(made.value.bytes)
    expect(Object.keys(files).sort()).toEqual(['n/a.md', 'n/b.md', 'n/rows.csv'])
    expect(Buffer.from(files['n/b.md']!).toString()).toMatch(/^Q: What is RARP\? <!-- id: q-[a-z2-7]{12} -->\nA: The reverse\.\n$/)
    expect(Buffer.from(files['n/rows.csv']!).toString()).toBe('question,answer\nWhat is NDP?,ARP of IPv6\n')
    for (const other of [await makePerson(), null]) expect(await exportWithIds(deps, other, collection)).toMatchObject({ ok: false, problem: { code: 'unknown-collection' } })
    const edited = await writeNoteIds(deps, person, [{ name: 'a.md', bytes: Buffer.from('## What is ARP?\n\nIt finds addresses.\n\n## What is a MAC?\n\nAn address.\n') }], collection)
    expect(edited).toMatchObject({ ok: true, value: [{ written: 1, unknown: 1, had: 0, left: 0 }] })
  }, 60_000)
})
