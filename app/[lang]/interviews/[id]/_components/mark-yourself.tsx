'use client'
// After the mark was seen: the person's own, kept beside it, or set in its place and recorded as theirs. Also whether
// a late answer counts. The page is drawn anew by the server afterwards.
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { v7 } from 'uuid'
import type { Lang } from '#lib/core/notes/card.ts'
import type { InterviewAction, ReportedCard } from '#lib/server/web.ts'
import { callApi } from '../../../../_ui/api.ts'
import { tabId } from './kept-here.ts'
import { PointChecks } from './point-checks.tsx'

/** Sends one action and draws the page anew. */
function useAction(interview: string, lang: Lang) {
  const t = useTranslations('interviews')
  const router = useRouter()
  const [drawing, startDrawing] = useTransition()
  const [sending, setSending] = useState(false)
  const [said, setSaid] = useState<string | null>(null)
  const act = async (event: InterviewAction) => {
    setSending(true)
    const answer = await callApi('POST', `/interviews/${interview}/events`, { id: v7(), deviceId: tabId(), event }, lang)
    setSending(false)
    setSaid(answer.kind === 'ok' ? t('savedMark') : answer.kind === 'problem' ? t('failed', { reason: answer.problem.detail }) : t('noNetwork'))
    if (answer.kind === 'ok') startDrawing(() => { router.refresh() })
  }
  return { act, busy: sending || drawing, said }
}

interface Props {
  readonly lang: Lang
  readonly interview: string
  readonly question: string
  readonly card: Pick<ReportedCard, 'points' | 'lang'>
  /** Ids of the points that count as made now. */
  readonly counted: readonly string[]
}

export function MarkYourself({ lang, interview, question, card, counted }: Props) {
  const t = useTranslations('interviews')
  const [made, setMade] = useState(counted)
  const { act, busy, said } = useAction(interview, lang)
  const mark = () => ({ points: Object.fromEntries(card.points.map(({ id }) => [id, made.includes(id) ? ('yes' as const) : ('no' as const)])) })
  return (
    <details className="mark-yourself">
      <summary>{t('markYourself')}</summary>
      <PointChecks legend={t('markHint')} lang={card.lang} points={card.points} made={made} onChange={setMade} />
      <p className="small muted">{t('setMarkHint')}</p>
      <p className="other-actions">
        <button className="button quiet" disabled={busy} onClick={() => void act({ type: 'self-mark', question, when: 'after', mark: mark() })}>{t('keepOwn')}</button>
        <button className="button quiet" disabled={busy} onClick={() => void act({ type: 'correct', question, mark: mark() })}>{t('setMark')}</button>
      </p>
      <p role="status" className="small">{said}</p>
    </details>
  )
}

export function IncludeLate({ lang, interview, question, included }: { readonly lang: Lang; readonly interview: string; readonly question: string; readonly included: boolean }) {
  const t = useTranslations('interviews')
  const { act, busy } = useAction(interview, lang)
  return (
    <button className="button quiet" disabled={busy} onClick={() => void act({ type: 'include-late', question, included: !included })}>
      {t(included ? 'excludeLate' : 'includeLate')}
    </button>
  )
}
