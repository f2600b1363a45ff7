'use client'
// Search as one types: a combobox over the list of results. Arrows choose, Enter opens, Escape closes; Enter without a
// choice opens the page with all results.
import { useRouter } from 'next/navigation'
import { useEffect, useId, useRef, useState } from 'react'
import type { SearchAnswer } from '#lib/server/web.ts'
import type { Lang } from '#lib/core/notes/card.ts'
import { callApi } from './api.ts'
import { Dialog } from './dialog.tsx'
import { fill } from './fill.ts'
import { FoundParts, langTag } from './found-parts.tsx'
import './search.css'
import type { Messages } from './i18n/messages.ts'

export interface SearchDialogProps {
  readonly lang: Lang
  readonly words: Messages['search']
  readonly onClose: () => void
}

type Found =
  | { readonly kind: 'nothing-asked' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'found'; readonly asked: string; readonly answer: SearchAnswer }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'problem'; readonly detail: string }

const pauseMs = 120
const keyOf = ({ kind, id }: SearchAnswer['results'][number]) => `${kind} ${id}`

export function SearchDialog({ lang, words, onClose }: SearchDialogProps) {
  const [query, setQuery] = useState('')
  const [found, setFound] = useState<Found>({ kind: 'nothing-asked' })
  // By name, not by place: when more letters bring another list, what was chosen stays chosen.
  const [chosenKey, setChosenKey] = useState<string | null>(null)
  const [attempt, setAttempt] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  const router = useRouter()
  const id = useId()
  const asked = query.trim()

  useEffect(() => {
    if (asked === '') return
    let alive = true
    const timer = setTimeout(() => {
      void callApi<SearchAnswer>('GET', `/search?lang=${lang}&limit=12&q=${encodeURIComponent(query)}`, undefined, lang).then((answer) => {
        if (!alive) return
        if (answer.kind === 'ok') setFound({ kind: 'found', asked, answer: answer.value })
        else setFound(answer.kind === 'problem' ? { kind: 'problem', detail: answer.problem.detail } : { kind: 'unreachable' })
      })
    }, pauseMs)
    return () => {
      alive = false
      clearTimeout(timer)
    }
  }, [asked, attempt, lang, query])

  const results = found.kind === 'found' && asked !== '' ? found.answer.results : []
  const chosen = results.findIndex((result) => keyOf(result) === chosenKey)
  const isOld = found.kind === 'found' && found.asked !== asked
  const all = `/${lang}/search?q=${encodeURIComponent(asked)}`
  const open = (href: string) => {
    onClose()
    router.push(href)
  }
  const choose = (next: number) => {
    const at = results.length === 0 ? -1 : (next + results.length) % results.length
    setChosenKey(at < 0 ? null : keyOf(results[at]!))
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    // A word that is being composed has its own arrows and Enter.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') choose(chosen + 1)
    else if (event.key === 'ArrowUp') choose(chosen < 0 ? -1 : chosen - 1)
    else if (event.key === 'Enter') {
      if (asked !== '') open(results[chosen]?.href ?? all)
    } else return
    event.preventDefault()
  }
  const said =
    asked === '' ? words.hint
    : found.kind === 'found' ? (found.answer.total === 0 ? fill(words.none, { query: asked }) : fill(words.count, { count: found.answer.total }))
    : found.kind === 'unreachable' ? words.unreachable
    : found.kind === 'problem' ? found.detail
    : words.looking

  return (
    <Dialog title={words.title} onClose={onClose}>
      <div className="search">
        <input type="search" autoFocus role="combobox" aria-label={words.label} aria-expanded={results.length > 0} aria-controls={`${id}-list`} aria-autocomplete="list"
          aria-activedescendant={chosen >= 0 ? `${id}-${chosen}` : undefined} value={query} maxLength={200} placeholder={words.placeholder} autoComplete="off" spellCheck={false}
          onChange={({ target }) => {
            setQuery(target.value)
            if (found.kind !== 'found') setFound({ kind: target.value.trim() === '' ? 'nothing-asked' : 'looking' })
          }}
          onKeyDown={onKeyDown} />
        <p className="muted small" role="status">
          {said}
          {found.kind === 'unreachable' && asked !== '' ? <> <button type="button" className="link" onClick={() => { setFound({ kind: 'looking' }); setAttempt(attempt + 1) }}>{words.again}</button></> : null}
        </p>
        <ul ref={list} id={`${id}-list`} role="listbox" aria-label={words.results} aria-busy={isOld} hidden={results.length === 0}>
          {results.map((result, at) => {
            const { kind, topic, href, title, snippet } = result
            return (
              <li key={keyOf(result)} id={`${id}-${at}`} role="option" aria-selected={at === chosen} onClick={() => { open(href) }} onMouseMove={() => { setChosenKey(keyOf(result)) }}>
                <span className="found-title"><FoundParts parts={title} /></span>
                <span className="muted small">{kind === 'topic' ? words.topic : kind === 'own' ? `${words.mine} · ${topic.title}` : topic.title}{snippet.field === 'pitfalls' ? ` · ${words.pitfall}` : ''}</span>
                <span className="small snippet" lang={langTag(snippet.lang)}><FoundParts parts={snippet.parts} /></span>
              </li>
            )
          })}
        </ul>
        <p className="search-end small">
          <span className="muted keys-hint" aria-hidden="true"><kbd>↑</kbd> <kbd>↓</kbd> <kbd>Enter</kbd> <kbd>Esc</kbd></span>
          {found.kind === 'found' && found.answer.total > results.length && asked !== '' ? <a href={all} onClick={(event) => { event.preventDefault(); open(all) }}>{words.all}</a> : null}
          <button type="button" className="link" onClick={onClose}>{words.close}</button>
        </p>
      </div>
    </Dialog>
  )
}
