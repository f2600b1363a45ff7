// What every `LogStore` keeps, whatever is under it. The law of all of them: memories = fold(events).
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { canonicalJson } from '#lib/core/engine/digest.ts'
import type { LogEvent, ReviewEvent } from '#lib/core/memory/event.ts'
import { foldFacet } from '#lib/core/memory/fold.ts'
import { defaultWeights } from '#lib/core/memory/fsrs.ts'
import type { Grade, Memory } from '#lib/core/memory/memory.ts'
import type { FacetId } from '#lib/core/notes/card.ts'
import { makeSuccession, noSuccession, type Succession } from '#lib/core/notes/succession.ts'
import type { FacetWrite } from '#lib/server/store/log.ts'
import type { Store } from '#lib/server/store/store.ts'
import { recordActions } from '#lib/server/usecases/record-actions.ts'
import { recordReviews } from '#lib/server/usecases/record-reviews.ts'
import { redo, undo } from '#lib/server/usecases/undo.ts'
import { review as makeReview, voiding } from '../core/memory/logs.ts'
import { addGuest, facetId, loadInto } from './fixtures.ts'

const fold = (facet: FacetId, events: readonly LogEvent[]): Memory | null => foldFacet(facet, events, defaultWeights)
const baseMs = Date.UTC(2026, 0, 10, 12)
const [one, two, three] = [facetId('card-one'), facetId('card-two'), facetId('card-three')]

const review = (facet: FacetId, atMs = baseMs, grade: Grade = 3): ReviewEvent =>
  makeReview(randomUUID(), atMs, grade, {}, { facet, receivedAtMs: atMs })

function writeOf(event: ReviewEvent, before: readonly ReviewEvent[] = []): FacetWrite {
  const last = before.at(-1)
  const memory = fold(event.facet, [...before, event])!
  return { facet: event.facet, events: [event], memory, revision: before.length + 1, expected: last === undefined ? null : { revision: before.length, headId: last.id } }
}

async function allEvents(store: Store, person: string): Promise<LogEvent[]> {
  const events: LogEvent[] = []
  for (;;) {
    const page = await store.log.list(person, events.at(-1)?.id ?? null, 50)
    if (page.length === 0) return events
    events.push(...page)
  }
}

/** Every memory of the person is the fold of the log, and there is one wherever the fold is something. */
async function expectFolded(store: Store, person: string, succession: Succession = noSuccession): Promise<void> {
  const events = await allEvents(store, person)
  const stored = await store.log.memories(person)
  const heirs = new Set(events.flatMap(({ facet }) => (facet === null ? [] : [succession.heirOf(facet)])))
  const verdicts = events.filter(({ facet }) => facet === null)
  const folded = [...heirs].map((heir) => {
    const own = events.filter(({ facet }) => facet !== null && succession.heirOf(facet) === heir)
    return [heir, fold(heir, [...own, ...verdicts])] as const
  })
  const text = (entries: Iterable<readonly [string, Memory | null]>) =>
    [...entries].filter(([, memory]) => memory !== null).map(([facet, memory]) => `${facet} ${canonicalJson(memory)}`).sort()
  expect(text([...stored].map(([facet, { memory }]) => [facet, memory]))).toEqual(text(folded))
}

