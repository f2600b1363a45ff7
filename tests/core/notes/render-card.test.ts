import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Card, CardKind, ClozeCard, FacetName } from '#lib/core/notes/card.ts'
import { parseTopic } from '#lib/core/notes/parse-topic.ts'
import { renderAnswer, renderDetails, renderQuestion, renderSolution } from '#lib/core/notes/render-card.ts'
import { renderCloze, withoutClozes } from '#lib/core/notes/render-cloze.ts'
import { renderBullet, renderInline, renderMarkdown } from '#lib/core/notes/render-markdown.ts'
import { rfcUrl } from '#lib/core/notes/rfc-link.ts'
import { expectGolden } from './golden.ts'

const folder = new URL('../../fixtures/notes/', import.meta.url)
const topicOf = (name: string) => parseTopic(readFileSync(new URL(name, folder), 'utf8'), name).topic!
const cardOf = (kind: CardKind, lang = 'en') =>
  topicOf(`every-kind.${lang}.md`).cards.find((card) => card.kind === kind)!
const en = { lang: 'en' } as const

describe('faces of a card', () => {
  it.each(['en', 'zh'] as const)('stay what they were (%s)', (lang) => {
    const face = (card: Card) =>
      [
        card.id,
        renderQuestion(card, { lang }),
        renderAnswer(card, { lang }),
        renderSolution(card, { lang }),
      ].join('\n')
    const { cards } = topicOf(`every-kind.${lang}.md`)
    expectGolden(`${cards.map(face).join('\n\n')}\n`, new URL(`every-kind.${lang}.html`, folder))
  })

  it('show the question without its id, as inline HTML', () => {
    expect(renderQuestion(cardOf('explain'), en)).toBe('Why is <code>SYN</code> sent <em>first</em>?')
  })

  it('show neither ids nor other wordings of key points as text', () => {
    const html = renderAnswer(cardOf('explain'), en)
    expect(html).toContain('<li data-point="one">the first point <span class="weight">×2</span></li>')
    expect(html).not.toContain('first wording')
  })

  it('lead sources to their sections', () => {
    expect(rfcUrl(9293, '3.5')).toBe('https://www.rfc-editor.org/rfc/rfc9293#section-3.5')
    expect(rfcUrl(9293, 'A.1')).toBe('https://www.rfc-editor.org/rfc/rfc9293#appendix-A.1')
    expect(rfcUrl(768, 'Format')).toBe('https://www.rfc-editor.org/rfc/rfc768')
    expect(renderAnswer(cardOf('explain'), en)).toContain(
      '<a href="https://www.rfc-editor.org/rfc/rfc768" rel="noopener noreferrer">RFC 768</a> "Format"',
    )
  })

  it('put no link into a question, which may stand in a button', () => {
    const card = { ...cardOf('explain'), questionMarkdown: 'What does RFC 9293 §3.5 say?' }
    expect(renderQuestion(card, en)).toBe('What does RFC 9293 §3.5 say?')
  })

  it('follow the depth of headings around them', () => {
    const html = renderAnswer(cardOf('explain'), { ...en, headingShift: 1 })
    expect(html).toContain('<h4>A heading of its own</h4>')
    expect(html).toContain('<h4>Key points</h4>')
    expect(html).not.toContain('<h3>')
  })
})

describe('renderDetails', () => {
  it('gives the parts that are asked for, in that order', () => {
    const html = renderDetails(cardOf('explain'), en, ['sources', 'pitfalls'])
    expect([...html.matchAll(/<section class="([\w-]+)"/g)].map(([, name]) => name)).toEqual(['sources', 'pitfalls'])
    expect(renderDetails(cardOf('explain'), en)).toBe((['keyPoints', 'pitfalls', 'followUps', 'sources'] as const).map((part) => renderDetails(cardOf('explain'), en, [part])).join(''))
  })
})

