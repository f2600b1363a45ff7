'use client'
// One card: its question, what there is to do, and, once answered, the answer. The HTML comes from the API, which
// renders and sanitises the notes.
import { useTranslations } from 'next-intl'
import { lazy, Suspense, useLayoutEffect, useState, type RefObject } from 'react'
import { markChoice } from '#lib/core/answers/mark-choice.ts'
import { markCloze } from '#lib/core/answers/mark-cloze.ts'
import { markOrder } from '#lib/core/answers/mark-order.ts'
import { markTyped } from '#lib/core/answers/mark-typed.ts'
import type { Verdict } from '#lib/core/answers/verdict.ts'
import { drawShuffled, startRandom } from '#lib/core/engine/random.ts'
import type { Grade } from '#lib/core/memory/memory.ts'
import type { FacetName, Lang } from '#lib/core/notes/card.ts'
import type { QueueCard } from '#lib/server/web.ts'
import type { DoingProps } from './doing-props.ts'

export interface Answered {
  /** What Enter or Space will give: Good, or Again where the answer was wrong. */
  readonly proposed: Grade
  /** Stored with the review; null where the person only thought. */
  readonly record: unknown
  readonly verdict: Verdict | null
}

interface Props {
  readonly card: QueueCard
  readonly lang: Lang
  readonly place: { readonly href: string; readonly title: string; readonly number: number; readonly total: number }
  readonly heading: RefObject<HTMLHeadingElement | null>
  readonly answered: Answered | null
  readonly onAnswer: (answered: Answered) => void
}

const proposals: Record<Verdict, Grade> = { right: 3, partly: 2, wrong: 1 }

export function CardFace({ card, place, heading, answered, onAnswer }: Props) {
  const t = useTranslations('review')
  const judge = (verdict: Verdict, record: object) => {
    onAnswer({ proposed: proposals[verdict], record: { ...record, verdict }, verdict })
  }
  return (
    <article className="card" lang={card.lang === 'zh' ? 'zh-Hans' : 'en'}>
      <p className="where small muted">
        <a href={place.href}>{place.title}</a>
        {place.number > 0 ? <span> · {t('place', { number: place.number, total: place.total })}</span> : null}
        <span> · {t(`kinds.${card.kind}`)}</span>
        {card.own === undefined ? null : <span className="unverified">{t('unverified')}</span>}
        {card.memory?.starred === true ? <span> · ★ {t('starred')}</span> : null}
      </p>
      <h2 ref={heading} tabIndex={-1} className="question" dangerouslySetInnerHTML={{ __html: card.question.html }} />
      <Doing card={card} answered={answered !== null} onJudge={judge} onReveal={() => { onAnswer({ proposed: 3, record: null, verdict: null }) }} />
      {answered === null ? null : (
        <section className="answer" aria-label={t('answer')}>
          {answered.verdict === null ? null : (
            <p className={`verdict ${answered.verdict}`} role="status">
              {t(`verdicts.${answered.verdict}`)}
            </p>
          )}
          {card.cloze === undefined ? null : <div dangerouslySetInnerHTML={{ __html: card.cloze.shown }} />}
          <div className="prose" dangerouslySetInnerHTML={{ __html: card.answer.html }} />
          {card.changed === undefined ? null : (
            <details className="notice changed" open>
              <summary>{t('changed')}</summary>
              <p>{card.changed.map(({ kind, text }, at) => (kind === 'same' ? text : kind === 'added' ? <ins key={at}>{text}</ins> : <del key={at}>{text}</del>))}</p>
            </details>
          )}
        </section>
      )}
    </article>
  )
}

// The protocol engine is heavy: it comes with the first card that needs it.
const Exercise = lazy(() => import('./exercise-face.tsx').catch(() => ({ default: ExerciseAway })))

/** Without network, and never loaded here: the card is one to think about. */
function ExerciseAway(props: DoingProps) {
  const t = useTranslations('review')
  return (
    <>
      <p className="notice">{t('exerciseAway')}</p>
      <Think {...props} />
    </>
  )
}

function Doing(props: DoingProps) {
  const { card } = props
  if (card.exercise !== undefined) {
    return (
      <Suspense fallback={null}>
        <Exercise {...props} exercise={card.exercise} />
      </Suspense>
    )
  }
  if (card.choice !== undefined) return <Choice {...props} choice={card.choice} />
  if (card.cloze !== undefined) return <Cloze {...props} cloze={card.cloze} />
  if (card.order !== undefined) return <Order {...props} order={card.order} />
  if (card.typed !== undefined) return <Typed {...props} typed={card.typed} />
  return <Think {...props} />
}

