'use client'
// The four grades, each with what it will do. The keys 1 to 4 are the page's to listen to.
import { useTranslations } from 'next-intl'
import type { Interval, Intervals } from '#lib/core/memory/intervals.ts'
import type { Grade } from '#lib/core/memory/memory.ts'
import './grade-buttons.css'

interface Props {
  /** Null: not known here, because nothing could be fetched. The grade counts all the same. */
  readonly intervals: Intervals | null
  /** What Enter will give; null: nothing is proposed. */
  readonly proposed: Grade | null
  readonly onGrade: (grade: Grade) => void
}

export const gradeNames = ['again', 'hard', 'good', 'easy'] as const

export function GradeButtons({ intervals, proposed, onGrade }: Props) {
  const t = useTranslations('review')
  return (
    <div className="grades" role="group" aria-label={t('howDidItGo')}>
      {gradeNames.map((name, i) => (
        <button key={name} type="button" className={`grade ${name}${proposed === i + 1 ? ' proposed' : ''}`} onClick={() => { onGrade((i + 1) as Grade) }}>
          <span className="name">
            {t(`grades.${name}`)} <kbd aria-hidden="true">{i + 1}</kbd>
          </span>
          {intervals === null ? null : <span className="interval">{sayInterval(intervals[name], t)}</span>}
        </button>
      ))}
    </div>
  )
}

/** `4 days`, `10 min`: until the card comes back. */
export function sayInterval(interval: Interval, t: ReturnType<typeof useTranslations<'review'>>): string {
  if ('days' in interval) {
    if (interval.days < 60) return t('inDays', { days: interval.days })
    const months = interval.days / 30.44
    return months < 24 ? t('inMonths', { months: Number(months.toFixed(months < 10 ? 1 : 0)) }) : t('inYears', { years: Number((interval.days / 365.25).toFixed(1)) })
  }
  return t('inMinutes', { minutes: Math.max(1, Math.round(interval.seconds / 60)) })
}
