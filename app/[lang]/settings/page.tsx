// Account, day, pace, what to learn, appearance.
import type { Metadata } from 'next'
import { NextIntlClientProvider } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import type { Lang } from '#lib/core/notes/card.ts'
import { findSession, findTopics } from '#lib/server/web.ts'
import { messages } from '../../_ui/i18n/messages.ts'
import { WhenAlive } from '../../_ui/when-alive.tsx'
import { SettingsForm } from './_components/settings-form.tsx'

interface Props {
  params: Promise<{ lang: Lang }>
}

export const dynamic = 'force-dynamic'

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).lang, namespace: 'settings' })
  return { title: t('title') }
}

export default async function SettingsPage({ params }: Props) {
  const { lang } = await params
  const [t, session, topics] = await Promise.all([
    getTranslations({ locale: lang, namespace: 'settings' }),
    findSession(),
    findTopics(lang),
  ])
  return (
    <div className="page narrow">
      <h1>{t('title')}</h1>
      <NextIntlClientProvider messages={{ settings: messages[lang].settings }}>
        <WhenAlive>
          <SettingsForm lang={lang} session={session} topics={topics} zones={Intl.supportedValuesOf('timeZone')} />
        </WhenAlive>
      </NextIntlClientProvider>
    </div>
  )
}
