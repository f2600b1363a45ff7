// Cards as an Anki package (`.apkg`) of the schema that every Anki since 2.1 opens: `collection.anki2` with notes, cards and
// the review log. One note type with a third field that no template shows: what is needed to bring the card back as it was.
import { createHash } from 'node:crypto'
import { zipSync, strToU8 } from 'fflate'
import { openSqlite } from '#lib/server/anki/open-sqlite.ts'

export interface PackageCard {
  readonly guid: string
  readonly deck: string
  readonly question: string
  readonly answer: string
  /** For the third field. */
  readonly source: string
  readonly tags: readonly string[]
  readonly suspended: boolean
  /** Null: new. `due`: whole days since the collection's first, or while learning seconds since the epoch. */
  readonly schedule: {
    readonly state: 'learning' | 'review' | 'relearning'
    readonly due: number
    readonly intervalDays: number
    readonly reps: number
    readonly lapses: number
    readonly stability: number
    readonly difficulty: number
  } | null
  readonly reviews: readonly PackageReview[]
}

export interface PackageReview {
  readonly atMs: number
  readonly grade: number
  readonly elapsedMs: number
  /** As `revlog` has it: 0 learning, 1 review, 2 relearning. */
  readonly type: 0 | 1 | 2
  /** Days, or negative seconds. */
  readonly interval: number
  readonly lastInterval: number
}

export interface Packed {
  readonly cards: readonly PackageCard[]
  readonly media: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  readonly nowMs: number
  /** When day 0 of `due` began. */
  readonly beganMs: number
}

const modelId = 1_763_000_000_001
const firstDeckId = 1_763_000_100_000
const tables = `
create table col (id integer primary key, crt integer not null, mod integer not null, scm integer not null, ver integer not null, dty integer not null, usn integer not null, ls integer not null, conf text not null, models text not null, decks text not null, dconf text not null, tags text not null);
create table notes (id integer primary key, guid text not null, mid integer not null, mod integer not null, usn integer not null, tags text not null, flds text not null, sfld integer not null, csum integer not null, flags integer not null, data text not null);
create table cards (id integer primary key, nid integer not null, did integer not null, ord integer not null, mod integer not null, usn integer not null, type integer not null, queue integer not null, due integer not null, ivl integer not null, factor integer not null, reps integer not null, lapses integer not null, left integer not null, odue integer not null, odid integer not null, flags integer not null, data text not null);
create table revlog (id integer primary key, cid integer not null, usn integer not null, ease integer not null, ivl integer not null, lastIvl integer not null, factor integer not null, time integer not null, type integer not null);
create table graves (usn integer not null, oid integer not null, type integer not null);
create index ix_notes_usn on notes (usn);
create index ix_cards_usn on cards (usn);
create index ix_revlog_usn on revlog (usn);
create index ix_cards_nid on cards (nid);
create index ix_cards_sched on cards (did, queue, due);
create index ix_revlog_cid on revlog (cid);
create index ix_notes_csum on notes (csum);`

/** The bytes of an `.apkg`. */
export async function writePackage({ cards, media, nowMs, beganMs }: Packed): Promise<Uint8Array> {
  const database = await openSqlite()
  try {
    database.run(tables)
    const decks = new Map([...new Set(cards.map(({ deck }) => deck))].map((name, index) => [name, firstDeckId + index]))
    const seconds = Math.floor(nowMs / 1000)
    const json = [conf, { [modelId]: model(seconds) }, describeDecks(decks, seconds), { 1: deckOptions }, {}].map((value) => JSON.stringify(value))
    database.run('insert into col values (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, ?)', [Math.floor(beganMs / 1000), nowMs, nowMs, ...json])
    database.run('begin')
    const note = database.prepare('insert into notes values (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, ?)')
    const card = database.prepare('insert into cards values (?, ?, ?, 0, ?, -1, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, ?)')
    const review = database.prepare('insert into revlog values (?, ?, -1, ?, ?, ?, ?, ?, ?)')
    const taken = new Set<number>()
    for (const [index, each] of cards.entries()) {
      const id = nowMs + index
      const first = each.question.replace(/<[^>]*>/g, '').trim()
      const tags = each.tags.map((tag) => tag.replaceAll(/\s+/g, '_')).join(' ')
      note.run([id, each.guid, modelId, seconds, tags === '' ? '' : ` ${tags} `, [each.question, each.answer, each.source].map((text) => text.replaceAll('\x1f', ' ')).join('\x1f'), first, checksum(first), ''])
      card.run([id, id, decks.get(each.deck)!, seconds, ...place(each, index)])
      for (const { atMs, grade, elapsedMs, type, interval, lastInterval } of each.reviews) {
        // A review's instant is its key in Anki, over all cards.
        let at = Math.floor(atMs)
        while (taken.has(at)) at++
        taken.add(at)
        review.run([at, id, grade, interval, lastInterval, 2500, Math.min(60_000, elapsedMs), type])
      }
    }
    for (const statement of [note, card, review]) statement.free()
    database.run('commit')
    const files = Object.fromEntries(media.map(({ bytes }, index) => [String(index), [bytes, { level: 0 }] as [Uint8Array, { level: 0 }]]))
    const list = strToU8(JSON.stringify(Object.fromEntries(media.map(({ name }, index) => [index, name]))))
    return zipSync({ 'collection.anki2': database.export(), media: list, ...files })
  } finally {
    database.close()
  }
}

