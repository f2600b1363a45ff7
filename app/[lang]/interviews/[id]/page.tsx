// One interview: being taken, then marked by its person before the report (`?report` goes past that), then the report.
import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { NextIntlClientProvider } from 'next-intl'
import { getTranslations, setRequestLocale } from 'next-intl/server'
import type { Lang } from '#lib/core/notes/card.ts'
import { flatten } from '#lib/core/interview/report.ts'
import { findComparison, findInterview, findInterviews, findLinks, findReport, findSession } from '#lib/server/web.ts'
import { messages } from '../../../_ui/i18n/messages.ts'
import { pictureMessages } from '../../../_ui/run-picture/picture-messages.ts'
import { WhenAlive } from '../../../_ui/when-alive.tsx'
import { Links } from './_components/links.tsx'
import { Report } from './_components/report.tsx'
import { ProgressChart, toReports } from '../_components/progress-chart.tsx'
import { SideBySide } from './_components/side-by-side.tsx'
import { SelfMarking } from './_components/self-marking.tsx'
import { TakeInterview } from './_components/take-interview.tsx'
import '../_components/interviews.css'

interface Props {
  params: Promise<{ lang: Lang; id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export const dynamic = 'force-dynamic'

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).lang, namespace: 'interviews' })
  return { title: t('title') }
}

export default async function InterviewPage({ params, searchParams }: Props) {
  const [{ lang, id }, query] = await Promise.all([params, searchParams])
  setRequestLocale(lang)
  const [view, links, t] = await Promise.all([findInterview(id), findLinks(id), getTranslations({ locale: lang, namespace: 'interviews' })])
  if (view === null) notFound()
  const { interviews, exercise } = messages[lang]
  const client = { interviews, exercise: { ...exercise, check: interviews.handIn }, ...pictureMessages(messages[lang]) }
  if (view.status !== 'finished') {
    return (
      <NextIntlClientProvider messages={client}>
        <TakeInterview lang={lang} initial={view} links={links} />
      </NextIntlClientProvider>
    )
  }
  const [report, { settings }, comparison] = await Promise.all([findReport(id, lang), findSession(), findComparison(id)])
  if (report === null) notFound()
  // After the report, which keeps its own figures.
  const reports = toReports(await findInterviews())
  const explained = report.report.questions.flatMap(flatten).filter(({ answer, mark }) => answer?.kind === 'explain' && (mark?.points.length ?? 0) > 0)
  const asksFirst = explained.length > 0 && !report.selfMarked && query['report'] === undefined && report.applied === null
  return (
    <div className="page narrow interviews">
      <p className="small back"><Link href={`/${lang}/interviews`} prefetch={false}>{t('back')}</Link></p>
      <NextIntlClientProvider messages={client}>
        <WhenAlive>
          {asksFirst ? (
            <SelfMarking
              lang={lang}
              interview={id}
              questions={explained.map(({ id: question, question: text, card, answer }) => ({
                ...{ question, text, answer: answer?.kind === 'explain' ? answer.text : '' },
                ...{ lang: report.cards[card]!.lang, points: report.cards[card]!.points },
              }))}
            />
          ) : (
            <Report lang={lang} view={report} own={report} timeZone={settings.timeZone}>
              <ProgressChart reports={reports} here={id} timeZone={settings.timeZone} />
              {comparison === null ? null : <SideBySide lang={lang} comparison={comparison} timeZone={settings.timeZone} />}
              <details className="share">
                <summary>{t('share')}</summary>
                <p>{t('shareText')}</p>
                <Links lang={lang} interview={id} kinds={['report']} first={links} />
              </details>
            </Report>
          )}
        </WhenAlive>
      </NextIntlClientProvider>
    </div>
  )
}
