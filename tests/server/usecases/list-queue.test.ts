// The queue as a person meets it. Its order is core's and tested there; here is what the use case adds.
import { describe, expect, it } from 'vitest'
import { defaultSettings } from '#lib/core/memory/settings.ts'
import { changeSettings } from '#lib/server/usecases/change-settings.ts'
import { listQueue } from '#lib/server/usecases/list-queue.ts'
import { openDesk, startMs } from '../desk.ts'

const cards = ['alpha/card-one', 'alpha/card-two', 'alpha/cloze#c1', 'alpha/cloze#c2', 'beta/card-four', 'beta/card-five']
const dayMs = 86_400_000
const facets = ({ cards: shown }: { cards: readonly { facet: string }[] }) => shown.map(({ facet }) => facet.slice('protodeck/'.length))

describe('listQueue', () => {
  it('answers for nobody with the first new cards', async () => {
    const desk = await openDesk(cards)
    const answer = await listQueue(desk.deps, null, { limit: 2, lang: 'zh' })
    expect(answer).toMatchObject({ ok: true, value: { counts: { new: 5, due: 0 }, cards: [{ lang: 'zh', memory: null }, {}] } })
  })

  it('lets siblings wait, today and in the queue', async () => {
    const desk = await openDesk(cards)
    expect(facets(await desk.queue()).filter((facet) => facet.startsWith('cloze'))).toEqual(['cloze#c1'])
    await desk.send([desk.review('cloze#c1', { grade: 4 })])
    expect(facets(await desk.queue()).filter((facet) => facet.startsWith('cloze'))).toEqual([])
    desk.clock.nowMs += dayMs
    expect(facets(await desk.queue()).filter((facet) => facet.startsWith('cloze'))).toEqual(['cloze#c2'])
  })

  it('keeps the limits of a day, and counts pages and interviews in none', async () => {
    const desk = await openDesk(cards, { newPerDay: 2, reviewsPerDay: 1 })
    expect((await desk.queue()).counts).toEqual({ learning: 0, due: 0, dueTotal: 0, new: 2 })
    await desk.send([desk.review('card-one', { grade: 4 }), desk.review('card-two', { grade: 4, source: 'page' })])
    expect((await desk.queue()).counts.new).toBe(1)
    desk.clock.nowMs += 60 * dayMs
    expect((await desk.queue()).counts).toMatchObject({ due: 1, dueTotal: 2 })
    await desk.send([desk.review('card-one', { grade: 4 })])
    expect((await desk.queue()).counts).toMatchObject({ due: 0, dueTotal: 1 })
    // Beyond the limit, but never blocked.
    expect((await desk.send([desk.review('card-two')])).results[0]?.status).toBe('recorded')
  })

  it('hides what is suspended, and what is buried until tomorrow', async () => {
    const desk = await openDesk(cards)
    await desk.act('suspend', 'card-one')
    await desk.act('bury', 'card-two')
    expect(facets(await desk.queue())).not.toContain('card-one#main')
    expect(facets(await desk.queue())).not.toContain('card-two#main')
    desk.clock.nowMs += dayMs
    expect(facets(await desk.queue())).toContain('card-two#main')
    await desk.act('unsuspend', 'card-one')
    expect(facets(await desk.queue())[0]).toBe('card-one#main')
  })

  it('brings new cards of chosen topics and levels, and reviews of all', async () => {
    const desk = await openDesk(cards)
    await desk.send([desk.review('card-one', { grade: 4 })])
    desk.clock.nowMs += 60 * dayMs
    await changeSettings(desk.deps, desk.person, { learn: { topics: ['beta' as never], levels: [1, 2, 3] } })
    expect(facets(await desk.queue())).toEqual(['card-one#main', 'card-four#main', 'card-five#main'])
    await changeSettings(desk.deps, desk.person, { learn: { topics: null, levels: [2] } })
    expect(facets(await desk.queue())).toEqual(['card-one#main', 'card-two#main', 'card-five#main'])
    expect(facets(await desk.queue({ topic: 'beta' }))).not.toContain('card-one#main')
  })

  it('shows only the topic asked for, whatever was graded elsewhere today', async () => {
    const desk = await openDesk(cards)
    await desk.send([desk.review('card-one', { grade: 1 })])
    desk.clock.nowMs += 2 * 60_000
    expect(facets(await desk.queue())[0]).toBe('card-one#main')
    expect(facets(await desk.queue({ topic: 'beta' }))).toEqual(['card-four#main', 'card-five#main'])
  })

  it('says what each button will do, and it happens', async () => {
    const desk = await openDesk(cards)
    const [card] = (await desk.queue()).cards
    expect(card?.intervals).toMatchObject({ again: { seconds: 60 }, good: { seconds: 600 } })
    const days = (card?.intervals.easy as { days: number }).days
    const { results, studyDay } = await desk.send([desk.review(card!.facet.slice('protodeck/'.length), { grade: 4 })])
    expect(results[0]?.memory).toMatchObject({ dueDay: studyDay + days })
  })

  it('goes by the browser’s zone until the person has one', async () => {
    const desk = await openDesk(cards)
    desk.clock.nowMs = Date.UTC(2026, 2, 10, 2)
    const utc = await desk.queue()
    const shanghai = await desk.queue({ timeZone: 'Asia/Shanghai' })
    expect(shanghai.studyDay).toBe(utc.studyDay + 1)
    await changeSettings(desk.deps, desk.person, { timeZone: 'UTC' })
    expect((await desk.queue({ timeZone: 'Asia/Shanghai' })).studyDay).toBe(utc.studyDay)
    const unknown = await listQueue(desk.deps, null, { limit: 1, lang: 'en', timeZone: 'Mars/Olympus' })
    expect(unknown).toMatchObject({ ok: false, problem: { code: 'unknown-time-zone' } })
  })
})

describe('changeSettings', () => {
  it('lays a change over the settings, as an event, and refuses what is out of range', async () => {
    const desk = await openDesk(cards)
    expect(await changeSettings(desk.deps, desk.person, { newPerDay: 3 })).toMatchObject({ ok: true, value: { ...defaultSettings, newPerDay: 3 } })
    expect(await changeSettings(desk.deps, desk.person, { retention: 0.8 })).toMatchObject({ value: { newPerDay: 3, retention: 0.8 } })
    for (const change of [{ retention: 0.5 }, { newPerDay: -1 }, { timeZone: 'Mars' }, { rolloverHour: 24 }])
      expect((await changeSettings(desk.deps, desk.person, change)).ok).toBe(false)
    expect((await desk.events()).map(({ kind, atMs }) => [kind, atMs])).toEqual([['settings', startMs], ['settings', startMs]])
  })
})
