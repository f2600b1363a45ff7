import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GivenAnswer, InterviewEvent } from '#lib/core/interview/event.ts'
import type { InterviewEffect } from '#lib/core/interview/machine.ts'
import type { InterviewState } from '#lib/core/interview/interview-state.ts'
import type { LogEntry } from '#lib/core/engine/log.ts'
import type { Problem } from '#lib/core/problem.ts'
import {
  dueTimeOverMs,
  nextFollowUp,
  offeredFollowUps,
  questionState,
  timeLeftMs,
} from '#lib/core/interview/interview-state.ts'
import { flatten, reportInterview } from '#lib/core/interview/report.ts'
import { interviewMachine, longestAnswer } from '#lib/core/interview/machine.ts'
import { minute, small, smallCards, smallPoints } from './fixtures.ts'
import { replayLog } from '#lib/core/engine/log.ts'

const t0 = 1_000_000
const config = { blueprint: small, points: smallPoints }
const text = (of: string): GivenAnswer => ({ kind: 'explain', text: of })

interface Run {
  readonly state: InterviewState
  readonly effects: readonly InterviewEffect[]
  readonly problems: readonly Problem[]
  /** What a driver would have stored: accepted events, and the time-overs that the machine asked for. */
  readonly log: readonly LogEntry<InterviewEvent>[]
}

/** Events with minutes since the start; refused ones are kept apart and change nothing. */
function run(events: readonly (readonly [number, InterviewEvent])[]): Run {
  let state = interviewMachine.start(config, 'seed')
  const effects: InterviewEffect[] = []
  const problems: Problem[] = []
  const log: LogEntry<InterviewEvent>[] = []
  for (const [minutes, event] of events) {
    const at = t0 + Math.round(minutes * minute)
    const step = interviewMachine.step(state, event, at)
    if (!step.ok) {
      problems.push(step.problem)
      continue
    }
    for (const effect of step.value.effects)
      if (effect.type === 'log') log.push({ event: effect.event, at: effect.atMs })
    log.push({ event, at })
    state = step.value.state
    effects.push(...step.value.effects)
  }
  return { state, effects, problems, log }
}

const start = [0, { type: 'start' }] as const
const submit = (question: string, of = 'an answer'): InterviewEvent => ({
  type: 'submit',
  question,
  answer: text(of),
})
const codes = ({ problems }: Run): string[] => problems.map(({ code }) => code)

