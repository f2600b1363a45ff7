// The WebSocket lab, full size. Static; its live half asks the server for a control channel only when told to.
import type { Metadata } from 'next'
import { NextIntlClientProvider } from 'next-intl'
import { getTranslations, setRequestLocale } from 'next-intl/server'
import type { Lang } from '#lib/core/notes/card.ts'
import { readScenarios, readZones } from '#lib/server/web.ts'
import { messages } from '../../../_ui/i18n/messages.ts'
import { WhenAlive } from '../../../_ui/when-alive.tsx'
import { WebSocketLab } from './_components/websocket-lab.tsx'

interface Props {
  params: Promise<{ lang: Lang }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).lang, namespace: 'websocketLab' })
  return { title: t('title'), description: t('lead') }
}

export default async function WebSocketLabPage({ params }: Props) {
  const { lang } = await params
  setRequestLocale(lang)
  const [t, labs, scenarios, openings, zones] = await Promise.all([
    getTranslations('websocketLab'), getTranslations('labs'), readScenarios(lang, 'websocket'), readScenarios(lang, 'layers'), readZones(),
  ])
  const { labs: labTexts, exercise, websocketLab } = messages[lang]
  return (
    <div className="page">
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead')}</p>
      <noscript>
        <p className="notice">{labs('noScript')}</p>
      </noscript>
      <NextIntlClientProvider messages={{ labs: labTexts, exercise, websocketLab }}>
        <WhenAlive>
          <WebSocketLab lang={lang} scenarios={scenarios} openings={openings} zones={zones} />
        </WhenAlive>
      </NextIntlClientProvider>
    </div>
  )
}
