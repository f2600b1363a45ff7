// Identity over edits: each rule by itself, and a replay of twenty edits in a row as people make them, read by the real
// reader. The truth is kept beside the text, where the matcher cannot see it: no schedule may be lost, none joined wrongly.
import { describe, expect, it } from 'vitest'
import { matchCards } from '#lib/core/notes/identity.ts'
import type { IncomingCard, JoinRule, KnownCard } from '#lib/core/notes/identity.ts'
import { readNotes } from '#lib/core/notes/import/read-notes.ts'
import { edits, render, startFiles } from './twenty-edits.ts'

const long =
  '确认双方的初始序列号，并且让双方都知道对方知道，否则旧的连接请求会在服务器上留下一个没有人要的连接，白白占用内存。'

function known(id: string, question: string, answer: string, more: Partial<KnownCard> = {}): KnownCard {
  return {
    id,
    textId: null,
    question,
    answer,
    contextPath: ['TCP'],
    file: 'a.md',
    line: Number(id.replace(/\D/g, '')),
    ...more,
  }
}

function incoming(
  question: string,
  answer: string,
  more: Partial<IncomingCard> & { line?: number; file?: string } = {},
): IncomingCard {
  const { line = 1, file = 'a.md', ...rest } = more
  return {
    id: 't-0',
    explicitId: false,
    question,
    answer,
    contextPath: ['TCP'],
    place: { file, line },
    ...rest,
  }
}

describe('matchCards, rule by rule', () => {
  const rules: readonly [JoinRule, KnownCard, IncomingCard, 'none' | 'cosmetic' | 'material'][] = [
    [
      'explicit-id',
      known('c1', 'Why?', 'a'),
      incoming('Something else', 'b', { id: 'c1', explicitId: true, contextPath: ['X'] }),
      'material',
    ],
    ['question-and-context', known('c1', '1. 为什么？', 'a'), incoming('**为什么**', 'a。'), 'cosmetic'],
    [
      'question',
      known('c1', '什么是慢启动', 'a'),
      incoming('什么是慢启动？', 'b', { contextPath: ['拥塞控制'], file: 'b.md' }),
      'material',
    ],
    ['answer', known('c1', '为什么要三次握手', long), incoming('三次握手能不能省一次', long), 'material'],
    [
      'likeness',
      known('c1', '窗口是什么', long),
      incoming('窗口说的是什么呢', long.replace('白白占用内存', '白白占用了内存')),
      'material',
    ],
  ]
  it.each(rules)('%s', (rule, old, now, change) => {
    const { joins, added, missing, questions } = matchCards([old], [now])
    expect(joins.map((join) => [join.known, join.incoming, join.rule, join.change])).toEqual([
      ['c1', 0, rule, change],
    ])
    expect([added, missing, questions]).toEqual([[], [], []])
  })

  it('never joins two cards that carry ids of their own', () => {
    const { joins, added, missing } = matchCards(
      [known('tcp-a', 'Why?', long, { textId: 'tcp-a', line: 1 })],
      [incoming('Why?', long, { id: 'tcp-b', explicitId: true })],
    )
    expect([joins, added, missing]).toEqual([[], [0], ['tcp-a']])
  })

  it('tells twins apart by their answers, whatever their order', () => {
    const old = [
      known('c1', "What's the output?", 'one'),
      known('c2', "What's the output?", 'two'),
      known('c3', "What's the output?", 'three'),
    ]
    const now = ['three', 'one', 'zero', 'two'].map((answer, index) =>
      incoming("What's the output?", answer, { line: index }),
    )
    const { joins, added } = matchCards(old, now)
    expect(joins.map((join) => [join.known, join.incoming])).toEqual([
      ['c3', 0],
      ['c1', 1],
      ['c2', 3],
    ])
    expect(added).toEqual([2])
  })

  it('asks where two candidates are nearly as good, and joins neither', () => {
    const old = [known('c1', '发送窗口的含义是', `${long}甲`)]
    const now = [incoming('发送窗口指的含义', `${long}乙`), incoming('发送窗口作何含义', `${long}丙`)]
    const { joins, questions, missing } = matchCards(old, now)
    expect(joins).toEqual([])
    expect(missing).toEqual(['c1'])
    expect(questions.map((question) => question.known)).toEqual(['c1'])
  })

  it('asks, and never decides, where only the place speaks for it: a translation between the same neighbours', () => {
    const old = [
      known('c1', '甲是什么', 'aaa'),
      known('c2', '三次握手的作用', '确认序列号'),
      known('c3', '丙是什么', 'ccc'),
    ]
    const now = [
      incoming('甲是什么', 'aaa', { line: 1 }),
      incoming('What is the handshake for?', 'To confirm sequence numbers', { line: 2 }),
      incoming('丙是什么', 'ccc', { line: 3 }),
    ]
    const { joins, questions, missing } = matchCards(old, now)
    expect(joins.map((join) => join.known)).toEqual(['c1', 'c3'])
    expect(questions).toEqual([{ known: 'c2', incoming: 1, likeness: 0, reason: 'place' }])
    expect(missing).toEqual(['c2'])
  })

  it('leaves the cards of files alone that were not read, but lets a missing one come back anywhere', () => {
    const old = [
      known('c1', '甲是什么', long),
      known('c2', '乙是什么', 'b', { file: 'b.md', missing: true }),
      known('c3', '丙是什么', 'c', { file: 'b.md' }),
    ]
    const now = [incoming('乙是什么', 'b'), incoming('丙是什么', 'c')]
    const { joins, added, missing } = matchCards(old, now, new Set(['a.md']))
    expect(joins.map((join) => [join.known, join.returned])).toEqual([['c2', true]])
    expect(added).toEqual([1])
    expect(missing).toEqual(['c1'])
  })
})