describe('renderCloze', () => {
  it('marks every cloze for reading', () => {
    const card = cardOf('cloze') as ClozeCard
    const marked = renderCloze(card, null, 'shown', en)
    expect([...marked.matchAll(/data-cloze="(c\d)"/g)].map(([, id]) => id)).toEqual(card.clozes.map(({ id }) => id))
    expect(marked.replaceAll(/<span class="cloze" data-cloze="c\d">|<\/span>/g, '')).toBe(renderMarkdown(withoutClozes(card.answer), en))
  })

  const card = cardOf('cloze') as ClozeCard
  const name = (id: string) => id as FacetName

  it('hides every gap of the asked id and shows the others', () => {
    expect(renderCloze(card, name('c1'), 'hidden', en)).toBe(
      '<p>First <span class="cloze" data-cloze="c1">[flag]</span>, then SYN,ACK, ' +
        'and in braces <code>{{x}}</code>; again\n' +
        '<span class="cloze" data-cloze="c1">[…]</span>.</p>',
    )
  })

  it('shows the asked text where it was hidden, with its markup', () => {
    expect(renderCloze(card, name('c1'), 'shown', en)).toContain(
      '<span class="cloze" data-cloze="c1"><code>SYN</code></span>, then SYN,ACK',
    )
    expect(renderCloze(card, name('c1'), 'shown', en)).toContain('data-cloze="c1">the <em>first</em></span>')
  })

  it('leaves nothing of the braces in the prose', () => {
    expect(withoutClozes(card.answer)).toBe(
      'First `SYN`, then SYN,ACK, and in braces `{{x}}`; again\nthe *first*.',
    )
  })

  it('never sends the hidden text, wherever it stands', () => {
    const secret = 'qqsecretqq'
    const around = fc.array(
      fc.constantFrom(
        'word ',
        '*',
        '**',
        '[',
        '](https://e.org)',
        '|',
        '\n',
        '\n\n',
        '> ',
        '- ',
        '# ',
        '~~x ',
      ),
    )
    fc.assert(
      fc.property(around, around, (before, after) => {
        const answer = `${before.join('')}{{c1::${secret}::hint}}${after.join('')}`
        expect(renderCloze({ ...card, answer }, name('c1'), 'hidden', en)).not.toContain(secret)
        expect(renderCloze({ ...card, answer }, name('c2'), 'hidden', en)).toContain(secret)
      }),
    )
  })
})

