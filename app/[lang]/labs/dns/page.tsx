// The DNS lab, full size. Static; engine, zones and scenarios run in the browser, a live run on the server.
import type { Metadata } from 'next'
import { NextIntlClientProvider } from 'next-intl'
import { getTranslations, setRequestLocale } from 'next-intl/server'
import type { Lang } from '#lib/core/notes/card.ts'
import { readScenarios, readZones } from '#lib/server/web.ts'
import { messages } from '../../../_ui/i18n/messages.ts'
import { WhenAlive } from '../../../_ui/when-alive.tsx'
import { Lab } from './_components/lab.tsx'

interface Props {
  params: Promise<{ lang: Lang }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).lang, namespace: 'labs' })
  return { title: t('dnsTitle'), description: t('dnsLead') }
}

export default async function DnsLab({ params }: Props) {
  const { lang } = await params
  setRequestLocale(lang)
  const [t, scenarios, zones] = await Promise.all([getTranslations('labs'), readScenarios(lang, 'dns'), readZones()])
  const { labs, dns, exercise } = messages[lang]
  return (
    <div className="page">
      <h1>{t('dnsTitle')}</h1>
      <p className="lead">{t('dnsLead')}</p>
      <noscript>
        <p className="notice">{t('noScript')}</p>
      </noscript>
      <NextIntlClientProvider messages={{ labs, dns, exercise }}>
        <WhenAlive>
          <Lab lang={lang} scenarios={scenarios} zones={zones} />
        </WhenAlive>
      </NextIntlClientProvider>
    </div>
  )
}
