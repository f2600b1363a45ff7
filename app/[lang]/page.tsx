// Today: what is due, how long it will take, and the last 30 days. A first visit gets three sentences and a button.
import Link from 'next/link'
import { NextIntlClientProvider } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import type { Lang } from '#lib/core/notes/card.ts'
import { findToday } from '#lib/server/web.ts'
import { messages } from '../_ui/i18n/messages.ts'
import { ReviewChart } from '../_ui/review-chart.tsx'
import { UnsentNotice } from '../_ui/unsent-notice.tsx'
import { ZoneNotice } from '../_ui/zone-notice.tsx'

export const dynamic = 'force-dynamic'

export default async function Today({ params }: { params: Promise<{ lang: Lang }> }) {
  const { lang } = await params
  const [t, today] = await Promise.all([getTranslations({ locale: lang, namespace: 'today' }), findToday(lang)])
  const { counts } = today
  const { unsent, zone } = messages[lang]
  const open = counts.learning + counts.due + counts.new > 0
  if (!today.begun && today.email === null) {
    return (
      <div className="page narrow welcome">
        <h1>{t('welcomeTitle')}</h1>
        <p className="lead">{t('welcome1')}</p>
        <p className="lead">{t('welcome2')}</p>
        <p className="lead">{t('welcome3')}</p>
        <p className="actions">
          <Link className="button" href={`/${lang}/review`} prefetch={false}>
            {t('begin')}
          </Link>
          <Link className="button quiet" href={`/${lang}/topics`} prefetch={false}>
            {t('browse')}
          </Link>
        </p>
        <p className="muted small">{t('guestNote')}</p>
      </div>
    )
  }
  const next =
    today.nextInMinutes !== null
      ? t('nextInMinutes', { minutes: today.nextInMinutes })
      : today.nextInDays !== null
        ? t('nextInDays', { days: today.nextInDays })
        : t('nextNone')
  return (
    <div className="page narrow">
      <h1>{t('title')}</h1>
      <NextIntlClientProvider messages={{ unsent, zone }}>
        <UnsentNotice lang={lang} />
        <ZoneNotice />
      </NextIntlClientProvider>
      <section className="panel today" aria-label={t('title')}>
        {open ? (
          <>
            <p className="figure">
              <strong>{counts.learning + counts.due + counts.new}</strong>
              <span className="muted">{t('minutes', { count: today.minutes })}</span>
            </p>
            <ul className="facts">
              {counts.learning > 0 ? <li>{t('learning', { count: counts.learning })}</li> : null}
              <li>{t('due', { count: counts.due })}</li>
              <li>{t('new', { count: counts.new })}</li>
            </ul>
            {counts.dueTotal > counts.due ? (
              <p className="muted">{t('backlog', { now: counts.due, total: counts.dueTotal, days: today.backlogDays })}</p>
            ) : null}
            <p className="actions">
              <Link className="button" href={`/${lang}/review`} prefetch={false}>
                {t('continue')}
              </Link>
            </p>
          </>
        ) : (
          <>
            <p className="figure">
              <strong>{t('allDone')}</strong>
            </p>
            <p>{t('allDoneText', { when: next })}</p>
            <p className="actions">
              <Link className="button quiet" href={`/${lang}/topics`} prefetch={false}>
                {t('browse')}
              </Link>
            </p>
          </>
        )}
      </section>
      <ReviewChart days={today.days} />
      <p className="muted small">
        {today.email === null ? (
          <>
            {t('asGuest')} <Link href={`/${lang}/sign-in?new`}>{t('keep')}</Link>
          </>
        ) : (
          t('signedInAs', { email: today.email })
        )}
      </p>
    </div>
  )
}