/** Runs `go` on Enter or Space anywhere but in a field or on a control of its own. */
function useGoKey(active: boolean, go: () => void, keys: readonly string[]) {
  // Heard as soon as it is seen: an effect after painting would miss a quick key.
  useLayoutEffect(() => {
    if (!active) return
    const onKey = (event: KeyboardEvent) => {
      const { tagName } = event.target as HTMLElement
      if (!keys.includes(event.key) || /^(BUTTON|A|SUMMARY|TEXTAREA)$/.test(tagName)) return
      if (document.querySelector('dialog[open]') !== null) return
      event.preventDefault()
      event.stopImmediatePropagation()
      go()
    }
    // Before the page's own keys: the same Enter must not reveal and grade at once.
    window.addEventListener('keydown', onKey, { capture: true })
    return () => { window.removeEventListener('keydown', onKey, { capture: true }) }
  }, [active, go, keys])
}

const enterOrSpace = [' ', 'Enter']
const enter = ['Enter']

function Think({ answered, onReveal }: DoingProps) {
  const t = useTranslations('review')
  useGoKey(!answered, onReveal, enterOrSpace)
  if (answered) return null
  return (
    <p className="actions reveal">
      <button className="button" onClick={onReveal}>
        {t('reveal')} <kbd aria-hidden="true">{t('space')}</kbd>
      </button>
    </p>
  )
}

function Choice({ card, choice, answered, onJudge }: DoingProps & { choice: NonNullable<QueueCard['choice']> }) {
  const t = useTranslations('review')
  const [order] = useState(() => drawShuffled(startRandom(card.seed), choice.options.map((_, i) => i)).value)
  const [chosen, setChosen] = useState<readonly number[]>([])
  const toggle = (i: number) => {
    if (answered) return
    setChosen((now) => (choice.multiple ? (now.includes(i) ? now.filter((other) => other !== i) : [...now, i]) : [i]))
  }
  const submit = () => {
    if (chosen.length > 0) onJudge(markChoice(choice.options, chosen).verdict, { chosen })
  }
  useGoKey(!answered, submit, enter)
  useLayoutEffect(() => {
    if (answered) return
    const onKey = (event: KeyboardEvent) => {
      const position = Number(event.key) - 1
      const option = order[position]
      if (option === undefined || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      setChosen((now) => (choice.multiple ? (now.includes(option) ? now.filter((other) => other !== option) : [...now, option]) : [option]))
    }
    window.addEventListener('keydown', onKey)
    return () => { window.removeEventListener('keydown', onKey) }
  }, [answered, choice.multiple, order])
  return (
    <fieldset className="options" disabled={answered}>
      <legend className="small muted">{t(choice.multiple ? 'chooseSome' : 'chooseOne')}</legend>
      {order.map((i, position) => {
        const option = choice.options[i]!
        const picked = chosen.includes(i)
        const state = !answered ? '' : option.right ? ' right' : picked ? ' wrong' : ''
        return (
          <div key={i} className={`option${state}`}>
            <label>
              <input type={choice.multiple ? 'checkbox' : 'radio'} name="option" checked={picked} onChange={() => { toggle(i) }} />
              <kbd aria-hidden="true">{position + 1}</kbd>
              <span dangerouslySetInnerHTML={{ __html: option.html }} />
              {answered ? <span className="mark">{option.right ? `✓ ${t('isRight')}` : picked ? `✗ ${t('isWrong')}` : ''}</span> : null}
            </label>
            {answered && option.why !== null ? <div className="why small" dangerouslySetInnerHTML={{ __html: option.why }} /> : null}
          </div>
        )
      })}
      {answered ? null : (
        <p className="actions">
          <button type="button" className="button" onClick={submit} disabled={chosen.length === 0}>
            {t('check')} <kbd aria-hidden="true">Enter</kbd>
          </button>
        </p>
      )}
    </fieldset>
  )
}

function Cloze({ cloze, answered, onJudge }: DoingProps & { cloze: NonNullable<QueueCard['cloze']> }) {
  const t = useTranslations('review')
  const [given, setGiven] = useState<readonly string[]>(() => cloze.texts.map(() => ''))
  const submit = () => {
    const clozes = cloze.texts.map((text) => ({ id: cloze.id as FacetName, text, hint: null }))
    onJudge(markCloze(clozes, cloze.id as FacetName, given).verdict, { given })
  }
  if (answered) return given.some((text) => text !== '') ? <p className="muted">{t('youSaid', { answer: given.join(' · ') })}</p> : null
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <div className="prose passage" dangerouslySetInnerHTML={{ __html: cloze.hidden }} />
      {cloze.texts.map((_, i) => (
        <div className="field" key={i}>
          <label htmlFor={`gap-${i}`}>{cloze.texts.length === 1 ? t('gap') : t('gapNumber', { number: i + 1 })}</label>
          <input id={`gap-${i}`} value={given[i]} autoComplete="off" autoCapitalize="off" spellCheck={false}
            onChange={(event) => { setGiven(given.map((text, j) => (j === i ? event.target.value : text))) }} />
        </div>
      ))}
      <p className="actions">
        <button className="button">{t('check')} <kbd aria-hidden="true">Enter</kbd></button>
      </p>
    </form>
  )
}

