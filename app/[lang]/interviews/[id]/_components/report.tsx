// The report: how it went in all, by dimension and topic, what goes back into the queue, and question by question.
import { getFormatter, getTranslations } from 'next-intl/server'
import { flatten, type Dimensions } from '#lib/core/interview/report.ts'
import type { Lang } from '#lib/core/notes/card.ts'
import { findSession, type ReportView } from '#lib/server/web.ts'
import { ApplyGrades } from './apply-grades.tsx'
import { PrintButton } from './print-button.tsx'
import { QuestionOfReport } from './question-of-report.tsx'
import { ScoreBars } from './score-bars.tsx'

const dimensions = ['correctness', 'depth', 'clarity', 'time'] as const satisfies readonly (keyof Dimensions)[]

export async function Report({ lang, view }: { readonly lang: Lang; readonly view: ReportView }) {
  const [t, format, { settings }] = await Promise.all([
    getTranslations({ locale: lang, namespace: 'interviews' }),
    getFormatter({ locale: lang }),
    findSession(),
  ])
  const { report, cards, topicTitles } = view
  const { request } = report.blueprint
  const date = format.dateTime(report.startedAtMs ?? view.createdAtMs, { dateStyle: 'long', timeStyle: 'short', timeZone: settings.timeZone })
  const questions = new Map(report.questions.flatMap(flatten).map((question) => [question.id, question]))
  const proposed = report.grades.flatMap((grade) => {
    const card = cards[grade.card]
    return card === undefined ? [] : [{ ...grade, text: questions.get(grade.question)!.question, lang: card.lang, facet: card.facet }]
  })
  return (
    <>
      <h1>{t('report')}</h1>
      <p className="muted">
        {t('takenOn', { date, minutes: request.minutes, mode: t(`modes.${request.mode}`), level: request.level })}
        {report.ranOut ? ` · ${t('ranOut')}` : ''}
      </p>
      <p className="actions">
        <a className="button quiet" href={`/api/v1/interviews/${view.id}/report.md?lang=${lang}`} download>{t('download')}</a>
        <PrintButton label={t('print')} />
      </p>
      <section className="panel overall" aria-label={t('overall')}>
        {report.overall === null ? <p>{t('nothing')}</p> : (
          <p className="figure"><strong>{format.number(report.overall, { style: 'percent', maximumFractionDigits: 0 })}</strong><span className="muted">{t('overall')}</span></p>
        )}
      </section>
      {report.overall === null ? null : (
        <>
          <ScoreBars lang={lang} title={t('byDimension')} heading={t('byDimension')}
            scores={dimensions.map((name) => ({ name: t(`dimensions.${name}`), hint: t(`dimensionHints.${name}`), value: report.dimensions[name] }))} />
          <ScoreBars lang={lang} title={t('byTopic')} heading={t('topic')}
            scores={report.topics.map(({ topic, score, asked }) => ({ name: topicTitles[topic] ?? topic, hint: `${t('asked')}: ${asked}`, value: score }))} />
        </>
      )}
      {proposed.length === 0 ? null : (
        <section className="panel">
          <h2>{t('next')}</h2>
          <p className="muted">{t('nextText')}</p>
          <ApplyGrades lang={lang} interview={view.id} proposed={proposed} applied={view.applied} />
        </section>
      )}
      <section>
        <h2>{t('byQuestion')}</h2>
        {report.questions.map((question) => <QuestionOfReport key={question.id} lang={lang} view={view} question={question} />)}
      </section>
    </>
  )
}
