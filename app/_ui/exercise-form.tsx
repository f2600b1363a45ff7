'use client'
// An exercise whose answer the engine computes: question, the run so far, what there is to choose or to type, and,
// once answered, the marks with their clauses and how the run went on. Used by the labs and by the review.
import { useTranslations } from 'next-intl'
import { useId, useMemo, useState, type ReactNode } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import { markExercise, type Exercise, type ExerciseAnswer, type ExerciseMark } from '#lib/core/protocols/exercise.ts'
import { joinEntries } from '#lib/core/protocols/trace-facts.ts'
import { parseTrace } from '#lib/core/protocols/trace.ts'
import { Clause } from './clause.tsx'
import { RunShown } from './run-picture/run-shown.tsx'

interface Props {
  readonly exercise: Exercise
  readonly lang: Lang
  readonly mark: ExerciseMark | null
  /** What was answered before this was drawn. */
  readonly given?: ExerciseAnswer
  readonly onMark: (mark: ExerciseMark, answer: ExerciseAnswer) => void
  /** Below the marks: what to do next. */
  readonly children?: ReactNode
}

export function ExerciseForm({ exercise, lang, mark, given: first, onMark, children }: Props) {
  const t = useTranslations('exercise')
  const id = useId()
  const [chosen, setChosen] = useState(typeof first === 'string' ? first : '')
  const [given, setGiven] = useState<Readonly<Record<string, string>>>(typeof first === 'object' ? first : {})
  const { form } = exercise
  const shown = useMemo(() => parseTrace(exercise.shown).file, [exercise.shown])
  const whole = useMemo(() => joinEntries(shown.entries, parseTrace(exercise.outcome).file.entries), [shown, exercise.outcome])
  const asked = Math.min(shown.entries.length, whole.length)
  const ready = form.kind === 'choice' ? chosen !== '' : form.fields.every(({ name }) => (given[name] ?? '').trim() !== '')
  return (
    <div className="exercise">
      <p className="exercise-question" id={`${id}-question`}>{exercise.question[lang]}</p>
      <RunShown protocol={exercise.protocol} header={shown.header} entries={shown.entries} label={t('soFar')} lang={lang} pictured={exercise.concealed !== true} />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const answer = form.kind === 'choice' ? chosen : given
          if (mark === null && ready) onMark(markExercise(exercise, answer), answer)
        }}
      >
        <fieldset disabled={mark !== null} aria-labelledby={`${id}-question`}>
          {form.kind === 'choice'
            ? form.choices.map((choice, i) => (
                <div key={choice.text.en} className={`choice ${mark === null ? '' : choice.verdict}`}>
                  <label>
                    <input type="radio" name={`${id}-choice`} checked={chosen === String(i)} onChange={() => { setChosen(String(i)) }} />
                    <span>{choice.text[lang]}</span>
                    {mark === null || (choice.verdict === 'wrong' && chosen !== String(i)) ? null : (
                      <span className="mark">{t(`verdicts.${choice.verdict}`)}</span>
                    )}
                  </label>
                  {mark === null ? null : <p className="small muted why">{choice.why[lang]}</p>}
                </div>
              ))
            : form.fields.map((field) => (
                <div className="field" key={field.name}>
                  <label htmlFor={`${id}-${field.name}`}>{field.label[lang]}</label>
                  <input id={`${id}-${field.name}`} value={given[field.name] ?? ''} autoComplete="off" autoCapitalize="off" spellCheck={false}
                    inputMode={field.kind === 'number' ? 'numeric' : 'text'} placeholder={field.kind === 'flags' ? 'SYN, ACK' : undefined}
                    onChange={(event) => { setGiven({ ...given, [field.name]: event.target.value }) }} />
                </div>
              ))}
        </fieldset>
        {mark === null ? (
          <p className="actions">
            <button className="button" disabled={!ready}>{t('check')}</button>
          </p>
        ) : null}
      </form>
      {mark === null ? null : (
        <div className="marks">
          <p className={`verdict ${mark.verdict}`} role="status">{t(`verdicts.${mark.verdict}`)}</p>
          {form.kind === 'fields' ? (
            <ul>
              {mark.parts.map((part) => (
                <li key={part.name}>
                  <strong>{form.fields.find(({ name }) => name === part.name)?.label[lang]}</strong>: {part.given}{' '}
                  {part.verdict === 'wrong' ? <>✗ {t('expected', { value: part.expected })}</> : `✓ ${t(`verdicts.${part.verdict}`)}`}
                  {part.remark === null ? null : <> {part.remark[lang]}</>}
                  {part.verdict === 'allowed' && part.clause !== null ? <> (<Clause text={part.clause} />)</> : null}
                </li>
              ))}
            </ul>
          ) : null}
          <p>{mark.explanation[lang]}</p>
          <p className="small">
            {t('clauses')}{' '}
            {[...new Set(mark.clauses)].map((clause, i) => (
              <span key={clause}>{i > 0 ? ' · ' : ''}<Clause text={clause} /></span>
            ))}
          </p>
          <RunShown protocol={exercise.protocol} header={shown.header} entries={whole} from={exercise.concealed === true ? 0 : asked} label={t(exercise.concealed === true ? 'wholeRun' : 'goesOn')} lang={lang} />
          {children}
        </div>
      )}
    </div>
  )
}
