import { describe, expect, it } from 'vitest'
import { hintsOf } from '#lib/core/interview/hints.ts'
import { mostHints } from '#lib/core/interview/machine.ts'
import { candidate } from './fixtures.ts'

const point = (id: string, text: string, weight = 1) => ({ id, text, weight, synonyms: [] })

describe('hintsOf', () => {
  it('says how much there is, then how the weightiest points begin, without giving one away', () => {
    const card = candidate('one', { keyPoints: [point('a', 'light and short'), point('b', 'the **server** sends `SYN` and waits for the answer', 2)] })
    expect(hintsOf(card, 'en')).toEqual(['There are 2 points to make.', 'One of them begins: “the server sends SYN…”', 'One of them begins: “light…”'])
    expect(hintsOf({ ...card, keyPoints: card.keyPoints.slice(0, 1) }, 'en')).toEqual(['There is 1 point to make.', 'One of them begins: “light…”'])
    const many = candidate('two', { keyPoints: Array.from({ length: 9 }, (_, i) => point(`p${i}`, `point ${i}`)) })
    expect(hintsOf(many, 'en')).toHaveLength(mostHints)
  })

  it('counts Han characters, and has nothing for other kinds', () => {
    const card = candidate('one', { keyPoints: [point('a', '双方的初始序列号都被确认')] })
    expect(hintsOf(card, 'zh')).toEqual(['参考答案有 1 个要点。', '有一点是这样开头的：“双方的初始……”'])
    expect(hintsOf(candidate('two', { kind: 'choice' }), 'zh')).toEqual([])
  })
})
