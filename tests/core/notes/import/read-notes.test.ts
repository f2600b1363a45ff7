// Properties of the reader: it never throws, whatever it is given; what a card says stands where the card says it
// stands; encodings do not change what is read; hostile text is read or refused within seconds.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeProblem } from '#lib/core/problem.ts'
import { readNotes } from '#lib/core/notes/import/read-notes.ts'
import type { ReadNotes } from '#lib/core/notes/import/read-card.ts'

const file = { file: 'note.md' }

/** Pieces of every dialect, whole and broken, that chance may put together. */
const pieces = fc.constantFrom(
  '# 标题',
  '## What is X?',
  '###坏标题',
  '### 是什么',
  '1. ### Q?',
  '2. 什么是 Y？',
  '1.为什么？',
  '- 什么是 Z？',
  '  answer',
  '    indented 中文句子很长。',
  '```js',
  '```',
  '~~~',
  '<details>',
  '<summary>问？</summary>',
  '</details>',
  '<details><summary>答案</summary>',
  '!!! question "Q?"',
  '??? note',
  '    body',
  '> 为什么？',
  '> [!question] Q?',
  '> text',
  'Q: a?',
  'A: b',
  'C: x [y]',
  'a::b',
  '?',
  '==cloze==',
  '#flashcards',
  '---',
  '***',
  '===',
  '- [x] yes',
  '- [ ] no',
  '- A: one',
  '- B: two',
  '#### Answer: B',
  '**Answer:** A',
  '**粗体？**',
  '**粗体**',
  '| a | b |',
  '|---|---|',
  '[TOC]',
  '[a](#b)',
  '![p](p.png)',
  '<!-- id: abc -->',
  '<!--',
  '-->',
  '',
  '',
  '\t',
  '正文。',
  'plain text',
  '参考',
  ':::details Q',
  ':::',
  '1️⃣ 步骤',
  '\u3000',
  '\u0000',
  '\ufffd',
  '  ',
)
const note = fc.array(pieces, { maxLength: 40 }).map((lines) => lines.join('\n'))

describe('readNotes', () => {
  it('never throws, and says something, for any text, any bytes and any mixture of dialects', () => {
    const sound = (read: ReadNotes): void => {
      expect(read.cards.length + read.problems.length).toBeGreaterThan(0)
      for (const card of read.cards) {
        expect(card.id).toMatch(/^[a-z0-9-]{2,40}$/)
        expect(card.question.trim()).not.toBe('')
        expect(card.answer.trim()).not.toBe('')
        expect(card.place.line).toBeGreaterThan(0)
        expect(card.lines.to).toBeGreaterThanOrEqual(card.lines.from)
      }
      expect(new Set(read.cards.map((card) => card.id)).size).toBe(read.cards.length)
      for (const problem of read.problems) expect(describeProblem(problem, 'zh')).not.toMatch(/\{\w+\}/)
    }
    fc.assert(
      fc.property(fc.oneof(note, fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })), (text) =>
        sound(readNotes(text, file)),
      ),
      { numRuns: 400 },
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => sound(readNotes(bytes, file))),
      { numRuns: 300 },
    )
  })

  it('puts each card where its question stands, and takes the answer from below it', () => {
    // Each word is a token of its own, so that a wrong place or a wrong region cannot look right.
    const heads = fc.constantFrom(
      (q: string) => `## ${q} 是什么？`,
      (q: string) => `###${q} 有什么用？`,
      (q: string) => `- ## ${q} 为什么？`,
      (q: string) => `!!! question "${q} 为什么？"`,
      (q: string) => `<details><summary>${q} 吗？</summary>`,
      (q: string) => `Q: ${q} why?`,
      (q: string) => `**${q} 如何实现？**`,
    )
    const section = fc.record({
      head: heads,
      blank: fc.boolean(),
      indent: fc.constantFrom('', '   ', '    ', '\t'),
      lines: fc.integer({ min: 1, max: 4 }),
      eol: fc.constantFrom('\n', '\r\n', '\r'),
    })
    fc.assert(
      fc.property(fc.array(section, { minLength: 1, maxLength: 8 }), (sections) => {
        const text = sections
          .map(({ head, blank, indent, lines, eol }, index) => {
            const opening = head(`q${index}x`)
            const body = Array.from(
              { length: lines },
              (_, line) => `${indent}b${index}x${line} 这是一句正文。`,
            )
            return [
              opening,
              ...(blank ? [''] : []),
              ...(opening.startsWith('Q:') ? ['A:'] : []),
              ...body,
              ...(opening.startsWith('<') ? ['</details>'] : []),
              '',
            ].join(eol)
          })
          .join('\n')
        const read = readNotes(text, file)
        for (const card of read.cards) {
          const token = /q\d+x/.exec(card.question)?.[0]
          expect(token).toBeDefined()
          const rest = text.slice(card.place.offset).split(/[\r\n]/)[0]!
          expect(rest.replace(/^\*\*/, '').startsWith(token!)).toBe(true)
          const before = text.slice(0, card.place.offset)
          expect(before.split(/\r\n|[\r\n]/).length).toBe(card.place.line)
          expect(before.length - Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'))).toBe(
            card.place.column,
          )
          const own = `b${token!.slice(1)}`
          expect(card.answer).toContain(own)
        }
        expect(read.cards.length).toBeGreaterThan(0)
      }),
      { numRuns: 300 },
    )
  })

  it('reads the same from UTF-8 with a mark, UTF-16 of both orders and GB 18030', () => {
    const text = '## 为什么是三次握手？\n\n确认双方的初始序列号。\n'
    const expected = readNotes(text, file).cards
    const utf16 = (little: boolean): Uint8Array =>
      Uint8Array.from(
        Array.from(text).flatMap((sign) => {
          const code = sign.charCodeAt(0)
          return little ? [code & 0xff, code >> 8] : [code >> 8, code & 0xff]
        }),
      )
    const utf8 = new TextEncoder().encode(text)
    const inputs: [string, Uint8Array][] = [
      ['utf-8', utf8],
      ['utf-8', Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8])],
      ['utf-16le', Uint8Array.from([0xff, 0xfe, ...utf16(true)])],
      ['utf-16be', Uint8Array.from([0xfe, 0xff, ...utf16(false)])],
      ['utf-16le', utf16(true)],
      ['utf-16be', utf16(false)],
    ]
    for (const [encoding, bytes] of inputs) {
      const read = readNotes(bytes, file)
      expect(read.encoding).toBe(encoding)
      expect(read.cards).toEqual(expected)
    }
    // "## 为什么？" and a line, in GB 18030 (written out, because no encoder for it is at hand).
    const gb = Uint8Array.from([
      0x23, 0x23, 0x20, 0xce, 0xaa, 0xca, 0xb2, 0xc3, 0xb4, 0xa3, 0xbf, 0x0a, 0x0a, 0xd2, 0xf2, 0xce, 0xaa,
      0xa1, 0xa3, 0x0a,
    ])
    const read = readNotes(gb, file)
    expect(read.encoding).toBe('gb18030')
    expect(read.cards.map((card) => [card.question, card.answer])).toEqual([['为什么？', '因为。']])
  })

  it('refuses bytes that are no text, and texts in no known encoding, in a sentence', () => {
    expect(readNotes(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), file).problems[0]?.code).toBe(
      'notes-binary',
    )
    expect(readNotes(Uint8Array.from([0x41, 0xff, 0xff, 0xff, 0x20]), file).problems[0]?.code).toBe(
      'notes-encoding',
    )
  })

  it('numbers twins, keeps explicit ids and reports the one that stands twice', () => {
    const text =
      '## Why? <a id="tcp-why"></a>\n\na1\n\n## What now?\n\nb1\n\n## What now?\n\nc1\n\n## Where? {#tcp-why}\n\nd1\n'
    const read = readNotes(text, file)
    expect(read.cards.map((card) => [card.explicitId, card.id])).toEqual([
      [true, 'tcp-why'],
      [false, expect.stringMatching(/^t-[0-9a-f]{16}$/)],
      [false, expect.stringMatching(/^t-[0-9a-f]{16}-2$/)],
      [false, expect.stringMatching(/^t-[0-9a-f]{16}$/)],
    ])
    expect(read.problems.map((problem) => problem.code)).toEqual(['duplicate-note-id'])
    expect(read.problems[0]?.related).toMatchObject({ line: 1 })
  })

  it('reads a long note in pieces as it reads a short one', () => {
    const section = (index: number): string =>
      `## 问题 ${index} 是什么？\n\n第一段\n\n- a\n\n- b\n\n\`\`\`\n\n## 不是标题\n\n\`\`\`\n\n结尾 ${index}。\n\n`
    const read = readNotes(Array.from({ length: 300 }, (_, index) => section(index)).join(''), file)
    expect(read.cards).toHaveLength(300)
    expect(read.cards.every((card, index) => card.answer.endsWith(`结尾 ${index}。`))).toBe(true)
  })
})