describe('interviewMachine', () => {
  it('asks the questions of the plan one after another, and counts the time of each', () => {
    const { state, effects } = run([start, [2, submit('q1')], [3, { type: 'skip', question: 'q2' }]])
    expect(effects).toEqual(['q1', 'q2', 'q3'].map((question) => ({ type: 'asked', question })))
    expect(state.questions.map(({ id, status, spentMs }) => [id, status, spentMs / minute])).toEqual([
      ['q1', 'answered', 2],
      ['q1.1', 'waiting', 0],
      ['q1.1.1', 'waiting', 0],
      ['q1.2', 'waiting', 0],
      ['q2', 'skipped', 1],
      ['q3', 'open', 0],
    ])
    expect(timeLeftMs(state, t0 + 4 * minute)).toBe(6 * minute)
  })

  it('asks a follow-up in between, and then goes on where it was', () => {
    const after = run([start, [1, submit('q1')]]).state
    expect(offeredFollowUps(after)).toEqual(['q1.1', 'q1.2'])
    const { state, effects } = run([
      start,
      [1, submit('q1')],
      [2, { type: 'follow-up', question: 'q1.1' }],
      [3, submit('q1.1')],
      [4, { type: 'follow-up', question: 'q1.1.1' }],
      [5, submit('q1.1.1')],
      [6, submit('q2')],
    ])
    expect(effects.map((each) => (each.type === 'asked' ? each.question : ''))).toEqual([
      'q1',
      'q2',
      'q1.1',
      'q2',
      'q1.1.1',
      'q2',
      'q3',
    ])
    expect(questionState(state, 'q2')!.spentMs).toBe(3 * minute)
  })

  it('asks on at once: what nobody has seen yet waits as if it had not begun', () => {
    const answered = run([start, [1, submit('q1')]]).state
    expect(nextFollowUp(answered, 'q1')).toBe('q1.1')
    expect(nextFollowUp(answered, 'q2')).toBeNull()
    const { state } = run([start, [1, submit('q1')], [1, { type: 'follow-up', question: 'q1.1' }]])
    expect(questionState(state, 'q2')).toMatchObject({ status: 'waiting', askedAtMs: null })
    expect(state.current?.question).toBe('q1.1')
    // Skipped, its sister is next, not its own follow-up; after the family the plan goes on.
    const after = run([start, [1, submit('q1')], [1, { type: 'follow-up', question: 'q1.1' }], [2, { type: 'skip', question: 'q1.1' }]]).state
    expect(after.current?.question).toBe('q2')
    expect(nextFollowUp(after, 'q1.1')).toBe('q1.2')
  })

  it('refuses what cannot be, each in its own words, and changes nothing', () => {
    expect(codes(run([[0, submit('q1')]]))).toEqual(['interview-not-started'])
    expect(codes(run([start, [0, { type: 'start' }]]))).toEqual(['interview-already-started'])
    expect(codes(run([start, [1, submit('q9')]]))).toEqual(['interview-unknown-question'])
    expect(codes(run([start, [1, submit('q2')]]))).toEqual(['interview-question-not-open'])
    expect(codes(run([start, [1, submit('q1')], [1, submit('q1', 'twice')]]))).toEqual([
      'interview-already-answered',
    ])
    expect(codes(run([start, [1, { type: 'follow-up', question: 'q1.1' }]]))).toEqual([
      'interview-follow-up-too-early',
    ])
    expect(codes(run([start, [1, { type: 'finish' }], [2, { type: 'finish' }], [2, submit('q1')]]))).toEqual([
      'interview-already-finished',
      'interview-already-finished',
    ])
    expect(codes(run([start, [1, { type: 'time-over' }]]))).toEqual(['interview-time-not-over'])
    expect(codes(run([start, [1, submit('q1', 'x'.repeat(longestAnswer + 1))]]))).toEqual([
      'interview-answer-too-long',
    ])
    expect(
      codes(
        run([
          start,
          [1, { type: 'resume' }],
          [1, { type: 'pause' }],
          [1, { type: 'pause' }],
          [1, submit('q1')],
        ]),
      ),
    ).toEqual(['interview-not-paused', 'interview-already-paused', 'interview-is-paused'])
    const hint = { type: 'hint', question: 'q1' } as const
    expect(codes(run([start, [1, hint], [1, hint], [1, hint], [1, hint]]))).toEqual([
      'interview-no-hint-left',
    ])
  })

  it('keeps the first of two submits', () => {
    const { state } = run([start, [1, submit('q1', 'first')], [1, submit('q1', 'second')]])
    expect(questionState(state, 'q1')!.work!.answer).toEqual(text('first'))
  })

  it('notices the deadline with whatever comes first, and takes open work as late', () => {
    const { state, effects } = run([start, [3, submit('q1')], [12, submit('q2', 'late')]])
    expect(effects).toContainEqual({ type: 'log', event: { type: 'time-over' }, atMs: t0 + 10 * minute })
    expect(state.status).toBe('over')
    expect(questionState(state, 'q2')).toMatchObject({
      spentMs: 7 * minute,
      work: { late: { deadlineMs: t0 + 10 * minute, deliveredMs: t0 + 12 * minute, included: false } },
    })
    const after = run([start, [3, submit('q1')], [12, submit('q3')], [12, { type: 'skip', question: 'q2' }]])
    expect(codes(after)).toEqual(['interview-time-over', 'interview-time-over'])
  })

  it('gives the same state with and without a logged time-over', () => {
    const silent = run([start, [3, submit('q1')], [12, submit('q2')]])
    const logged = run([start, [3, submit('q1')], [10, { type: 'time-over' }], [12, submit('q2')]])
    expect(logged.state).toEqual(silent.state)
    expect(run([start, [10, { type: 'time-over' }], [11, { type: 'time-over' }]]).problems).toEqual([])
  })

  it('stops the clock for five minutes in all', () => {
    const { state } = run([start, [1, { type: 'pause' }], [3, { type: 'resume' }], [4, { type: 'pause' }]])
    expect(timeLeftMs(state, t0 + 5 * minute)).toBe(8 * minute)
    expect(timeLeftMs(state, t0 + 7 * minute)).toBe(8 * minute)
    // The second pause ends by itself after its three minutes, at 7.
    expect(timeLeftMs(state, t0 + 9 * minute)).toBe(6 * minute)
    expect(dueTimeOverMs(state, t0 + 16 * minute)).toBe(t0 + 15 * minute)
    const later = run([start, [1, { type: 'pause' }], [9, { type: 'pause' }], [9, submit('q1')]])
    expect(codes(later)).toEqual(['interview-cannot-pause'])
    expect(questionState(later.state, 'q1')!.spentMs).toBe(4 * minute)
  })

  it('has no pause where the blueprint allows none', () => {
    const state = interviewMachine.start({ ...config, blueprint: { ...small, pauseMs: 0 } }, '')
    const begun = interviewMachine.step(state, { type: 'start' }, t0)
    if (!begun.ok) throw new Error()
    expect(interviewMachine.step(begun.value.state, { type: 'pause' }, t0)).toMatchObject({
      problem: { code: 'interview-cannot-pause' },
    })
  })

  it('never lets a clock that goes back take time away or give any', () => {
    const { state } = run([start, [5, { type: 'hint', question: 'q1' }], [2, submit('q1')]])
    expect(questionState(state, 'q1')!.spentMs).toBe(5 * minute)
    expect(timeLeftMs(state, t0)).toBe(5 * minute)
  })

  it('takes own marks before and after, corrections, and late work in, also after the end', () => {
    const mark = (ack: 'yes' | 'no'): { points: Record<string, 'yes' | 'no'> } => ({ points: { ack } })
    const { state, problems } = run([
      start,
      [1, submit('q1')],
      [11, submit('q2', 'late')],
      [11, { type: 'finish' }],
      [12, { type: 'self-mark', question: 'q1', when: 'before', mark: mark('yes') }],
      [12, { type: 'self-mark', question: 'q1', when: 'after', mark: mark('no') }],
      [13, { type: 'self-mark', question: 'q1', when: 'before', mark: mark('no') }],
      [13, { type: 'correct', question: 'q1', mark: mark('yes') }],
      [13, { type: 'correct', question: 'q1', mark: { points: { nonsense: 'yes' } } }],
      [13, { type: 'correct', question: 'q3', mark: mark('yes') }],
      [14, { type: 'include-late', question: 'q2', included: true }],
      [14, { type: 'include-late', question: 'q1', included: true }],
    ])
    expect(problems.map(({ code }) => code)).toEqual([
      'interview-self-mark-too-late',
      'interview-unknown-point',
      'interview-not-answered',
      'interview-not-late',
    ])
    expect(questionState(state, 'q1')).toMatchObject({
      selfBefore: mark('yes'),
      selfAfter: mark('no'),
      correction: mark('yes'),
    })
    expect(questionState(state, 'q2')!.work!.late!.included).toBe(true)
  })
})

