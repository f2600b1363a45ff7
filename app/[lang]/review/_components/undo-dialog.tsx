'use client'
// Says what an undo will take back before it does: which answer, when, and on which device.
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { v7 } from 'uuid'
import type { Lang } from '#lib/core/notes/card.ts'
import type { UndoPreview } from '#lib/server/web.ts'
import { callApi } from '../../../_ui/api.ts'
import { Dialog } from '../../../_ui/dialog.tsx'
import { deviceId } from '../../../_ui/outbox.ts'
import type { Sitting } from './review-session.ts'

interface Props {
  readonly lang: Lang
  readonly sitting: Sitting
  readonly send: () => Promise<unknown>
  readonly onClose: () => void
  readonly onReverse: (kind: 'undo' | 'redo', id: string, targets: readonly string[]) => void
}

const gradeNames = ['again', 'hard', 'good', 'easy'] as const

export function UndoDialog({ lang, sitting, send, onClose, onReverse }: Props) {
  const t = useTranslations('review')
  const [preview, setPreview] = useState<UndoPreview | null>(null)
  useEffect(() => {
    let alive = true
    const look = async () => {
      // The server knows what other devices did; without network it is the newest of this sitting.
      await send()
      const answer = await callApi<UndoPreview>('GET', `/undo?lang=${lang}`)
      if (alive) setPreview(answer.kind === 'ok' ? answer.value : previewHere(sitting))
    }
    void look()
    return () => { alive = false }
  }, [lang, send, sitting])

  const next = preview?.next ?? null
  const what = next === null ? '' : next.grade === null ? t(`did.${next.kind as 'star'}`) : t(`grades.${gradeNames[next.grade - 1]!}`)
  return (
    <Dialog title={t('undoTitle')} onClose={onClose}>
      {preview === null ? (
        <p role="status">{t('looking')}</p>
      ) : next === null ? (
        <p>{t('nothingToUndo')}</p>
      ) : (
        <p className="undo-what">
          {t('undoWhat', { what, question: next.question })}
          <span className="muted">
            {' '}
            {ago(next.at, t)}
            {next.deviceId !== null && next.deviceId !== deviceId() ? `, ${t('otherDevice')}` : ''}
          </span>
        </p>
      )}
      <p className="actions">
        {next === null ? null : (
          <button className="button" autoFocus onClick={() => { onReverse('undo', v7(), next.targets) }}>
            {t('undoIt')} <kbd aria-hidden="true">Enter</kbd>
          </button>
        )}
        {preview?.redo == null ? null : (
          <button className="button quiet" onClick={() => { onReverse('redo', v7(), preview.redo!.targets) }}>
            {t('redo')}
          </button>
        )}
        <button className="button quiet" onClick={onClose}>
          {t('close')} <kbd aria-hidden="true">Esc</kbd>
        </button>
      </p>
    </Dialog>
  )
}

function previewHere(sitting: Sitting): UndoPreview {
  const last = sitting.done.at(-1)
  if (last === undefined) return { next: null, redo: null }
  const { kind, grade, card, eventId, atMs } = last
  const next = { targets: [eventId], kind, grade, count: 1, question: card.question.text, at: new Date(atMs).toISOString(), deviceId: deviceId() }
  return { next, redo: null }
}

function ago(at: string, t: ReturnType<typeof useTranslations<'review'>>): string {
  const minutes = Math.round((Date.now() - Date.parse(at)) / 60_000)
  if (minutes < 60) return t('minutesAgo', { minutes })
  return minutes < 48 * 60 ? t('hoursAgo', { hours: Math.round(minutes / 60) }) : t('daysAgo', { days: Math.round(minutes / 1440) })
}
