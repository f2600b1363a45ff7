// The frame of every page. Nothing here may look at a cookie, a header or a session: topic pages are static.
import type { Metadata, Viewport } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations, setRequestLocale } from 'next-intl/server'
import type { ReactNode } from 'react'
import { langs, type Lang } from '#lib/core/notes/card.ts'
import { themeScript } from '#lib/server/web.ts'
import { messages } from '../_ui/i18n/messages.ts'
import { KeepOffline } from '../_ui/keep-offline.tsx'
import { LanguageLink } from '../_ui/language-link.tsx'
import { OfflineNotice } from '../_ui/offline-notice.tsx'
import { SearchButton } from '../_ui/search-button.tsx'
import { SendLater } from '../_ui/send-later.tsx'
import '../_ui/style.css'
import '../_ui/drawing.css'

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfaf7' },
    { media: '(prefers-color-scheme: dark)', color: '#15171a' },
  ],
}

export function generateStaticParams() {
  return langs.map((lang) => ({ lang }))
}

export async function generateMetadata({ params }: { params: Promise<{ lang: string }> }): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).lang, namespace: 'site' })
  return {
    title: { default: t('name'), template: `%s · ${t('name')}` },
    description: t('description'),
    manifest: '/manifest.webmanifest',
    icons: { icon: '/icon.svg' },
  }
}

export default async function Layout({ children, params }: { children: ReactNode; params: Promise<{ lang: string }> }) {
  const { lang } = await params
  if (!langs.includes(lang as Lang)) notFound()
  setRequestLocale(lang)
  const t = await getTranslations('nav')
  const links = [
    [`/${lang}`, t('today')],
    [`/${lang}/review`, t('review')],
    [`/${lang}/interviews`, t('interviews')],
    [`/${lang}/topics`, t('topics')],
    [`/${lang}/labs`, t('labs')],
    [`/${lang}/notes`, t('notes')],
    [`/${lang}/settings`, t('settings')],
  ] as const
  return (
    <html lang={lang === 'zh' ? 'zh-Hans' : 'en'} suppressHydrationWarning>
      <body>
        {/* Before anything is painted; in the page, so that nothing waits for a file. The policy knows it by its hash. */}
        <script dangerouslySetInnerHTML={{ __html: themeScript }} />
        <a className="skip" href="#main">
          {t('skip')}
        </a>
        <header className="site">
          <nav aria-label={t('label')}>
            <Link href={`/${lang}`} className="brand" prefetch={false}>
              Protodeck
            </Link>
            <ul>
              {links.map(([href, text]) => (
                <li key={href}>
                  <Link href={href} prefetch={false}>
                    {text}
                  </Link>
                </li>
              ))}
            </ul>
            <SearchButton lang={lang as Lang} words={messages[lang as Lang].search} />
            <LanguageLink lang={lang as Lang} />
          </nav>
        </header>
        <OfflineNotice text={t('offline')} />
        <main id="main" tabIndex={-1}>
          {children}
        </main>
        <KeepOffline />
        <SendLater />
      </body>
    </html>
  )
}
