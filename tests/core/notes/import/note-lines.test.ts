// The offset map: whatever is cut, put in and dedented, each character that came from the original still says where it
// stood there; and line ends of every kind are found.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cutLine,
  dedentLine,
  insertText,
  lineOfOffset,
  lineStarts,
  offsetInLine,
  splitLines,
} from '#lib/core/notes/import/note-lines.ts'
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'

const change = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), from: fc.nat(12), length: fc.nat(40) }),
  fc.record({
    kind: fc.constant('insert' as const),
    at: fc.nat(40),
    text: fc.constantFrom('«', '«»', '«·»'),
  }),
  fc.record({ kind: fc.constant('dedent' as const), columns: fc.nat(6) }),
)

describe('note lines', () => {
  it('keep the place of every character through any changes', () => {
    const original = fc.stringMatching(/^[\t ]{0,6}[a-z ]{0,30}$/)
    fc.assert(
      fc.property(original, fc.array(change, { maxLength: 8 }), (text, changes) => {
        const before = 'zz\n'
        let line: NoteLine = splitLines(before + text).at(-1)!
        for (const one of changes) {
          const length = line.text.length
          if (one.kind === 'cut')
            line = cutLine(line, Math.min(one.from, length), Math.min(one.from + one.length, length))
          else if (one.kind === 'insert') line = insertText(line, Math.min(one.at, length), one.text)
          else line = dedentLine(line, one.columns)
        }
        for (const [column, sign] of Array.from(line.text).entries()) {
          // A tab that was cut in two leaves spaces of its own.
          if (/[«·» ]/.test(sign)) continue
          expect((before + text)[offsetInLine(line, column)]).toBe(sign)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('end at LF, CRLF and CR, and are found by offset', () => {
    const text = 'a\nbb\r\nccc\rd'
    const lines = splitLines(text)
    expect(lines.map((line) => line.text)).toEqual(['a', 'bb', 'ccc', 'd'])
    expect(lines.map((line) => text.slice(line.start, line.start + line.text.length))).toEqual([
      'a',
      'bb',
      'ccc',
      'd',
    ])
    expect(Array.from(text, (_, offset) => lineOfOffset(lineStarts(lines), offset))).toEqual([
      0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3,
    ])
  })
})
