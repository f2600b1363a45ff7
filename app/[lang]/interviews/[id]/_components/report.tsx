// The report: how it went in all, by dimension and topic, what goes back into the queue, and question by
// question. Its person's own, drawn on the server; or a shared one, without what only they can do.
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { flatten, type Dimensions } from '#lib/core/interview/report.ts'
import type { Lang } from '#lib/core/notes/card.ts'
import type { SharedReport } from '#lib/server/web.ts'
import { ApplyGrades } from './apply-grades.tsx'
import { PrintButton } from './print-button.tsx'
import { QuestionOfReport, type OwnReport } from './question-of-report.tsx'
import { ScoreBars } from './score-bars.tsx'

interface Props {
  readonly lang: Lang
  readonly view: SharedReport
  readonly own: OwnReport | null
  readonly timeZone: string
  /** Between the figures and what goes back into the queue. */
  readonly children?: ReactNode
}

const dimensions = ['correctness', 'depth', 'clarity', 'time'] as const satisfies readonly (keyof Dimensions)[]

export function Report({ lang, view, own, timeZone, children }: Props) {
  const t = useTranslations('interviews')
  const format = useFormatter()
  const { report, cards, topicTitles } = view
  const { request } = report.blueprint
  const date = format.dateTime(report.startedAtMs ?? view.createdAtMs, { dateStyle: 'long', timeStyle: 'short', timeZone })
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
        {own === null ? null : <a className="button quiet" href={`/api/v1/interviews/${own.id}/report.md?lang=${lang}`} download>{t('download')}</a>}
        <PrintButton label={t('print')} />
      </p>
      <section className="panel overall" aria-label={t('overall')}>
        {report.overall === null ? <p>{t('nothing')}</p> : (
          <p className="figure"><strong>{format.number(report.overall, { style: 'percent', maximumFractionDigits: 0 })}</strong><span className="muted">{t('overall')}</span></p>
        )}
      </section>
      {report.overall === null ? null : (
        <>
          <ScoreBars title={t('byDimension')} heading={t('byDimension')}
            scores={dimensions.map((name) => ({ name: t(`dimensions.${name}`), hint: t(`dimensionHints.${name}`), value: report.dimensions[name] }))} />
          <ScoreBars title={t('byTopic')} heading={t('topic')}
            scores={report.topics.map(({ topic, score, asked }) => ({ name: topicTitles[topic] ?? topic, hint: `${t('asked')}: ${asked}`, value: score }))} />
        </>
      )}
      {children}
      {own === null || proposed.length === 0 ? null : (
        <section className="panel next-panel">
          <h2>{t('next')}</h2>
          <p className="muted">{t('nextText')}</p>
          <ApplyGrades lang={lang} interview={own.id} proposed={proposed} applied={own.applied} />
        </section>
      )}
      <section>
        <h2>{t('byQuestion')}</h2>
        {report.questions.map((question) => <QuestionOfReport key={question.id} lang={lang} view={view} own={own} question={question} />)}
      </section>
    </>
  )
}
