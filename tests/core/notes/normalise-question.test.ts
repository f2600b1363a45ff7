// The key of a question: what cosmetic edits change disappears, what means something stays.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseQuestion } from '#lib/core/notes/normalise-question.ts'

describe('normaliseQuestion', () => {
  const equal: readonly [string, string][] = [
    ['### 3.3 DNS 使用 UDP 还是 TCP？'.slice(4), 'DNS使用UDP还是TCP'],
    ['[HTTP 和 HTTPS 有什么区别？（重要）](#x)', 'HTTP和HTTPS有什么区别'],
    ['⭐️ **什么是** `TCP`?', '什么是 TCP？'],
    ['⽹络为什么要分层', '网络为什么要分层'],
    ['12. What is a Cookie?', 'what is a cookie'],
    ['Q7: Why?', 'Why?'],
    ['面试官：说说 CDN', '说说CDN'],
    ['(3) 慢启动', '慢启动'],
    ['2.7.1 HTTP1.0', 'HTTP1.0'],
    ['四、缓存', '缓存'],
    ['１２．什么是 ＴＣＰ', '什么是TCP'],
    ['1.TCP 为什么需要三次握手？', 'TCP 为什么需要三次握手？'],
  ]
  it.each(equal)('%s = %s', (left, right) => expect(normaliseQuestion(left)).toBe(normaliseQuestion(right)))

  const kept: readonly [string, string][] = [
    ['1. 401 和 403 的区别', '401和403的区别'],
    ['401 和 403 的区别', '401和403的区别'],
    ['3. 4XX', '4xx'],
    ['4XX', '4xx'],
    ['2MSL 是什么', '2msl是什么'],
    ['5. 2MSL 是什么', '2msl是什么'],
    ['4、2MSL 是什么', '2msl是什么'],
    ['3rd party cookies', '3rdpartycookies'],
    ['7. 3rd party cookies', '3rdpartycookies'],
    ['301 vs 302', '301vs302'],
    ['第2次握手为何要ACK', '第2次握手为何要ack'],
    ['0-RTT', '0rtt'],
    ['5 种 IO 模型', '5种io模型'],
    ['HTTP/2', 'http2'],
  ]
  it.each(kept)('%s keeps its digits', (question, key) => expect(normaliseQuestion(question)).toBe(key))

  it('gives letters and digits only, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(normaliseQuestion(text)).toMatch(/^[\p{L}\p{N}]*$/u)
      }),
    )
  })
})
