import { describe, expect, it } from 'vitest'
import { findDeepNesting, parseMarkdown, walk } from '#lib/core/notes/markdown.ts'

describe('findDeepNesting', () => {
  it.each([
    ['quotes', '> '.repeat(40) + 'x'],
    ['lists on one line', '- '.repeat(40) + 'x'],
    [
      'lists by indentation',
      Array.from({ length: 120 }, (_, depth) => `${'  '.repeat(depth)}- x\n`).join(''),
    ],
    ['images in descriptions', '![aaaaa '.repeat(100) + 'a](b) '.repeat(100)],
    ['emphasis', '*aaa _aaa '.repeat(200) + 'aaaa_ aaaa* '.repeat(200)],
    ['emphasis between points', '.*a'.repeat(300)],
    ['blocks', ':::lab\n'.repeat(100)],
  ])('finds %s', (_, text) => {
    expect(findDeepNesting(`An ordinary line.\n\n${text}`)).not.toBeNull()
  })

  it.each([
    ['a rule of underscores', '_'.repeat(300)],
    ['a box of stars', `${'*'.repeat(200)}\n`.repeat(3)],
    ['settings in snake_case', 'net.ipv4.tcp_max_syn_backlog = 1\n'.repeat(200)],
    ['many links', '[a](b) '.repeat(1000)],
    ['many labs', ':::lab{scenario="a/b"}\nText.\n:::\n\n'.repeat(100)],
    ['many emphasised words', 'the *word* and __another__ '.repeat(1000)],
    ['bold words before Chinese punctuation', '- **确认号**：**下一个** *序号*。\n'.repeat(300)],
    ['a matrix in code', '```\n[[[[[[1]]]]]]\n```\n'.repeat(100)],
    ['a long list', '- a\n  - b\n    - c\n'.repeat(500)],
  ])('lets %s through', (_, text) => {
    expect(findDeepNesting(text)).toBeNull()
  })
})

describe('parseMarkdown', () => {
  it('knows tables, task lists and labs, and leaves what looks like a text directive alone', () => {
    const types = (text: string) => Array.from(walk([parseMarkdown(text)]), ({ type }) => type)
    expect(types('| a |\n|---|\n| 1 |')).toContain('table')
    expect(types(':::lab{scenario="a/b"}\nx\n:::')).toContain('containerDirective')
    expect(types('connection:keep-alive a:b[c] ::d')).toEqual(['root', 'paragraph', 'text'])
  })

  it('is walked in the order of the text', () => {
    const values = Array.from(walk([parseMarkdown('a *b* c\n\n> d\n\n- e')]), (node) =>
      'value' in node ? node.value : '',
    )
    expect(values.join('').replaceAll(' ', '')).toBe('abcde')
  })
})
