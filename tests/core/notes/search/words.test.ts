import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOneEditAway } from '#lib/core/notes/search/typo.ts'
import { plainText } from '#lib/core/notes/search/plain-text.ts'
import { stem, wordsOf } from '#lib/core/notes/search/words.ts'

describe('wordsOf', () => {
  it('cuts Han runs into pairs, Latin ones into stems, compounds into parts and one', () => {
    expect(wordsOf('TCP 三次握手：TIME_WAIT').map(({ term }) => term)).toEqual(['tcp', '三次', '次握', '握手', '手', 'time', 'wait', 'timewait'])
  })

  it('folds case, accents and width', () => {
    expect(wordsOf('ＡＣＫ Résumé').map(({ whole }) => whole)).toEqual(['ack', 'resume'])
  })

  it('knows where each word stands, in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const { start, end, term } of wordsOf(text)) {
          expect(0 <= start && start < end && end <= text.length).toBe(true)
          expect(term).not.toBe('')
        }
      }),
    )
  })
})

describe('stem', () => {
  it.each([['handshakes', 'handshak'], ['handshaking', 'handshak'], ['handshake', 'handshak'], ['retransmitted', 'retransmit'], ['queries', 'query'], ['class', 'class'], ['acks', 'ack'], ['http2', 'http2']])('%s → %s', (word, root) => {
    expect(stem(word)).toBe(root)
  })
})

describe('isOneEditAway', () => {
  it('is true for one letter more, less, another, or two exchanged', () => {
    for (const near of ['windw', 'windoww', 'wyndow', 'wnidow', 'indow']) expect(isOneEditAway('window', near)).toBe(true)
    for (const far of ['window', 'wndw', 'widnwo', 'windows2']) expect(isOneEditAway('window', far)).toBe(false)
  })

  it('looks the same from both sides', () => {
    fc.assert(fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => { expect(isOneEditAway(a, b)).toBe(isOneEditAway(b, a)) }))
  })
})

describe('plainText', () => {
  it('takes the marks away and leaves the words', () => {
    const markdown = 'A **bold** `code` [link](https://x.example/a) {{c1::gap::hint}}.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n:::lab{scenario="tcp/x"}\nTry it.\n:::\n\n```\nss -tan\n```\n- one\n2. two SND.UNA*2'
    expect(plainText(markdown)).toBe('A bold code link gap. a b 1 2 Try it. ss -tan one two SND.UNA*2')
  })
})
