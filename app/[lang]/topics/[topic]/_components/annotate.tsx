'use client'
// One's own notes on passages of this page: painted over the text, listed under it, written in a dialog. Loaded when
// there is one or something is selected.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { v7 } from 'uuid'
import { longestQuote } from '#lib/core/notes/annotate/anchor.ts'
import type { Lang } from '#lib/core/notes/card.ts'
import type { Annotation, KeptAnnotation } from '#lib/server/web.ts'
import { callApi } from '../../../../_ui/api.ts'
import { Dialog } from '../../../../_ui/dialog.tsx'
import type { Messages } from '../../../../_ui/i18n/messages.ts'
import { fill } from '../../../../_ui/fill.ts'
import { findPassage, paint, pointOf, selectedPassage, type Passage } from './passages.ts'
import { forgetUnsent, keepUnsent, unsentOf } from './unsent-annotations.ts'
import { isTyping } from './use-topic.ts'
import './annotate.css'

export interface AnnotateProps {
  readonly lang: Lang
  readonly topic: string
  readonly words: Messages['annotations']
  /** Null: not to be had now. */
  readonly kept: readonly KeptAnnotation[] | null
}

interface Item {
  readonly annotation: Annotation
  readonly isUnsent: boolean
}

const longestNote = 10_000

