import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MarkInput } from '#lib/core/answers/mark-key-points.ts'
import { claimOf, markKeyPoints } from '#lib/core/answers/mark-key-points.ts'

const card = {
  lang: 'en',
  question: 'How does TCP notice that a segment was lost?',
  keyPoints: [
    {
      id: 'rto',
      text: 'the retransmission timer runs out without an ACK',
      synonyms: ['timeout', '超时重传'],
      weight: 2,
    },
    {
      id: 'fast',
      text: 'three duplicate ACKs trigger fast retransmit',
      synonyms: ['三个重复 ACK'],
      weight: 2,
    },
    { id: 'reliable', text: 'UDP is not reliable and does not retransmit', synonyms: [], weight: 1 },
  ],
  pitfalls: ['"The receiver always asks for the lost segment." It only acknowledges. (RFC 5681 §3.2)'],
} as const satisfies Omit<MarkInput, 'answer'>

const mark = (answer: string, over: Partial<MarkInput> = {}): ReturnType<typeof markKeyPoints> =>
  markKeyPoints({ ...card, ...over, answer })

const found = (answer: string, over: Partial<MarkInput> = {}): Record<string, string> =>
  Object.fromEntries(mark(answer, over).points.map((point) => [point.id, point.found]))

describe('markKeyPoints', () => {
  it('finds points in other words, and gives the words that earned them', () => {
    const result = mark(
      'No acknowledgement before the timer fires: it resends. Three dup ACKs make it retransmit fast.',
    )
    expect(result.points.map((point) => point.found)).toEqual(['yes', 'yes', 'no'])
    expect(result.points[1]!.words).toEqual(['Three dup ACKs make it retransmit'])
  })

  it('finds points across languages, in either direction', () => {
    expect(found('一是超时没收到确认就重传，二是收到三个重复的 ACK 就触发快速重传。')).toMatchObject({
      rto: 'yes',
      fast: 'yes',
    })
    const chinese = [{ id: 'p', text: '三次握手之后双方的初始序列号都已确认', synonyms: [], weight: 1 }]
    expect(
      found('After the three-way handshake the initial sequence numbers of both sides are acknowledged.', {
        keyPoints: chinese,
        question: '',
      }),
    ).toEqual({ p: 'yes' })
  })

  it('reads full-width letters and any spelling of a state as the same', () => {
    const keyPoints = [{ id: 's', text: 'the server enters SYN-RECEIVED', synonyms: [], weight: 1 }]
    for (const state of ['SYN_RCVD', 'syn-recv', 'ＳＹＮ－ＲＥＣＥＩＶＥＤ', 'SYN received']) {
      expect(found(`The server goes to ${state}.`, { keyPoints, question: '' }), state).toEqual({ s: 'yes' })
    }
  })

  it('takes a denial for the opposite, in both languages', () => {
    expect(found('Three duplicate ACKs do not trigger a fast retransmit.').fast).not.toBe('yes')
    expect(found('三个重复 ACK 并不会触发快速重传。').fast).not.toBe('yes')
    expect(found('UDP is reliable and retransmits.').reliable).not.toBe('yes')
    expect(found('UDP is unreliable, nothing is retransmitted.').reliable).toBe('yes')
    expect(found('UDP 不可靠，不会重传。').reliable).toBe('yes')
  })

  it('does not take "not only" or 不仅 for a denial', () => {
    expect(found('Not only a timeout, three duplicate ACKs trigger fast retransmit too.').fast).toBe('yes')
    expect(found('不仅有超时，三个重复 ACK 也会触发快速重传。').fast).toBe('yes')
  })

  it('flags a claimed pitfall and takes a grade for it, not a denied one', () => {
    const said =
      'The receiver always asks for the lost segment. After a timeout without ACK it is sent again.'
    const denied =
      'The receiver does not always ask for the lost segment. After a timeout without ACK it is sent again.'
    expect(mark(said).flags).toContain('contradiction')
    expect(mark(said).contradictions[0]).toMatchObject({ pitfall: 0, point: null })
    expect(mark(denied).flags).not.toContain('contradiction')
    expect(mark(denied).grade).toBeGreaterThan(mark(said).grade)
  })

  it('does not pass a list of keywords', () => {
    const result = mark(
      'timeout, retransmission timer, RTO, three duplicate ACKs, fast retransmit, UDP, reliable, SACK',
    )
    expect(result.flags).toContain('stuffed')
    expect(result.grade).toBe(1)
    expect(result.points.map((point) => point.found)).not.toContain('yes')
  })

  it('does not take the question’s own words for an answer', () => {
    const sheet = { lang: 'en' as const, question: 'Why can example.com itself not be a CNAME?', keyPoints: [{ id: 'flatten', text: 'providers resolve the target', synonyms: ['CNAME flattening'] }] }
    expect(markKeyPoints({ ...sheet, answer: 'It can be a CNAME, nothing forbids it.' }).points[0]!.found).toBe('no')
    expect(markKeyPoints({ ...sheet, answer: 'The provider does CNAME flattening for you.' }).points[0]!.found).toBe('yes')
  })

  it('passes terse notes that relate their words', () => {
    const result = mark(
      'no ACK before RTO → sends it again; three dup ACKs → fast retransmit; UDP never retransmits, not reliable',
    )
    expect(result.flags).not.toContain('stuffed')
    expect(result.grade).toBe(4)
  })

  it('says off-topic and too short', () => {
    expect(
      mark('My favourite dish is noodles, which my grandmother cooked in a big pot every Sunday.').flags,
    ).toEqual(['off-topic'])
    expect(mark('No idea.').flags).toEqual(['too-short'])
    expect(mark('').grade).toBe(1)
  })

  it('reads the first 20,000 characters of a megabyte, soon', () => {
    const result = mark(`A timeout without an ACK. ${'三个重复 ACK and so on. '.repeat(50_000)}`)
    expect(result.flags).toContain('cut')
  })

  it('gives words that are stretches of the answer, for any answer, and never throws', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc
        .array(
          fc.constantFrom(
            'SYN',
            '三次握手',
            ' not ',
            '不',
            '，',
            '. ',
            'ACK',
            'timer',
            '１００６',
            'constructor',
            '__proto__',
            'ﬁn',
            '\u0000',
          ),
          { maxLength: 40 },
        )
        .map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(texts, texts, texts, (answer, point, pitfall) => {
        const input: MarkInput = {
          ...card,
          answer,
          keyPoints: [...card.keyPoints, { id: 'x', text: point }],
          pitfalls: [pitfall],
        }
        const result = markKeyPoints(input)
        for (const { words } of result.points) for (const word of words) expect(answer).toContain(word)
        expect(result.grade).toBeGreaterThanOrEqual(1)
        expect(markKeyPoints(input)).toEqual(result)
      }),
      { numRuns: 300 },
    )
  })
})

describe('claimOf', () => {
  it('takes the quoted claim of either language, else the first sentence', () => {
    expect(claimOf('"It is slow." No. (RFC 1 §2)')).toBe('It is slow.')
    expect(claimOf('“很慢。”不对。')).toBe('很慢。')
    expect(claimOf('Always slow. No.')).toBe('Always slow.')
    expect(claimOf({ claim: 'a', text: '"b" c' })).toBe('a')
    expect(claimOf({ claim: null, text: '"b" c' })).toBe('b')
  })
})
