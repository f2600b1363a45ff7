'use client'
// The review page: question, think, reveal, grade. A grade is durable on this device before the next card is shown,
// and never waits for the network.
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Grade } from '#lib/core/memory/memory.ts'
import type { FacetId, Lang } from '#lib/core/notes/card.ts'
import { defaultSettings } from '#lib/core/memory/settings.ts'
import type { QueueAnswer, QueueCard, SessionView } from '#lib/server/web.ts'
import { callApi } from '../../../_ui/api.ts'
import type { Messages } from '../../../_ui/i18n/messages.ts'
import { keepBack, keepQueue, keepStep, keptQueue } from '../../../_ui/kept-queue.ts'
import { knownPeople } from '../../../_ui/known-people.ts'
import { addToOutbox, adoptNobody, countOutbox, flushOutbox, nobody, readOutbox, watchOutbox, type OutboxItem } from '../../../_ui/outbox.ts'
import { Dialog } from '../../../_ui/dialog.tsx'
import { OwnCardForm } from '../../../_ui/own-card-form.tsx'
import { ReportMistake } from '../../../_ui/report-mistake.tsx'
import { sendOutbox } from '../../../_ui/send-outbox.ts'
import { browserZone, fetchSession, rememberedSession } from '../../../_ui/whoami.ts'
import { CardFace, type Answered } from './card-face.tsx'
import { EndScreen } from './end-screen.tsx'
import { GradeBar } from './grade-bar.tsx'
import { keepExercises } from './keep-exercises.ts'
import { KeysDialog } from './keys-dialog.tsx'
import { act, beginSitting, comesBackAtMs, grade, nextCard, refill, remaining, takeBack, type ActionKind, type Sitting } from './review-session.ts'
import { UndoDialog } from './undo-dialog.tsx'
import './review.css'

export interface TopicPlace {
  readonly title: string
  readonly cardIds: readonly string[]
}

interface Props {
  readonly lang: Lang
  readonly topics: Readonly<Record<string, TopicPlace>>
  readonly reportWords: Messages['report']
}

const refillBelow = 8
const wanted = 40

