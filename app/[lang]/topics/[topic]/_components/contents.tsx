'use client'
// The table of contents: where one is, and how each card stands. On a phone it is one line that stays at the top.
import { useEffect, useRef, useState, type MouseEvent } from 'react'
import { fill } from '../../../../_ui/fill.ts'
import { findPlace } from './place.ts'
import { standingOf, useTopic } from './use-topic.ts'

/** `listHtml`: an item for each card, with a `.dot` and a link to it. */
export function Contents({ listHtml }: { listHtml: string }) {
  const { cards, standings, words } = useTopic()
  const [here, setHere] = useState<string | null>(null)
  const details = useRef<HTMLDetailsElement>(null)
  const list = useRef<HTMLOListElement>(null)

  useEffect(() => {
    let asked = 0
    const look = () => {
      cancelAnimationFrame(asked)
      asked = requestAnimationFrame(() => { setHere(findPlace()) })
    }
    // Covering and uncovering moves everything without a scroll.
    const watch = new ResizeObserver(look)
    watch.observe(document.body)
    window.addEventListener('scroll', look, { passive: true })
    return () => {
      cancelAnimationFrame(asked)
      watch.disconnect()
      window.removeEventListener('scroll', look)
    }
  }, [])

  // Beside the text CSS holds the list open from the first paint; now the element says so too, to whoever does not see it.
  useEffect(() => {
    const wide = window.matchMedia('(min-width: 62rem)')
    const follow = () => { if (details.current !== null) details.current.open = wide.matches }
    follow()
    wide.addEventListener('change', follow)
    return () => { wide.removeEventListener('change', follow) }
  }, [])

  // The list is HTML that React does not walk through.
  useEffect(() => {
    if (standings === null) return
    for (const card of cards) {
      const dot = linkTo(list.current, card.id)?.querySelector('.dot')
      if (dot != null) dot.className = `dot ${standingOf(card, standings).kind}`
    }
  }, [cards, standings])

  useEffect(() => {
    const nav = details.current?.parentElement
    const link = here === null ? null : linkTo(list.current, here)
    for (const other of list.current?.querySelectorAll('[aria-current]') ?? []) other.removeAttribute('aria-current')
    link?.setAttribute('aria-current', 'location')
    if (nav == null || link == null || nav.scrollHeight <= nav.clientHeight) return
    nav.scrollTop = link.offsetTop - nav.clientHeight / 2
  }, [here])

  const closeWhereItCovers = (event: MouseEvent) => {
    if ((event.target as Element).closest('a') !== null && !window.matchMedia('(min-width: 62rem)').matches) details.current?.removeAttribute('open')
  }
  const number = cards.findIndex(({ id }) => id === here) + 1
  return (
    <nav className="contents" aria-label={words.onThisPage}>
      <details ref={details}>
        <summary>
          {words.onThisPage}
          <span className="number">{number > 0 ? fill(words.place, { number, total: cards.length }) : ''}</span>
        </summary>
        <p className="contents-title" aria-hidden="true">{words.onThisPage}</p>
        <ol ref={list} onClick={closeWhereItCovers} dangerouslySetInnerHTML={{ __html: listHtml }} />
      </details>
    </nav>
  )
}

function linkTo(list: HTMLElement | null, card: string): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`a[href="#${card}"]`) ?? null
}
