'use client'
// One card found: the lines of the file on one side, the card on the other, and what may be said of it.
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import type { Decision, LookOverCardView } from '#lib/server/web.ts'

interface Props {
  readonly lang: Lang
  readonly card: LookOverCardView
  readonly use: Decision['use']
  readonly decision: Decision | undefined
  readonly editing: boolean
  readonly topics: readonly { readonly id: string; readonly title: string }[]
  /** Null: no card stands above it. */
  readonly onMerge: (() => void) | null
  readonly onEdit: (open: boolean) => void
  readonly onDecide: (change: Partial<Decision>) => void
}

export function LookOverCard({ lang, card, use, decision, editing, topics, onMerge, onEdit, onDecide }: Props) {
  const t = useTranslations('notes')
  const text = useRef<HTMLTextAreaElement>(null)
  const extra = decision?.extra ?? []
  const topic = decision?.topic ?? ''
  /** What follows the caret is another card; its first line asks. */
  const split = () => {
    const at = text.current?.selectionStart ?? 0
    const rest = answer.slice(at).trim()
    if (at === 0 || rest === '' || answer.slice(0, at).trim() === '') return
    const [first = '', ...below] = rest.split('\n')
    const asked = first.replace(/^[#>*\s\d.)、-]+/u, '').trim()
    onDecide({ use: 'accept', answer: answer.slice(0, at).trimEnd(), extra: [{ question: asked === '' ? first : asked, answer: below.join('\n').trim() || first }, ...extra] })
  }
  const changeExtra = (at: number, change: Partial<(typeof extra)[number]>) => {
    onDecide({ extra: extra.map((each, index) => (index === at ? { ...each, ...change } : each)) })
  }
  const edited = decision?.question !== undefined || decision?.answer !== undefined
  const question = decision?.question ?? card.question
  const answer = decision?.answer ?? card.answer
  return (
    <article className={`look-over-card ${use}`} data-index={card.index} tabIndex={-1} aria-label={question.split('\n')[0]}>
      <p className="muted small facts-line">
        <span className={`use ${use}`}>{t(`uses.${use}`)}</span> {t(`status.${card.status}`)} · {t(`tiers.${card.tier}`)}
        {card.repairs === '' ? '' : ` · ${card.repairs}`}
        {card.contextPath.length === 0 ? '' : ` · ${card.contextPath.join(' › ')}`}
        <span className="unverified">{t('unverified')}</span>
      </p>
      <div className="sides">
        <figure className="source">
          <figcaption className="muted small">{t('source')}: {card.file}, {t('line', { line: card.line })}</figcaption>
          <pre tabIndex={0}>{card.source}</pre>
        </figure>
        <div className="found">
          <p className="muted small">{t('card')}</p>
          {editing ? (
            <>
              <div className="field">
                <label htmlFor={`question-${card.index}`}>{t('question')}</label>
                <textarea id={`question-${card.index}`} autoFocus rows={2} value={question} onChange={(event) => { onDecide({ question: event.target.value, use: 'accept' }) }} />
              </div>
              <div className="field">
                <label htmlFor={`answer-${card.index}`}>{t('answer')}</label>
                <textarea id={`answer-${card.index}`} ref={text} rows={8} value={answer} onChange={(event) => { onDecide({ answer: event.target.value, use: 'accept' }) }} />
              </div>
              <p><button className="button quiet small" onClick={split}>{t('split')}</button></p>
            </>
          ) : edited ? (
            <>
              <h3>{question}</h3>
              <pre className="plain">{answer}</pre>
            </>
          ) : (
            <>
              <h3 dangerouslySetInnerHTML={{ __html: card.questionHtml }} />
              {card.options.length === 0 ? null : (
                <ul>{card.options.map((option, at) => <li key={at}>{option.right ? '✓ ' : ''}<span dangerouslySetInnerHTML={{ __html: option.html }} /></li>)}</ul>
              )}
              <div className="prose" dangerouslySetInnerHTML={{ __html: card.answerHtml }} />
            </>
          )}
          {extra.map((each, at) => (
            <div key={at} className="extra">
              <div className="field">
                <label htmlFor={`extra-question-${card.index}-${at}`}>{t('extraQuestion')}</label>
                <textarea id={`extra-question-${card.index}-${at}`} rows={2} value={each.question} onChange={(event) => { changeExtra(at, { question: event.target.value }) }} />
              </div>
              <div className="field">
                <label htmlFor={`extra-answer-${card.index}-${at}`}>{t('extraAnswer')}</label>
                <textarea id={`extra-answer-${card.index}-${at}`} rows={5} value={each.answer} onChange={(event) => { changeExtra(at, { answer: event.target.value }) }} />
              </div>
              <button className="button quiet small" onClick={() => { onDecide({ answer: `${answer}\n\n${each.question}\n${each.answer}`, extra: extra.filter((_, index) => index !== at) }) }}>{t('unsplit')}</button>
            </div>
          ))}
          {card.changed === null ? null : (
            <details className="small changed" open>
              <summary>{t('difference')}</summary>
              <p>{card.changed.map(({ kind, text }, at) => (kind === 'same' ? text : kind === 'added' ? <ins key={at}>{text}</ins> : <del key={at}>{text}</del>))}</p>
            </details>
          )}
          {card.context === '' ? null : (
            <details className="small">
              <summary>{t('nearby')}</summary>
              <pre className="plain">{card.context}</pre>
            </details>
          )}
          {card.twin === null ? null : (
            <p className="notice small">
              {t('twin')} <a href={`/${lang}/topics/${card.twin.topic}#${card.twin.card}`} target="_blank" rel="noreferrer">{card.twin.question}</a>
            </p>
          )}
          {card.twinHere === null ? null : <p className="notice small">{t('twinHere', { question: card.twinHere.split('\n')[0] ?? '' })}</p>}
          {card.perhaps === null ? null : (
            <p className="notice small">
              {t('perhaps', { question: card.perhaps.question.split('\n')[0] ?? '' })}{' '}
              <button className="link" aria-pressed={decision?.same === true} onClick={() => { onDecide({ same: true, use: 'accept' }) }}>{t('same')}</button>{' · '}
              <button className="link" aria-pressed={decision?.same === false} onClick={() => { onDecide({ same: false, use: 'accept' }) }}>{t('other')}</button>
            </p>
          )}
        </div>
      </div>
      <p className="choices">
        <button className="button quiet" aria-pressed={use === 'accept'} onClick={() => { onDecide({ use: 'accept' }) }}>{t('accept')} <kbd aria-hidden="true">A</kbd></button>
        <button className="button quiet" aria-pressed={use === 'drop'} onClick={() => { onDecide({ use: 'drop' }) }}>{t('drop')} <kbd aria-hidden="true">D</kbd></button>
        <button className="button quiet" aria-expanded={editing} onClick={() => { onEdit(!editing) }}>{editing ? t('done') : t('edit')} <kbd aria-hidden="true">E</kbd></button>
        {onMerge === null ? null : <button className="button quiet" onClick={onMerge}>{t('merge')} <kbd aria-hidden="true">M</kbd></button>}
        <label className="tie">
          {t('topic')} <kbd aria-hidden="true">T</kbd>
          <select value={topic} onChange={(event) => { onDecide({ topic: event.target.value === '' ? null : event.target.value }) }}>
            <option value="">{t('noTopic')}</option>
            {topics.map(({ id, title }) => <option key={id} value={id}>{title}</option>)}
          </select>
        </label>
      </p>
    </article>
  )
}
