'use client'
// The cards found, beside the lines they were made of. What was guessed comes first and waits for a word; the rest is
// taken unless it is dropped. Decisions are kept on the server a moment after each, so that a closed tab loses nothing.
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import type { Accepted, Decision, LookOverCardView, LookOverView } from '#lib/server/web.ts'
import { callApi } from '../../../_ui/api.ts'
import { LookOverCard } from './look-over-card.tsx'

type Section = 'ask' | 'mended' | 'clear' | 'known'
const sections: readonly Section[] = ['ask', 'mended', 'clear', 'known']
const keepAfterMs = 700

interface Props {
  readonly lang: Lang
  readonly view: LookOverView
  readonly topics: readonly { readonly id: string; readonly title: string }[]
}

export function LookOver({ lang, view, topics }: Props) {
  const t = useTranslations('notes')
  const [decisions, setDecisions] = useState<ReadonlyMap<number, Decision>>(() => stillTrue(view))
  const [title, setTitle] = useState(view.title)
  const [editing, setEditing] = useState<number | null>(null)
  const [accepted, setAccepted] = useState<Accepted | null>(null)
  const [alert, setAlert] = useState<string | null>(null)
  const [kept, setKept] = useState(true)
  const busy = useRef(false)

  const bySection = useMemo(() => sections.map((section) => ({ section, cards: view.cards.filter((card) => sectionOf(card) === section) })), [view])
  const chosenFor = useCallback((card: LookOverCardView) => decisions.get(card.index)?.use ?? card.use, [decisions])

  const decide = useCallback((cards: readonly LookOverCardView[], change: Partial<Decision>) => {
    setKept(false)
    setDecisions((now) => {
      const next = new Map(now)
      for (const card of cards) next.set(card.index, { ...(now.get(card.index) ?? { index: card.index, id: card.id, use: card.use }), ...change })
      return next
    })
  }, [])

  /** The card's text goes below that of the card before it in the file; itself it is no card. */
  const merge = useCallback((card: LookOverCardView) => {
    const above = view.cards.findLast(({ index, file }) => index < card.index && file === card.file && chosenFor(view.cards[index]!) !== 'drop')
    if (above === undefined) return
    const textOf = ({ index, question, answer }: LookOverCardView) => ({ question: decisions.get(index)?.question ?? question, answer: decisions.get(index)?.answer ?? answer })
    const [upper, lower] = [textOf(above), textOf(card)]
    decide([above], { use: 'accept', answer: `${upper.answer}\n\n**${lower.question.replace('\n', '**\n')}${lower.question.includes('\n') ? '' : '**'}\n\n${lower.answer}` })
    decide([card], { use: 'drop' })
  }, [view, decisions, decide, chosenFor])

  useEffect(() => {
    if (kept || accepted !== null) return
    const timer = setTimeout(() => {
      void callApi('PUT', '/notes/draft', { draft: view.draft, decisions: wholeOf(decisions) }, lang).then((answer) => {
        if (answer.kind === 'ok') setKept(true)
      })
    }, keepAfterMs)
    return () => { clearTimeout(timer) }
  }, [decisions, kept, accepted, view.draft, lang])

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || event.ctrlKey || event.metaKey || event.altKey) return
      const items = [...document.querySelectorAll<HTMLElement>('.look-over-card')].filter((item) => item.offsetParent !== null)
      const at = items.findIndex((item) => item.contains(document.activeElement))
      const go = (to: number) => {
        const item = items[Math.max(0, Math.min(items.length - 1, to))]
        item?.focus()
        item?.scrollIntoView({ block: 'nearest' })
      }
      const card = view.cards.find(({ index }) => String(index) === items[at]?.dataset['index'])
      if (event.key === 'j') go(at + 1)
      else if (event.key === 'k') go(at - 1)
      else if (card === undefined) return
      else if (event.key === 'a' || event.key === 'd') {
        decide([card], { use: event.key === 'a' ? 'accept' : 'drop' })
        go(at + 1)
      } else if (event.key === 'e' || event.key === 's') setEditing(card.index)
      else if (event.key === 'm') merge(card)
      else if (event.key === 't') items[at]?.querySelector('select')?.focus()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => { window.removeEventListener('keydown', onKey) }
  }, [view, decide, merge])

  const accept = async () => {
    if (busy.current) return
    busy.current = true
    setAlert(null)
    const answer = await callApi<Accepted>('POST', '/notes/accept', { draft: view.draft, title, decisions: wholeOf(decisions) }, lang)
    busy.current = false
    if (answer.kind === 'ok') setAccepted(answer.value)
    else setAlert(answer.kind === 'problem' ? t('failed', { reason: answer.problem.detail }) : t('noNetwork'))
  }

  if (accepted !== null) {
    return (
      <section className="panel" aria-live="polite">
        <h2>{accepted.title}</h2>
        <p>{t('accepted', { ...accepted })}</p>
        <p className="actions">
          <a className="button" href={`/${lang}/review?topic=${accepted.collection}`}>{t('reviewNow')}</a>
          <a className="button quiet" href={`/${lang}/notes?collection=${accepted.collection}`}>{t('toCollection')}</a>
        </p>
      </section>
    )
  }

  const taken = view.cards.filter((card) => chosenFor(card) === 'accept').length
  const undecided = view.cards.filter((card) => chosenFor(card) === 'ask').length
  return (
    <div className="look-over">
      <p>
        {t('found', { count: view.cards.length, files: view.files.length })}{' '}
        {view.collection === null ? null : t('joins', { title: view.collection.title })}{' '}
        {view.repairs === '' ? null : t('mended', { repairs: view.repairs })}
      </p>
      {view.problems.length === 0 ? null : (
        <details className="alert">
          <summary>{t('problems', { count: view.problems.length })}</summary>
          <ul>{view.problems.map(({ text, file, line }, at) => <li key={at}>{file}{line === null ? '' : `, ${t('line', { line })}`}: {text}</li>)}</ul>
        </details>
      )}
      <div className="field">
        <label htmlFor="collection-title">{t('collectionTitle')}</label>
        <input id="collection-title" value={title} maxLength={120} onChange={(event) => { setTitle(event.target.value) }} />
      </div>
      <p className="muted small keys-hint">{t('keys')}</p>
      {bySection.map(({ section, cards }) =>
        cards.length === 0 ? null : (
          <details key={section} open={section === 'ask' || section === 'mended' || (section === 'clear' && cards.length <= 30)} className="tier">
            <summary><h2>{t(`sections.${section}`)} <span className="muted">{cards.length}</span></h2></summary>
            <p className="muted">{t(`sectionHints.${section}`)}</p>
            <p className="actions">
              <button className="button quiet" onClick={() => { decide(cards, { use: 'accept' }) }}>{t('acceptAll', { count: cards.length })}</button>
              <button className="button quiet" onClick={() => { decide(cards, { use: 'drop' }) }}>{t('dropAll', { count: cards.length })}</button>
            </p>
            {cards.map((card) => (
              <LookOverCard
                key={card.index}
                lang={lang}
                card={card}
                use={chosenFor(card)}
                decision={decisions.get(card.index)}
                editing={editing === card.index}
                topics={topics}
                onMerge={view.cards.some(({ index, file }) => index < card.index && file === card.file) ? () => { merge(card) } : null}
                onEdit={(open) => { setEditing(open ? card.index : null) }}
                onDecide={(change) => { decide([card], change) }}
              />
            ))}
          </details>
        ),
      )}
      {view.missing.length === 0 ? null : (
        <section className="notice">
          <h2>{t('missingTitle', { count: view.missing.length })}</h2>
          <p>{t('missingText')}</p>
          <ul>{view.missing.map(({ id, question }) => <li key={id}>{question.split('\n')[0]}</li>)}</ul>
        </section>
      )}
      <div className="accept-bar">
        {alert === null ? null : <p role="alert" className="alert">{alert}</p>}
        <p>
          <button className="button" disabled={view.cards.length === 0 && view.missing.length === 0} onClick={() => void accept()}>{t('make', { count: taken })}</button>
          <span className="muted small" role="status">{t('undecided', { count: undecided })}{kept && decisions.size > 0 ? ` · ${t('saved')}` : ''}</span>
        </p>
      </div>
    </div>
  )
}

function sectionOf({ tier, status, perhaps, use }: LookOverCardView): Section {
  if (status === 'same' || status === 'moved') return 'known'
  if (perhaps !== null || use === 'ask') return 'ask'
  return tier === 'T1' ? 'clear' : tier === 'T3' ? 'ask' : 'mended'
}

/** A text that is being written and is empty yet says nothing. */
function wholeOf(decisions: ReadonlyMap<number, Decision>): readonly Decision[] {
  const said = (text: string | undefined) => (text === undefined || text.trim() === '' ? undefined : text)
  return [...decisions.values()].map((decision) => ({
    ...decision,
    question: said(decision.question),
    answer: said(decision.answer),
    extra: decision.extra?.filter(({ question, answer }) => question.trim() !== '' && answer.trim() !== ''),
  }))
}

/** What was decided at an earlier visit, of cards that are still the same. */
function stillTrue({ cards, decisions }: LookOverView): Map<number, Decision> {
  const ids = new Map(cards.map(({ index, id }) => [index, id]))
  return new Map(decisions.filter(({ index, id }) => ids.get(index) === id).map((decision) => [decision.index, decision]))
}