describe('hostile notes', () => {
  const many = 19_000
  const cases: readonly [string, string, number?][] = [
    ['10 MB of [', '['.repeat(10 * 1024 * 1024)],
    ['quotes in quotes', `${'> '.repeat(5000)}a`],
    ['lists in lists', `${'- '.repeat(5000)}a`],
    [
      'a staircase of lists',
      Array.from({ length: 900 }, (_, index) => `${' '.repeat(index * 2)}- a`).join('\n'),
    ],
    ['brackets', `${'[a'.repeat(300)}\n`.repeat(2)],
    ['a table of many rows', `|a|b|\n|-|-|\n${'|x|y|\n'.repeat(many)}`],
    ['a table of many columns', `|${'a|'.repeat(200_000)}\n|${'-|'.repeat(200_000)}\n`],
    ['many list items', '- a\n'.repeat(many)],
    ['many headings', '# a?\nb\n'.repeat(many / 2)],
    ['many fences', '```\n'.repeat(many)],
    ['folds that never close', '<details><summary>Q?</summary>\n'.repeat(many / 2)],
    ['comments that never close', '<!--\n'.repeat(many)],
    ['separators', `#flashcards\n${'a\n?\n'.repeat(many / 2)}`],
    ['white space', `${' '.repeat(1_000_000)}a`],
    ['spaces in runs', `${`${' '.repeat(1500)}a`.repeat(1000)}\n`],
    ['links without end', '![a]('.repeat(20_000)],
    ['a flattened book', ' ## a? b * c 1. d **e?** ``` f ``` '.repeat(10_000)],
  ]
  for (const [name, text] of cases) {
    it(`${name}: read or refused in time`, { timeout: 300_000 }, () => {
      // The processor's time, not the clock's: tests share their machine.
      const start = process.cpuUsage()
      const read = readNotes(text, file)
      const { user, system } = process.cpuUsage(start)
      expect((user + system) / 1000).toBeLessThan(8_000)
      expect(read.cards.length + read.problems.length).toBeGreaterThan(0)
      expect(read.problems.every((problem) => describeProblem(problem, 'en').endsWith('.'))).toBe(true)
    })
  }
})