describe('renderMarkdown', () => {
  it('keeps what looks like a text directive', () => {
    expect(renderMarkdown('connection:keep-alive and :lab[x]{a=b}', en)).toBe(
      '<p>connection:keep-alive and :lab[x]{a=b}</p>',
    )
  })

  it('lets a table scroll by itself, by name and by keyboard', () => {
    expect(renderMarkdown('| a | b |\n|---|---|\n| 1 | 2 |', { lang: 'zh' })).toMatch(
      /^<div class="table" tabindex="0" role="group" aria-label="表格: a b"><table>/,
    )
  })

  it('makes no header of the empty corner of a table', () => {
    expect(renderMarkdown('| | a |\n|---|---|\n| b | 1 |', en)).toMatch(/<tr>\s*<td><\/td>\s*<th>a<\/th>\s*<\/tr>/)
  })

  it('makes a lab of its text and its scenario', () => {
    expect(renderMarkdown(':::lab{scenario="tcp/close"}\nTry.\n:::', en)).toBe(
      '<figure class="lab" data-scenario="tcp/close">\n<p>Try.</p>\n</figure>',
    )
    const labHref = (scenario: string) => (scenario === 'tcp/close' ? '/en/labs/tcp#scenario=close' : null)
    expect(renderMarkdown(':::lab{scenario="tcp/close"}\nTry.\n:::', { ...en, labHref })).toContain(
      '<p><a href="/en/labs/tcp#scenario=close">Open in the lab</a></p></figure>',
    )
    expect(renderMarkdown(':::lab{scenario="dns/x"}\nTry.\n:::', { ...en, labHref })).not.toContain('href')
  })

  it('names the language of code and lets the caller colour it', () => {
    expect(renderMarkdown('```http\nGET /\n```', en)).toBe(
      '<pre tabindex="0"><code class="language-http">GET /\n</code></pre>',
    )
    const highlight = (code: string, lang: string) => ({
      type: 'element' as const,
      tagName: 'pre',
      properties: { className: ['shiki'] },
      children: [{ type: 'text' as const, value: `${lang}|${code}` }],
    })
    expect(renderMarkdown('> ```http\n> GET /\n> ```', { ...en, highlight })).toContain(
      '<pre class="shiki">http|GET /</pre>',
    )
    expect(renderMarkdown('```\nplain\n```', { ...en, highlight })).toContain('<code>plain')
  })

  it('maps links and drops those that lead nowhere', () => {
    expect(renderInline('[a](#card-id)', en)).toBe('<a href="#card-id">a</a>')
    expect(renderInline('[a](other.en.md#card-id)', en)).toBe('<a href="/en/topics/other#card-id">a</a>')
    expect(renderInline('[a](other.zh.md)', en)).toBe('<a href="/zh/topics/other">a</a>')
    expect(renderInline('[a](../x.md)', en)).toBe('a')
    expect(renderInline('[a](javascript:alert(1))', en)).toBe('a')
    expect(renderInline('[a](https://e.org/)', { ...en, untrusted: true })).toBe(
      '<a href="https://e.org/" rel="noopener noreferrer nofollow ugc">a</a>',
    )
  })

  it('shows the description in place of a remote image', () => {
    const options = { ...en, imageUrl: (url: string) => `/files/${url}` }
    expect(renderInline('![a picture](https://e.org/x.png)', options)).toBe('a picture')
    expect(renderInline('![a picture](//e.org/x.png)', options)).toBe('a picture')
    expect(renderInline('![a picture](x.svg)', options)).toBe(
      '<img src="/files/x.svg" alt="a picture" loading="lazy">',
    )
    expect(renderInline('![a picture](x.svg)', en)).toBe('a picture')
  })

  it('takes a line as a line, even one that would begin a list or a heading', () => {
    expect(renderInline('1. What is it?', en)).toBe('1. What is it?')
    expect(renderInline('# what is it?', en)).toBe('# what is it?')
    expect(renderBullet('one paragraph', en)).toBe('one paragraph')
    expect(renderBullet('two\n\nparagraphs', en)).toBe('<p>two</p>\n<p>paragraphs</p>')
  })

  it('shows a text that nests beyond reason as it is written', () => {
    expect(renderMarkdown('> '.repeat(5000) + 'x', en)).toMatch(/^<pre>> > > /)
  })

  it('lets nothing through that could act', () => {
    const fragments = fc.constantFrom(
      ...[
        '<script>alert(1)</script>',
        '<img src=x onerror=alert(1)>',
        '<style>a{}</style>',
        '<b onclick="x">',
        '</b>',
      ],
      ...[
        '[a](javascript:alert(1))',
        '[a](data:text/html,x)',
        '![a](https://e.org/x.png)',
        '<https://e.org/"x>',
      ],
      ...[
        '[a](https://e.org/ "t\\"x")',
        ':::lab{scenario="a\\"b" onclick="x" style="y"}\n',
        ':::\n',
        '```js" onload="x\n',
        '```\n',
      ],
      ...[
        '| a |\n|---|\n',
        '\n\n',
        '> ',
        '- [ ] ',
        '<svg><script>',
        '&lt;script&gt;',
        '\u0000',
        '{{c1::<b>}}',
        '[^1]',
        '[^1]: x\n',
      ],
    )
    const list = 'p ul ol li blockquote hr br h1 h2 h3 h4 h5 h6 table thead tbody tr th td div figure'
    const tags = new Set(`${list} a strong em del code pre input`.split(' '))
    const named = 'aria-label data-scenario data-ask'
    const attributes = new Set(
      `${named} href rel class align start type disabled checked tabindex role`.split(' '),
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(fragments, fc.string({ unit: 'binary' }))), (parts) => {
        const html = renderMarkdown(parts.join(''), en)
        // The serialiser writes every `<` of a text as a reference, so that these are all the tags there are.
        for (const [, name = '', rest = ''] of html.matchAll(
          /<\/?([^\s>]*)((?:\s+[^\s=>]+(?:="[^"]*"|=[^\s">]+)?)*)/g,
        )) {
          expect(tags).toContain(name)
          for (const [, attribute = '', value = ''] of rest.matchAll(/\s([^\s=>]+)(?:="([^"]*)")?/g)) {
            expect(attributes).toContain(attribute)
            if (attribute === 'href') expect(value).toMatch(/^(?:https?:|mailto:|#|\/(?:zh|en)\/topics\/)/i)
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})
