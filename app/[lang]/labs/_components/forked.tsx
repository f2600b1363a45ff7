'use client'
// A run that is no longer the recorded one: what was changed where, the way back, and what no longer fits.
import { useTranslations } from 'next-intl'
import type { Lang } from '#lib/core/notes/card.ts'
import { describeProblem, type Problem } from '#lib/core/problem.ts'
import { cutText, type Edit } from '#lib/core/protocols/lab-run.ts'

interface Props {
  readonly edits: readonly Edit[]
  readonly problems: readonly Problem[]
  readonly lang: Lang
  /** An event in the trace's words as a sentence. */
  readonly narrate: (text: string) => string
  readonly onRestore: () => void
}

export function Forked({ edits, problems, lang, narrate, onRestore }: Props) {
  const t = useTranslations('labs')
  const sentenceOf = ({ step, text }: Edit) => `${step}: ${text === cutText ? t('cutHere') : narrate(text)}`
  return (
    <>
      {edits.length === 0 ? null : (
        <div className="notice fork">
          <p>{t('forked', { changes: edits.map(sentenceOf).join(' · ') })}</p>
          <button type="button" className="button quiet" onClick={onRestore}>{t('original')}</button>
        </div>
      )}
      {problems.map((problem, i) => <p key={i} className="alert">{describeProblem(problem, lang)}</p>)}
    </>
  )
}
