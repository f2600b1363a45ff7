'use client'
// Provides what the parts of a topic page share (`use-topic.ts`): fetches how its facets stand once it is there, and
// covers the answers. The page itself is the same for everybody and complete without any of this.
import { startTransition, useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { findPlace, keepPlace } from './place.ts'
import { fetchStandings, isTyping, TopicShared, type Recall, type Standings, type TopicProps } from './use-topic.ts'

export function TopicContext({ children, ...props }: TopicProps & { readonly children: ReactNode }) {
  const { topic, cards } = props
  const [standings, setStandings] = useState<Standings | null>(null)
  const [covering, setCovering] = useState<'no' | 'loading' | 'failed' | 'yes'>('no')
  const [recall, setRecall] = useState<Recall | null>(null)
  const known = useRef<Standings | null>(null)

  const keep = useCallback((newer: Standings) => {
    known.current = newer
    setStandings(newer)
  }, [])

  useEffect(() => {
    let alive = true
    void fetchStandings(topic).then((fetched) => {
      // What was graded meanwhile is newer.
      if (alive && fetched !== null && known.current === null) startTransition(() => { keep(fetched) })
    })
    return () => { alive = false }
  }, [keep, topic])

  const place = useRef<string | null>(null)
  const cover = useCallback(() => {
    place.current = findPlace()
    setCovering('loading')
    import('./recall.tsx').then(
      ({ openRecall }) => {
        setRecall(openRecall({ topic, cards, standings: known.current, onStandings: keep }))
        setCovering('yes')
        tellAddress(true)
      },
      () => { setCovering('failed') },
    )
  }, [cards, keep, topic])

  const uncoverAll = useCallback(() => {
    place.current = findPlace()
    recall?.close()
    setRecall(null)
    setCovering('no')
    tellAddress(false)
  }, [recall])

  const wasCovered = useRef(false)
  useEffect(() => {
    if (covering !== 'yes' && !wasCovered.current) return
    wasCovered.current = covering === 'yes'
    keepPlace(place.current, covering === 'yes' ? cards : null)
  }, [cards, covering])

  // A link may ask for covered answers.
  const asked = useRef(false)
  useEffect(() => {
    if (asked.current) return
    asked.current = true
    if (new URLSearchParams(window.location.search).has('cover')) cover()
  }, [cover])

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.key.toLowerCase() !== 'c' || isTyping(event.target)) return
      event.preventDefault()
      if (covering === 'yes') uncoverAll()
      else if (covering !== 'loading') cover()
    }
    window.addEventListener('keydown', onKey)
    return () => { window.removeEventListener('keydown', onKey) }
  }, [cover, covering, uncoverAll])

  return <TopicShared value={{ ...props, standings, recall, covering, cover, uncoverAll }}>{children}</TopicShared>
}

function tellAddress(covered: boolean): void {
  const url = new URL(window.location.href)
  if (covered) url.searchParams.set('cover', '')
  else url.searchParams.delete('cover')
  window.history.replaceState(window.history.state, '', url.href.replace(/cover=(?=&|#|$)/, 'cover'))
}
