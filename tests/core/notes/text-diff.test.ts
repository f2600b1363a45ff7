import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffText } from '#lib/core/notes/text-diff.ts'

describe('diffText', () => {
  it('says which words came and went', () => {
    expect(diffText('A SYN takes one number.', 'A FIN takes one number, too.')).toEqual([
      { kind: 'same', text: 'A ' },
      { kind: 'removed', text: 'SYN' },
      { kind: 'added', text: 'FIN' },
      { kind: 'same', text: ' takes one number' },
      { kind: 'added', text: ', too' },
      { kind: 'same', text: '.' },
    ])
    expect(diffText('慢启动', '慢开始').map(({ kind, text }) => `${kind} ${text}`)).toEqual(['same 慢', 'removed 启动', 'added 开始'])
  })

  it('loses nothing of either text', () => {
    const text = fc.array(fc.constantFrom('a', ' ', '拥', '塞', 'b.', '\n', '🙂'), { maxLength: 40 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = diffText(before, after)
        const without = (kind: string) => parts.filter((part) => part.kind !== kind).map((part) => part.text).join('')
        expect([without('added'), without('removed')]).toEqual([before, after])
      }),
    )
  })

  it('takes no long time for long texts', () => {
    expect(diffText('a b '.repeat(20_000), 'c d '.repeat(20_000)).length).toBeGreaterThan(0)
  })
})