describe('a partner', () => {
  it('marks what was asked, spoken or written, and changes no score by it', () => {
    const { state, problems } = run([
      start,
      [1, { type: 'partner-mark', question: 'q1', mark: { points: { ack: 'yes' } } }],
      [1, { type: 'partner-mark', question: 'q2', mark: { points: { ack: 'yes' } } }],
      [1, { type: 'partner-mark', question: 'q1', mark: { points: { zzz: 'yes' } } }],
      [2, { type: 'skip', question: 'q1' }],
      [3, { type: 'finish' }],
      [4, { type: 'partner-mark', question: 'q1', mark: { points: { ack: 'no', timer: 'yes' } } }],
    ])
    expect(problems.map(({ code }) => code)).toEqual(['interview-not-answered', 'interview-unknown-point'])
    const marked = reportInterview(state, smallCards).questions[0]!
    expect(marked).toMatchObject({ mark: null, self: { before: null, partner: expect.closeTo(1 / 3, 6) as number } })
  })
})

const ids = ['q1', 'q1.1', 'q1.1.1', 'q1.2', 'q2', 'q3', 'q9']
const anyQuestion = fc.constantFrom(...ids)
const anyMark = fc.record({
  points: fc.constantFrom<Record<string, 'yes' | 'no'>>(
    { ack: 'yes' },
    { ack: 'no', timer: 'yes' },
    { zzz: 'no' },
  ),
})
const anyEvent: fc.Arbitrary<InterviewEvent> = fc.oneof(
  fc.constantFrom<InterviewEvent>(
    { type: 'start' },
    { type: 'pause' },
    { type: 'resume' },
    { type: 'time-over' },
    { type: 'finish' },
  ),
  fc.record({
    type: fc.constant('submit' as const),
    question: anyQuestion,
    answer: fc.constantFrom('the server acknowledges', 'a timeout', '不知道', '').map(text),
    spokenMs: fc.constantFrom(0, 5_000, -1, 9e12, Number.NaN),
  }),
  fc.record({
    type: fc.constantFrom('hint' as const, 'skip' as const, 'follow-up' as const),
    question: anyQuestion,
  }),
  fc.record({
    type: fc.constant('self-mark' as const),
    question: anyQuestion,
    when: fc.constantFrom('before' as const, 'after' as const),
    mark: anyMark,
  }),
  fc.record({ type: fc.constantFrom('correct' as const, 'partner-mark' as const), question: anyQuestion, mark: anyMark }),
  fc.record({ type: fc.constant('include-late' as const), question: anyQuestion, included: fc.boolean() }),
)
/** Mostly forwards, now and then back, sometimes far beyond the end; the clock may even be no number. */
const anyMinutes = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: 0, max: 2, noNaN: true }) },
  fc.constantFrom(-3, 0, 20, Number.NaN),
)
const anyEvents = fc
  .array(fc.tuple(anyMinutes, anyEvent), { maxLength: 40 })
  .map((steps) => {
    let at = 0
    return steps.map(([by, event]): [number, InterviewEvent] => {
      if (Number.isNaN(by)) return [Number.NaN, event]
      at += by
      return [at, event]
    })
  })
  .map((events) => [start, ...events] as (readonly [number, InterviewEvent])[])

