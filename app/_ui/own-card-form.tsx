'use client'
// One card of one's own, written or changed by hand: on the notes page, and from within a review.
import { useTranslations } from 'next-intl'
import { useEffect, useId, useState } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import { callApi } from './api.ts'

export interface OwnCardWords {
  readonly question: string
  readonly answer: string
  readonly tags: readonly string[]
  readonly topic: string | null
}

interface Props {
  readonly lang: Lang
  /** The card that is changed; null: a new one. */
  readonly card: { readonly collection: string; readonly card: string } | null
  /** Collections that a new card may go to; the first is offered. */
  readonly collections?: readonly { readonly id: string; readonly title: string }[]
  /** Topics of ours; none: the card's stays. */
  readonly topics?: readonly { readonly id: string; readonly title: string }[]
  readonly onDone: (saved: OwnCardWords | null, collection: string) => void
}

const empty: OwnCardWords = { question: '', answer: '', tags: [], topic: null }

export function OwnCardForm({ lang, card, collections = [], topics, onDone }: Props) {
  const t = useTranslations('ownCard')
  const id = useId()
  const [words, setWords] = useState<OwnCardWords | null>(card === null ? empty : null)
  const [tags, setTags] = useState('')
  const [home, setHome] = useState(collections[0]?.id ?? '')
  const [alert, setAlert] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const known = card === null ? null : `collection=${card.collection}&card=${card.card}`
  useEffect(() => {
    if (known === null) return
    let gone = false
    void callApi<OwnCardWords>('GET', `/notes/card?${known}`, undefined, lang).then((answer) => {
      if (gone) return
      if (answer.kind === 'ok') {
        setWords(answer.value)
        setTags(answer.value.tags.join(', '))
      } else setAlert(answer.kind === 'problem' ? answer.problem.detail : t('noNetwork'))
    })
    return () => { gone = true }
  }, [known, lang, t])

  const save = async () => {
    if (words === null) return
    if (words.question.trim() === '' || words.answer.trim() === '') {
      setAlert(t('empty'))
      return
    }
    setBusy(true)
    setAlert(null)
    const said = { question: words.question, answer: words.answer, tags: tags.split(/[,，]/).map((tag) => tag.trim()).filter((tag) => tag !== ''), ...(topics === undefined ? {} : { topic: words.topic }) }
    const answer =
      card === null
        ? await callApi<{ collection: string }>('POST', '/notes/card', { ...said, ...(home === '' ? { title: t('newCollection') } : { collection: home }) }, lang)
        : await callApi<{ collection?: string }>('PUT', '/notes/card', { ...said, ...card }, lang)
    setBusy(false)
    if (answer.kind === 'ok') onDone({ ...words, ...said }, answer.value.collection ?? card?.collection ?? home)
    else setAlert(answer.kind === 'problem' ? answer.problem.detail : t('noNetwork'))
  }

  if (words === null) return <p role={alert === null ? 'status' : 'alert'} className={alert === null ? 'muted' : 'alert'}>{alert ?? t('loading')}</p>
  return (
    <form onSubmit={(event) => { event.preventDefault(); void save() }}>
      <div className="field">
        <label htmlFor={`${id}-question`}>{t('question')}</label>
        <textarea id={`${id}-question`} rows={2} maxLength={4000} value={words.question} onChange={({ target }) => { setWords({ ...words, question: target.value }) }} />
      </div>
      <div className="field">
        <label htmlFor={`${id}-answer`}>{t('answer')}</label>
        <textarea id={`${id}-answer`} rows={7} value={words.answer} onChange={({ target }) => { setWords({ ...words, answer: target.value }) }} aria-describedby={`${id}-hint`} />
        <p className="hint" id={`${id}-hint`}>{t('hint')}</p>
      </div>
      <div className="field">
        <label htmlFor={`${id}-tags`}>{t('tags')}</label>
        <input id={`${id}-tags`} value={tags} maxLength={400} onChange={({ target }) => { setTags(target.value) }} />
      </div>
      {topics === undefined ? null : (
        <div className="field">
          <label htmlFor={`${id}-topic`}>{t('topic')}</label>
          <select id={`${id}-topic`} value={words.topic ?? ''} onChange={({ target }) => { setWords({ ...words, topic: target.value === '' ? null : target.value }) }}>
            <option value="">{t('noTopic')}</option>
            {topics.map((topic) => <option key={topic.id} value={topic.id}>{topic.title}</option>)}
          </select>
        </div>
      )}
      {card !== null || collections.length === 0 ? null : (
        <div className="field">
          <label htmlFor={`${id}-home`}>{t('collection')}</label>
          <select id={`${id}-home`} value={home} onChange={({ target }) => { setHome(target.value) }}>
            {collections.map((collection) => <option key={collection.id} value={collection.id}>{collection.title}</option>)}
            <option value="">{t('newCollection')}</option>
          </select>
        </div>
      )}
      {alert === null ? null : <p role="alert" className="alert">{alert}</p>}
      <p className="actions">
        <button className="button" disabled={busy}>{t('save')}</button>
        {card === null ? null : <button type="button" className="button quiet" onClick={() => { onDone(null, card.collection) }}>{t('cancel')}</button>}
      </p>
    </form>
  )
}