export function Annotate({ lang, topic, words, kept }: AnnotateProps) {
  const [items, setItems] = useState<readonly Item[]>(() => withUnsent((kept ?? []).map((annotation) => ({ annotation, isUnsent: false })), topic))
  const [ranges, setRanges] = useState<ReadonlyMap<string, Range | null>>(new Map())
  const [selected, setSelected] = useState<Passage | null>(null)
  const [writing, setWriting] = useState<{ readonly annotation: Annotation; readonly isNew: boolean } | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  const put = useCallback((annotation: Annotation, isUnsent: boolean) => {
    setItems((all) => {
      const others = all.filter((item) => item.annotation.id !== annotation.id)
      const at = all.findIndex((item) => item.annotation.id === annotation.id)
      const item = { annotation, isUnsent }
      return at < 0 ? [...others, item] : all.with(at, item)
    })
  }, [])

  /** Kept here first, so that nothing that happens on the way loses it. */
  const save = useCallback(async (annotation: Annotation): Promise<boolean> => {
    keepUnsent({ annotation, tried: true })
    put(annotation, true)
    const { id, topic: of, card, lang: written, quote, note } = annotation
    const answer = await callApi('PUT', '/annotations', { id, topic: of, card, lang: written, quote, note }, lang)
    if (answer.kind !== 'ok') {
      setProblem(answer.kind === 'problem' ? answer.problem.detail : words.unsent)
      return false
    }
    setProblem(null)
    forgetUnsent(id)
    put(annotation, false)
    return true
  }, [lang, put, words.unsent])

  useEffect(() => {
    const send = () => { for (const { annotation, tried } of unsentOf(topic)) if (tried) void save(annotation) }
    send()
    window.addEventListener('online', send)
    return () => { window.removeEventListener('online', send) }
  }, [save, topic])

  // Placed again whenever there is another one: the text under them stays.
  useEffect(() => {
    const placed = new Map(items.filter(({ annotation }) => annotation.lang === lang).map(({ annotation: { id, card, quote } }) => [id, findPassage(card, quote)]))
    setRanges(placed)
    paint([...placed.values()].filter((range) => range !== null))
    return () => { paint([]) }
  }, [items, lang])

  const show = useCallback((range: Range) => {
    for (let element = range.startContainer.parentElement; element !== null; element = element.parentElement) if (element instanceof HTMLDetailsElement) element.open = true
    const selection = document.getSelection()
    selection?.removeAllRanges()
    selection?.addRange(range)
    range.startContainer.parentElement?.scrollIntoView({ block: 'center' })
  }, [])

  // A link to one note leads there once: whoever goes on to write stays where they are.
  const [wanted] = useState(() => new URLSearchParams(window.location.search).get('note'))
  const asked = wanted === null ? null : (ranges.get(wanted) ?? null)
  const isThere = useRef(false)
  useEffect(() => {
    if (asked === null || isThere.current) return
    isThere.current = true
    show(asked)
  }, [asked, show])

  const begin = useCallback(() => {
    const passage = selectedPassage()
    if (passage === null) return
    setSelected(null)
    setWriting({ annotation: { id: v7(), topic, card: passage.card, lang, quote: passage.quote, note: '' }, isNew: true })
  }, [lang, topic])

  useEffect(() => {
    const onSelect = () => { setSelected(document.querySelector('dialog[open]') === null ? selectedPassage() : null) }
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.key.toLowerCase() !== 'n' || isTyping(event.target) || selectedPassage() === null) return
      event.preventDefault()
      begin()
    }
    const onClick = (event: MouseEvent) => {
      if ((event.target as HTMLElement).closest('a, button, summary, input, textarea') !== null || document.getSelection()?.isCollapsed === false) return
      const point = pointOf(event)
      const hit = point === null ? undefined : items.find(({ annotation: { id } }) => ranges.get(id)?.isPointInRange(point.node, point.offset) === true)
      if (hit !== undefined) setWriting({ annotation: hit.annotation, isNew: false })
    }
    onSelect()
    const article = document.querySelector<HTMLElement>('.topic article')
    document.addEventListener('selectionchange', onSelect)
    window.addEventListener('keydown', onKey)
    article?.addEventListener('click', onClick)
    return () => {
      document.removeEventListener('selectionchange', onSelect)
      window.removeEventListener('keydown', onKey)
      article?.removeEventListener('click', onClick)
    }
  }, [begin, items, ranges])

  const remove = async (id: string) => {
    const answer = await callApi('DELETE', '/annotations', { id }, lang)
    if (answer.kind !== 'ok') {
      setProblem(answer.kind === 'problem' ? answer.problem.detail : words.notDeleted)
      return
    }
    setProblem(null)
    forgetUnsent(id)
    setItems((all) => all.filter(({ annotation }) => annotation.id !== id))
  }

  return (
    <>
      <p role="status" className="visually-hidden">{selected === null ? '' : words.selected}</p>
      {selected === null ? null : (
        <div className="mark-here" style={{ top: selected.place.bottom + window.scrollY + 8, left: Math.max(8, Math.min(selected.place.left + window.scrollX, window.innerWidth - 180)) }}>
          <button type="button" className="button" onPointerDown={(event) => { event.preventDefault() }} onClick={begin}>
            {words.write} <kbd aria-hidden="true">N</kbd>
          </button>
        </div>
      )}
      {items.length === 0 ? null : (
        <section className="annotations" aria-labelledby="annotations">
          <h2 id="annotations">{words.here}</h2>
          {problem === null ? null : <p className="alert" role="alert">{problem}</p>}
          <ul>
            {items.map(({ annotation, isUnsent }) => (
              <Entry key={annotation.id} annotation={annotation} isUnsent={isUnsent} lang={lang} words={words} range={ranges.get(annotation.id)}
                onShow={show} onEdit={() => { setWriting({ annotation, isNew: false }) }} onDelete={() => remove(annotation.id)} onSave={() => save(annotation)} />
            ))}
          </ul>
          <p className="small"><a href={`/${lang}/annotations`}>{words.all}</a></p>
        </section>
      )}
      {writing === null ? null : (
        <Write key={writing.annotation.id} {...writing} words={words} onSave={save}
          onClose={(draft) => {
            setWriting(null)
            if (draft !== null) put(draft, true)
          }} />
      )}
    </>
  )
}

