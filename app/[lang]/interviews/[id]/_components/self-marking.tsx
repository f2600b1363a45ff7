'use client'
// Before the mark is seen: which points the person thinks they made. The same sheet, without the machine's marks.
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { v7 } from 'uuid'
import type { Lang } from '#lib/core/notes/card.ts'
import type { ReportedCard } from '#lib/server/web.ts'
import { callApi } from '../../../../_ui/api.ts'
import { tabId } from './kept-here.ts'
import { PointChecks } from './point-checks.tsx'

interface Props {
  readonly lang: Lang
  readonly interview: string
  readonly questions: readonly {
    readonly question: string
    readonly text: string
    readonly answer: string
    readonly lang: Lang
    readonly points: ReportedCard['points']
  }[]
}

export function SelfMarking({ lang, interview, questions }: Props) {
  const t = useTranslations('interviews')
  const [made, setMade] = useState<Readonly<Record<string, readonly string[]>>>({})
  const [busy, setBusy] = useState(false)
  const [alert, setAlert] = useState<string | null>(null)
  const report = `/${lang}/interviews/${interview}?report`

  const save = async () => {
    setBusy(true)
    setAlert(null)
    for (const { question, points } of questions) {
      const mark = { points: Object.fromEntries(points.map(({ id }) => [id, made[question]?.includes(id) === true ? 'yes' : 'no'])) }
      const answer = await callApi('POST', `/interviews/${interview}/events`, { id: v7(), deviceId: tabId(), event: { type: 'self-mark', question, when: 'before', mark } }, lang)
      if (answer.kind === 'ok') continue
      setBusy(false)
      setAlert(answer.kind === 'problem' ? t('failed', { reason: answer.problem.detail }) : t('noNetwork'))
      return
    }
    window.location.assign(report)
  }

  return (
    <>
      <h1>{t('selfTitle')}</h1>
      <p className="lead">{t('selfText')}</p>
      {questions.map(({ question, text, answer, lang: of, points }) => (
        <section key={question} className="panel self-question">
          <h2 lang={of === 'zh' ? 'zh-Hans' : 'en'}>{text}</h2>
          <p className="own-words" lang={of === 'zh' ? 'zh-Hans' : 'en'}>{answer}</p>
          <PointChecks legend={t('selfNote')} lang={of} points={points} made={made[question] ?? []} onChange={(ids) => { setMade({ ...made, [question]: ids }) }} />
        </section>
      ))}
      {alert === null ? null : <p role="alert" className="alert">{alert}</p>}
      <p className="actions">
        <button className="button" disabled={busy} onClick={() => void save()}>{t('selfSave')}</button>
        <a className="button quiet" href={report}>{t('selfSkip')}</a>
      </p>
    </>
  )
}
