// Interviews of one draw side by side, and what is kept of each report for the lists.
import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { compareInterviews } from '#lib/server/usecases/compare-interviews.ts'
import { listInterviews } from '#lib/server/usecases/list-interviews.ts'
import { findReport } from '#lib/server/usecases/report-interview.ts'
import { takeInterview, type InterviewAction } from '#lib/server/usecases/take-interview.ts'
import { addGuest } from '../../contract/fixtures.ts'
import { minute, openInterviewDesk, plainRequest } from './interview-desk.ts'

const good = 'When it arrives, the server acknowledges the segment. If not, the retransmission timer runs out and the client sends it again.'

it('sets the newest other one of the same draw beside this one, question by question', async () => {
  const { create, deps, person, value, clock, store } = await openInterviewDesk()
  const take = async (seed: string, text: string | null) => {
    clock.nowMs += minute
    const id = randomUUID()
    value(await create({ ...plainRequest, personal: false, seed }, id))
    const act = async (action: InterviewAction) => value(await takeInterview(deps, person, id, { id: randomUUID(), deviceId: 'tab', action }))
    const { question } = await act({ type: 'start' })
    clock.nowMs += minute
    await act(text === null ? { type: 'skip', question: question!.id } : { type: 'submit', question: question!.id, answer: { kind: 'explain', text } })
    await act({ type: 'finish' })
    value(await findReport(deps, person, id, 'en'))
    return id
  }
  const [first, other, second] = [await take('one', null), await take('two', good), await take('one', good)]
  const comparison = await compareInterviews(deps, person, second)
  expect(comparison).toMatchObject({ here: { id: second }, other: { id: first, overall: 0 } })
  const { card } = comparison!.questions[0]!
  expect([comparison!.other.scores[card], comparison!.here.scores[card]]).toEqual([null, 1])
  expect(comparison!.here.overall).toBeGreaterThan(0.5)
  expect(comparison!.questions.every((question) => question.text.endsWith('?'))).toBe(true)
  expect((await compareInterviews(deps, person, first))?.other.id).toBe(second)
  expect(await compareInterviews(deps, person, other)).toBeNull()
  expect(await compareInterviews(deps, await addGuest(store), second)).toBeNull()
  expect(await compareInterviews(deps, null, second)).toBeNull()
  const listed = await listInterviews(deps, person)
  expect(listed.map(({ id, overall }) => [id, overall])).toEqual([[second, comparison!.here.overall], [other, expect.any(Number)], [first, 0]])
  expect(listed[0]!.dimensions).toEqual(comparison!.here.dimensions)
})
