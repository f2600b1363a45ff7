'use client'
// Covered answers on the screen, loaded when somebody covers them: what stands before an answer and after it, and the
// bar with the keys. Text comes with the page; what a grade does comes from the session.
import { NextIntlClientProvider, useTranslations } from 'next-intl'
import { useLayoutEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import type { Grade } from '#lib/core/memory/memory.ts'
import { Dialog } from '../../../../_ui/dialog.tsx'
import { GradeButtons, gradeNames, sayInterval } from '../../../../_ui/grade-buttons.tsx'
import { sectionOf } from './place.ts'
import { countDone, nextCovered, type Graded } from './recall-state.ts'
import { openSession, type RecallOptions } from './recall-session.ts'
import { isTyping, useTopic, type Recall } from './use-topic.ts'
import './recall.css'

/** Covers every answer; `close` ends it. */
export function openRecall(options: RecallOptions): Recall {
  const session = openSession(options)
  const useSnapshot = () => useSyncExternalStore(session.subscribe, session.snapshot)
  const gradeAndGoOn = async (card: string, grade: Grade) => {
    if (await session.grade(card, grade)) goTo(nextCovered(session.snapshot().state, card))
  }
  const undo = async () => {
    const card = await session.undo()
    if (card !== null) requestAnimationFrame(() => sectionOf(card)?.querySelector<HTMLElement>('.grade')?.focus())
  }

  const uncoverHere = (card: string) => {
    session.uncover(card)
    // Where the button was is now the answer: a screen reader goes on there.
    requestAnimationFrame(() => sectionOf(card)?.querySelector<HTMLElement>('.answer:not([hidden]), .covered')?.focus({ preventScroll: true }))
  }

  function Before({ card }: { card: string }) {
    const { cards } = useTopic()
    const { state } = useSnapshot()
    const asked = state.cards.get(card)
    const cues = cards.find(({ id }) => id === card)?.cues ?? []
    const cue = asked === undefined ? undefined : cues[asked.step]
    if (asked === undefined || cue === undefined) return null
    // The last facet is uncovered with the whole answer.
    if (asked.isOpen && cue.uncovered === null) return null
    return (
      <Words>
        <Covered html={asked.isOpen ? cue.uncovered : cue.html} step={asked.step} total={cues.length} isOpen={asked.isOpen} onUncover={() => { uncoverHere(card) }} />
      </Words>
    )
  }

  function After({ card }: { card: string }) {
    const { cards, standings } = useTopic()
    const { state } = useSnapshot()
    const asked = state.cards.get(card)
    if (asked?.isOpen === true) {
      const facet = cards.find(({ id }) => id === card)?.cues[asked.step]?.facet
      const intervals = facet === undefined ? null : (standings?.get(facet)?.intervals ?? null)
      return (
        <Words>
          <div className="grade-here">
            <GradeButtons intervals={intervals} proposed={null} onGrade={(grade) => void gradeAndGoOn(card, grade)} />
          </div>
        </Words>
      )
    }
    const graded = state.graded.filter((done) => done.card === card)
    return graded.length === 0 ? null : <Words><Done graded={graded} /></Words>
  }

  function Bar() {
    const { uncoverAll } = useTopic()
    const { state, unsent, isLost } = useSnapshot()
    const [isAsking, setAsking] = useState(false)
    // Before it is painted: who sees a card has its keys.
    useLayoutEffect(() => {
      const onKey = (event: KeyboardEvent) => {
        if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
        const key = event.key.toLowerCase()
        const { active } = session.snapshot().state
        if (/^[1-4]$/.test(key) && active !== null) void gradeAndGoOn(active, Number(key) as Grade)
        else if (key === 'u') void undo()
        else if (key === 'j') goTo(nextCovered(session.snapshot().state, focusedCard()))
        else if (key === '?') setAsking(true)
        else return
        event.preventDefault()
      }
      window.addEventListener('keydown', onKey)
      return () => { window.removeEventListener('keydown', onKey) }
    }, [])
    return (
      <Words>
        <Tools done={countDone(state)} total={state.cards.size} last={state.graded.at(-1) ?? null} unsent={unsent} isLost={isLost}
          onUndo={() => void undo()} onKeys={() => { setAsking(true) }} onEnd={uncoverAll} />
        {isAsking ? <Keys onClose={() => { setAsking(false) }} /> : null}
      </Words>
    )
  }

  const { subscribe, isShown, close } = session
  return { subscribe, isShown, close, Before, After, Bar }
}

/** The sentences of this part: they come with the page, the formatter with this file. */
function Words({ children }: { children: ReactNode }) {
  const { lang, recallWords } = useTopic()
  return <NextIntlClientProvider locale={lang} timeZone="UTC" messages={recallWords}>{children}</NextIntlClientProvider>
}

function Covered({ html, step, total, isOpen, onUncover }: { html: string | null; step: number; total: number; isOpen: boolean; onUncover: () => void }) {
  const t = useTranslations('recall')
  return (
    <div className="covered" tabIndex={-1}>
      {total > 1 ? <p className="muted small">{t('part', { number: step + 1, total })}</p> : null}
      {html === null ? null : <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />}
      {isOpen ? null : (
        <button type="button" className="uncover" onClick={onUncover}>
          {t('uncover')}
        </button>
      )}
    </div>
  )
}

function Done({ graded }: { graded: readonly Graded[] }) {
  const t = useTranslations('recall')
  const review = useTranslations('review')
  return (
    <p className="graded small">
      {graded.map(({ eventId, grade, interval }) => (
        <span key={eventId} className={gradeNames[grade - 1]}>
          <strong>{review(`grades.${gradeNames[grade - 1]!}`)}</strong>
          {interval === null ? null : <span className="muted"> · {t('comesBack', { when: sayInterval(interval, review) })}</span>}
        </span>
      ))}
    </p>
  )
}

interface ToolsProps {
  readonly done: number
  readonly total: number
  readonly last: Graded | null
  readonly unsent: number
  readonly isLost: boolean
  readonly onUndo: () => void
  readonly onKeys: () => void
  readonly onEnd: () => void
}

function Tools({ done, total, last, unsent, isLost, onUndo, onKeys, onEnd }: ToolsProps) {
  const t = useTranslations('recall')
  const review = useTranslations('review')
  const said = last === null ? '' : t('said', { grade: review(`grades.${gradeNames[last.grade - 1]!}`), when: last.interval === null ? '' : sayInterval(last.interval, review) })
  return (
    <section className="recall-bar" tabIndex={-1} aria-label={t('title')}>
      <progress max={total} value={done} aria-label={t('progress', { done, total })} />
      {isLost ? <p className="alert" role="alert">{t('lost')}</p> : null}
      <div className="recall-tools small">
        <span className="progress">
          {t('progress', { done, total })}
          {unsent > 0 ? <span className="unsent"> · {t('unsent', { count: unsent })}</span> : null}
        </span>
        <span role="status" className="visually-hidden">{said}</span>
        <button type="button" onClick={onUndo} disabled={last === null}>{t('undo')} <kbd aria-hidden="true">U</kbd></button>
        <button type="button" onClick={onEnd}>{t('end')} <kbd aria-hidden="true">C</kbd></button>
        <button type="button" className="help" onClick={onKeys} aria-label={t('keys')}><kbd aria-hidden="true">?</kbd></button>
      </div>
    </section>
  )
}

const keys = ['uncover', 'grade', 'next', 'undo', 'cover', 'help'] as const

function Keys({ onClose }: { onClose: () => void }) {
  const t = useTranslations('recall')
  return (
    <Dialog title={t('keys')} onClose={onClose}>
      <dl className="keys">
        {keys.map((key) => (
          <div key={key}>
            <dt><kbd>{t(`keyNames.${key}`)}</kbd></dt>
            <dd>{t(`keyUses.${key}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="actions">
        <button type="button" className="button" onClick={onClose}>{t('close')}</button>
      </p>
    </Dialog>
  )
}

/** The card's question at the top of the window, the focus on its covered answer. Null: none is left, and the bar says so. */
function goTo(card: string | null): void {
  requestAnimationFrame(() => {
    if (card === null) {
      document.querySelector<HTMLElement>('.recall-bar')?.focus()
      return
    }
    const section = sectionOf(card)
    section?.scrollIntoView({ block: 'start' })
    section?.querySelector<HTMLElement>('.uncover')?.focus({ preventScroll: true })
  })
}

/** The card after the one that has the focus, by its id; '' where none has. */
function focusedCard(): string {
  const section = document.activeElement?.closest<HTMLElement>('.note')
  const all = [...document.querySelectorAll<HTMLElement>('.note')]
  const next = section == null ? all[0] : (all[all.indexOf(section) + 1] ?? all[0])
  return next?.dataset['card'] ?? ''
}
