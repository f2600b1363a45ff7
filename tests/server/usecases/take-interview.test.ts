// Interviews by a clock that tests turn: what is accepted, what is refused and kept, and what the report then says.
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { applyGrades } from '#lib/server/usecases/apply-grades.ts'
import { listInterviews } from '#lib/server/usecases/list-interviews.ts'
import { findReport } from '#lib/server/usecases/report-interview.ts'
import { takeInterview } from '#lib/server/usecases/take-interview.ts'
import { findInterview } from '#lib/server/usecases/view-interview.ts'
import { addGuest, loadInto } from '../../contract/fixtures.ts'
import { minute, openInterviewDesk, plainRequest } from './interview-desk.ts'

const good =
  'When it arrives, the server acknowledges the segment, so that the client knows it got through. If no answer comes back, the retransmission timer runs out and the client sends it again.'

async function begun(request = plainRequest) {
  const desk = await openInterviewDesk()
  const made = await desk.create(request)
  expect(made).toMatchObject({ ok: true, value: { status: 'ready', question: null } })
  const started = desk.value(await desk.take({ type: 'start' }))
  return { ...desk, first: started.question!.id }
}

describe('an interview', () => {
  it('asks by the plan, tells its clock, and shows nothing of the answers', async () => {
    const { first, clock, view, submit, value } = await begun()
    clock.nowMs += 2 * minute
    const now = await view()
    expect(now).toMatchObject({ status: 'running', deadlineMs: now.startedAtMs! + 10 * minute, nowMs: clock.nowMs })
    expect(now.question).toMatchObject({ id: first, kind: 'explain', spentMs: 2 * minute, hints: [] })
    expect(JSON.stringify(now)).not.toMatch(/acknowledges the segment|retransmission|<p>Answer/)
    const next = value(await submit(first, good))
    expect(next.question!.id).not.toBe(first)
    expect(next.done).toMatchObject({ main: 1 })
  })

  it('is made once under one id, and once more by another', async () => {
    const { create, view } = await begun()
    expect(await create()).toMatchObject({ ok: true, value: { status: 'running', seq: 1 } })
    const [a, b] = [await create(plainRequest, randomUUID()), await create({ ...plainRequest, seed: 'another' }, randomUUID())]
    if (!a.ok || !b.ok) throw new Error('not made')
    expect(a.value.sections).toEqual((await view()).sections)
  })

  it('says what is missing and offers the nearest when it cannot be filled', async () => {
    const { create } = await openInterviewDesk()
    const answer = await create({ ...plainRequest, minutes: 60, mode: 'quick-fire' }, randomUUID())
    expect(answer).toMatchObject({ ok: false, problem: { code: 'interview-cannot-be-filled', nearest: { mode: expect.stringMatching('mixed|explain') as string } } })
    if (answer.ok || answer.problem.nearest == null) throw new Error('no offer')
    expect(await create(answer.problem.nearest, randomUUID())).toMatchObject({ ok: true })
    expect(await create({ ...plainRequest, scope: { kind: 'topics', topics: ['nothing' as never] }, minutes: 10 }, randomUUID())).toMatchObject({
      problem: { params: { there: 0, needed: 10 }, nearest: { scope: { kind: 'all' } } },
    })
  })

  it('takes one of two answers at once, and keeps the other', async () => {
    const { first, submit, events, store, person, id } = await begun()
    const outcomes = await Promise.all([submit(first, 'from here', { deviceId: 'a' }), submit(first, 'from there', { deviceId: 'b' })])
    expect(outcomes.map((each) => (each.ok ? 'ok' : each.problem.code)).sort()).toEqual(['interview-already-answered', 'ok'])
    expect((await events()).filter(({ event }) => event.type === 'submit')).toHaveLength(1)
    expect(await store.interviews.drafts(person, id)).toMatchObject([{ text: outcomes[0].ok ? 'from there' : 'from here' }])
  })

  it('answers again what is sent again, and refuses its id for anything else', async () => {
    const { first, submit, events } = await begun()
    const sent = randomUUID()
    const once = await submit(first, good, { id: sent })
    expect(await submit(first, good, { id: sent })).toMatchObject({ ok: true, value: { seq: once.ok ? once.value.seq : 0 } })
    expect(await submit(first, 'something else', { id: sent })).toMatchObject({ problem: { code: 'id-reused' } })
    expect((await events()).filter(({ event }) => event.type === 'submit')).toHaveLength(1)
  })

  it('keeps an answer that is too long as a draft, under the number that its device gives', async () => {
    const { first, take, store, person, id, draft, deps } = await begun()
    await draft(first, 7, 'earlier')
    const text = 'x'.repeat(100_001)
    const refused = await takeInterview(deps, person, id, { id: randomUUID(), deviceId: 'tab', number: 9, action: { type: 'submit', question: first, answer: { kind: 'explain', text } } })
    expect(refused).toMatchObject({ problem: { code: 'interview-answer-too-long' } })
    expect(await store.interviews.drafts(person, id)).toMatchObject([{ number: 9, text }])
    expect(await take({ type: 'submit', question: first, answer: { kind: 'choice', chosen: [1] } })).toMatchObject({ problem: { code: 'bad-request' } })
  })

  it('is over at the deadline for whoever comes first, and takes open work late', async () => {
    const { first, clock, view, submit, take, draft, events, report, value } = await begun()
    await draft(first, 1, 'half an ans')
    clock.nowMs += 25 * minute
    const over = await view()
    expect(over).toMatchObject({ status: 'over', question: null, lateQuestions: [{ id: first, drafts: [{ text: 'half an ans' }] }] })
    expect((await events()).at(-1)).toMatchObject({ event: { type: 'time-over' }, atMs: over.deadlineMs })
    await view()
    expect(await events()).toHaveLength(2)
    expect(await take({ type: 'skip', question: first })).toMatchObject({ problem: { code: 'interview-time-over' } })
    value(await submit(first, good))
    value(await take({ type: 'finish' }))
    const before = await report()
    expect(before.report.questions[0]).toMatchObject({ counts: false, late: { included: false, deliveredMs: clock.nowMs } })
    expect(before.report.overall).toBeNull()
    value(await take({ type: 'include-late', question: first, included: true }))
    expect((await report()).report.overall).toBeGreaterThan(0)
  })

  it('refuses what comes after the end, and keeps its text', async () => {
    const { first, submit, take, report } = await begun()
    await take({ type: 'finish' })
    expect(await take({ type: 'finish' })).toMatchObject({ problem: { code: 'interview-already-finished' } })
    expect(await submit(first, 'too late')).toMatchObject({ problem: { code: 'interview-already-finished' } })
    expect((await report()).kept).toMatchObject({ [first]: [{ text: 'too late' }] })
  })

  it('pauses for five minutes and goes on by itself', async () => {
    const { take, clock, view } = await begun()
    await take({ type: 'pause' })
    expect(await view()).toMatchObject({ status: 'paused', question: null, pauseEndsAtMs: clock.nowMs + 5 * minute })
    clock.nowMs += 6 * minute
    const after = await view()
    expect(after.deadlineMs! - clock.nowMs).toBe(9 * minute)
    expect(await take({ type: 'hint', question: (after.question ?? { id: 'q1' }).id })).toMatchObject({ ok: true })
  })

  it('gives as many hints as the card has, in the same words each time', async () => {
    const { first, take, view } = await begun()
    for (let i = 1; i <= 3; i++) {
      await take({ type: 'hint', question: first })
      expect((await view()).question).toMatchObject({ hintsLeft: 3 - i })
    }
    expect((await view()).question!.hints).toEqual([
      'There are 2 points to make.',
      'One of them begins: “the server…”',
      'One of them begins: “the retransmission…”',
    ])
    expect(await take({ type: 'hint', question: first })).toMatchObject({ problem: { code: 'interview-no-hint-left' } })
  })

  it('is nobody else’s', async () => {
    const { store, deps, id, first } = await begun()
    const other = await addGuest(store)
    for (const person of [other, null]) {
      expect(await findInterview(deps, person, id)).toMatchObject({ problem: { code: 'unknown-interview' } })
      expect(await findReport(deps, person, id, 'en')).toMatchObject({ problem: { code: 'unknown-interview' } })
      const command = { id: randomUUID(), deviceId: 'x', action: { type: 'skip', question: first } } as const
      expect(await takeInterview(deps, person, id, command)).toMatchObject({ problem: { code: 'unknown-interview' } })
      expect(await listInterviews(deps, person)).toEqual([])
    }
  })
})

