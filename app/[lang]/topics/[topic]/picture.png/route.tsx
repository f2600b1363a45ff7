// The picture that stands beside a link to a topic (Open Graph, https://ogp.me): its title, the question it begins with,
// and its layer in the stack. Made with the pages. The font holds what our titles need; see README.md.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ImageResponse } from 'next/og'
import { langs, type Lang } from '#lib/core/notes/card.ts'
import { readTopics } from '#lib/server/web.ts'
import { messages } from '../../../../_ui/i18n/messages.ts'
import { layers } from '../../_components/map-state.ts'

export const dynamic = 'force-static'
export const dynamicParams = false

export async function generateStaticParams() {
  const all = await Promise.all(langs.map(async (lang) => (await readTopics(lang)).map(({ id }) => ({ lang, topic: id }))))
  return all.flat()
}

const size = { width: 1200, height: 630 }
const ink = { paper: '#fbfaf7', text: '#1d1f21', muted: '#5b5f63', line: '#dedbd2', accent: '#0b6e5f', accentInk: '#ffffff', raised: '#ffffff' }
// One array for all pictures: the font is parsed once for each array.
const fonts = readFile(join(process.cwd(), 'app/[lang]/topics/[topic]/picture.png/noto-sans-sc-bold.otf')).then((data) => [{ name: 'Noto Sans SC', data, weight: 700 as const }])

export async function GET(_: Request, { params }: { params: Promise<{ lang: string; topic: string }> }) {
  const { lang, topic } = (await params) as { lang: Lang; topic: string }
  const page = (await readTopics(lang)).find(({ id }) => id === topic)
  if (page === undefined) return new Response(null, { status: 404 })
  const words = messages[lang].topics
  return new ImageResponse(
    (
      <div style={{ display: 'flex', width: '100%', height: '100%', padding: 72, gap: 64, background: ink.paper, color: ink.text, fontFamily: 'Noto Sans SC' }}>
        <div style={{ display: 'flex', flexDirection: 'column', flex: 1 }}>
          <div style={{ fontSize: 32, color: ink.accent }}>Protodeck</div>
          <div style={{ display: 'flex', flexDirection: 'column', flex: 1, justifyContent: 'center' }}>
            <div style={{ fontSize: page.title.length > (lang === 'zh' ? 16 : 36) ? 56 : 68, lineHeight: 1.2 }}>{page.title}</div>
            <div style={{ marginTop: 28, fontSize: 32, lineHeight: 1.4, color: ink.muted, lineClamp: 3 }}>{page.firstQuestion}</div>
          </div>
        </div>
        <div style={{ display: 'flex', flexDirection: 'column', width: 240, justifyContent: 'center', gap: 12 }}>
          {layers.map((layer) => (
            <div
              key={layer}
              style={{
                ...{ display: 'flex', justifyContent: 'center', padding: '16px 0', borderRadius: 10, fontSize: 26, border: '2px solid' },
                ...(layer === page.layer ? { background: ink.accent, color: ink.accentInk, borderColor: ink.accent } : { background: ink.raised, color: ink.muted, borderColor: ink.line }),
              }}
            >
              {words.layers[layer]}
            </div>
          ))}
        </div>
      </div>
    ),
    { ...size, fonts: await fonts, headers: { 'cache-control': 'public, max-age=86400' } },
  )
}
