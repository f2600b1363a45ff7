'use client'
// The four grades with what each will do, and what else can be done with a card. The same keys as on the buttons.
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import type { Interval } from '#lib/core/memory/intervals.ts'
import type { Grade } from '#lib/core/memory/memory.ts'
import type { QueueCard } from '#lib/server/web.ts'
import type { ActionKind } from './review-session.ts'

interface Props {
  readonly card: QueueCard
  /** Null: not answered yet, so there is nothing to grade. */
  readonly proposed: Grade | null
  /** On the page's own clock. */
  readonly startedAtMs: number
  readonly onGrade: (grade: Grade) => void
  readonly onAction: (kind: ActionKind) => void
  readonly onUndo: () => void
  readonly onKeys: () => void
}

const names = ['again', 'hard', 'good', 'easy'] as const

export function GradeBar({ card, proposed, startedAtMs, onGrade, onAction, onUndo, onKeys }: Props) {
  const t = useTranslations('review')
  const starred = card.memory?.starred ?? false
  return (
    <footer className="grade-bar">
      {proposed === null ? null : (
        <div className="grades" role="group" aria-label={t('howDidItGo')}>
          {names.map((name, i) => (
            <button key={name} className={`grade ${name}${proposed === i + 1 ? ' proposed' : ''}`} onClick={() => { onGrade((i + 1) as Grade) }}>
              <span className="name">
                {t(`grades.${name}`)} <kbd aria-hidden="true">{i + 1}</kbd>
              </span>
              <span className="interval">{say(card.intervals[name], t)}</span>
            </button>
          ))}
        </div>
      )}
      <div className="others small">
        <Timer key={startedAtMs} startedAtMs={startedAtMs} />
        <button onClick={onUndo}>{t('undo')} <kbd aria-hidden="true">U</kbd></button>
        <button onClick={() => { onAction(starred ? 'unstar' : 'star') }} aria-pressed={starred}>{t('star')} <kbd aria-hidden="true">S</kbd></button>
        <button onClick={() => { onAction('bury') }}>{t('bury')} <kbd aria-hidden="true">B</kbd></button>
        <button onClick={() => { onAction('suspend') }}>{t('suspend')} <kbd aria-hidden="true">P</kbd></button>
        <button className="help" onClick={onKeys} aria-label={t('keys')}><kbd aria-hidden="true">?</kbd></button>
      </div>
    </footer>
  )
}

function say(interval: Interval, t: ReturnType<typeof useTranslations<'review'>>): string {
  if ('days' in interval) {
    if (interval.days < 60) return t('inDays', { days: interval.days })
    const months = interval.days / 30.44
    return months < 24 ? t('inMonths', { months: Number(months.toFixed(months < 10 ? 1 : 0)) }) : t('inYears', { years: Number((interval.days / 365.25).toFixed(1)) })
  }
  return t('inMinutes', { minutes: Math.max(1, Math.round(interval.seconds / 60)) })
}

function Timer({ startedAtMs }: { startedAtMs: number }) {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const tick = setInterval(() => { setSeconds(Math.floor((performance.now() - startedAtMs) / 1000)) }, 1000)
    return () => { clearInterval(tick) }
  }, [startedAtMs])
  return (
    <span className="timer muted" aria-hidden="true">
      {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, '0')}
    </span>
  )
}
