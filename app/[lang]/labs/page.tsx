// The labs and their scenarios, each a link to where it runs.
import type { Metadata } from 'next'
import { getTranslations, setRequestLocale } from 'next-intl/server'
import type { Lang } from '#lib/core/notes/card.ts'
import { readScenarios } from '#lib/server/web.ts'

interface Props {
  params: Promise<{ lang: Lang }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).lang, namespace: 'labs' })
  return { title: t('title'), description: t('lead') }
}

export default async function Labs({ params }: Props) {
  const { lang } = await params
  setRequestLocale(lang)
  const [t, scenarios, websocket] = await Promise.all([getTranslations('labs'), readScenarios(lang, 'tcp'), readScenarios(lang, 'websocket')])
  return (
    <div className="page narrow">
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead')}</p>
      <h2>
        <a href={`/${lang}/labs/tcp`}>{t('tcpTitle')}</a>
      </h2>
      <p>{t('tcpLead')}</p>
      <ul className="topic-list stacked">
        {scenarios.map(({ name, title, look }) => (
          <li key={name}>
            <a href={`/${lang}/labs/tcp#scenario=${name}`}>{title}</a>
            <span className="muted small">{look[0]}</span>
          </li>
        ))}
      </ul>
      <h2>
        <a href={`/${lang}/labs/websocket`}>{t('websocketTitle')}</a>
      </h2>
      <p>{t('websocketLead')}</p>
      <ul className="topic-list stacked">
        {websocket.map(({ name, title, look }) => (
          <li key={name}>
            <a href={`/${lang}/labs/websocket#scenario=${name}`}>{title}</a>
            <span className="muted small">{look[0]}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
