'use client'
// Nothing to show now: what was done in this sitting and when to come back.
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import type { Sitting } from './review-session.ts'

interface Props {
  readonly lang: Lang
  readonly sitting: Sitting
  readonly nowMs: number
  readonly comesBackAtMs: number | null
  readonly onUndo: () => void
}

export function EndScreen({ lang, sitting, nowMs, comesBackAtMs, onUndo }: Props) {
  const t = useTranslations('review')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => { heading.current?.focus() }, [])
  const graded = sitting.done.filter(({ kind }) => kind === 'review')
  const again = graded.filter(({ grade }) => grade === 1).length
  const minutes = Math.max(1, Math.round((nowMs - sitting.startedAtMs) / 60_000))
  const waitSeconds = comesBackAtMs === null ? 0 : Math.max(0, Math.ceil((comesBackAtMs - nowMs) / 1000))
  return (
    <section className="end panel">
      <h2 ref={heading} tabIndex={-1}>
        {comesBackAtMs !== null ? t('pauseTitle') : graded.length > 0 ? t('endTitle') : t('emptyTitle')}
      </h2>
      {graded.length > 0 ? <p>{t('endText', { count: graded.length, minutes, again })}</p> : null}
      {comesBackAtMs !== null ? (
        <p role="timer">{t('comesBack', { count: sitting.learning.length, time: `${Math.floor(waitSeconds / 60)}:${String(waitSeconds % 60).padStart(2, '0')}` })}</p>
      ) : (
        <p>{t('comeTomorrow')}</p>
      )}
      <p className="actions">
        <a className="button" href={`/${lang}`}>
          {t('toToday')}
        </a>
        <a className="button quiet" href={`/${lang}/topics`}>
          {t('toTopics')}
        </a>
        <button className="button quiet" onClick={onUndo}>
          {t('undo')} <kbd aria-hidden="true">U</kbd>
        </button>
      </p>
    </section>
  )
}
