import { describe, expect, it } from 'vitest'
import { linksOfPage, originOf } from '#lib/server/http/page-links.ts'

describe('the links of a page', () => {
  it('name its own address and both languages', () => {
    expect(linksOfPage('/zh/topics/arp', 'https://deck.example')).toBe(
      [
        '<https://deck.example/zh/topics/arp>; rel="canonical"',
        '<https://deck.example/zh/topics/arp>; rel="alternate"; hreflang="zh"',
        '<https://deck.example/en/topics/arp>; rel="alternate"; hreflang="en"',
      ].join(', '),
    )
    expect(linksOfPage('/en', 'https://deck.example')).toContain('<https://deck.example/en>; rel="canonical"')
  })

  it.each(['/', '/api/v1/queue', '/_next/static/a.js', '/en/feed.xml', '/english', '/en/x>;rel="next', '/en/a\r\nb'])('are none for %j', (path) => {
    expect(linksOfPage(path, 'https://deck.example')).toBeNull()
  })

  it('begin with PUBLIC_URL, else with the host of the request, if it is one', () => {
    const origin = (host: string | undefined, publicUrl: string | null = null) => originOf({ headers: { host } }, { publicUrl })
    expect(origin('evil.example', 'https://deck.example')).toBe('https://deck.example')
    expect(origin('deck.example:3000')).toBe('http://deck.example:3000')
    expect(origin('[::1]:3000')).toBe('http://[::1]:3000')
    for (const host of [undefined, '', 'a b', 'x>;rel="y', 'a/b', 'a\nb']) expect(origin(host)).toBe('http://localhost')
  })
})
