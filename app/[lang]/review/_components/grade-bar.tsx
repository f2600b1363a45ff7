'use client'
// The four grades with what each will do, and what else can be done with a card. The same keys as on the buttons.
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import type { Grade } from '#lib/core/memory/memory.ts'
import type { QueueCard } from '#lib/server/web.ts'
import { GradeButtons } from '../../../_ui/grade-buttons.tsx'
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

export function GradeBar({ card, proposed, startedAtMs, onGrade, onAction, onUndo, onKeys }: Props) {
  const t = useTranslations('review')
  const starred = card.memory?.starred ?? false
  return (
    <footer className="grade-bar">
      {proposed === null ? null : <GradeButtons intervals={card.intervals} proposed={proposed} onGrade={onGrade} />}
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
