// Packages as Anki writes them, in its three forms, made here table by table: notes, decks, reviews, media.
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { openSqlite } from '#lib/server/anki/open-sqlite.ts'
import { readPackage } from '#lib/server/anki/read-package.ts'

/** A zstd frame of raw blocks (RFC 8878 §3.1.1): what a compressor writes that finds nothing to save. */
function zstd(bytes: Uint8Array): Uint8Array {
  const parts: number[] = [0x28, 0xb5, 0x2f, 0xfd, 0xa0, ...new Uint8Array(new Uint32Array([bytes.length]).buffer)]
  const most = 128 << 10
  for (let at = 0; at === 0 || at < bytes.length; at += most) {
    const block = bytes.subarray(at, at + most)
    const header = (block.length << 3) | (at + most >= bytes.length ? 1 : 0)
    parts.push(header & 255, (header >> 8) & 255, header >> 16)
    for (const byte of block) parts.push(byte)
  }
  return new Uint8Array(parts)
}

const day = 86_400_000
const began = Date.UTC(2026, 0, 5, 9)

async function collection(form: 'old' | 'new', schedVer: number): Promise<Uint8Array> {
  const database = await openSqlite()
  database.run('create table notes (id integer primary key, guid text, tags text, flds text)')
  database.run('create table cards (id integer primary key, nid integer, did integer, ord integer, queue integer)')
  database.run('create table revlog (id integer primary key, cid integer, ease integer, time integer, type integer, factor integer)')
  database.run('create table col (decks text, conf text)')
  if (form === 'new') {
    database.run('create table decks (id integer primary key, name text)')
    database.run("insert into decks values (7, 'Net' || char(31) || 'TCP')")
    database.run('create table config (key text)')
    database.run("insert into col values ('', '')")
  } else database.run('insert into col values (?, ?)', [JSON.stringify({ 7: { name: 'Net::TCP' } }), JSON.stringify({ schedVer })])
  database.run("insert into notes values (1, 'kQ<7;x', ' tcp isn ', ?)", ['<b>Why</b> three segments?\x1fBoth <i>ISNs</i> are acknowledged.<img src="three.png">'])
  database.run("insert into notes values (2, 'never', '', ?)", ['What is MSS?\x1fA segment size.'])
  // The second template of a note is another card of Anki's; ours is the first.
  database.run('insert into cards values (11, 1, 7, 0, 2), (12, 1, 7, 1, 2), (13, 2, 7, 0, -1)')
  const log: readonly number[][] = [[began, 11, 2, 4200, 0, 0], [began + 600_000, 11, 3, 99_000_000, 0, 2500], [began + day, 12, 1, 1000, 1, 2500], [began + 2 * day, 11, 1, 3000, 1, 2500]]
  for (const row of [...log, [began + 3 * day, 11, 0, 0, 4, 0], [began + 4 * day, 11, 3, 10, 3, 0]]) database.run('insert into revlog values (?, ?, ?, ?, ?, ?)', row)
  const bytes = database.export()
  database.close()
  return bytes
}

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])
/** `MediaEntries` with one entry: name, size and a sha1 that nobody reads. */
const mediaList = new Uint8Array([0x0a, 15, 0x0a, 9, ...strToU8('three.png'), 0x10, 11, 0x1a, 0])
const media = strToU8(JSON.stringify({ 0: 'three.png' }))

const forms: readonly [string, () => Promise<Uint8Array>, number][] = [
  ['collection.anki2', async () => zipSync({ 'collection.anki2': await collection('old', 2), media, 0: png }), 2],
  ['collection.anki2 of the first scheduler', async () => zipSync({ 'collection.anki2': await collection('old', 1), media, 0: png }), 3],
  ['collection.anki21 beside a stub', async () => zipSync({ 'collection.anki2': strToU8('x'), 'collection.anki21': await collection('old', 2), media, 0: png }), 2],
  ['collection.anki21b', async () => zipSync({ 'collection.anki2': strToU8('x'), 'collection.anki21b': zstd(await collection('new', 2)), media: zstd(mediaList), 0: zstd(png) }), 2],
]

describe('a package', () => {
  it.each(forms)('%s', async (_, make, firstGrade) => {
    const opened = await readPackage(await make())
    if (!opened.ok) throw new Error(opened.problem.code)
    const [first, second] = opened.value.notes
    expect(first).toMatchObject({ guid: 'kQ<7;x', deck: 'Net::TCP', tags: ['tcp', 'isn'], suspended: false })
    expect(first?.fields[0]).toBe('<b>Why</b> three segments?')
    const second2 = firstGrade === 3 ? 4 : 3
    expect(first?.reviews).toEqual([
      { atMs: began, grade: firstGrade, elapsedMs: 4200 },
      { atMs: began + 600_000, grade: second2, elapsedMs: day },
      { atMs: began + 2 * day, grade: 1, elapsedMs: 3000 },
    ])
    expect(second).toMatchObject({ guid: 'never', suspended: true, reviews: [] })
    expect(opened.value.media).toEqual([{ name: 'three.png', bytes: png }])
  })

  it('without a collection, or with bytes that are none, is refused', async () => {
    expect(await readPackage(zipSync({ media }))).toEqual({ ok: false, problem: { code: 'apkg-damaged' } })
    expect(await readPackage(zipSync({ 'collection.anki21': strToU8('SQLite format 3\0 no') }))).toEqual({ ok: false, problem: { code: 'apkg-damaged' } })
    expect(await readPackage(strToU8('nothing'))).toEqual({ ok: false, problem: { code: 'zip-damaged' } })
  })

  it('that says it holds gigabytes is not unpacked', async () => {
    const frame = new Uint8Array([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0xff, 0xff, 0xff, 0x7f, 1, 0, 0])
    expect(await readPackage(zipSync({ 'collection.anki21b': frame }))).toEqual({ ok: false, problem: { code: 'apkg-damaged' } })
  })
})