describe('a replay of twenty edits', () => {
  it('loses no schedule and joins none wrongly', () => {
    expect(edits).toHaveLength(20)
    const files = startFiles()
    /** The collection: card id → what it truly is. A schedule hangs on the id. */
    const truthOf = new Map<string, string>()
    let collection: KnownCard[] = []
    let lastId = 0
    const log: string[] = []

    const importAll = (edit: string): void => {
      const truths: string[] = []
      const read: IncomingCard[] = []
      for (const file of files) {
        const { cards } = readNotes(render(file), { file: file.name })
        const model = file.sections.flatMap((section) => section.cards)
        expect(cards, edit).toHaveLength(model.length)
        read.push(...cards)
        truths.push(...model.map((one) => one.truth))
      }
      const matching = matchCards(collection, read)
      const joined = new Map(matching.joins.map((join) => [join.incoming, join]))
      for (const join of matching.joins)
        expect(truthOf.get(join.known), `${edit}: ${join.rule}`).toBe(truths[join.incoming])
      // A person answers what is asked, and answers rightly.
      const answered = new Map(
        matching.questions
          .filter((question) => truthOf.get(question.known) === truths[question.incoming])
          .map((question) => [question.incoming, question.known]),
      )
      for (const truth of truths) {
        const before = [...truthOf].find(([, known]) => known === truth)?.[0]
        const index = truths.indexOf(truth)
        if (before !== undefined)
          expect(
            joined.get(index)?.known ?? answered.get(index),
            `${edit}: ${truth} keeps its schedule`,
          ).toBe(before)
      }
      log.push(
        `${edit}: ${[...new Set(matching.joins.map((join) => join.rule))].sort().join(' ')}${answered.size > 0 ? ` asked ${answered.size}` : ''}`,
      )
      const found = read.map((one, index): KnownCard => {
        const id =
          joined.get(index)?.known ??
          answered.get(index) ??
          (one.explicitId ? one.id : `card-${(lastId += 1)}`)
        truthOf.set(id, truths[index]!)
        return {
          id,
          textId: one.explicitId ? one.id : null,
          question: one.question,
          answer: one.answer,
          contextPath: one.contextPath,
          file: one.place.file,
          line: one.place.line,
        }
      })
      const present = new Set(found.map((one) => one.id))
      collection = [
        ...found,
        ...collection.filter((one) => !present.has(one.id)).map((one) => ({ ...one, missing: true })),
      ]
    }

    importAll('first import')
    for (const [name, edit] of edits) {
      edit(files)
      importAll(name)
    }
    // Every truth that ever was has one id, and it is still in the collection.
    expect(new Set(truthOf.values()).size).toBe(truthOf.size)
    expect(new Set(collection.map((one) => one.id))).toEqual(new Set(truthOf.keys()))
    // All rules were needed, and people were asked about the translation only.
    expect(log.filter((entry) => entry.includes('asked'))).toEqual([
      expect.stringContaining('translate a card without an id'),
    ])
    for (const rule of ['explicit-id', 'question-and-context', 'question', 'answer'])
      expect(log.some((entry) => entry.includes(rule))).toBe(true)
  })
})
