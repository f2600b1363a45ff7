import { describe, expect, it } from 'vitest'
import type { CardId } from '#lib/core/notes/card.ts'
import type { InterviewEvent } from '#lib/core/interview/event.ts'
import type { InterviewReport } from '#lib/core/interview/report.ts'
import { candidate, minute, small, smallCards, smallPoints } from './fixtures.ts'
import { interviewMachine } from '#lib/core/interview/machine.ts'
import { reportInterview } from '#lib/core/interview/report.ts'
import { reportToMarkdown } from '#lib/core/interview/report-markdown.ts'

const both = 'The server acknowledges the segment. If the retransmission timer runs out, it is sent again.'
const half = 'The server acknowledges the segment.'
const wrong = 'It asks the database for a password and then draws a picture of it.'

const say = (question: string, text: string): InterviewEvent => ({
  type: 'submit',
  question,
  answer: { kind: 'explain', text },
})

function report(events: readonly (readonly [number, InterviewEvent])[], cards = smallCards): InterviewReport {
  let state = interviewMachine.start({ blueprint: small, points: smallPoints }, '')
  for (const [minutes, event] of [[0, { type: 'start' }] as const, ...events]) {
    const step = interviewMachine.step(state, event, minutes * minute)
    if (!step.ok) throw new Error(step.problem.code)
    state = step.value.state
  }
  return reportInterview(state, cards)
}

describe('reportInterview', () => {
  const full = report([
    [2, say('q1', both)],
    [2, { type: 'follow-up', question: 'q1.1' }],
    [4, say('q1.1', wrong)],
    [8, say('q2', half)],
    [9, { type: 'skip', question: 'q3' }],
    [9, { type: 'finish' }],
  ])
  const byId = new Map(
    full.questions.flatMap((each) => [each, ...each.followUps]).map((each) => [each.id, each]),
  )

  it('marks each question, and proposes a grade for each that was asked', () => {
    expect(byId.get('q1')!.mark).toMatchObject({ share: 1, verdict: 'right', grade: 4 })
    expect(byId.get('q1.1')!.mark).toMatchObject({ share: 0, verdict: 'wrong', grade: 1 })
    expect(byId.get('q2')!.mark!.points.map(({ id, found }) => [id, found])).toEqual([
      ['ack', 'yes'],
      ['timer', 'no'],
    ])
    expect(full.grades.map(({ card, grade, why, missed }) => [card, grade, why, missed])).toEqual([
      ['a', 4, 'complete', []],
      ['b', 1, 'missed', ['ack', 'timer']],
      ['e', 3, 'good', ['timer']],
      ['f', 1, 'skipped', []],
    ])
    expect(full.nextCards).toEqual(['b', 'f'])
  })

  it('shows the tree of follow-ups with where it stopped', () => {
    expect(full.questions.map(({ id }) => id)).toEqual(['q1', 'q2', 'q3'])
    expect(byId.get('q1')!.followUps.map(({ id, status }) => [id, status])).toEqual([
      ['q1.1', 'answered'],
      ['q1.2', 'not-asked'],
    ])
    expect(byId.get('q1.1')!.followUps[0]).toMatchObject({ id: 'q1.1.1', status: 'not-asked', counts: false })
    expect(full.stoppedAt).toBe('q3')
  })

  it('scores four dimensions', () => {
    // Weights: a main question its level and one, a follow-up its level: (3·1 + 2·0 + 3·⅔ + 3·0) / 11.
    expect(full.dimensions.correctness).toBeCloseTo(5 / 11, 6)
    expect(full.dimensions.depth).toBe(0)
    // q1 within its two minutes; q1.1 as well, but it says nothing right; q2 took twice that.
    expect(full.dimensions.time).toBeCloseTo(1 / 3, 6)
    expect(full.overall).toBeGreaterThan(0.3)
    expect(full.overall).toBeLessThan(0.6)
    expect(full.topics).toEqual([{ topic: 'tcp', asked: 4, score: (1 + 2 / 3) / 4 }])
  })

  it('gives nothing for being quick and well-formed about nothing', () => {
    const out = report([[1, say('q1', wrong)], [1, say('q2', wrong)], [1, { type: 'finish' }]])
    expect(out.dimensions).toMatchObject({ correctness: 0, clarity: null, time: 0 })
    expect(out.overall).toBe(0)
  })

  it('takes hints off the score and the grade', () => {
    const { mark } = report([
      [1, { type: 'hint', question: 'q1' }],
      [2, { type: 'hint', question: 'q1' }],
      [2, say('q1', both)],
    ]).questions[0]!
    expect(mark).toMatchObject({ share: 1, grade: 2 })
    expect(mark!.score).toBeCloseTo(0.7, 6)
  })

  it('leaves late work out of the scores until it is included, with both times', () => {
    const late: [number, InterviewEvent][] = [
      [1, say('q1', wrong)],
      [11, say('q2', both)],
      [11, { type: 'finish' }],
    ]
    const out = report(late)
    expect(out.questions[1]).toMatchObject({
      counts: false,
      late: { deadlineMs: 10 * minute, deliveredMs: 11 * minute, included: false },
    })
    expect(out.questions[1]!.mark!.share).toBe(1)
    expect(out.dimensions.correctness).toBe(0)
    expect(out.grades.find(({ question }) => question === 'q2')).toMatchObject({ grade: 4, byDefault: false })
    expect(out.ranOut).toBe(true)
    const counted = report([...late, [12, { type: 'include-late', question: 'q2', included: true }]])
    expect(counted.dimensions.correctness).toBe(0.5)
    expect(counted.grades.find(({ question }) => question === 'q2')!.byDefault).toBe(true)
  })

  it('lets the person correct the mark, and keeps what the machine found', () => {
    const { mark } = report([
      [1, say('q1', half)],
      [2, { type: 'correct', question: 'q1', mark: { points: { timer: 'yes' } } }],
    ]).questions[0]!
    expect(mark!.points[1]).toMatchObject({ id: 'timer', found: 'no', corrected: 'yes' })
    expect(mark).toMatchObject({ share: 1, grade: 4 })
  })

  it('sets own marks from before and after beside the mark', () => {
    const { self } = report([
      [1, say('q1', half)],
      [
        2,
        { type: 'self-mark', question: 'q1', when: 'before', mark: { points: { ack: 'yes', timer: 'yes' } } },
      ],
      [
        2,
        { type: 'self-mark', question: 'q1', when: 'after', mark: { points: { ack: 'yes', timer: 'no' } } },
      ],
    ]).questions[0]!
    expect(self.before).toBe(1)
    expect(self.after).toBeCloseTo(2 / 3, 6)
    expect(self.misjudged).toBeCloseTo(1 / 3, 6)
  })

  it('does not hold against anybody that a card is gone', () => {
    const without = new Map([...smallCards].filter(([card]) => card !== ('a' as CardId)))
    const gone = report([[1, say('q1', both)]], without)
    expect(gone.questions[0]).toMatchObject({ status: 'answered', mark: null, counts: false })
    expect(gone.grades.map(({ question }) => question)).toEqual(['q2'])
  })

  it('is empty, not broken, before the start', () => {
    const state = interviewMachine.start({ blueprint: small, points: smallPoints }, '')
    expect(reportInterview(state, smallCards)).toMatchObject({
      overall: null,
      grades: [],
      stoppedAt: null,
      topics: [],
    })
  })
})