function withUnsent(items: readonly Item[], topic: string): readonly Item[] {
  const unsent = unsentOf(topic)
  const newer = new Map(unsent.map(({ annotation }) => [annotation.id, annotation]))
  const known = new Set(items.map(({ annotation }) => annotation.id))
  return [
    ...items.map((item) => (newer.has(item.annotation.id) ? { annotation: newer.get(item.annotation.id)!, isUnsent: true } : item)),
    ...unsent.flatMap(({ annotation }) => (known.has(annotation.id) ? [] : [{ annotation, isUnsent: true }])),
  ]
}

interface EntryProps extends Item, Pick<AnnotateProps, 'lang' | 'words'> {
  /** Null: it cannot be placed. */
  readonly range: Range | null | undefined
  readonly onShow: (range: Range) => void
  readonly onEdit: () => void
  readonly onDelete: () => Promise<void>
  readonly onSave: () => Promise<boolean>
}

function Entry({ annotation: { id, topic, lang: written, card, quote, note }, isUnsent, lang, words, range, onShow, onEdit, onDelete, onSave }: EntryProps) {
  const [isSure, setSure] = useState(false)
  return (
    <li>
      <blockquote lang={written === 'zh' ? 'zh-Hans' : 'en'}>{quote.exact}</blockquote>
      {note === '' ? null : <p className="own-note">{note}</p>}
      {written !== lang ? <p className="muted small"><a href={`/${written}/topics/${topic}?note=${id}${card === null ? '' : `#${card}`}`}>{words.otherLanguage}</a></p> : range === null ? <p className="lost small">{words.lost}</p> : null}
      {isUnsent ? <p className="unsent small">{words.notSaved} <button type="button" className="link" onClick={() => void onSave()}>{words.save}</button></p> : null}
      <p className="small entry-actions">
        {range == null ? null : <button type="button" className="link" onClick={() => { onShow(range) }}>{words.show}</button>}
        <button type="button" className="link" onClick={onEdit}>{words.edit}</button>
        <button type="button" className="link" onClick={() => { if (isSure) void onDelete(); else setSure(true) }} onBlur={() => { setSure(false) }}>{isSure ? words.reallyDelete : words.delete}</button>
      </p>
    </li>
  )
}

interface WriteProps extends Pick<AnnotateProps, 'words'> {
  readonly annotation: Annotation
  readonly isNew: boolean
  readonly onSave: (annotation: Annotation) => Promise<boolean>
  /** With what was typed, where it has not been saved and not been thrown away. */
  readonly onClose: (draft: Annotation | null) => void
}

function Write({ annotation, isNew, words, onSave, onClose }: WriteProps) {
  const [note, setNote] = useState(annotation.note)
  const [state, setState] = useState<'writing' | 'saving' | 'failed'>('writing')
  const written = useMemo(() => ({ ...annotation, note }), [annotation, note])
  const save = async () => {
    setState('saving')
    if (await onSave(written)) onClose(null)
    else setState('failed')
  }
  return (
    <Dialog title={isNew ? words.writeTitle : words.editTitle} onClose={() => { onClose(note === annotation.note ? null : written) }}>
      <blockquote className="quoted">{annotation.quote.exact}</blockquote>
      {annotation.quote.exact.length >= longestQuote ? <p className="muted small">{fill(words.cut, { most: longestQuote })}</p> : null}
      <form className="field" onSubmit={(event) => { event.preventDefault(); void save() }}>
        <label htmlFor="own-note">{words.label}</label>
        <textarea id="own-note" autoFocus rows={5} maxLength={longestNote} value={note}
          onChange={({ target }) => {
            setNote(target.value)
            keepUnsent({ annotation: { ...annotation, note: target.value }, tried: false })
          }}
          onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); void save() } }} />
        <p className="hint">{words.private}</p>
        {state === 'failed' ? <p className="alert" role="alert">{words.unsent}</p> : null}
        <p className="actions">
          <button className="button" disabled={state === 'saving'}>{words.save}</button>
          <button type="button" className="button quiet" onClick={() => { if (state !== 'failed') forgetUnsent(annotation.id); onClose(null) }}>{state === 'failed' ? words.close : words.cancel}</button>
        </p>
      </form>
    </Dialog>
  )
}
