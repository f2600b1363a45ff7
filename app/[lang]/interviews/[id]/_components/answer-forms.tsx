'use client'
// What there is to answer with: a text, a choice, an order, an exercise. Nothing here knows what is right.
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { longestAnswer } from '#lib/core/interview/machine.ts'
import type { Lang } from '#lib/core/notes/card.ts'
import type { HandedIn, QuestionView } from '#lib/server/web.ts'
import { ExerciseForm } from '../../../../_ui/exercise-form.tsx'
import { keepSpoken, keptSpoken } from './kept-here.ts'
import type { Interview } from './use-interview.ts'
import { useDraft } from './use-draft.ts'
import { useSpeech, type Speech } from './use-speech.ts'

export interface AnswerProps {
  readonly interview: Interview
  readonly question: QuestionView
  readonly lang: Lang
  /** What the button says. */
  readonly button: string
  readonly labelledBy: string
  readonly onHandIn: (answer: HandedIn, more?: { readonly number: number; readonly spokenMs: number }) => void
}

export function AnswerForm(props: AnswerProps) {
  const { question } = props
  if (question.choice !== undefined) return <ChoiceForm {...props} choice={question.choice} />
  if (question.order !== undefined) return <OrderForm {...props} order={question.order} />
  if (question.exercise !== undefined) {
    return <ExerciseForm exercise={question.exercise} lang={props.interview.view.request.lang} mark={null} onMark={(_, given) => { props.onHandIn({ kind: 'exercise', given }) }} />
  }
  return <TextForm {...props} />
}

function TextForm({ interview, question, lang, button, labelledBy, onHandIn }: AnswerProps) {
  const t = useTranslations('interviews')
  const { view, busy, offline } = interview
  const draft = useDraft(view.id, question, interview.door.draft, { seq: view.seq, onOffline: interview.setOffline, onOvertaken: () => void interview.refresh() })
  const [before, setBefore] = useState<string | null>(null)
  const spoken = useMemo(() => ({ read: () => keptSpoken(view.id, question.id), keep: (spokenMs: number) => { keepSpoken(view.id, question.id, spokenMs) } }), [view.id, question.id])
  const speech = useSpeech(view.request.lang, spoken, (said) => { draft.setText(`${draft.text}${view.request.lang === 'en' && /\S$/.test(draft.text) ? ' ' : ''}${said.trim()}`) })
  const short = question.kind !== 'explain'
  const tooLong = draft.text.length > longestAnswer
  const ready = draft.text.trim() !== '' && !tooLong && !busy
  const handIn = () => { if (ready) onHandIn({ kind: short ? 'typed' : 'explain', text: draft.text }, { number: draft.nextNumber(), spokenMs: speech.spokenMs() }) }
  const timeOf = (savedAtMs: number) => new Intl.DateTimeFormat(lang, { timeStyle: 'medium' }).format(savedAtMs)
  const field = { id: 'answer', value: draft.text, autoFocus: true, 'aria-labelledby': `${labelledBy} answer-label`, 'aria-describedby': 'answer-state' }
  return (
    <form className="answer-form" onSubmit={(event) => { event.preventDefault(); handIn() }}>
      {draft.others.map((other) => (
        <details key={`${other.savedAtMs ?? 'here'} ${other.text}`} className="notice other-text">
          <summary>{other.savedAtMs === null ? t('otherHere') : t('otherText', { time: timeOf(other.savedAtMs) })}</summary>
          <p className="own-words">{other.text}</p>
          <p><button type="button" className="button quiet" onClick={() => { setBefore(draft.text); draft.setText(other.text) }}>{t('useIt')}</button></p>
        </details>
      ))}
      {before === null || before === draft.text || before.trim() === '' ? null : (
        <p><button type="button" className="link" onClick={() => { draft.setText(before); setBefore(null) }}>{t('backToMine')}</button></p>
      )}
      <div className="field">
        <label id="answer-label" htmlFor="answer">{t('yourAnswer')}</label>
        {short ? (
          <input {...field} autoComplete="off" autoCapitalize="off" spellCheck={false} onChange={(event) => { draft.setText(event.target.value) }} />
        ) : (
          <textarea {...field} rows={10} placeholder={t('answerHint')} onChange={(event) => { draft.setText(event.target.value) }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
              event.preventDefault()
              handIn()
            }} />
        )}
        <p className={`hint${tooLong ? ' too-long' : ''}`} id="answer-state">
          {tooLong ? t('tooLong', { length: draft.text.length, limit: longestAnswer }) : draft.text === '' ? ' ' : t(draft.state === 'kept' ? 'kept' : offline || draft.state === 'here' ? 'keptHere' : 'keeping')}
        </p>
      </div>
      {short || !speech.can ? null : <Speaking speech={speech} />}
      <HandInButton ready={ready} text={button} keys={!short} />
    </form>
  )
}

