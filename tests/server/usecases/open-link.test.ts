// Links to an interview by a clock that tests turn: what each part sees and may do, and when it ends.
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createLimiter } from '#lib/server/http/limiter.ts'
import { listLinks, makeLink } from '#lib/server/usecases/link-interview.ts'
import { actByLink, draftByLink, openLink } from '#lib/server/usecases/open-link.ts'
import type { InterviewAction } from '#lib/server/usecases/take-interview.ts'
import { minute, openInterviewDesk } from './interview-desk.ts'

async function linked() {
  const desk = await openInterviewDesk()
  const { clock, person, id, value } = desk
  await desk.create()
  const limiter = createLimiter(5, 600_000, () => clock.nowMs)
  const deps = { ...desk.deps, limits: { links: limiter } } as never
  const link = async (kind: 'report' | 'interviewer' | 'candidate') => value(await makeLink(deps, person, id, { kind, days: 1, withAnswers: false })).token
  const open = (token: string) => openLink(deps, 'here', token, 'en')
  const act = (token: string, action: InterviewAction) => actByLink(deps, 'here', token, { id: randomUUID(), deviceId: 'partner', action }, 'en')
  return { ...desk, deps, link, open, act }
}

describe('a link', () => {
  it('opens nothing after its days, and is no longer listed', async () => {
    const { link, open, clock, deps, person, id, value, take } = await linked()
    const token = await link('report')
    expect(await open(token)).toMatchObject({ problem: { code: 'interview-not-over' } })
    await take({ type: 'start' })
    await take({ type: 'finish' })
    expect(await open(token)).toMatchObject({ ok: true })
    expect(value(await listLinks(deps, person, id)).links).toHaveLength(1)
    clock.nowMs += 24 * 60 * minute
    expect(await open(token)).toMatchObject({ problem: { code: 'link-expired' } })
    expect(value(await listLinks(deps, person, id)).links).toEqual([])
  })

  it('lets one answer and another ask, mark and ask on, live', async () => {
    const { link, open, act, deps, report, id } = await linked()
    const [asks, answers] = [await link('interviewer'), await link('candidate')]
    expect(await open(asks)).toMatchObject({ value: { kind: 'interviewer', view: { status: 'ready', questions: [] } } })
    expect(await act(asks, { type: 'start' })).toMatchObject({ problem: { code: 'link-not-for-this' } })
    const begun = await act(answers, { type: 'start' })
    if (!begun.ok || begun.value.kind !== 'candidate') throw new Error('not begun')
    const { question, request, id: shownId } = begun.value.view
    expect([request.seed, shownId === id]).toEqual(['', false])
    await draftByLink(deps, 'here', answers, { question: question!.id, deviceId: 'partner', number: 1, text: 'I would say' })
    expect(await draftByLink(deps, 'here', asks, { question: question!.id, deviceId: 'x', number: 1, text: 'x' })).toMatchObject({ problem: { code: 'link-not-for-this' } })
    const asked = await open(asks)
    if (!asked.ok || asked.value.kind !== 'interviewer') throw new Error('not asked')
    const [first] = asked.value.view.questions
    expect(first).toMatchObject({ id: question!.id, current: true, words: 'I would say', heard: null, status: 'open' })
    expect(first!.card.points.length).toBeGreaterThan(0)
    expect(JSON.stringify(begun.value)).not.toContain(first!.card.points[0]!.html)
    expect(await act(asks, { type: 'hint', question: first!.id })).toMatchObject({ value: { view: { questions: [{ hintsGiven: 1 }] } } })
    const heard = { points: { [first!.card.points[0]!.id]: 'yes' as const } }
    expect(await act(answers, { type: 'partner-mark', question: first!.id, mark: heard })).toMatchObject({ problem: { code: 'link-not-for-this' } })
    expect(await act(asks, { type: 'partner-mark', question: first!.id, mark: heard })).toMatchObject({ value: { view: { questions: [{ heard: [first!.card.points[0]!.id] }] } } })
    await act(answers, { type: 'submit', question: question!.id, answer: { kind: 'explain', text: 'I would say that it depends.' } })
    const finished = await act(answers, { type: 'finish' })
    expect(finished).toMatchObject({ value: { kind: 'report' } })
    expect(JSON.stringify(finished)).toContain('it depends')
    expect((await report()).report.questions[0]!.self.partner).toBeGreaterThan(0)
    expect(await open(asks)).toMatchObject({ value: { view: { status: 'finished' } } })
  })
})
