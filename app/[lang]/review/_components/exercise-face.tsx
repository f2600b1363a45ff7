'use client'
// A card whose question is drawn from a scenario and the card's seed: asked, run and marked here, by the engine.
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useState } from 'react'
import { describeProblem } from '#lib/core/problem.ts'
import type { ExerciseMark } from '#lib/core/protocols/exercise.ts'
import { parseTrace } from '#lib/core/protocols/trace.ts'
import type { QueueCard } from '#lib/server/web.ts'
import { ExerciseForm } from '../../../_ui/exercise-form.tsx'
import { loadAsker, type Asker } from '../../../_ui/load-asker.ts'
import type { DoingProps } from './doing-props.ts'

type Asked = NonNullable<QueueCard['exercise']>

export default function ExerciseFace({ card, exercise, answered, onJudge, onReveal }: DoingProps & { exercise: Asked }) {
  const t = useTranslations('review')
  const [mark, setMark] = useState<ExerciseMark | null>(null)
  // Undefined while it is being loaded, null when it cannot be had.
  const [ask, setAsk] = useState<{ readonly by: Asker | null }>()
  useEffect(() => {
    let wanted = true
    void loadAsker(exercise.protocol).then((by) => { if (wanted) setAsk({ by }) })
    return () => { wanted = false }
  }, [exercise.protocol])
  const asked = useMemo(
    () => ask?.by?.(exercise.ask, { name: exercise.scenario, file: parseTrace(exercise.trace).file, zones: exercise.zones ?? [] }, card.seed),
    [ask, exercise, card.seed],
  )
  if (ask === undefined) return <p className="muted" role="status">…</p>
  if (asked?.ok !== true) {
    const problem = asked?.problem ?? { code: 'exercise-unknown' as const, params: { kind: exercise.ask, scenario: exercise.scenario } }
    return (
      <>
        <p className="notice">{ask.by === null ? t('exerciseAway') : describeProblem(problem, card.lang)}</p>
        {answered ? null : <button className="button" onClick={onReveal}>{t('reveal')}</button>}
      </>
    )
  }
  return (
    <ExerciseForm exercise={asked.value} lang={card.lang} mark={mark}
      onMark={(marked, answer) => {
        setMark(marked)
        // What the RFCs allow is not wrong, whatever our own engine does.
        onJudge(marked.verdict === 'wrong' ? 'wrong' : 'right', { answer })
      }} />
  )
}