/** Registers the suite; `open` gives the store, the same for all of it. `runs`: how often the random laws are tried. */
export function logContract(open: () => Store, runs: number): void {
  let store: Store
  let person: string
  const deps = () => ({ store, timeShiftMs: () => 0 })
  const mark = async () => (await store.log.read(person, [], [])).mark
  const ids = (events: readonly LogEvent[]) => events.map(({ id }) => id)

  beforeAll(async () => {
    store = open()
    await loadInto(store, ['topic/card-one', 'topic/card-two', 'topic/card-three'])
  })
  const test = (name: string, run: () => Promise<void>) =>
    it(name, async () => {
      person = await addGuest(store)
      await run()
    })

  test('reads nothing of a person who is not there', async () => {
    const reading = await store.log.read(randomUUID(), [one], [randomUUID()])
    expect(reading).toMatchObject({ mark: null, memories: new Map(), known: new Map(), named: new Set() })
    expect(reading.settings ?? null).toBeNull()
  })

  test('gives back a memory and an event as they were written', async () => {
    const event = { ...review(one), deviceId: 'phone', groupId: 'g' }
    const write = writeOf(event)
    expect(await store.log.write(person, await mark(), [write])).toEqual(new Set([one]))
    const reading = await store.log.read(person, [one, two], [event.id, randomUUID()])
    expect(reading.memories).toEqual(new Map([[one, { memory: write.memory, revision: 1 }]]))
    expect(reading.known).toEqual(new Map([[event.id, event]]))
    expect(await store.log.find(person, [event.id])).toEqual([event])
  })

  test('writes only over the revision that was read', async () => {
    const [first, second] = [review(one), review(one, baseMs + 1000)]
    await store.log.write(person, await mark(), [writeOf(first)])
    const none = writeOf(second)
    const wrongRevision = { ...writeOf(second, [first]), expected: { revision: 2, headId: first.id } }
    const wrongHead = { ...writeOf(second, [first]), expected: { revision: 1, headId: randomUUID() } }
    for (const write of [none, wrongRevision, wrongHead]) expect(await store.log.write(person, await mark(), [write])).toEqual(new Set())
    expect(await allEvents(store, person)).toEqual([first])
    expect(await store.log.write(person, await mark(), [writeOf(second, [first])])).toEqual(new Set([one]))
    await expectFolded(store, person)
  })

  test('leaves a stale facet alone and writes the others of the same statement', async () => {
    const [first, other] = [review(one), review(two)]
    await store.log.write(person, await mark(), [writeOf(first)])
    expect(await store.log.write(person, await mark(), [writeOf(review(one)), writeOf(other)])).toEqual(new Set([two]))
    expect(ids(await allEvents(store, person)).sort()).toEqual([first.id, other.id].sort())
    await expectFolded(store, person)
  })

  test('writes nothing at all where an event id is taken', async () => {
    const first = review(one)
    await store.log.write(person, await mark(), [writeOf(first)])
    const again = writeOf({ ...review(two), id: first.id })
    expect(await store.log.write(person, await mark(), [again, writeOf(review(three))])).toEqual(new Set())
    expect((await store.log.memories(person)).size).toBe(1)
  })

  test('writes nothing once an undo has come since the reading, or the person has gone', async () => {
    const before = await mark()
    const event = review(one)
    await store.log.rewrite(person, [voiding('undo', randomUUID(), baseMs, [event.id])], [], noSuccession, fold)
    expect(await store.log.write(person, before, [writeOf(event)])).toEqual(new Set())
    expect((await store.log.read(person, [], [event.id])).named).toEqual(new Set([event.id]))
    const now = await mark()
    await store.log.erase(person)
    expect(await store.log.write(person, now, [writeOf(review(two))])).toEqual(new Set())
    expect(await store.log.rewrite(person, [review(two)], [two], noSuccession, fold)).toBeNull()
    expect(await allEvents(store, person)).toEqual([])
  })

  test('keeps the event ids of two people apart', async () => {
    const event = review(one)
    await store.log.write(person, await mark(), [writeOf(event)])
    const other = await addGuest(store)
    const { mark: otherMark } = await store.log.read(other, [], [])
    expect(await store.log.write(other, otherMark, [writeOf(event)])).toEqual(new Set([one]))
    await store.log.erase(person)
    expect(await allEvents(store, other)).toEqual([event])
  })

  test('rewrites: what is late folds in its place, and a memory of void events only goes', async () => {
    const [early, late] = [review(one, baseMs, 1), review(one, baseMs + 3 * 86_400_000)]
    await store.log.write(person, await mark(), [writeOf(late)])
    const folded = await store.log.rewrite(person, [early], [one], noSuccession, fold)
    expect(folded?.get(one)).toEqual(fold(one, [early, late]))
    await expectFolded(store, person)
    // The undo names facets only through its targets.
    const gone = await store.log.rewrite(person, [voiding('undo', randomUUID(), baseMs, [early.id, late.id])], [], noSuccession, fold)
    expect(gone).toEqual(new Map([[one, null]]))
    expect((await store.log.memories(person)).size).toBe(0)
    await expectFolded(store, person)
  })

  test('lists in the order received, and the newest first', async () => {
    const events = [5, 1, 3, 3, 2].map((n) => ({ ...review(one, baseMs - n), receivedAtMs: baseMs + n * 1000 }))
    await store.log.rewrite(person, events, [one], noSuccession, fold)
    const ordered = [...events].sort((a, b) => a.receivedAtMs - b.receivedAtMs || (a.id < b.id ? -1 : 1))
    expect(await store.log.list(person, null, 3)).toEqual(ordered.slice(0, 3))
    expect(await store.log.list(person, ordered[2]!.id, 100)).toEqual(ordered.slice(3))
    expect(ids(await store.log.newest(person, 2))).toEqual(ids(ordered.slice(3).reverse()))
    expect(await store.log.list(person, randomUUID(), 100)).toEqual([])
  })

  test('scans every facet once, with the undos that name it', async () => {
    const [a, b] = [review(one), review(two)]
    const verdict = voiding('undo', randomUUID(), baseMs, [a.id])
    await store.log.rewrite(person, [a, b, verdict], [one, two], noSuccession, fold)
    const seen = new Map<string, string[]>()
    for await (const events of store.log.scan(person)) seen.set(events[0]!.facet!, ids(events))
    expect(seen).toEqual(new Map([[one, [a.id, verdict.id]], [two, [b.id]]]))
  })

  test('lays settings over settings, once for each event', async () => {
    const event = (payload: object): LogEvent =>
      ({ id: randomUUID(), kind: 'settings', facet: null, atMs: baseMs, receivedAtMs: baseMs, deviceId: null, groupId: null, payload })
    const first = event({ newPerDay: 3, rolloverHour: 5 })
    expect(await store.log.appendSettings(person, first)).toEqual({ newPerDay: 3, rolloverHour: 5 })
    expect(await store.log.appendSettings(person, event({ newPerDay: 7 }))).toEqual({ newPerDay: 7, rolloverHour: 5 })
    expect(await store.log.appendSettings(person, first)).toEqual({ newPerDay: 7, rolloverHour: 5 })
    expect((await store.log.read(person, [], [])).settings).toEqual({ newPerDay: 7, rolloverHour: 5 })
  })

  test('merges a guest: the same ids, one fold, an alias for ever, even of aliases', async () => {
    const [mine, theirs, both] = [review(one, baseMs + 1000), review(one), review(two)]
    await store.log.rewrite(person, [mine, both], [one, two], noSuccession, fold)
    const guest = await addGuest(store)
    const earlier = await addGuest(store)
    await store.log.merge(earlier, guest, noSuccession, fold)
    await store.log.rewrite(guest, [theirs, both, voiding('undo', randomUUID(), baseMs, [mine.id])], [one, two], noSuccession, fold)
    expect(await store.log.merge(guest, person, noSuccession, fold)).toBe(1)
    expect(await store.people.findAlias(guest)).toBe(person)
    expect(await store.people.findAlias(earlier)).toBe(person)
    expect(await store.people.findPerson(guest)).toBeNull()
    expect(await allEvents(store, guest)).toEqual([])
    expect((await store.log.memories(person)).get(one)?.memory).toMatchObject({ reps: 1, head: { id: theirs.id } })
    await expectFolded(store, person)
  })

  test('erases a person with everything of theirs', async () => {
    await store.log.rewrite(person, [review(one)], [one], noSuccession, fold)
    const session = randomUUID()
    await store.people.createSession({ id: session, userId: person, lifetimeDays: 1, device: '' })
    await store.log.erase(person)
    expect([await allEvents(store, person), await store.people.findPerson(person), await store.people.findSession(session)]).toEqual([[], null, null])
    expect((await store.log.memories(person)).size).toBe(0)
  })

  test('counts reviews, and by day those that stand', async () => {
    const day = Math.floor(baseMs / 86_400_000)
    const events = [review(one), review(one, baseMs + 1000), review(two, baseMs + 86_400_000)]
    const page = makeReview(randomUUID(), baseMs, 3, { source: 'page' }, { facet: three })
    await store.log.rewrite(person, [...events, page, voiding('undo', randomUUID(), baseMs, [events[0]!.id])], [one, two, three], noSuccession, fold)
    expect(await store.log.countReviews(person)).toBe(4)
    expect(await store.log.countByDay(person, day)).toEqual([{ day, reviews: 1 }, { day: day + 1, reviews: 1 }])
    expect(await store.log.countByDay(person, day + 1)).toEqual([{ day: day + 1, reviews: 1 }])
  })

  test('lets a successor read the events of the facets it succeeds, merged by order', async () => {
    const succession = makeSuccession(
      [{ id: one, retired: true }, { id: two, retired: true }, { id: three, retired: false }],
      new Map([['card-one', 'card-two'], ['card-two', 'card-three']]),
    )
    const [a, b, c] = [review(three, baseMs), review(one, baseMs + 1000), review(two, baseMs + 2000)]
    await store.log.rewrite(person, [a, b, c], [one, two, three], noSuccession, fold)
    const holders: unknown[] = []
    for await (const holder of store.log.holders(succession.succeeded)) if (holder.userId === person) holders.push(holder.facets)
    expect(holders).toEqual([[one, two]])
    const folded = await store.log.rewrite(person, [], [one], succession, fold)
    expect(folded).toEqual(new Map([[three, fold(three, [a, b, c])]]))
    expect([...(await store.log.memories(person)).keys()]).toEqual([three])
    expect((await store.log.find(person, [b.id]))[0]?.facet).toBe(one)
    // An undo that names an old event folds the successor.
    await store.log.rewrite(person, [voiding('undo', randomUUID(), baseMs, [b.id])], [], succession, fold)
    await expectFolded(store, person, succession)
    expect((await store.log.memories(person)).get(three)?.memory.reps).toBe(2)
  })

  it('takes requests that hold the same cards in opposite orders, all at once', async () => {
    const person = await addGuest(store)
    const { nowMs } = await store.log.read(person, [], [])
    const send = (facets: readonly FacetId[], n: number) => recordReviews(deps(), person, {
      sentAtMs: null,
      deviceId: null,
      items: facets.map((facet, i) => ({ id: randomUUID(), facet, grade: 3, answeredAt: Math.floor(nowMs) - n * 10 - i, elapsedMs: 1, timeZone: 'UTC', rolloverHour: 4 })),
    })
    const orders = [[one, two, three], [three, two, one], [two, three, one]]
    const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => send(orders[n % orders.length]!, n)))
    for (const { results } of answers) expect(results.map(({ status }) => status)).toEqual(['recorded', 'recorded', 'recorded'])
    for (const { memory } of (await store.log.memories(person)).values()) expect(memory.reps).toBe(30)
  })

  it('loses nothing when everything happens at once: memories = fold(events)', async () => {
    const nowMs = (await store.log.read(randomUUID(), [], [])).nowMs
    const facets = [one, two, three]
    const ageMs = fc.constantFrom(0, 1000, 60_000, 86_400_000, 5 * 86_400_000)
    const command = fc.oneof(
      { weight: 6, arbitrary: fc.record({ kind: fc.constant('review' as const), facets: fc.array(fc.nat(2), { minLength: 1, maxLength: 4 }), ageMs, grade: fc.integer({ min: 1, max: 4 }) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('suspend' as const, 'star' as const, 'bury' as const), facet: fc.nat(2), ageMs }) },
      { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const), targets: fc.option(fc.array(fc.nat(11), { minLength: 1, maxLength: 3 }), { nil: undefined }) }) },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 4, maxLength: 24 }), fc.integer(), async (commands, seed) => {
        const person = await addGuest(store)
        // Known before anything runs: an undo may name what has not come yet.
        const known = Array.from({ length: 12 }, () => randomUUID())
        let next = 0
        const takeId = () => known[next++] ?? randomUUID()
        const recorded: string[] = []
        const runs = commands.map((command) => {
          const common = { timeZone: 'UTC', rolloverHour: 4 }
          switch (command.kind) {
            case 'review': {
              const items = command.facets.map((i, n) => ({
                ...{ id: takeId(), facet: facets[i], grade: command.grade, answeredAt: Math.floor(nowMs) - command.ageMs - n, elapsedMs: 1 },
                ...common,
              }))
              recorded.push(...items.map(({ id }) => id))
              // Twice, as when an answer got lost: the same ids, at the same time.
              const send = () => recordReviews(deps(), person, { sentAtMs: null, deviceId: null, items })
              return async () => {
                const answers = await Promise.all([send(), send()])
                for (const { results } of answers) for (const { status } of results) expect(['recorded', 'duplicate']).toContain(status)
              }
            }
            case 'undo':
            case 'redo': {
              const request = { id: randomUUID(), targets: command.targets?.map((i) => known[i]!) }
              return () => (command.kind === 'undo' ? undo : redo)(deps(), person, request)
            }
            default: {
              const item = { id: takeId(), kind: command.kind, facet: facets[command.facet], at: Math.floor(nowMs) - command.ageMs, ...common }
              recorded.push(item.id)
              return () => recordActions(deps(), person, { sentAtMs: null, deviceId: null, items: [item] })
            }
          }
        })
        const order = runs.map((run, i) => ({ run, key: ((i + 1) * Math.abs(seed || 7)) % 101 })).sort((a, b) => a.key - b.key)
        await Promise.all(order.map(({ run }) => run()))
        const stored = new Set((await allEvents(store, person)).map(({ id }) => id))
        expect(recorded.filter((id) => !stored.has(id))).toEqual([])
        await expectFolded(store, person)
      }),
      { numRuns: runs },
    )
  }, 300_000)
}
