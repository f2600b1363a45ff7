// HTML fields → Markdown: what flashcard programs write, by example, and no field that throws or takes long.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { htmlToMarkdown } from '#lib/core/notes/import/html-to-markdown.ts'

describe('htmlToMarkdown', () => {
  const cases: readonly [string, string][] = [
    ['plain *text*', 'plain *text*'],
    ['a<br>b<div>c</div><div><br></div>d', 'a\nb\nc\nd'],
    ['<p>one</p><p>two &amp; three&nbsp;four</p>', 'one\n\ntwo & three four'],
    ['<b>bold</b> <i>it</i> <code>x &lt; y</code>', '**bold** *it* `x < y`'],
    ['steps:<ol><li>a</li><li>b<ul><li>c</li></ul></li></ol>end', 'steps:\n\n1. a\n2. b\n  - c\n\nend'],
    ['<pre>GET /\n  Host: x</pre>after', '```\nGET /\n  Host: x\n```\n\nafter'],
    [
      '<a href="https://x.test/a(b)">link</a><img src="a b.png" alt="pic">',
      '[link](https://x.test/a%28b%29)![pic](<a b.png>)',
    ],
    ['<h2>Title</h2>text<hr>more', '**Title**\n\ntext\n\n---\n\nmore'],
    ['<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>', 'a | b\n1 | 2'],
    ['<script>alert(1)</script>ok<style>p{}</style><!-- no -->', 'ok'],
    ['1 < 2 && 3 > 2', '1 < 2 && 3 > 2'],
    ['&#20320;&#x597D;&unknown;&#0;', '你好&unknown;&#0;'],
    ['<b></b>x', 'x'],
  ]
  it.each(cases)('%s', (html, markdown) => expect(htmlToMarkdown(html)).toBe(markdown))

  it('never throws and leaves text without markup alone', () => {
    const piece = fc.constantFrom(
      '<b>',
      '</b>',
      '<ul>',
      '<li>',
      '</ul>',
      '<pre>',
      '</pre>',
      '<a href=x>',
      '</a>',
      '<',
      '>',
      '&',
      '&lt;',
      '<br>',
      '<!--',
      '-->',
      'text',
      '\n',
      '<img src=',
      '"',
      '<script>',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 30 }).map((list) => list.join('')),
        ),
        (html) => {
          expect(typeof htmlToMarkdown(html)).toBe('string')
        },
      ),
    )
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z \n*]*$/), (text) => {
        expect(htmlToMarkdown(text)).toBe(text.trim())
      }),
    )
  })

  it('stays quick on a megabyte of tags', () => {
    const start = performance.now()
    for (const tag of ['<br>', '<script>', '<', '<li>', '<!--', '&lt;'])
      htmlToMarkdown(tag.repeat(1_000_000 / tag.length))
    expect(performance.now() - start).toBeLessThan(10_000)
  })
})