export function Review({ lang, topics, reportWords }: Props) {
  const t = useTranslations('review')
  const tOwn = useTranslations('ownCard')
  const [sitting, setSitting] = useState<Sitting | null>(null)
  const [card, setCard] = useState<QueueCard | null>(null)
  const [answered, setAnswered] = useState<Answered | null>(null)
  const [failed, setFailed] = useState(false)
  const [dialog, setDialog] = useState<'undo' | 'keys' | 'edit' | null>(null)
  const [outbox, setOutbox] = useState<{ waiting: number; refused: readonly OutboxItem[] }>({ waiting: 0, refused: [] })
  const [said, setSaid] = useState('')
  const [nowMs, setNowMs] = useState(0)
  const session = useRef<SessionView | null>(null)
  const shownAtMs = useRef(0)
  const busy = useRef(false)
  const current = useRef<Sitting | null>(null)
  const topic = useRef<string | null>(null)

  const person = useCallback(() => session.current?.person ?? nobody, [])

  const show = useCallback((next: Sitting) => {
    current.current = next
    setSitting(next)
    setCard(nextCard(next, Date.now()))
    setAnswered(null)
    shownAtMs.current = performance.now()
  }, [])

  /** The server's newest answer, laid over what was done here since. */
  const fetchQueue = useCallback(async (): Promise<QueueAnswer | null> => {
    const only = topic.current === null ? '' : `&topic=${encodeURIComponent(topic.current)}`
    const answer = await callApi<QueueAnswer>('GET', `/queue?limit=${wanted}&lang=${lang}&timeZone=${encodeURIComponent(browserZone())}${only}`)
    if (answer.kind !== 'ok') return null
    keepExercises(answer.value.cards)
    if (topic.current === null) await keepQueue(person(), lang, answer.value)
    return answer.value
  }, [lang, person])

  const unsentFacets = useCallback(async () => new Set((await readOutbox(person())).map(({ body }) => body['facet'] as FacetId)), [person])

  const send = useCallback(async () => {
    const result = await sendOutbox(session.current)
    session.current = result.session
    setOutbox(await countOutbox(person()))
    return result
  }, [person])

  useEffect(() => {
    let alive = true
    topic.current = new URLSearchParams(window.location.search).get('topic')
    const begin = async () => {
      session.current = rememberedSession()
      session.current = await fetchSession()
      await adoptNobody(person())
      for (const owner of knownPeople()) if (owner !== person()) await flushOutbox(owner)
      await send()
      const queue = (await fetchQueue()) ?? (await keptQueue(person(), lang))
      if (!alive) return
      setNowMs(Date.now())
      if (queue === null) {
        setFailed(true)
        return
      }
      const settings = session.current?.settings ?? { ...defaultSettings, zoneChosen: false }
      const zone = settings.zoneChosen ? settings.timeZone : browserZone()
      const first = beginSitting(queue, settings, zone, Date.now())
      show(refill(first, queue, await unsentFacets()))
      setFailed(false)
    }
    void begin()
    const online = () => {
      if (current.current === null) void begin()
      else void send()
    }
    const unwatch = watchOutbox(() => void countOutbox(person()).then(setOutbox))
    window.addEventListener('online', online)
    return () => {
      alive = false
      unwatch()
      window.removeEventListener('online', online)
    }
  }, [fetchQueue, lang, person, send, show, unsentFacets])

  // Time passes: learning cards come back, and what could not be sent is tried again.
  useEffect(() => {
    const tick = setInterval(() => {
      setNowMs(Date.now())
      const now = current.current
      if (now !== null && card === null && nextCard(now, Date.now()) !== null) show(now)
    }, 1_000)
    const retry = setInterval(() => void send(), 15_000)
    return () => {
      clearInterval(tick)
      clearInterval(retry)
    }
  }, [card, send, show])

  const top = useRef<HTMLHeadingElement>(null)
  const facet = card?.facet
  const reps = sitting?.done.length ?? 0
  useEffect(() => {
    // A new card starts at its question, for eyes and for screen readers.
    top.current?.focus({ preventScroll: true })
    window.scrollTo({ top: 0 })
  }, [facet, reps])

  /** After something was done: send it, and fill up when few cards are left. */
  const afterwards = useCallback(
    async (mustRefill: boolean) => {
      const { done } = await send()
      const now = current.current
      if (!done || now === null || (!mustRefill && now.line.length >= refillBelow)) return
      const queue = await fetchQueue()
      if (queue === null || current.current === null) return
      // Answered while the request was under way: the answer does not know of it, even if it has been sent by now.
      const since = current.current.done.filter((done) => !now.done.includes(done)).map((done) => done.card.facet)
      const newer = new Set([...(await unsentFacets()), ...since])
      const next = refill(current.current, queue, newer)
      for (const facet of newer) void keepStep(person(), facet, comingBack(next, facet))
      current.current = next
      setSitting(next)
      setCard((shown) => (shown === null || mustRefill ? nextCard(next, Date.now()) : shown))
    },
    [fetchQueue, person, send, unsentFacets],
  )

  const onGrade = useCallback(
    async (given: Grade) => {
      if (busy.current || card === null || current.current === null || answered === null) return
      busy.current = true
      try {
        const elapsedMs = performance.now() - shownAtMs.current
        const graded = grade(current.current, card, { grade: given, elapsedMs, answer: answered.record, nowMs: Date.now() })
        await addToOutbox(person(), { kind: 'review', id: graded.item.id, body: graded.item })
        show(graded.sitting)
        void keepStep(person(), card.facet, comingBack(graded.sitting, card.facet))
        void afterwards(false)
      } finally {
        busy.current = false
      }
    },
    [afterwards, answered, card, person, show],
  )

  const onAction = useCallback(
    async (kind: ActionKind) => {
      if (busy.current || card === null || current.current === null) return
      busy.current = true
      try {
        const acted = act(current.current, card, kind, Date.now())
        await addToOutbox(person(), { kind: 'action', id: acted.item.id, body: acted.item })
        if (kind === 'star' || kind === 'unstar') {
          current.current = acted.sitting
          setSitting(acted.sitting)
          setCard({ ...card, memory: acted.sitting.cards.get(card.facet)?.memory ?? null })
        } else {
          show(acted.sitting)
          void keepStep(person(), card.facet, null)
        }
        setSaid(t(`said.${kind}`))
        void afterwards(false)
      } finally {
        busy.current = false
      }
    },
    [afterwards, card, person, show, t],
  )

  const onReverse = useCallback(
    async (kind: 'undo' | 'redo', id: string, targets: readonly string[]) => {
      setDialog(null)
      await addToOutbox(person(), { kind, id, body: { id, targets } })
      const now = current.current
      if (now !== null && kind === 'undo') {
        show(targets.reduce(takeBack, now))
        for (const { eventId, card: undone } of now.done) if (targets.includes(eventId)) await keepBack(person(), undone)
      }
      setSaid(t(kind === 'undo' ? 'said.undone' : 'said.redone'))
      await afterwards(true)
    },
    [afterwards, person, show, t],
  )

  const starred = card?.memory?.starred ?? false
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]') !== null) return
      const field = event.target as HTMLElement
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(field.tagName) && (field as HTMLInputElement).type !== 'checkbox' && (field as HTMLInputElement).type !== 'radio') return
      const key = event.key.toLowerCase()
      const actions: Record<string, () => unknown> = {
        u: () => { setDialog('undo') },
        '?': () => { setDialog('keys') },
        s: () => onAction(starred ? 'unstar' : 'star'),
        b: () => onAction('bury'),
        p: () => onAction('suspend'),
      }
      const graded = answered !== null && /^[1-4]$/.test(key)
      if (graded) void onGrade(Number(key) as Grade)
      else if (answered !== null && (key === ' ' || key === 'enter') && !/^(BUTTON|A|SUMMARY)$/.test(field.tagName)) void onGrade(answered.proposed)
      else if (actions[key] !== undefined) void actions[key]()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => { window.removeEventListener('keydown', onKey) }
  }, [answered, onAction, onGrade, starred])

  if (failed) {
    return (
      <div className="page narrow">
        <h1>{t('title')}</h1>
        <p className="alert" role="alert">
          {t('nothingKept')}
        </p>
        <p className="actions">
          <button className="button" onClick={() => { window.location.reload() }}>
            {t('tryAgain')}
          </button>
        </p>
      </div>
    )
  }
  if (sitting === null) {
    return (
      <div className="page narrow">
        <h1 className="visually-hidden">{t('title')}</h1>
        <p className="muted" role="status">
          {t('loading')}
        </p>
      </div>
    )
  }
  const count = sitting.done.filter(({ kind }) => kind === 'review').length
  const left = remaining(sitting)
  return (
    <div className="page narrow review">
      <h1 className="visually-hidden">{t('title')}</h1>
      <div className="progress-line">
        <progress max={count + left} value={count} aria-label={t('progress', { done: count, left })} />
        <p className="muted small">
          {t('progress', { done: count, left })}
          {outbox.waiting > 0 ? <span className="unsent"> · {t('unsent', { count: outbox.waiting })}</span> : null}
        </p>
      </div>
      {outbox.refused.length > 0 ? (
        <div className="alert" role="alert">
          <p>{t('refused', { count: outbox.refused.length })}</p>
          <ul>
            {outbox.refused.slice(0, 5).map(({ id, refused }) => (
              <li key={id}>{refused}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <p role="status" className="visually-hidden">
        {said}
      </p>
      {card === null ? (
        <EndScreen lang={lang} sitting={sitting} nowMs={nowMs} comesBackAtMs={comesBackAtMs(sitting)} onUndo={() => { setDialog('undo') }} />
      ) : (
        <>
          <CardFace key={`${card.facet} ${card.seed} ${reps}`} card={card} lang={lang} place={placeOf(card, topics, lang)} heading={top} answered={answered} onAnswer={setAnswered} />
          <GradeBar
            card={card}
            proposed={answered?.proposed ?? null}
            startedAtMs={shownAtMs.current}
            onGrade={(given) => void onGrade(given)}
            onUndo={() => { setDialog('undo') }}
            onKeys={() => { setDialog('keys') }}
            onAction={(kind) => void onAction(kind)}
          />
          {answered === null || card.own === undefined ? null : (
            <p className="small"><button className="link" onClick={() => { setDialog('edit') }}>{tOwn('edit')}</button></p>
          )}
          {answered === null || card.own !== undefined ? null : <p className="small"><ReportMistake lang={lang} card={cardIdOf(card)} version={card.version} words={reportWords} /></p>}
        </>
      )}
      {dialog === 'undo' ? (
        <UndoDialog lang={lang} sitting={sitting} send={send} onClose={() => { setDialog(null) }} onReverse={(...args) => void onReverse(...args)} />
      ) : null}
      {dialog === 'edit' && card?.own !== undefined ? (
        <Dialog title={tOwn('edit')} onClose={() => { setDialog(null) }}>
          <OwnCardForm lang={lang} card={{ collection: card.own.collection, card: cardIdOf(card) }} onDone={(saved) => {
            setDialog(null)
            if (saved !== null) setSaid(tOwn('saved'))
          }} />
        </Dialog>
      ) : null}
      {dialog === 'keys' ? <KeysDialog onClose={() => { setDialog(null) }} /> : null}
    </div>
  )
}

/** The card as it will come back in this sitting; null: not any more today. */
function comingBack({ cards, learning }: Sitting, facet: FacetId): QueueCard | null {
  return learning.some((entry) => entry.facet === facet) ? (cards.get(facet) ?? null) : null
}

const cardIdOf = ({ facet }: QueueCard): string => facet.slice(facet.indexOf('/') + 1, facet.indexOf('#'))

/** Where the card stands: its topic, its number there, and the address to read it at. */
function placeOf(card: QueueCard, topics: Props['topics'], lang: Lang) {
  const topic = topics[card.topic]
  const id = cardIdOf(card)
  if (card.own !== undefined) {
    return { href: `/${lang}/notes?collection=${card.own.collection}#${id}`, title: card.own.title, number: 0, total: 0 }
  }
  return {
    href: `/${lang}/topics/${card.topic}#${id}`,
    title: topic?.title ?? card.topic,
    number: (topic?.cardIds.indexOf(id) ?? -1) + 1,
    total: topic?.cardIds.length ?? 0,
  }
}
