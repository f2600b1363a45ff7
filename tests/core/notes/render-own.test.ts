// What is special in rendering people's own notes: their HTML is read, pictures that are not shown say why, and links
// say that nobody vouches for them.
import { describe, expect, it } from 'vitest'
import { renderMarkdown } from '#lib/core/notes/render-markdown.ts'

const own = { lang: 'en', untrusted: true, linkRfcs: false, imageUrl: (path: string) => (path === 'a.png' ? '/files/a.png' : null), href: () => null } as const

describe('people’s own notes', () => {
  it('HTML is read as what it says', () => {
    expect(renderMarkdown('<p>One <strong>two</strong></p>\n<ul>\n<li>three</li>\n</ul>', own).replace(/\n+/g, '\n')).toBe('<p>One <strong>two</strong></p>\n<ul>\n<li>three</li>\n</ul>')
    expect(renderMarkdown('a<br>b <kbd>c</kbd>', own)).toBe('<p>a<br>b c</p>')
    expect(renderMarkdown('<img src="a.png" alt="x" style="zoom:50%" onerror="alert(1)" />', own)).toContain('<img src="/files/a.png" alt="x" loading="lazy">')
    expect(renderMarkdown('see <img src="a.png"> here', own)).toContain('<img src="/files/a.png"')
  })

  it('hostile HTML comes to nothing', () => {
    for (const text of ['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '<a href="javascript:alert(1)">x</a>', '<svg onload=alert(1)>', '<iframe src="https://e.org"></iframe>', '[x](javascript:alert(1))', '<p onclick="x()">y</p>', '<style>*{display:none}</style>', '<form action="https://e.org"><input name=q></form>', 'a <img src="javascript:alert(1)"> b']) {
      expect(renderMarkdown(text, own)).not.toMatch(/<(?:script|svg|iframe|style|form)|onerror|onclick|onload|javascript:|<img/i)
    }
  })

  it('a picture elsewhere is a link, a missing one is named, an embedded one is shown', () => {
    expect(renderMarkdown('![x](https://e.org/p.png)', own)).toBe('<p><span class="no-picture"><a href="https://e.org/p.png" rel="noopener noreferrer nofollow ugc">Picture elsewhere: x · e.org</a></span></p>')
    expect(renderMarkdown('![](img/b.png)', own)).toBe('<p><span class="no-picture">This picture did not come along: b.png</span></p>')
    expect(renderMarkdown('![[a.png|300]] and ![[c.png]]', own)).toBe('<p><img src="/files/a.png" alt="" loading="lazy"> and <span class="no-picture">This picture did not come along: c.png</span></p>')
    expect(renderMarkdown('![x](//e.org/p.png)', own)).not.toContain('<img')
  })
})
