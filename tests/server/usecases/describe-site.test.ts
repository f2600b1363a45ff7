import { describe, expect, it } from 'vitest'
import { describeChanges, describePages, describeRobots } from '#lib/server/usecases/describe-site.ts'
import { loadInto, makeContent } from '../../contract/fixtures.ts'
import { inMemoryStore } from '../../contract/in-memory-store.ts'

const origin = 'https://deck.example'

describe('describePages', () => {
  it('names every topic in both languages, each with the other', async () => {
    const store = inMemoryStore(() => 0)
    await loadInto(store, ['alpha/card-one'])
    const xml = await describePages({ store }, origin)
    for (const lang of ['zh', 'en']) {
      expect(xml).toContain(`<loc>${origin}/${lang}/topics/alpha</loc>`)
      expect(xml).toContain(`<xhtml:link rel="alternate" hreflang="${lang}" href="${origin}/${lang}/topics/alpha"/>`)
    }
    expect(xml.match(/<url>/g)).toHaveLength(xml.match(/<loc>/g)!.length)
    expect(xml).not.toMatch(/settings|search|annotations/)
  })
})

describe('describeChanges', () => {
  it('gives the newest texts, escaped, with a place and an id of their own', async () => {
    let nowMs = Date.UTC(2026, 0, 2)
    const store = inMemoryStore(() => nowMs)
    await loadInto(store, ['alpha/card-one', 'alpha/card-two'])
    nowMs += 86_400_000
    const content = makeContent(['alpha/card-one', 'alpha/card-two'])
    const cards = content.cards.map((card) => (card.id === 'card-two' ? { ...card, versions: card.versions.map((version) => ({ ...version, hash: 'h2', question: 'Is a < b & "c"?\u0001' })) } : card))
    await loadInto(store, ['alpha/card-one', 'alpha/card-two'], { cards })
    const xml = await describeChanges({ store }, origin, 'en')
    expect(xml).toContain('<title>Is a &lt; b &amp; &quot;c&quot;?</title><updated>2026-01-03T00:00:00.000Z</updated>')
    expect(xml).toContain(`<id>${origin}/en/topics/alpha#card-two?h2</id>`)
    expect(xml.indexOf('card-two')).toBeLessThan(xml.indexOf('card-one'))
    expect(xml).toContain('Changed · alpha')
    expect(xml).toContain('New · alpha')
    expect(await describeChanges({ store: inMemoryStore(() => 0) }, origin, 'zh')).toContain('xml:lang="zh-Hans"')
  })
})

describe('describeRobots', () => {
  it('leaves what is personal out, and names the sitemap', () => {
    const text = describeRobots(origin)
    expect(text).toContain('Disallow: /zh/settings\n')
    expect(text).toContain(`Sitemap: ${origin}/sitemap.xml\n`)
    expect(text).not.toContain('Disallow: /zh/topics')
  })
})
