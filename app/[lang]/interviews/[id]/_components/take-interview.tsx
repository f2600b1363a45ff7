'use client'
// Taking an interview: what comes, the question and its clock, a pause, the end of the time. Nothing ticks but what is
// shown: the time left is read off the server's clock.
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import type { InterviewLink, InterviewView, QuestionView } from '#lib/server/web.ts'
import { Dialog } from '../../../../_ui/dialog.tsx'
import { useAlive, WhenAlive } from '../../../../_ui/when-alive.tsx'
import { AnswerForm } from './answer-forms.tsx'
import { ownDoor, type Door } from './door.ts'
import { Links } from './links.tsx'
import { formatTime, serverNowMs } from './server-clock.ts'
import { useInterview, type Interview } from './use-interview.ts'

interface Props {
  readonly lang: Lang
  readonly initial: InterviewView
  /** Null: as the person whose it is. */
  readonly door?: Door
  /** Links that let a partner take part. */
  readonly links?: readonly InterviewLink[]
}

const partnerKinds = ['interviewer', 'candidate'] as const

export function TakeInterview({ lang, initial, door, links }: Props) {
  const t = useTranslations('interviews')
  const alive = useAlive()
  const [own] = useState(() => door ?? ownDoor(initial.id))
  const [shared, setShared] = useState(door !== undefined || (links ?? []).length > 0)
  const interview = useInterview(initial, lang, own, shared)
  const { view, busy, offline, refusal, act, refresh } = interview
  const [asksFinish, setAsksFinish] = useState(false)
  const nowMs = useNow(initial.nowMs)
  const leftMs = view.status === 'over' ? 0 : view.deadlineMs === null ? view.totalMs : Math.max(0, view.deadlineMs - nowMs)
  const timeIsUp = view.status === 'running' && leftMs <= 0
  const pauseIsOver = view.status === 'paused' && view.pauseEndsAtMs !== null && nowMs >= view.pauseEndsAtMs

  // The server says what follows; this page only notices that it is time to ask.
  useEffect(() => {
    if (timeIsUp || pauseIsOver) void refresh()
  }, [pauseIsOver, refresh, timeIsUp])

  const minutesLeft = Math.ceil(leftMs / 60_000)
  const announced = view.status === 'running' && [10, 5, 1].includes(minutesLeft) ? t('left', { minutes: minutesLeft }) : ''
  const finish = () => { setAsksFinish(false); void act({ type: 'finish' }) }
  useEffect(() => {
    // What was closed until the scripts came could not take the focus that it has in the page.
    if (alive && document.activeElement === document.body) document.querySelector<HTMLElement>('.take #answer, .take .actions .button')?.focus({ preventScroll: true })
  }, [alive])
  const partner = links === undefined ? null : (
    <details className="partner">
      <summary>{t('partner')}</summary>
      <p>{t(view.status === 'ready' ? 'partnerText' : 'partnerJoins')}</p>
      <Links lang={lang} interview={view.id} kinds={partnerKinds} first={links} onMade={() => { setShared(true) }} />
    </details>
  )
  return (
    <div className="page narrow interviews take">
      <h1 className="visually-hidden">{t('title')}</h1>
      <WhenAlive>
        {view.status === 'ready' ? null : (
          <div className={`clock-bar${leftMs < 60_000 ? ' soon' : ''}`}>
            <p className="left" role="timer" aria-label={t('timeLeft')}>{formatTime(leftMs)}</p>
            <p className="muted small where">{t('progress', { number: Math.min(view.done.main + 1, view.done.ofMain), total: view.done.ofMain })}</p>
            {view.status === 'running' && view.pauseLeftMs > 0 ? <button className="button quiet" disabled={busy} onClick={() => void act({ type: 'pause' })}>{t('pause')}</button> : null}
            {view.status === 'over' ? null : <button className="button quiet" disabled={busy} onClick={() => { setAsksFinish(true) }}>{t('finish')}</button>}
            <progress max={view.totalMs} value={view.totalMs - leftMs} aria-hidden="true" />
          </div>
        )}
        <p role="status" className="visually-hidden">{announced}</p>
        {offline ? <p className="notice offline" role="status">{t('offline')}{busy ? ` ${t('sending')}` : ''}</p> : null}
        {refusal === null ? null : <p className="alert" role="alert">{refusal}</p>}
        {view.status === 'ready' ? <Ready view={view} busy={busy} onBegin={() => void act({ type: 'start' })} /> : null}
        {view.status === 'paused' ? (
          <section className="panel">
            <h2>{t('paused')}</h2>
            <p>{t('pausedText', { time: formatTime((view.pauseEndsAtMs ?? nowMs) - nowMs) })}</p>
            <p className="actions"><button className="button" autoFocus disabled={busy} onClick={() => void act({ type: 'resume' })}>{t('resume')}</button></p>
          </section>
        ) : null}
        {view.status === 'running' ? (
          view.question === null ? (
            <section className="panel">
              <h2>{t('last')}</h2>
              <p>{t('lastText')}</p>
              <p className="actions"><button className="button" autoFocus disabled={busy} onClick={finish}>{t('finishYes')}</button></p>
            </section>
          ) : (
            <Question key={view.question.id} interview={interview} question={view.question} lang={lang} nowMs={nowMs} />
          )
        ) : null}
        {view.status === 'over' ? (
          <>
            <section className="notice over">
              <h2>{t('over')}</h2>
              <p>{t(view.lateQuestions.length === 0 ? 'overNothing' : 'overText')}</p>
              <p className="actions"><button className="button" disabled={busy} onClick={finish}>{t('finishYes')}</button></p>
            </section>
            {view.lateQuestions.map((question) => <Question key={question.id} interview={interview} question={question} lang={lang} nowMs={null} />)}
          </>
        ) : null}
        {view.status === 'over' ? null : partner}
      </WhenAlive>
      {asksFinish ? (
        <Dialog title={t('finishTitle')} onClose={() => { setAsksFinish(false) }}>
          <p>{t('finishText')}</p>
          <p className="actions">
            <button className="button" onClick={finish}>{t('finishYes')}</button>
            <button className="button quiet" onClick={() => { setAsksFinish(false) }}>{t('finishNo')}</button>
          </p>
        </Dialog>
      ) : null}
    </div>
  )
}

