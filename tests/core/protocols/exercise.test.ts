import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  markExercise,
  normalizeAnswer,
  type AnswerForm,
  type Exercise,
} from '#lib/core/protocols/exercise.ts'

const exercise = (form: AnswerForm): Exercise => ({
  ...{
    protocol: 'tcp',
    kind: 'k',
    scenario: 's',
    seed: '',
    question: { en: '', zh: '' },
    shown: '',
    outcome: '',
  },
  ...{ form, explanation: { en: 'e', zh: 'e' }, clauses: ['RFC 9293 §3.4'] },
})
const text = (en: string) => ({ en, zh: en })
const choice = exercise({
  kind: 'choice',
  choices: [
    { text: text('LISTEN'), verdict: 'wrong', why: text('no'), clause: null },
    { text: text('CLOSED'), verdict: 'right', why: text('yes'), clause: 'c' },
    { text: text('TIME-WAIT'), verdict: 'allowed', why: text('may'), clause: 'm' },
  ],
})
const fields = exercise({
  kind: 'fields',
  fields: [
    {
      ...{ name: 'SEQ', label: text('SEQ'), kind: 'number' },
      accepted: [{ value: '101', clause: 'c' }],
      mistakes: [{ value: '100', why: text('SYN counts') }],
    },
    {
      ...{ name: 'CTL', label: text('CTL'), kind: 'flags', mistakes: [] },
      accepted: [
        { value: 'PSH,ACK', clause: 'c' },
        { value: 'ACK', clause: 'm' },
      ],
    },
  ],
})

describe('marking', () => {
  it.each([
    ['0', 'wrong'],
    ['1', 'right'],
    ['2', 'allowed'],
    ['3', 'wrong'],
    ['', 'wrong'],
    ['constructor', 'wrong'],
  ])('choice %s is %s', (answer, verdict) => {
    expect(markExercise(choice, answer).verdict).toBe(verdict)
  })

  it('fields are as good as the worst of them, and known mistakes are named', () => {
    expect(markExercise(fields, { SEQ: '101', CTL: 'ack psh' }).verdict).toBe('right')
    expect(markExercise(fields, { SEQ: '１０１', CTL: 'ACK' }).verdict).toBe('allowed')
    const wrong = markExercise(fields, { SEQ: '100', CTL: 'PSH,ACK' })
    expect(wrong.verdict).toBe('wrong')
    expect(wrong.parts[0]).toMatchObject({ expected: '101', remark: text('SYN counts') })
    expect(markExercise(fields, { SEQ: '101' }).verdict).toBe('wrong')
  })

  it.each([
    ['SYN, ACK', 'flags', 'ACK,SYN'],
    ['ack+syn', 'flags', 'ACK,SYN'],
    ['0, 1, 3 s', 'numbers', '0 1 3'],
    ['0，1，3，7 秒', 'numbers', '0 1 3 7'],
    ['101 102', 'number', '?'],
    ['fin wait 1', 'word', 'FIN-WAIT-1'],
    ['FIN_WAIT_1', 'word', 'FIN-WAIT-1'],
  ] as const)('%s as %s is read as %s', (given, kind, normal) => {
    expect(normalizeAnswer(given, kind)).toBe(normal)
  })

  it('no answer makes it throw', () => {
    const answer = fc.oneof(
      fc.string(),
      fc.dictionary(fc.constantFrom('SEQ', 'CTL', '__proto__'), fc.string()),
    )
    fc.assert(
      fc.property(answer, (given) => {
        for (const asked of [choice, fields])
          expect(markExercise(asked, given).parts.length).toBeGreaterThan(0)
      }),
    )
  })
})