describe('the report', () => {
  it('comes at the end, tells what was found, and stays the same whatever becomes of the notes', async () => {
    const { first, clock, submit, take, report, store, deps, person, id } = await begun()
    expect(await findReport(deps, person, id, 'en')).toMatchObject({ problem: { code: 'interview-not-over' } })
    clock.nowMs += minute
    await submit(first, good)
    await take({ type: 'finish' })
    const before = await report()
    expect(before.report.questions[0]!.mark!.points.map(({ found }) => found)).toEqual(['yes', 'yes'])
    expect(before.stretches[first]!.map(({ text }) => text).join('')).toBe(good)
    expect(before.stretches[first]!.filter(({ points }) => points.length > 0).length).toBeGreaterThan(0)
    await loadInto(store, ['alpha/another-card'])
    // One event more, so that it is marked anew.
    await take({ type: 'self-mark', question: first, when: 'after', mark: { points: { ack: 'yes' } } })
    expect((await report()).report.questions.map(({ mark }) => mark)).toEqual(before.report.questions.map(({ mark }) => mark))
    expect((await listInterviews(deps, person))[0]).toMatchObject({ overall: before.report.overall, status: 'finished', answered: 1 })
  })

  it('changes with what the person sets right, beside the machine’s mark', async () => {
    const { first, submit, take, report, value } = await begun()
    await submit(first, 'I do not know this at all, to be honest with you.')
    await take({ type: 'finish' })
    value(await take({ type: 'self-mark', question: first, when: 'before', mark: { points: { ack: 'yes', timer: 'yes' } } }))
    const before = await report()
    expect(before.report.questions[0]!.self.before).toBe(1)
    value(await take({ type: 'correct', question: first, mark: { points: { ack: 'yes' } } }))
    const after = await report()
    expect(after.report.questions[0]!.mark!.points[0]).toMatchObject({ found: 'no', corrected: 'yes' })
    expect(after.report.overall).toBeGreaterThan(before.report.overall!)
    expect(await take({ type: 'self-mark', question: first, when: 'before', mark: { points: {} } })).toMatchObject({ problem: { code: 'interview-self-mark-too-late' } })
  })
})

