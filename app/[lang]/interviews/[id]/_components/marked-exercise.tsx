'use client'
// What was worked in a lab, with its marks, the clauses and how the run went on.
import type { Lang } from '#lib/core/notes/card.ts'
import { markExercise, type Exercise, type ExerciseAnswer } from '#lib/core/protocols/exercise.ts'
import { ExerciseForm } from '../../../../_ui/exercise-form.tsx'

/** `given`: JSON, as the log keeps it. */
export function MarkedExercise({ exercise, given, lang }: { readonly exercise: Exercise; readonly given: string; readonly lang: Lang }) {
  const answer = JSON.parse(given) as ExerciseAnswer
  return <ExerciseForm exercise={exercise} lang={lang} given={answer} mark={markExercise(exercise, answer)} onMark={() => undefined} />
}
