'use client'
// A card whose question is drawn from a scenario and the card's seed: asked, run and marked here, by the engine.
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { describeProblem, type Result } from '#lib/core/problem.ts'
import { askDnsExercise } from '#lib/core/protocols/dns/exercises.ts'
import type { Exercise, ExerciseMark } from '#lib/core/protocols/exercise.ts'
import { askExercise } from '#lib/core/protocols/tcp/exercises.ts'
import { parseTrace } from '#lib/core/protocols/trace.ts'
import type { QueueCard } from '#lib/server/web.ts'
import { ExerciseForm } from '../../../_ui/exercise-form.tsx'
import type { DoingProps } from './doing-props.ts'

type Asked = NonNullable<QueueCard['exercise']>

/** By protocol; of any other, a newer server's, the machine here says that it does not know it. */
function askOf({ protocol, ask, scenario: name, trace, zones = [] }: Asked, seed: string): Result<Exercise> {
  const { file } = parseTrace(trace)
  return protocol === 'dns' ? askDnsExercise(ask, { name, file, zones }, seed) : askExercise(ask, { name, file }, seed)
}

export default function ExerciseFace({ card, exercise, answered, onJudge, onReveal }: DoingProps & { exercise: Asked }) {
  const t = useTranslations('review')
  const [mark, setMark] = useState<ExerciseMark | null>(null)
  const asked = useMemo(() => askOf(exercise, card.seed), [exercise, card.seed])
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
