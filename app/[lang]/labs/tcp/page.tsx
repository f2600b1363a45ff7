// The TCP lab, full size. Static; the engine and the scenarios run in the browser.
import type { Metadata } from 'next'
import { NextIntlClientProvider } from 'next-intl'
import { getTranslations, setRequestLocale } from 'next-intl/server'
import type { Lang } from '#lib/core/notes/card.ts'
import { readScenarios } from '#lib/server/web.ts'
import { messages } from '../../../_ui/i18n/messages.ts'
import { WhenAlive } from '../../../_ui/when-alive.tsx'
import { Lab } from './_components/lab.tsx'

interface Props {
  params: Promise<{ lang: Lang }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).lang, namespace: 'labs' })
  return { title: t('tcpTitle'), description: t('tcpLead') }
}

export default async function TcpLab({ params }: Props) {
  const { lang } = await params
  setRequestLocale(lang)
  const [t, scenarios] = await Promise.all([getTranslations('labs'), readScenarios(lang, 'tcp')])
  return (
    <div className="page">
      <h1>{t('tcpTitle')}</h1>
      <p className="lead">{t('tcpLead')}</p>
      <noscript>
        <p className="notice">{t('noScript')}</p>
      </noscript>
      <NextIntlClientProvider messages={{ labs: messages[lang].labs, exercise: messages[lang].exercise }}>
        <WhenAlive>
          <Lab lang={lang} scenarios={scenarios} />
        </WhenAlive>
      </NextIntlClientProvider>
    </div>
  )
}
