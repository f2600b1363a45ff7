// What search engines and feed readers are told: which pages there are, in both languages, and what has changed. Text
// only; addresses begin with the origin that is given. https://www.sitemaps.org/protocol.html, RFC 4287 (Atom), RFC 9309.
import { langs, type Lang } from '#lib/core/notes/card.ts'
import type { Server } from '#lib/server/server.ts'
import { listTopics } from '#lib/server/usecases/list-topics.ts'

type Deps = Pick<Server, 'store'>

const open = ['', '/topics', '/labs', '/labs/tcp', '/labs/dns', '/labs/websocket']
const changesShown = 50
const titles: Readonly<Record<Lang, string>> = { en: 'Protodeck: new and changed cards', zh: 'Protodeck：新增和修改的卡片' }
const edits: Readonly<Record<Lang, readonly [string, string]>> = { en: ['New', 'Changed'], zh: ['新增', '修改'] }

export function describeRobots(origin: string): string {
  const personal = langs.flatMap((lang) => ['search', 'annotations', 'notes', 'settings', 'sign-in', 'interviews'].map((page) => `Disallow: /${lang}/${page}`))
  return ['User-agent: *', 'Disallow: /api/', ...personal, `Sitemap: ${origin}/sitemap.xml`, ''].join('\n')
}

export async function describePages({ store }: Deps, origin: string): Promise<string> {
  const topics = await store.content.topics()
  const pages = [...open, ...topics.map(({ id }) => `/topics/${id}`)]
  const urls = pages.flatMap((page) =>
    langs.map((lang) => {
      const alternates = langs.map((other) => `<xhtml:link rel="alternate" hreflang="${other}" href="${escapeXml(`${origin}/${other}${page}`)}"/>`)
      return `<url><loc>${escapeXml(`${origin}/${lang}${page}`)}</loc>${alternates.join('')}</url>`
    }),
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${urls.join('\n')}\n</urlset>\n`
}

/** The newest texts first; a text that is edited again is an entry of its own. */
export async function describeChanges({ store }: Deps, origin: string, lang: Lang): Promise<string> {
  const [changes, topics] = await Promise.all([store.content.changes(lang, changesShown), listTopics({ store }, lang)])
  const names = new Map<string, string>(topics.map(({ id, title }) => [id, title]))
  const at = (ms: number) => new Date(ms).toISOString()
  const self = `${origin}/${lang}/feed.xml`
  const entries = changes.map(({ card, topic, hash, question, changedAtMs, isEdit }) =>
    [
      `<entry><id>${escapeXml(`${origin}/${lang}/topics/${topic}#${card}?${hash}`)}</id>`,
      `<title>${escapeXml(question)}</title><updated>${at(changedAtMs)}</updated>`,
      `<link rel="alternate" href="${escapeXml(`${origin}/${lang}/topics/${topic}#${card}`)}"/>`,
      `<summary>${escapeXml(`${edits[lang][isEdit ? 1 : 0]} · ${names.get(topic) ?? topic}`)}</summary></entry>`,
    ].join(''),
  )
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang === 'zh' ? 'zh-Hans' : 'en'}"><id>${escapeXml(self)}</id><title>${titles[lang]}</title>`,
    `<updated>${at(changes[0]?.changedAtMs ?? 0)}</updated><author><name>Protodeck</name></author>`,
    `<link rel="self" href="${escapeXml(self)}"/><link rel="alternate" href="${escapeXml(`${origin}/${lang}/topics`)}"/>`,
    ...entries,
    '</feed>',
    '',
  ].join('\n')
}

/** Text or a double-quoted attribute; characters that XML 1.0 does not know are left out. */
function escapeXml(text: string): string {
  return text
     
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