describe('no sequence of events', () => {
  it('gives negative time, or more time than there is', () => {
    fc.assert(
      fc.property(anyEvents, fc.integer({ min: -5 * minute, max: 40 * minute }), (events, at) => {
        const { state } = run(events)
        const left = timeLeftMs(state, t0 + at)
        expect(left).toBeGreaterThanOrEqual(0)
        expect(left).toBeLessThanOrEqual(small.totalMs)
        expect(timeLeftMs(state, t0 + at + minute)).toBeLessThanOrEqual(left)
        const spent = state.questions.map(({ spentMs }) => spentMs)
        for (const each of spent) expect(each).toBeGreaterThanOrEqual(0)
        expect(spent.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(small.totalMs + 1)
        expect(state.pausedMs).toBeLessThanOrEqual(small.pauseMs)
        for (const { work, spentMs } of state.questions) {
          if (work === null) continue
          expect(work.spokenMs).toBeGreaterThanOrEqual(0)
          expect(work.spokenMs).toBeLessThanOrEqual(spentMs)
        }
      }),
      { numRuns: 400 },
    )
  })

  it('loses a submit: each was taken, unchanged and for good, or refused', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        let state = interviewMachine.start(config, '')
        const taken = new Map<string, GivenAnswer>()
        for (const [minutes, event] of events) {
          const step = interviewMachine.step(state, event, t0 + Math.round(minutes * minute))
          if (step.ok) state = step.value.state
          if (event.type === 'submit' && step.ok) {
            expect(taken.has(event.question)).toBe(false)
            taken.set(event.question, event.answer)
          }
          for (const [id, answer] of taken) expect(questionState(state, id)!.work!.answer).toBe(answer)
        }
        expect(state.questions.filter(({ work }) => work !== null).length).toBe(taken.size)
      }),
      { numRuns: 300 },
    )
  })

  it('gives a question two scores, or a score outside 0 to 1', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const report = reportInterview(run(events).state, smallCards)
        const all = report.questions.flatMap(flatten)
        expect(new Set(all.map(({ id }) => id)).size).toBe(6)
        expect(new Set(report.grades.map(({ question }) => question)).size).toBe(report.grades.length)
        const { correctness, depth, clarity, time } = report.dimensions
        const scores = [
          report.overall,
          correctness,
          depth,
          clarity,
          time,
          ...report.topics.map(({ score }) => score),
        ]
        for (const score of scores.filter((each): each is number => each !== null)) {
          expect(score).toBeGreaterThanOrEqual(0)
          expect(score).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('gives another state or report when its log is replayed', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const { state, log } = run(events)
        const replayed = replayLog(interviewMachine, { config, seed: 'seed', entries: log })
        if (!replayed.ok) throw new Error(JSON.stringify(replayed.problem))
        expect(replayed.value).toEqual(state)
        expect(reportInterview(replayed.value, smallCards)).toEqual(reportInterview(state, smallCards))
      }),
      { numRuns: 150 },
    )
  })
})