function Typed({ typed, answered, onJudge }: DoingProps & { typed: NonNullable<QueueCard['typed']> }) {
  const t = useTranslations('review')
  const [given, setGiven] = useState('')
  if (answered) {
    return (
      <>
        {given === '' ? null : <p className="muted">{t('youSaid', { answer: given })}</p>}
        <p className="accepted">{t('accepted', { forms: typed.accepted.slice(0, 3).join(' / ') })}</p>
      </>
    )
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onJudge(markTyped(typed.accepted, given).verdict, { given })
      }}
    >
      <div className="field">
        <label htmlFor="typed">{t('yourAnswer')}</label>
        <input id="typed" value={given} autoComplete="off" autoCapitalize="off" spellCheck={false} onChange={(event) => { setGiven(event.target.value) }} />
      </div>
      <p className="actions">
        <button className="button">{t('check')} <kbd aria-hidden="true">Enter</kbd></button>
      </p>
    </form>
  )
}

function Order({ card, order, answered, onJudge }: DoingProps & { order: NonNullable<QueueCard['order']> }) {
  const t = useTranslations('review')
  const [sequence, setSequence] = useState<readonly number[]>(() => {
    const right = order.items.map((_, i) => i)
    const mixed = drawShuffled(startRandom(card.seed), right).value
    // Shown in the right order, there would be nothing to do.
    return mixed.every((item, i) => item === i) ? [...mixed.slice(1), mixed[0]!] : mixed
  })
  const [moved, setMoved] = useState('')
  const move = (from: number, by: -1 | 1) => {
    const to = from + by
    if (to < 0 || to >= sequence.length) return
    const next = [...sequence]
    ;[next[from], next[to]] = [next[to]!, next[from]!]
    setSequence(next)
    setMoved(t('movedTo', { position: to + 1, total: sequence.length }))
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-step="${next[to]!}"]`)?.focus())
  }
  const mark = answered ? markOrder(sequence.length, sequence) : null
  const submit = () => { onJudge(markOrder(sequence.length, sequence).verdict, { sequence }) }
  useGoKey(!answered, submit, enter)
  return (
    <div className="ordering">
      <p className="small muted" id="order-help">{answered ? t('rightOrder') : t('orderHelp')}</p>
      <p role="status" className="visually-hidden">{moved}</p>
      <ol aria-describedby="order-help">
        {(answered ? order.items.map((_, i) => i) : sequence).map((item, i) => (
          <li key={item} data-step={item} tabIndex={answered ? undefined : 0} className={mark === null ? '' : mark.parts.find((part) => part.item === item)?.inPlace === true ? 'right' : 'wrong'}
            onKeyDown={(event) => {
              if (answered || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
              event.preventDefault()
              const by = event.key === 'ArrowUp' ? -1 : 1
              if (event.altKey || event.shiftKey) move(i, by)
              else document.querySelector<HTMLElement>(`[data-step="${sequence[i + by] ?? item}"]`)?.focus()
            }}>
            <span className="step" dangerouslySetInnerHTML={{ __html: order.items[item]!.html }} />
            {answered ? (
              <span className="mark small">{mark?.parts.find((part) => part.item === item)?.inPlace === true ? '✓' : t('wasAt', { position: sequence.indexOf(item) + 1 })}</span>
            ) : (
              <span className="movers">
                <button type="button" aria-label={t('moveUp', { position: i + 1 })} onClick={() => { move(i, -1) }} disabled={i === 0}>↑</button>
                <button type="button" aria-label={t('moveDown', { position: i + 1 })} onClick={() => { move(i, 1) }} disabled={i === sequence.length - 1}>↓</button>
              </span>
            )}
          </li>
        ))}
      </ol>
      {answered ? null : (
        <p className="actions">
          <button type="button" className="button" onClick={submit}>{t('check')} <kbd aria-hidden="true">Enter</kbd></button>
        </p>
      )}
    </div>
  )
}