function Speaking({ speech }: { readonly speech: Speech }) {
  const t = useTranslations('interviews')
  const { speaking, heard, problem, start, stop } = speech
  return (
    <details className="speaking">
      <summary>{t('speak')}</summary>
      <p className="small">{t('speakWhere')}</p>
      <p><button type="button" className="button quiet" aria-pressed={speaking} onClick={speaking ? stop : start}>{t(speaking ? 'speakStop' : 'speakStart')}</button></p>
      <p role="status" className="small">{problem !== null ? t(`speakProblems.${problem}`) : speaking ? t('speakNow') : ''}</p>
      {heard === '' ? null : <p className="own-words muted">{heard}</p>}
    </details>
  )
}

function HandInButton({ ready, text, keys }: { readonly ready: boolean; readonly text: string; readonly keys: boolean }) {
  const t = useTranslations('interviews')
  return (
    <button className="button hand-in" disabled={!ready}>
      {text} {keys ? <kbd aria-hidden="true">{t('handInKeys')}</kbd> : null}
    </button>
  )
}

function ChoiceForm({ choice, interview, button, labelledBy, onHandIn }: AnswerProps & { readonly choice: NonNullable<QuestionView['choice']> }) {
  const t = useTranslations('interviews')
  const [chosen, setChosen] = useState<readonly number[]>([])
  return (
    <form className="answer-form" onSubmit={(event) => { event.preventDefault(); if (chosen.length > 0) onHandIn({ kind: 'choice', chosen }) }}>
      <fieldset className="choices" aria-labelledby={`${labelledBy} choice-help`}>
        <p className="small muted" id="choice-help">{t(choice.multiple ? 'chooseSome' : 'chooseOne')}</p>
        {choice.options.map(({ key, html }) => (
          <label key={key} className="choice-option">
            <input type={choice.multiple ? 'checkbox' : 'radio'} name="choice" checked={chosen.includes(key)}
              onChange={() => { setChosen((now) => (!choice.multiple ? [key] : now.includes(key) ? now.filter((other) => other !== key) : [...now, key])) }} />
            <span dangerouslySetInnerHTML={{ __html: html }} />
          </label>
        ))}
      </fieldset>
      <HandInButton ready={chosen.length > 0 && !interview.busy} text={button} keys={false} />
    </form>
  )
}

function OrderForm({ order, interview, button, labelledBy, onHandIn }: AnswerProps & { readonly order: NonNullable<QuestionView['order']> }) {
  const t = useTranslations('interviews')
  const [sequence, setSequence] = useState<readonly number[]>(() => order.items.map(({ key }) => key))
  const [said, setSaid] = useState('')
  const move = (from: number, by: -1 | 1) => {
    const to = from + by
    const next = [...sequence]
    ;[next[from], next[to]] = [next[to]!, next[from]!]
    setSequence(next)
    setSaid(t('movedTo', { position: to + 1, total: sequence.length }))
    // The step keeps the focus where it has come to; at an end its other button has it.
    requestAnimationFrame(() => {
      const buttons = [...document.querySelectorAll<HTMLButtonElement>(`[data-step="${next[to]!}"] button`)]
      const same = by === -1 ? buttons[0] : buttons[1]
      ;(same?.disabled === true ? buttons.find(({ disabled }) => !disabled) : same)?.focus()
    })
  }
  return (
    <form className="answer-form" onSubmit={(event) => { event.preventDefault(); onHandIn({ kind: 'order', order: sequence }) }}>
      <p className="small muted" id="order-help">{t('orderHelp')}</p>
      <p role="status" className="visually-hidden">{said}</p>
      <ol className="steps" aria-labelledby={labelledBy} aria-describedby="order-help">
        {sequence.map((key, i) => (
          <li key={key} data-step={key}>
            <span className="step" dangerouslySetInnerHTML={{ __html: order.items.find((item) => item.key === key)!.html }} />
            <span className="step-movers">
              <button type="button" aria-label={t('moveUp', { position: i + 1 })} disabled={i === 0} onClick={() => { move(i, -1) }}>↑</button>
              <button type="button" aria-label={t('moveDown', { position: i + 1 })} disabled={i === sequence.length - 1} onClick={() => { move(i, 1) }}>↓</button>
            </span>
          </li>
        ))}
      </ol>
      <HandInButton ready={!interview.busy} text={button} keys={false} />
    </form>
  )
}
