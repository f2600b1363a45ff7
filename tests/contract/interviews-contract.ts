// What every store must do with interviews: keep whose they are, take each place in the log once, keep the newest draft.
import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { CardId, TopicId } from '#lib/core/notes/card.ts'
import type { InterviewEvent } from '#lib/core/interview/event.ts'
import { noSuccession } from '#lib/core/notes/succession.ts'
import { draftBytes, draftRows, mostLinks, type InterviewLink, type InterviewSetup } from '#lib/server/store/interviews.ts'
import type { Store } from '#lib/server/store/store.ts'
import { addGuest, loadInto } from './fixtures.ts'

const setup: InterviewSetup = {
  blueprint: {
    format: 1,
    request: { minutes: 10, level: 1, scope: { kind: 'all' }, lang: 'en', mode: 'explain', mayPause: false, personal: true, seed: 's' },
    ...{ totalMs: 600_000, pauseMs: 0 },
    sections: [
      {
        ...{ kind: 'core', plannedMs: 600_000 },
        questions: [
          {
            ...{ id: 'q1', card: 'card-one' as CardId, topic: 'alpha' as TopicId, question: 'Why?', kind: 'explain', level: 1 },
            ...{ importance: 2, plannedMs: 600_000, followUps: [] },
          },
        ],
      },
    ],
  },
  points: { q1: ['ack', 'timer'] },
  versions: [{ card: 'card-one' as CardId, lang: 'en', hash: 'card-one-en-1' }],
}
const createdAtMs = Date.UTC(2026, 2, 10, 12)
const at = (event: InterviewEvent, atMs = createdAtMs) => ({ id: randomUUID(), atMs, deviceId: 'tab', event })
const draft = (number: number, text: string, deviceId = 'tab', question = 'q1') => ({ question, deviceId, number, text })

