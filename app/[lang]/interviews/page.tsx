// Mock interviews: set one up, and the earlier ones with how they went.
import type { Metadata } from 'next'
import Link from 'next/link'
import { NextIntlClientProvider } from 'next-intl'
import { getFormatter, getTranslations, setRequestLocale } from 'next-intl/server'
import type { Lang } from '#lib/core/notes/card.ts'
import { findInterviews, findSession, findTopics } from '#lib/server/web.ts'
import { messages } from '../../_ui/i18n/messages.ts'
import { WhenAlive } from '../../_ui/when-alive.tsx'
import { ProgressChart, toReports } from './_components/progress-chart.tsx'
import { SetUp } from './_components/set-up.tsx'
import './_components/interviews.css'

interface Props {
  params: Promise<{ lang: Lang }>
}

export const dynamic = 'force-dynamic'

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).lang, namespace: 'interviews' })
  return { title: t('title') }
}

export default async function InterviewsPage({ params }: Props) {
  const { lang } = await params
  setRequestLocale(lang)
  const [t, format, interviews, topics, { settings }] = await Promise.all([
    getTranslations({ locale: lang, namespace: 'interviews' }),
    getFormatter({ locale: lang }),
    findInterviews(),
    findTopics(lang),
    findSession(),
  ])
  return (
    <div className="page narrow interviews">
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead')}</p>
      <section className="panel">
        <h2>{t('setUp')}</h2>
        <NextIntlClientProvider messages={{ interviews: messages[lang].interviews }}>
          <WhenAlive>
            <SetUp lang={lang} topics={topics} />
          </WhenAlive>
        </NextIntlClientProvider>
      </section>
      <ProgressChart reports={toReports(interviews)} here={null} timeZone={settings.timeZone} />
      <section>
        <h2>{t('earlier')}</h2>
        {interviews.length === 0 ? <p className="muted">{t('none')}</p> : (
          <ul className="topic-list earlier">
            {interviews.map(({ id, createdAtMs, request, status, asked, answered, overall }) => (
              <li key={id}>
                <Link href={`/${lang}/interviews/${id}`} prefetch={false}>
                  {format.dateTime(createdAtMs, { dateStyle: 'medium', timeStyle: 'short', timeZone: settings.timeZone })}
                </Link>
                <span className="muted small">
                  {t('minutes', { minutes: request.minutes })} · {t(`modes.${request.mode}`)}
                  {' · '}
                  {status === 'finished' ? t('answeredOf', { asked, answered }) : t(`statuses.${status}`)}
                </span>
                <strong className="score">{overall === null ? '' : format.number(overall, { style: 'percent', maximumFractionDigits: 0 })}</strong>
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  )
}
