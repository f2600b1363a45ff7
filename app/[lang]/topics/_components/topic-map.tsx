'use client'
// The map: the layers as a stack, the topics in their layers, each with how well it is known. Rendered with the page,
// so that it is a list of links without scripts; what is personal is fetched after.
import { useCallback, useEffect, useState, type CSSProperties } from 'react'
import type { Lang, Layer } from '#lib/core/notes/card.ts'
import type { TopicStandings } from '#lib/server/web.ts'
import { callApi } from '../../../_ui/api.ts'
import { fill } from '../../../_ui/fill.ts'
import type { Messages } from '../../../_ui/i18n/messages.ts'
import { WhenAlive } from '../../../_ui/when-alive.tsx'
import { Encapsulation } from './encapsulation.tsx'
import { findStart, isOnMap, layers, levels, noFilter, readFilter, writeFilter, type MapFilter, type MapStandings, type MapTopic } from './map-state.ts'

interface Props {
  readonly lang: Lang
  /** In the order of reading. */
  readonly topics: readonly (MapTopic & { readonly about: string })[]
  readonly words: Messages['topicMap'] & Pick<Messages['topics'], 'layers'>
}

export function TopicMap({ lang, topics, words }: Props) {
  const [standings, setStandings] = useState<MapStandings | null>(null)
  const [filter, setFilter] = useState<MapFilter>(noFilter)

  useEffect(() => {
    let alive = true
    // After the first render: the page's own bytes are the same whatever the address asks for.
    queueMicrotask(() => { if (alive) setFilter(readFilter(window.location.search)) })
    void callApi<TopicStandings>('GET', '/standings').then((answer) => {
      if (alive && answer.kind === 'ok') setStandings(new Map(answer.value.topics.map((topic) => [topic.topic, topic])))
    })
    return () => { alive = false }
  }, [])

  const choose = useCallback((next: MapFilter) => {
    setFilter(next)
    window.history.replaceState(window.history.state, '', `${window.location.pathname}${writeFilter(next)}`)
  }, [])

  const shown = topics.filter((topic) => isOnMap(topic, filter, standings))
  const start = findStart(topics, standings)
  return (
    <>
      {start === null ? null : (
        <p className="start">
          <span className="muted">{start.begun ? words.goOn : words.start}</span>{' '}
          <a className="button" href={`/${lang}/topics/${start.topic.id}`}>{start.topic.title}</a>
        </p>
      )}
      <WhenAlive>
        <Filters filter={filter} onChoose={choose} words={words} present={new Set(topics.map(({ layer }) => layer))} />
      </WhenAlive>
      <p className="muted small count" role="status">
        {shown.length === topics.length ? '' : fill(words.shown, { shown: shown.length, total: topics.length })}
      </p>
      {shown.length === 0 ? (
        <p className="notice">
          {words.none} <button type="button" className="link" onClick={() => { choose(noFilter) }}>{words.all}</button>
        </p>
      ) : null}
      <div className="stack">
        {layers.map((layer) => {
          const here = shown.filter((topic) => topic.layer === layer)
          return here.length === 0 ? null : (
            <section key={layer} className={`layer ${layer}`} aria-labelledby={`layer-${layer}`}>
              <div className="layer-name">
                <h2 id={`layer-${layer}`}>{words.layers[layer]}</h2>
                <p className="muted small">{words.carries[layer]}</p>
                <Encapsulation layer={layer} />
              </div>
              <ul className="topic-list">
                {here.map((topic) => (
                  <Tile key={topic.id} lang={lang} topic={topic} standing={standings?.get(topic.id) ?? null} isStart={topic.id === start?.topic.id} words={words} />
                ))}
              </ul>
            </section>
          )
        })}
      </div>
      <p className="muted small js">{words.legend}</p>
    </>
  )
}

interface TileProps {
  readonly lang: Lang
  readonly topic: Props['topics'][number]
  readonly standing: { readonly known: number; readonly due: number; readonly new: number; readonly facets: number } | null
  readonly isStart: boolean
  readonly words: Props['words']
}

function Tile({ lang, topic, standing, isStart, words }: TileProps) {
  const percent = Math.round((standing?.known ?? 0) * 100)
  const begun = standing !== null && standing.new < standing.facets
  return (
    <li className={isStart ? 'tile here' : 'tile'} style={{ '--known': `${percent}%` } as CSSProperties}>
      <a href={`/${lang}/topics/${topic.id}`}>{topic.title}</a>
      <span className="muted small">{topic.about}</span>
      <span className="known small">
        {begun ? fill(words.known, { percent }) : standing === null ? '' : words.fresh}
        {standing !== null && standing.due > 0 ? <span className="due"> · {fill(words.due, { count: standing.due })}</span> : null}
      </span>
      <span className="bar" aria-hidden="true" />
    </li>
  )
}

interface FilterProps {
  readonly filter: MapFilter
  readonly onChoose: (filter: MapFilter) => void
  readonly words: Props['words']
  readonly present: ReadonlySet<Layer>
}

function Filters({ filter, onChoose, words, present }: FilterProps) {
  const chip = (text: string, pressed: boolean, next: MapFilter) => (
    <button key={text} type="button" className="chip" aria-pressed={pressed} onClick={() => { onChoose(next) }}>
      {text}
    </button>
  )
  return (
    <div className="filters small js">
      <div role="group" aria-label={words.byLayer}>
        {layers.filter((layer) => present.has(layer)).map((layer) => chip(words.layers[layer], filter.layer === layer, { ...filter, layer: filter.layer === layer ? null : layer }))}
      </div>
      <div role="group" aria-label={words.byLevel}>
        {levels.map((level) => chip(words.levels[level], filter.level === level, { ...filter, level: filter.level === level ? null : level }))}
      </div>
      <div role="group" aria-label={words.byDue}>{chip(words.onlyDue, filter.due, { ...filter, due: !filter.due })}</div>
    </div>
  )
}
