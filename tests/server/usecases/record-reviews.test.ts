// `POST /reviews`: nothing true is refused, nothing is stored twice, and time is set right.
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { noSuccession } from '#lib/core/notes/succession.ts'
import { foldFacet } from '#lib/core/memory/fold.ts'
import { defaultWeights } from '#lib/core/memory/fsrs.ts'
import { recordReviews } from '#lib/server/usecases/record-reviews.ts'
import { addGuest } from '../../contract/fixtures.ts'
import { openDesk, startMs } from '../desk.ts'

const cards = ['alpha/card-one', 'alpha/card-two', 'alpha/cloze#c1', 'alpha/cloze#c2']
const minuteMs = 60_000

describe('recordReviews', () => {
  it('records in request order, each item judged alone', async () => {
    const desk = await openDesk(cards)
    const [a, b] = [desk.review('card-one'), desk.review('card-two', { grade: 1 })]
    const { results, studyDay } = await desk.send([a, { ...b, grade: 9 }, null, b, desk.review('never-there')])
    expect(results.map(({ id, status, problem }) => [id, status, problem?.code])).toEqual([
      [a.id, 'recorded', undefined],
      [b.id, 'refused', 'bad-request'],
      ['', 'refused', 'bad-request'],
      [b.id, 'recorded', undefined],
      [expect.any(String), 'refused', 'unknown-facet'],
    ])
    expect(results[1]?.problem?.params?.['unexpected']).toContain('grade')
    expect(results[0]?.memory).toMatchObject({ state: 'learning', reps: 1 })
    expect(studyDay).toBe(Math.floor(startMs / 86_400_000))
    expect((await desk.events()).length).toBe(2)
    expect(await desk.unfolded()).toEqual([])
  })

  it('takes a script’s six fields, and stores what the fold needs beside them', async () => {
    const desk = await openDesk(cards, { retention: 0.85, maximumIntervalDays: 100, rolloverHour: 6 })
    await desk.send([desk.review('card-one')])
    const [event] = await desk.events()
    expect(event?.payload).toMatchObject({ retention: 0.85, maximumIntervalDays: 100, rolloverHour: 6, timeZone: 'UTC', source: 'review', model: 'fsrs-6' })
    expect(event).toMatchObject({ deviceId: 'laptop', receivedAtMs: startMs, groupId: null })
  })

  it('puts a wrong clock right when it is off by more than a minute, and believes it otherwise', async () => {
    const desk = await openDesk(cards)
    const answered = startMs - 10 * minuteMs
    const at = async (sentAtMs: number | null) => {
      const review = desk.review('card-one', { answeredAt: answered })
      await desk.send([review], sentAtMs)
      return (await desk.events()).find(({ id }) => id === review.id)?.atMs
    }
    expect(await at(null)).toBe(answered)
    expect(await at(startMs - minuteMs)).toBe(answered)
    expect(await at(startMs + minuteMs)).toBe(answered)
    expect(await at(startMs - minuteMs - 1)).toBe(answered + minuteMs + 1)
    expect(await at(startMs + 3 * minuteMs)).toBe(answered - 3 * minuteMs)
    expect(await desk.unfolded()).toEqual([])
  })

  it('cuts the future to the time received', async () => {
    const desk = await openDesk(cards)
    await desk.send([desk.review('card-one', { answeredAt: startMs + 9 * minuteMs })])
    expect((await desk.events())[0]).toMatchObject({ atMs: startMs, receivedAtMs: startMs })
  })

  it('records however old, and folds what is late in its place', async () => {
    const desk = await openDesk(cards)
    const old = desk.review('card-one', { answeredAt: startMs - 900 * 86_400_000, grade: 4 })
    await desk.send([desk.review('card-one')])
    const { results } = await desk.send([old])
    expect(results[0]).toMatchObject({ status: 'recorded', memory: { reps: 2, state: 'review', lastAtMs: startMs } })
    expect(await desk.unfolded()).toEqual([])
  })

  it('knows an event again, within a request, across requests, and side by side', async () => {
    const desk = await openDesk(cards)
    const review = desk.review('card-one')
    const statuses = (answer: { results: readonly { status: string }[] }) => answer.results.map(({ status }) => status)
    expect(statuses(await desk.send([review, review]))).toEqual(['recorded', 'duplicate'])
    const again = await desk.send([review])
    expect(again.results[0]).toMatchObject({ status: 'duplicate', memory: { reps: 1 } })
    const other = desk.review('card-two')
    await Promise.all([desk.send([other]), desk.send([other]), desk.send([other, review])])
    expect((await desk.events()).length).toBe(2)
    expect(await desk.unfolded()).toEqual([])
  })

  it('refuses an id that is used again with another body', async () => {
    const desk = await openDesk(cards)
    const review = desk.review('card-one')
    await desk.send([review])
    for (const changed of [{ ...review, grade: 1 }, { ...review, facet: 'protodeck/card-two#main' }, { ...review, elapsedMs: 1 }]) {
      const { results } = await desk.send([changed])
      expect(results[0]).toMatchObject({ status: 'refused', problem: { code: 'id-reused' } })
    }
    const inOne = desk.review('card-two')
    const { results } = await desk.send([inOne, { ...inOne, grade: 1 }])
    expect(results.map(({ status }) => status)).toEqual(['recorded', 'refused'])
    expect((await desk.events()).length).toBe(2)
  })

  it('refuses a zone or an hour that does not exist, and nothing besides', async () => {
    const desk = await openDesk(cards)
    const { results } = await desk.send([desk.review('card-one', { timeZone: 'Mars/Olympus' }), desk.review('card-two', { version: 'unknown' })])
    expect(results.map(({ status, problem }) => [status, problem?.code])).toEqual([['refused', 'unknown-time-zone'], ['recorded', undefined]])
  })

  it('grades one facet several times in one batch, in the order answered', async () => {
    const desk = await openDesk(cards)
    const at = (seconds: number, grade: number) => desk.review('card-one', { answeredAt: startMs - seconds * 1000, grade })
    const { results } = await desk.send([at(10, 3), at(30, 1), at(20, 2)])
    expect(new Set(results.map(({ memory }) => memory?.reps))).toEqual(new Set([3]))
    expect(await desk.unfolded()).toEqual([])
    const spreads = (await desk.events()).map(({ payload }) => (payload as { spread?: number }).spread)
    expect(new Set(spreads).size).toBe(3)
  })

  it('refuses all of another person’s batch and stores nothing', async () => {
    const desk = await openDesk(cards)
    const answer = await recordReviews(desk.deps, null, { sentAtMs: null, deviceId: null, items: [desk.review('card-one'), null] })
    expect(answer.results.map(({ problem }) => problem?.code)).toEqual(['wrong-person', 'wrong-person'])
    expect(await desk.events()).toEqual([])
  })

  it('follows a guest who has become an account, and refuses for one who is gone', async () => {
    const desk = await openDesk(cards)
    const account = await addGuest(desk.store)
    await desk.store.log.merge(desk.person, account, noSuccession, (facet, events) => foldFacet(facet, events, defaultWeights))
    const { results } = await desk.send([desk.review('card-one')])
    expect(results[0]?.status).toBe('recorded')
    expect((await desk.store.log.list(account, null, 10)).length).toBe(1)
    const nobody = await recordReviews(desk.deps, randomUUID(), { sentAtMs: null, deviceId: null, items: [desk.review('card-one')] })
    expect(nobody.results[0]).toMatchObject({ status: 'refused', problem: { code: 'wrong-person' } })
  })
})
