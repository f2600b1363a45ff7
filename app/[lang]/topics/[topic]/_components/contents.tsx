'use client'
// The table of contents: where one is, and how each card stands. On a phone it is one line that stays at the top.
import { useEffect, useRef, useState } from 'react'
import { standingOfCard } from '#lib/core/memory/standing.ts'
import { fill } from '../../../../_ui/fill.ts'
import { findPlace } from './place.ts'
import { useTopic } from './use-topic.ts'

export function Contents() {
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

  useEffect(() => {
    const nav = details.current?.parentElement
    const link = list.current?.querySelector<HTMLElement>('[aria-current]')
    if (nav == null || link == null || nav.scrollHeight <= nav.clientHeight) return
    nav.scrollTop = link.offsetTop - nav.clientHeight / 2
  }, [here])

  const closeWhereItCovers = () => {
    if (!window.matchMedia('(min-width: 62rem)').matches) details.current?.removeAttribute('open')
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
        <ol ref={list}>
          {cards.map(({ id, question, cues }) => {
            const { kind } = standingOfCard(standings === null ? [] : cues.flatMap(({ facet }) => standings.get(facet)?.standing ?? []))
            return (
              <li key={id}>
                <a href={`#${id}`} aria-current={id === here ? 'location' : undefined} onClick={closeWhereItCovers}>
                  <span className={`dot ${standings === null ? '' : kind}`} aria-hidden="true" />
                  <span>{question}</span>
                </a>
              </li>
            )
          })}
        </ol>
      </details>
    </nav>
  )
}