/** The server's time, looked at twice a second. */
function useNow(firstMs: number): number {
  const [nowMs, setNowMs] = useState(firstMs)
  useEffect(() => {
    const tick = setInterval(() => { setNowMs(serverNowMs()) }, 500)
    return () => { clearInterval(tick) }
  }, [])
  return nowMs
}

function Ready({ view, busy, onBegin }: { readonly view: InterviewView; readonly busy: boolean; readonly onBegin: () => void }) {
  const t = useTranslations('interviews')
  const begin = useRef<HTMLButtonElement>(null)
  useEffect(() => { if (!busy) begin.current?.focus({ preventScroll: true }) }, [busy])
  return (
    <section>
      <h2>{t('ready')}</h2>
      <p className="lead">{t('readyText', { count: view.done.ofMain, minutes: view.request.minutes })}</p>
      <div className="table">
        <table>
          <thead><tr><th scope="col">{t('section')}</th><th scope="col">{t('questions')}</th><th scope="col">{t('time')}</th></tr></thead>
          <tbody>
            {view.sections.map(({ kind, questions, plannedMs }) => (
              <tr key={kind}><td>{t(`sections.${kind}`)}</td><td>{questions}</td><td>{formatTime(plannedMs)}</td></tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul>{(['draft', 'hint', 'late'] as const).map((rule) => <li key={rule}>{t(`rules.${rule}`)}</li>)}</ul>
      <p className="actions"><button ref={begin} className="button" disabled={busy} onClick={onBegin}>{t('begin')}</button></p>
    </section>
  )
}

interface QuestionProps {
  readonly interview: Interview
  readonly question: QuestionView
  readonly lang: Lang
  /** Null: the time is over, and this may be handed in late. */
  readonly nowMs: number | null
}

function Question({ interview, question, nowMs, lang }: QuestionProps) {
  const t = useTranslations('interviews')
  const { view, busy, act } = interview
  const heading = useRef<HTMLHeadingElement>(null)
  const late = nowMs === null
  const spentMs = question.spentMs + (late ? 0 : Math.max(0, nowMs - view.nowMs))
  useEffect(() => {
    // Where there is nothing to type in, a new question starts at its heading.
    if (document.querySelector('#answer') === null) heading.current?.focus({ preventScroll: true })
    window.scrollTo({ top: 0 })
  }, [])
  const id = `question-${question.id}`
  const htmlLang = view.request.lang === 'zh' ? 'zh-Hans' : 'en'
  return (
    <article className="asked">
      <p className="small muted where">
        <span>{t(`sections.${question.section}`)}</span>
        {question.isFollowUp ? <strong className="follow-mark">{t('followUp')}</strong> : null}
        {late ? null : (
          <span className={spentMs > question.plannedMs ? 'over-plan' : ''} title={t('forThisLabel')}>
            <span className="visually-hidden">{t('forThisLabel')} </span>
            {t('forThis', { spent: formatTime(spentMs), planned: formatTime(question.plannedMs) })}
          </span>
        )}
      </p>
      {question.follows?.answer == null ? null : (
        <details className="follows small">
          <summary>{question.follows.text}</summary>
          <p className="muted">{t('youSaid')}</p>
          <p className="own-words" lang={htmlLang}>{question.follows.answer}</p>
        </details>
      )}
      {question.reworded ? (
        <>
          <h2 id={id} ref={heading} tabIndex={-1} className="asked-question" lang={htmlLang}>{question.text}</h2>
          <p className="small muted" lang={htmlLang}>{t('inFull')} <span dangerouslySetInnerHTML={{ __html: question.html }} /></p>
        </>
      ) : (
        <h2 id={id} ref={heading} tabIndex={-1} className="asked-question" lang={htmlLang} dangerouslySetInnerHTML={{ __html: question.html }} />
      )}
      {question.hints.length === 0 ? null : (
        <section className="notice hints" aria-live="polite">
          <h3>{t('hints')}</h3>
          <ul lang={htmlLang}>{question.hints.map((hint) => <li key={hint}>{hint}</li>)}</ul>
        </section>
      )}
      <AnswerForm interview={interview} question={question} lang={lang} labelledBy={id} button={t(late ? 'handInLate' : 'handIn')}
        onHandIn={(answer, more) => void act({ type: 'submit', question: question.id, answer, ...(more === undefined || more.spokenMs === 0 ? {} : { spokenMs: more.spokenMs }) }, more?.number)} />
      {late ? null : (
        <p className="other-actions">
          {question.hintsLeft === 0 ? null : (
            <button className="button quiet" disabled={busy} onClick={() => void act({ type: 'hint', question: question.id })}>
              {t('hint')} <span className="muted small">{t('hintsLeft', { count: question.hintsLeft })}</span>
            </button>
          )}
          <button className="button quiet" disabled={busy} onClick={() => void act({ type: 'skip', question: question.id })}>{t('skip')}</button>
        </p>
      )}
    </article>
  )
}