const queues = { learning: [1, 1], review: [2, 2], relearning: [3, 1] } as const

/** `type, queue, due, ivl, factor, reps, lapses, data` of `cards`. */
function place({ schedule, suspended }: PackageCard, index: number): (number | string)[] {
  if (schedule === null) return [0, suspended ? -1 : 0, index + 1, 0, 0, 0, 0, '']
  const { state, due, intervalDays, reps, lapses, stability, difficulty } = schedule
  const [type, queue] = queues[state]
  const data = JSON.stringify({ s: Number(stability.toFixed(4)), d: Number(difficulty.toFixed(3)) })
  return [type, suspended ? -1 : queue, due, intervalDays, 2500, reps, lapses, data]
}

const checksum = (text: string): number => parseInt(createHash('sha1').update(text).digest('hex').slice(0, 8), 16)

const conf = {
  ...{ activeDecks: [1], curDeck: 1, newSpread: 0, collapseTime: 1200, timeLim: 0, estTimes: true, dueCounts: true, curModel: null },
  ...{ nextPos: 1, sortType: 'noteFld', sortBackwards: false, addToCur: true, dayLearnFirst: false, schedVer: 2 },
}

function model(seconds: number) {
  const field = (name: string, ord: number) => ({ name, ord, sticky: false, rtl: false, font: 'Arial', size: 20, media: [] })
  const template = {
    ...{ name: 'Card 1', ord: 0, did: null, bqfmt: '', bafmt: '', bfont: '', bsize: 0 },
    ...{ qfmt: '{{Question}}', afmt: '{{FrontSide}}\n\n<hr id=answer>\n\n{{Answer}}' },
  }
  return {
    ...{ id: modelId, name: 'Protodeck', type: 0, mod: seconds, usn: -1, sortf: 0, did: 1, tags: [], vers: [], latexsvg: false },
    ...{ tmpls: [template], flds: [field('Question', 0), field('Answer', 1), field('Source', 2)], req: [[0, 'any', [0]]] },
    css: '.card { font: 20px/1.5 system-ui, sans-serif; max-width: 42rem; margin: auto; }\npre { overflow-x: auto; }',
    latexPre: '\\documentclass[12pt]{article}\n\\begin{document}\n',
    latexPost: '\\end{document}',
  }
}

function describeDecks(decks: ReadonlyMap<string, number>, seconds: number) {
  const today = { newToday: [0, 0], revToday: [0, 0], lrnToday: [0, 0], timeToday: [0, 0] }
  const deck = (name: string, id: number) => ({
    ...{ id, name, mod: seconds, usn: -1, desc: '', dyn: 0, conf: 1, collapsed: false, browserCollapsed: false, extendNew: 0, extendRev: 0 },
    ...today,
  })
  // `::` would make a deck inside a deck.
  const own = [...decks].map(([name, id]) => [id, deck(name.replaceAll('::', ':') || 'Protodeck', id)] as const)
  return Object.fromEntries([[1, deck('Default', 1)] as const, ...own])
}

const deckOptions = {
  ...{ id: 1, mod: 0, name: 'Default', usn: 0, maxTaken: 60, autoplay: true, timer: 0, replayq: true, dyn: false },
  new: { bury: false, delays: [1, 10], initialFactor: 2500, ints: [1, 4, 0], order: 1, perDay: 20 },
  rev: { bury: false, ease4: 1.3, ivlFct: 1, maxIvl: 36500, perDay: 200, hardFactor: 1.2 },
  lapse: { delays: [10], leechAction: 1, leechFails: 8, minInt: 1, mult: 0 },
}
