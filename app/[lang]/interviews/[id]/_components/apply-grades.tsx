'use client'
// The proposed grades, to be changed, applied with one click and undone together.
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { v7 } from 'uuid'
import type { ProposedGrade } from '#lib/core/interview/report.ts'
import type { Grade } from '#lib/core/memory/memory.ts'
import type { FacetId, Lang } from '#lib/core/notes/card.ts'
import type { ReportView } from '#lib/server/web.ts'
import { callApi } from '../../../../_ui/api.ts'
import { browserZone } from '../../../../_ui/whoami.ts'
import { tabId } from './kept-here.ts'

interface Props {
  readonly lang: Lang
  readonly interview: string
  readonly proposed: readonly (ProposedGrade & { readonly text: string; readonly lang: Lang; readonly facet: FacetId })[]
  readonly applied: ReportView['applied']
}

const grades = [1, 2, 3, 4] as const satisfies readonly Grade[]

export function ApplyGrades({ lang, interview, proposed, applied: first }: Props) {
  const t = useTranslations('interviews')
  const router = useRouter()
  const [applied, setApplied] = useState(first)
  const [chosen, setChosen] = useState<Readonly<Record<string, Grade>>>({})
  const [ticked, setTicked] = useState<Readonly<Record<string, boolean>>>({})
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState('')
  const [alert, setAlert] = useState<string | null>(null)
  const isTicked = ({ card, byDefault }: ProposedGrade) => ticked[card] ?? byDefault
  const taken = proposed.filter(isTicked)

  const send = async (path: string, body: object, done: (value: unknown) => void) => {
    setBusy(true)
    setAlert(null)
    const answer = await callApi<unknown>('POST', path, body, lang)
    setBusy(false)
    if (answer.kind === 'ok') done(answer.value)
    else setAlert(answer.kind === 'problem' ? t('failed', { reason: answer.problem.detail }) : t('noNetwork'))
    router.refresh()
  }
  const apply = () =>
    send(
      `/interviews/${interview}/grades`,
      { id: v7(), deviceId: tabId(), timeZone: browserZone(), grades: taken.map(({ card, grade }) => ({ card, grade: chosen[card] ?? grade })) },
      (value) => {
        setApplied(value as NonNullable<ReportView['applied']>)
        setSaid('')
      },
    )
  const undo = (targets: readonly string[]) =>
    send('/undo', { id: v7(), targets }, () => {
      setApplied(null)
      setSaid(t('undone'))
    })

  return (
    <>
      <ul className="proposed">
        {proposed.map((each) => {
          const { card, text, grade, why, lang: of, facet } = each
          const counts = applied?.grades[facet]
          return (
            <li key={card}>
              <label className="proposed-card">
                <input type="checkbox" checked={applied === null ? isTicked(each) : counts !== undefined} disabled={applied !== null}
                  onChange={(event) => { setTicked({ ...ticked, [card]: event.target.checked }) }} />
                <span lang={of === 'zh' ? 'zh-Hans' : 'en'}>{text}</span>
              </label>
              <span className="muted small">{t(`why.${why}`)}</span>
              <select aria-label={t('gradeOf', { question: text })} value={counts ?? chosen[card] ?? grade} disabled={applied !== null}
                onChange={(event) => { setChosen({ ...chosen, [card]: Number(event.target.value) as Grade }) }}>
                {grades.map((value) => <option key={value} value={value}>{t(`grades.${value}`)}</option>)}
              </select>
            </li>
          )
        })}
      </ul>
      {alert === null ? null : <p role="alert" className="alert">{alert}</p>}
      <p role="status">{applied === null ? said : t('applied', { count: applied.eventIds.length })}</p>
      <p className="actions">
        {applied === null ? (
          <button className="button" disabled={busy || taken.length === 0} onClick={() => void apply()}>{t('apply', { count: taken.length })}</button>
        ) : (
          <button className="button quiet" disabled={busy} onClick={() => void undo(applied.eventIds)}>{t('undo')}</button>
        )}
      </p>
    </>
  )
}
