'use client'
// A card whose question is drawn from a scenario and the card's seed: asked, run and marked here, by the engine.
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { describeProblem } from '#lib/core/problem.ts'
import type { ExerciseMark } from '#lib/core/protocols/exercise.ts'
import { askExercise } from '#lib/core/protocols/tcp/exercises.ts'
import { parseTrace } from '#lib/core/protocols/trace.ts'
import type { QueueCard } from '#lib/server/web.ts'
import { ExerciseForm } from '../../../_ui/exercise-form.tsx'
import type { DoingProps } from './doing-props.ts'

export default function ExerciseFace({ card, exercise, answered, onJudge, onReveal }: DoingProps & { exercise: NonNullable<QueueCard['exercise']> }) {
  const t = useTranslations('review')
  const [mark, setMark] = useState<ExerciseMark | null>(null)
  const asked = useMemo(
    () => askExercise(exercise.ask, { name: exercise.scenario, file: parseTrace(exercise.trace).file }, card.seed),
    [exercise, card.seed],
  )
  if (!asked.ok) {
    return (
      <>
        <p className="notice">{describeProblem(asked.problem, card.lang)}</p>
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
