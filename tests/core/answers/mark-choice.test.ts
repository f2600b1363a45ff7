import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markChoice } from '#lib/core/answers/mark-choice.ts'

const options = [true, false, true, false].map((right) => ({ right }))

describe('markChoice', () => {
  it.each([
    [[0, 2], 'right'],
    [[2, 0, 0], 'right'],
    [[0], 'partly'],
    [[0, 1], 'wrong'],
    [[0, 1, 2, 3], 'wrong'],
    [[1], 'wrong'],
    [[], 'wrong'],
    [[0, 2, 9, -1, 0.5], 'right'],
  ] as const)('calls %j %s', (chosen, verdict) => {
    expect(markChoice(options, chosen).verdict).toBe(verdict)
  })

  it('says for each option whether it was judged rightly', () => {
    expect(markChoice(options, [0, 1]).parts.map(({ correct }) => correct)).toEqual([
      true,
      false,
      false,
      true,
    ])
    expect(markChoice(options, [0, 1]).parts[1]).toEqual({ chosen: true, right: false, correct: false })
  })

  it('is right exactly when every part is correct and some option is right', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 6 }), fc.array(fc.integer()), (rights, chosen) => {
        const mark = markChoice(
          rights.map((right) => ({ right })),
          chosen,
        )
        const allCorrect = mark.parts.every(({ correct }) => correct) && rights.includes(true)
        expect(mark.verdict === 'right').toBe(allCorrect)
      }),
    )
  })
})
