import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildSearchIndex, type SearchText } from '#lib/core/notes/search/build-index.ts'
import { searchIndex } from '#lib/core/notes/search/search-index.ts'

const text = (id: string, lang: 'zh' | 'en', title: string, more: Partial<SearchText> = {}): SearchText => ({
  ...{ kind: 'card', id, topic: 'tcp', lang, title, keyPoints: [], pitfalls: [], answer: '', also: '' },
  ...more,
})

const index = buildSearchIndex([
  text('open', 'en', 'What does the three-way handshake do?', { keyPoints: ['both sides number their bytes'] }),
  text('open', 'zh', '三次握手做了什么？', { keyPoints: ['双方给自己的字节编号'] }),
  text('wait', 'en', 'How long does TIME-WAIT last?', { pitfalls: ['"TIME-WAIT is an error." It is not.'] }),
  text('wait', 'zh', 'TIME-WAIT 持续多久？'),
  text('point', 'en', 'Of key points', { keyPoints: ['congestion is met by waiting'] }),
  text('pitfall', 'en', 'Of pitfalls', { pitfalls: ['congestion comes from the receiver'] }),
  text('answer', 'en', 'Of answers', { answer: 'Then there is congestion.' }),
  text('title', 'en', 'What is congestion?'),
  text('loss', 'en', 'What is a retransmission?', { answer: 'Retransmissions follow losses.' }),
  text('chinese', 'zh', '只有中文的卡片'),
  { ...text('tcp', 'en', 'The handshake'), kind: 'topic', topic: 'tcp' },
])
const ids = (query: string, lang: 'zh' | 'en' = 'en') => searchIndex(index, query, lang, 20).hits.map(({ text: { id } }) => id)

describe('searchIndex', () => {
  it.each(['TIME-WAIT', 'TIME_WAIT', 'time wait', 'timewait', 'ＴＩＭＥ－ＷＡＩＴ', 'Time-Wait lasts', '时间等待', '2MSL'])('finds TIME-WAIT by %s', (query) => {
    expect(ids(query)[0]).toBe('wait')
  })

  it.each(['三次握手', 'three-way handshake', '3-way handshake', 'three way handshakes', 'SYN'])('finds one thing by its other names: %s', (query) => {
    for (const lang of ['zh', 'en'] as const) expect(ids(query, lang)).toContain('open')
  })

  it('ranks by where it stands: title, key point, pitfall, answer', () => {
    expect(ids('congestion')).toEqual(['title', 'point', 'pitfall', 'answer'])
  })

  it('finds what is still being typed, and nothing by the middle of a word', () => {
    for (const typed of ['retrans', 'retransm', 'retransmissions']) expect(ids(typed)).toEqual(['loss'])
    expect(ids('transmission')).toEqual([])
    // The last word alone is unfinished.
    expect(ids('retrans what ')).toEqual(['loss', 'open', 'title'].filter((id) => ids('retrans what ').includes(id)))
    expect(ids('retrans ')).toEqual([])
  })

  it.each(['retransmision', 'retransmissoin', 'xetransmission', 'retransmisssion', 'congestoin'])('forgives one slip in a long word: %s', (typed) => {
    expect(ids(typed)).not.toEqual([])
  })

  it('forgives none in a short word, and not two', () => {
    expect(ids('laxt')).toEqual([])
    expect(ids('retarnsmisison')).toEqual([])
  })

  it('shows a card once, in the language asked for, and says in which it was found', () => {
    const { hits, total } = searchIndex(index, '编号', 'en', 20)
    expect(total).toBe(1)
    expect(hits[0]?.text.lang).toBe('zh')
    expect(hits[0]?.shown.title).toBe('What does the three-way handshake do?')
    expect(searchIndex(index, '只有中文', 'en', 20).hits[0]?.shown.lang).toBe('zh')
    expect(ids('TIME-WAIT').filter((id) => id === 'wait')).toHaveLength(1)
  })

  it('puts what holds every word first, and falls back to half of them', () => {
    expect(ids('congestion receiver')).toEqual(['pitfall'])
    expect(ids('congestion zebra')[0]).toBe('title')
    expect(ids('congestion zebra giraffe lion')).toEqual([])
  })

  it('finds a single Han character anywhere in a run', () => {
    expect(ids('握', 'zh')).toEqual(['open'])
    expect(ids('片', 'zh')).toEqual(['chinese'])
  })

  it('finds nothing by nothing', () => {
    for (const query of ['', '   ', '?!', '。', '\ud800']) expect(searchIndex(index, query, 'en', 20)).toEqual({ total: 0, hits: [] })
  })

  it('takes any text, without throwing, bounded by its limit and in one order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.integer({ min: 1, max: 5 }), (query, limit) => {
        const { hits, total } = searchIndex(index, query, 'zh', limit)
        expect(hits.length).toBeLessThanOrEqual(Math.min(limit, total))
        for (const [at, { score }] of hits.entries()) if (at > 0) expect(score).toBeLessThanOrEqual(hits[at - 1]!.score)
      }),
    )
  })
})
