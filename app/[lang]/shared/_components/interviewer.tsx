'use client'
// The view of a partner who asks: the question, its points, hints and follow-ups, what is being said, and the sheet to
// mark it by. It asks the server again and again, since the other goes on meanwhile.
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useState } from 'react'
import { v7 } from 'uuid'
import type { Lang } from '#lib/core/notes/card.ts'
import type { AskedQuestion, InterviewAction, InterviewerView, SharedView } from '#lib/server/web.ts'
import { callApi, type ApiAnswer } from '../../../_ui/api.ts'
import { tabId } from '../../interviews/[id]/_components/kept-here.ts'
import { PointChecks } from '../../interviews/[id]/_components/point-checks.tsx'
import { formatTime, serverNowMs, setServerClock } from '../../interviews/[id]/_components/server-clock.ts'

const everyMs = 1_500

interface Props {
  readonly lang: Lang
  readonly token: string
  readonly initial: InterviewerView
}

export function Interviewer({ lang, token, initial }: Props) {
  const t = useTranslations('interviews')
  const [view, setView] = useState(initial)
  const [offline, setOffline] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const show = useCallback((answer: ApiAnswer<SharedView>, tookMs: number) => {
    setOffline(answer.kind === 'unreachable')
    if (answer.kind !== 'ok') return
    const { value } = answer
    if (value.kind !== 'interviewer') return
    setServerClock(value.view.nowMs, tookMs)
    setView((now) => (value.view.seq < now.seq ? now : value.view))
  }, [])
  const call = useCallback(
    async (path: string, body: object) => {
      const asked = performance.now()
      const answer = await callApi<SharedView>('POST', path, { token, ...body }, lang)
      show(answer, performance.now() - asked)
      return answer
    },
    [lang, show, token],
  )
  useEffect(() => {
    const ask = setInterval(() => {
      if (document.visibilityState !== 'visible') return
      // A link that was withdrawn meanwhile says so.
      void call('/shared', {}).then((answer) => { if (answer.kind === 'problem') setRefusal(answer.problem.detail) })
    }, everyMs)
    return () => { clearInterval(ask) }
  }, [call])
  const act = async (event: InterviewAction) => {
    const answer = await call('/shared/events', { id: v7(), deviceId: tabId(), event })
    setRefusal(answer.kind === 'problem' ? answer.problem.detail : null)
    return answer.kind === 'ok'
  }

  // One list, so that what is ticked stays ticked when the question is done with.
  const questions = [...view.questions].sort((a, b) => Number(b.current) - Number(a.current))
  return (
    <>
      <h1>{t('interviewerTitle')}</h1>
      <p className="lead">{t(`interviewerStatus.${view.status}`)} <Left view={view} /></p>
      {offline ? <p className="notice offline" role="status">{t('interviewerOffline')}</p> : null}
      {refusal === null ? null : <p className="alert" role="alert">{refusal}</p>}
      {questions.map((question) => <Asked key={question.id} question={question} running={view.status === 'running'} act={act} />)}
    </>
  )
}

function Left({ view }: { readonly view: InterviewerView }) {
  const t = useTranslations('interviews')
  const [nowMs, setNowMs] = useState(view.nowMs)
  useEffect(() => {
    const tick = setInterval(() => { setNowMs(serverNowMs()) }, 500)
    return () => { clearInterval(tick) }
  }, [])
  if (view.status !== 'running' && view.status !== 'paused') return null
  return <span role="timer" aria-label={t('timeLeft')} className="left">{formatTime(Math.max(0, (view.deadlineMs ?? nowMs) - nowMs))}</span>
}

interface AskedProps {
  readonly question: AskedQuestion
  readonly running: boolean
  readonly act: (event: InterviewAction) => Promise<boolean>
}

function Asked({ question, running, act }: AskedProps) {
  const t = useTranslations('interviews')
  const { id, text, card, run, hints, hintsGiven, words, verdict, followUps, current, status } = question
  const [heard, setHeard] = useState(question.heard ?? [])
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState('')
  const htmlLang = card.lang === 'zh' ? 'zh-Hans' : 'en'
  const send = async (event: InterviewAction, done = '') => {
    setBusy(true)
    const sent = await act(event)
    setBusy(false)
    setSaid(sent ? done : '')
  }
  const mark = () => send({ type: 'partner-mark', question: id, mark: { points: Object.fromEntries(card.points.map((point) => [point.id, heard.includes(point.id) ? 'yes' as const : 'no' as const])) } }, t('savedMark'))
  return (
    <article className={`panel interviewer${current ? ' current' : ''}`} aria-labelledby={`asked-${id}`}>
      <p className="small muted">{t(current ? 'interviewerNow' : `questionStatus.${status === 'open' ? 'unfinished' : status}`)}{question.isFollowUp ? ` · ${t('followUpOne')}` : ''}</p>
      <h2 id={`asked-${id}`} lang={htmlLang}>{text}</h2>
      {run === null ? null : <p lang={htmlLang}>{run.question}</p>}
      <h3>{t('interviewerWords')}</h3>
      {verdict === null ? <p className="own-words said" lang={htmlLang}>{words === null || words === '' ? <span className="muted">{t('interviewerNothing')}</span> : words}</p> : <p>{t(`verdicts.${verdict}`)}</p>}
      {card.points.length === 0 ? null : (
        <form onSubmit={(event) => { event.preventDefault(); void mark() }}>
          <PointChecks legend={t('interviewerSheet')} lang={card.lang} points={card.points} made={heard} onChange={setHeard} />
          <p className="other-actions"><button className="button quiet" disabled={busy}>{t('interviewerMark')}</button></p>
        </form>
      )}
      <p role="status" className="small">{said}</p>
      {followUps.length === 0 ? null : (
        <>
          <h3>{t('interviewerFollowUps')}</h3>
          <ul className="follow-ups">
            {followUps.map((next) => (
              <li key={next.id}>
                <span lang={htmlLang}>{next.text}</span>
                {next.mayAsk ? <> <button type="button" className="button quiet" disabled={busy} onClick={() => void send({ type: 'follow-up', question: next.id })}>{t('interviewerAsk')}</button></> : null}
              </li>
            ))}
          </ul>
        </>
      )}
      {hints.length === 0 ? null : (
        <details>
          <summary>{t('hints')}</summary>
          <ol lang={htmlLang}>{hints.map((hint, i) => <li key={hint}>{hint}{i < hintsGiven ? <span className="muted small" lang={undefined}> ✓</span> : null}</li>)}</ol>
        </details>
      )}
      {card.pitfalls.length === 0 ? null : (
        <details>
          <summary>{t('interviewerPitfalls')}</summary>
          <ul lang={htmlLang}>{card.pitfalls.map((html) => <li key={html} dangerouslySetInnerHTML={{ __html: html }} />)}</ul>
        </details>
      )}
      <details className="model">
        <summary>{t('modelAnswer')}</summary>
        {run === null ? null : <p lang={htmlLang}>{run.explanation}</p>}
        <div className="prose" lang={htmlLang} dangerouslySetInnerHTML={{ __html: card.answerHtml }} />
      </details>
      {!current || !running ? null : (
        <p className="other-actions">
          {hintsGiven >= hints.length ? null : <button type="button" className="button quiet" disabled={busy} onClick={() => void send({ type: 'hint', question: id })}>{t('interviewerHint')}</button>}
          <button type="button" className="button quiet" disabled={busy} onClick={() => void send({ type: 'skip', question: id })}>{t('interviewerNext')}</button>
        </p>
      )}
    </article>
  )
}