describe('reportToMarkdown', () => {
  it('writes the report in either language', () => {
    const events: [number, InterviewEvent][] = [
      [1, { type: 'hint', question: 'q1' }],
      [2, say('q1', both)],
      [3, { type: 'self-mark', question: 'q1', when: 'before', mark: { points: { ack: 'yes' } } }],
      [11, say('q2', half)],
    ]
    const dateOf = (ms: number): string => `t+${ms / minute}`
    expect(reportToMarkdown(report(events), 'en', dateOf)).toMatchInlineSnapshot(`
      "# Mock interview · t+0

      10 minutes · explain · L2

      | | |
      |---|---|
      | **Overall** | **89 %** |
      | Correctness | 85 % |
      | Depth | – |
      | Order and clarity | 100 % |
      | Time | 100 % |

      It stopped at question q2.

      ## By topic

      - tcp: 85 % (1)

      ## Question by question

      ### q1 What about a?

      answered · 85 % · Time 2:00 of 2:00
      Hints: 1
      Your own mark: before 67 %, after –, the mark 100 %

      \`\`\`text
      The server acknowledges the segment. If the retransmission timer runs out, it is sent again.
      \`\`\`

      - [x] the server acknowledges the segment: found “server acknowledges the segment”
      - [x] the retransmission timer runs out: found “retransmission timer runs out”

      ### q1.1 What about b?

      not asked · Time 0:00 of 2:00

      ### q1.1.1 What about c?

      not asked · Time 0:00 of 2:00

      ### q1.2 What about d?

      not asked · Time 0:00 of 2:00

      ### q2 What about e?

      answered · 67 % · Time 8:00 of 2:00
      Handed in late: t+11 > t+10, not counted

      \`\`\`text
      The server acknowledges the segment.
      \`\`\`

      - [x] the server acknowledges the segment: found “server acknowledges the segment”
      - [ ] the retransmission timer runs out: missed

      ### q3 What about f?

      not asked · Time 0:00 of 2:00

      ## Grades proposed

      - [x] a: Good
      - [ ] e: Good (timer)
      "
    `)
    const chinese = reportToMarkdown(report(events), 'zh', dateOf)
    expect(chinese).toContain('# 模拟面试 · t+0')
    expect(chinese).toContain('迟交: t+11 > t+10, 不计分')
  })

  it('cannot be broken out of by an answer', () => {
    const cards = new Map([
      ['a' as CardId, candidate('a', { keyPoints: [{ id: 'x', text: '`|# <b>', weight: 1, synonyms: [] }] })],
    ])
    const text = reportToMarkdown(report([[1, say('q1', '```\n# Not a heading\n````')]], cards), 'en', String)
    expect(text).toContain('`````text\n```\n# Not a heading\n````\n`````')
    expect(text).toContain('\\`\\|\\# \\<b\\>')
  })
})
