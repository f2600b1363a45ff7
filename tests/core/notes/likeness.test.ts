// Likeness: what says the same is likelier than what only looks alike, in both languages; and the pairs that the index
// finds are those that a comparison of everything with everything finds.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  findLikePairs,
  findTwins,
  profileLikeness,
  questionLikeness,
  textLikeness,
  textProfile,
  twinLikeness,
} from '#lib/core/notes/likeness.ts'

describe('textLikeness', () => {
  it('is 1 for cosmetic differences, 0 for nothing in common, symmetric, and within [0, 1]', () => {
    expect(textLikeness('**TCP** 是面向连接的。', 'tcp是面向连接的')).toBe(1)
    expect(textLikeness('⽹络', '网络')).toBe(1)
    expect(textLikeness('三次握手', 'routing')).toBe(0)
    expect(textLikeness('', '')).toBe(0)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (left, right) => {
        const likeness = textLikeness(left, right)
        expect(likeness).toBe(textLikeness(right, left))
        expect(likeness).toBeGreaterThanOrEqual(0)
        expect(likeness).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('falls as more words change', () => {
    const text = '发送方每收到一个确认，拥塞窗口就增加一个报文段，因此每个往返时间翻倍。'
    const little = textLikeness(text, text.replace('就增加', '会增大'))
    const much = textLikeness(text, '接收方的缓存有限，窗口告诉对端还能放下多少字节，因此每个往返时间不同。')
    expect(little).toBeGreaterThan(0.8)
    expect(much).toBeLessThan(0.4)
  })
})

describe('questionLikeness', () => {
  const same: readonly [string, string][] = [
    ['TCP 为什么需要三次握手？', '为什么 TCP 要三次握手'],
    ['什么是滑动窗口？', '说说你对滑动窗口的理解'],
    ['HTTP 和 HTTPS 有什么区别？', 'HTTPS 与 HTTP 的不同点'],
    ['What is the difference between TCP and UDP?', 'Compare TCP and UDP'],
    ['How does a DNS resolver work?', 'Explain how DNS resolvers work'],
  ]
  const different: readonly [string, string][] = [
    ['TCP 为什么需要三次握手？', 'TCP 为什么需要四次挥手？'],
    ['HTTP/1.0 和 HTTP/1.1 的区别', 'HTTP/1.1 和 HTTP/2 的区别'],
    ['什么是拥塞窗口？', '什么是接收窗口？'],
    ['Why does DNS use UDP?', 'How does DNS use UDP?'],
    ['What is a socket?', 'What is a port?'],
  ]
  it.each(same)('%s = %s', (left, right) =>
    expect(questionLikeness(left, right)).toBeGreaterThanOrEqual(twinLikeness),
  )
  it.each(different)('%s ≠ %s', (left, right) =>
    expect(questionLikeness(left, right)).toBeLessThan(twinLikeness),
  )
})

describe('findLikePairs', () => {
  it('finds what comparing everything with everything finds', () => {
    const words = fc
      .array(fc.constantFrom('tcp', 'udp', '握手', '窗口', 'cache', '递归', 'frame', 'mask', '重传'), {
        minLength: 1,
        maxLength: 6,
      })
      .map((list) => list.join(' '))
    fc.assert(
      fc.property(fc.array(words, { maxLength: 8 }), fc.array(words, { maxLength: 8 }), (left, right) => {
        const [lefts, rights] = [left.map(textProfile), right.map(textProfile)]
        const naive = lefts
          .flatMap((one, at) =>
            rights.map((other, place) => [at, place, profileLikeness(one, other)] as const),
          )
          .filter(([, , likeness]) => likeness >= 0.5)
        const found = findLikePairs(lefts, rights, 0.5).map(
          (pair) => [pair.left, pair.right, pair.likeness] as const,
        )
        expect(new Set(found.map(String))).toEqual(new Set(naive.map(String)))
      }),
    )
  })

  it('finds twins by words that stand in many questions', () => {
    const ours = Array.from({ length: 120 }, (_, at) => `TCP 和 UDP 里第 ${at} 个字段是什么？`)
    expect(findTwins(['TCP 与 UDP 的区别'], [...ours, 'TCP 和 UDP 有什么区别？']).map((pair) => pair.right)).toEqual([120])
    expect(findTwins(['TCP 为什么要三次握手？'], ['TCP 建立连接为什么要三次，两次不行吗？'])).toHaveLength(1)
    expect(findTwins(['KCP 与 TCP 有什么不同？'], ['TCP 和 UDP 有什么区别？'])).toEqual([])
  })

  it('shows each pair of likely twins in one list once', () => {
    expect(
      findTwins(['什么是 TCP？', 'UDP 的首部有多长？', '说说 TCP 是什么', 'TCP 的定义']).map((pair) => [
        pair.left,
        pair.right,
      ]),
    ).toEqual([
      [0, 2],
      [0, 3],
      [2, 3],
    ])
  })
})