describe('its grades', () => {
  const apply = async (desk: Awaited<ReturnType<typeof begun>>, id: string = randomUUID()) => {
    const { report } = await desk.report()
    return applyGrades(desk.deps, desk.person, desk.id, { id, deviceId: 'tab', timeZone: 'UTC', grades: report.grades.map(({ card, grade }) => ({ card, grade })) })
  }

  it('become reviews of one group, once, and are undone together', async () => {
    const desk = await begun()
    const view = desk.value(await desk.submit(desk.first, good))
    await desk.take({ type: 'skip', question: view.question!.id })
    expect(await apply(desk).catch((error: unknown) => (error as Error).message)).toBe('interview-not-over')
    await desk.take({ type: 'finish' })
    const sent = randomUUID()
    const applied = desk.value(await apply(desk, sent))
    expect(applied.eventIds.length).toBeGreaterThanOrEqual(2)
    expect(await apply(desk, sent)).toMatchObject({ ok: true, value: applied })
    expect(await apply(desk)).toMatchObject({ problem: { code: 'interview-grades-applied' } })
    const log = await desk.store.log.list(desk.person, null, 100)
    expect(log.map(({ kind, payload, groupId }) => [kind, (payload as { source: string }).source, groupId])).toEqual(
      applied.eventIds.map(() => ['review', 'interview', `interview-${desk.id}`]),
    )
    desk.clock.nowMs += 1000
    expect(await desk.undo()).toMatchObject({ value: { undone: applied.eventIds.map(() => ({ memory: null })) } })
    expect((await desk.report()).applied).toBeNull()
    desk.clock.nowMs += 1000
    expect((await apply(desk)).ok).toBe(true)
    expect(await desk.unfolded()).toEqual([])
  })
})