export function interviewsContract(open: () => Store): void {
  const begin = async () => {
    const store = open()
    const [owner, other] = [await addGuest(store), await addGuest(store)]
    const id = randomUUID()
    expect(await store.interviews.create(owner, { id, createdAtMs, setup })).toBe(true)
    return { interviews: store.interviews, store, owner, other, id }
  }

  it('keeps an interview as it was made, for its person alone', async () => {
    const { interviews, owner, other, id } = await begin()
    expect(await interviews.create(owner, { id, createdAtMs: 0, setup })).toBe(false)
    const log = await interviews.read(owner, id)
    expect(log).toMatchObject({ record: { id, createdAtMs, setup, figures: null }, events: [] })
    expect(Math.abs(log!.nowMs - (await interviews.clock()))).toBeLessThan(60_000)
    expect(await interviews.read(other, id)).toBeNull()
    expect(await interviews.list(other, 10)).toEqual([])
    expect(await interviews.append(other, id, 0, [at({ type: 'start' })])).toBe(false)
    expect(await interviews.putDraft(other, id, draft(1, 'x'))).toBe('unknown')
    expect(await interviews.drafts(other, id)).toEqual([])
  })

  it('lists the newest first', async () => {
    const { interviews, owner, id } = await begin()
    const later = randomUUID()
    await interviews.create(owner, { id: later, createdAtMs: createdAtMs + 1, setup })
    const figures = { overall: 0.5, dimensions: { correctness: 0.25, depth: null, clarity: 1, time: 0 } }
    await interviews.keepFigures(owner, id, figures)
    const listed = await interviews.list(owner, 10)
    expect(listed.map(({ record }) => [record.id, record.figures])).toEqual([[later, null], [id, figures]])
    expect(await interviews.list(owner, 1)).toHaveLength(1)
  })

  it('takes each place in the log once, and all of an append or none', async () => {
    const { interviews, owner, id } = await begin()
    const start = at({ type: 'start' })
    expect(await interviews.append(owner, id, 0, [start])).toBe(true)
    expect(await interviews.append(owner, id, 0, [at({ type: 'finish' }), at({ type: 'finish' })])).toBe(false)
    expect(await interviews.append(owner, id, 2, [at({ type: 'finish' })])).toBe(false)
    expect(await interviews.append(owner, id, 1, [start])).toBe(false)
    const submit = at({ type: 'submit', question: 'q1', answer: { kind: 'explain', text: '三次握手 “quoted”\n' } }, createdAtMs + 1234)
    expect(await interviews.append(owner, id, 1, [submit, at({ type: 'finish' })])).toBe(true)
    expect((await interviews.read(owner, id))!.events.slice(0, 2)).toEqual([start, submit])
    expect(await interviews.append(owner, randomUUID(), 0, [at({ type: 'start' })])).toBe(false)
  })

  it('lets one of two writers through', async () => {
    const { interviews, owner, id } = await begin()
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => interviews.append(owner, id, 0, [at({ type: 'start' }), at({ type: 'finish' })])))
    expect(outcomes.filter(Boolean)).toHaveLength(1)
    expect((await interviews.read(owner, id))!.events).toHaveLength(2)
  })

  it('overwrites a device’s draft with a later one, never with an earlier one', async () => {
    const { interviews, owner, id } = await begin()
    await interviews.append(owner, id, 0, [at({ type: 'start' })])
    const receipt = await interviews.putDraft(owner, id, draft(2, 'second'))
    expect(receipt).toMatchObject({ seq: 1, other: null, nowMs: expect.any(Number) as number })
    await interviews.putDraft(owner, id, draft(1, 'first'))
    expect(await interviews.drafts(owner, id)).toMatchObject([{ number: 2, text: 'second' }])
    await interviews.putDraft(owner, id, draft(3, 'third'))
    expect(await interviews.putDraft(owner, id, draft(1, 'elsewhere', 'phone'))).toMatchObject({ other: { deviceId: 'tab' } })
    expect(await interviews.putDraft(owner, id, draft(1, 'next', 'phone', 'q2'))).toMatchObject({ other: null })
    expect(await interviews.drafts(owner, id)).toHaveLength(3)
    await interviews.dropDraft(owner, id, 'q1', 'tab')
    expect((await interviews.drafts(owner, id)).map(({ text }) => text).sort()).toEqual(['elsewhere', 'next'])
  })

  it('bounds the drafts of an interview, and still overwrites when they are many', async () => {
    const { interviews, owner, id } = await begin()
    expect(await interviews.putDraft(owner, id, draft(1, 'x'.repeat(draftBytes + 1)))).toBe('full')
    for (let i = 0; i < draftRows; i++) await interviews.putDraft(owner, id, draft(1, 'x', `device-${i}`))
    expect(await interviews.putDraft(owner, id, draft(1, 'x', 'one-more'))).toBe('full')
    expect(await interviews.putDraft(owner, id, draft(2, 'y', 'device-0'))).toMatchObject({ seq: 0 })
    expect(await interviews.drafts(owner, id)).toHaveLength(draftRows)
  })

  it('moves to the account with its guest, and goes with its person', async () => {
    const { interviews, store, owner, other, id } = await begin()
    await interviews.append(owner, id, 0, [at({ type: 'start' })])
    await interviews.putDraft(owner, id, draft(1, 'kept'))
    await store.log.merge(owner, other, noSuccession, () => null)
    expect((await interviews.read(other, id))?.events).toHaveLength(1)
    expect(await interviews.drafts(other, id)).toMatchObject([{ text: 'kept' }])
    expect(await interviews.read(owner, id)).toBeNull()
    await store.log.erase(other)
    expect(await interviews.read(other, id)).toBeNull()
  })

  it('finds a link by its hash until it is withdrawn, and bounds how many there are', async () => {
    const { interviews, store, owner, other, id } = await begin()
    const hash = randomUUID()
    const link: InterviewLink = { id: randomUUID(), kind: 'report', withAnswers: true, createdAtMs, expiresAtMs: createdAtMs + 86_400_000 }
    expect(await interviews.addLink(other, id, randomUUID(), link)).toBe(false)
    expect(await interviews.addLink(owner, id, hash, link)).toBe(true)
    expect(await interviews.links(owner, id)).toEqual([link])
    expect(await interviews.links(other, id)).toEqual([])
    expect(await interviews.findLink(hash)).toEqual({ ...link, userId: owner, interviewId: id, nowMs: expect.any(Number) as number })
    expect(await interviews.findLink(randomUUID())).toBeNull()
    await interviews.dropLink(other, id, link.id)
    expect(await interviews.findLink(hash)).not.toBeNull()
    await store.log.merge(owner, other, noSuccession, () => null)
    expect(await interviews.findLink(hash)).toMatchObject({ userId: other })
    await interviews.dropLink(other, id, link.id)
    expect(await interviews.findLink(hash)).toBeNull()
    for (let i = 0; i < mostLinks; i++) expect(await interviews.addLink(other, id, `${hash} ${i}`, { ...link, id: randomUUID(), createdAtMs: createdAtMs + i })).toBe(true)
    expect(await interviews.addLink(other, id, hash, link)).toBe(false)
    expect((await interviews.links(other, id)).map((each) => each.createdAtMs - createdAtMs)).toEqual(Array.from({ length: mostLinks }, (_, i) => mostLinks - 1 - i))
    await store.log.erase(other)
    expect(await interviews.findLink(`${hash} 0`)).toBeNull()
  })

  it('gives the sheets of a language, and any text that was ever asked', async () => {
    const store = open()
    await loadInto(store, ['alpha/card-one', 'alpha/card-two'])
    const sheets = await store.content.sheets('zh')
    expect(sheets.filter(({ topic }) => topic === 'alpha')).toMatchObject([
      { card: 'card-one', lang: 'zh', hash: 'card-one-zh-1', layer: 'transport', kind: 'explain', protocol: null, sheet: { importance: 2 } },
      { card: 'card-two' },
    ])
    await loadInto(store, ['alpha/card-two'])
    expect((await store.content.sheets('zh')).map(({ card }) => card)).toEqual(['card-two'])
    const asked = await store.content.versions([setup.versions[0]!, { card: 'card-two' as CardId, lang: 'en', hash: 'never' }])
    expect(asked).toMatchObject([{ card: 'card-one', question: 'card-one?', view: { question: { text: 'card-one?' } } }])
  })
}
