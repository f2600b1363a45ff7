'use client'
// The two halves of the lab: live, over real sockets, and simulated, with scenarios to step through. A link to a
// scenario opens the second.
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import type { ScenarioSource } from '#lib/server/web.ts'
import { Live } from './live.tsx'
import '../../_components/lab.css'
import './websocket-lab.css'

// The simulation is as heavy as the rest together, and half of the visitors never step.
const Simulated = dynamic(() => import('./simulated.tsx'))
const AcrossLayers = dynamic(() => import('./across-layers.tsx'))

const halves = ['live', 'simulated'] as const

export function WebSocketLab({ lang, scenarios }: { lang: Lang; scenarios: readonly ScenarioSource[] }) {
  const t = useTranslations('websocketLab')
  const [half, setHalf] = useState<(typeof halves)[number]>('live')
  const tabs = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const read = () => { if (window.location.hash.includes('scenario=')) setHalf('simulated') }
    read()
    window.addEventListener('hashchange', read)
    return () => { window.removeEventListener('hashchange', read) }
  }, [])

  const choose = (next: (typeof halves)[number]) => {
    setHalf(next)
    if (next === 'live') window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return
    event.preventDefault()
    event.stopPropagation()
    const next = half === 'live' ? 'simulated' : 'live'
    choose(next)
    tabs.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus()
  }
  return (
    <div className="lab-frame">
      <div className="tabs" role="tablist" aria-label={t('halves')} ref={tabs} onKeyDown={onKey}>
        {halves.map((one) => (
          <button key={one} type="button" role="tab" id={`tab-${one}`} aria-selected={one === half} aria-controls={`panel-${one}`} tabIndex={one === half ? 0 : -1}
            onClick={() => { choose(one) }}>
            {t(`${one}.tab`)}
          </button>
        ))}
      </div>
      {/* The live half stays: its connections go on while scenarios are stepped through. */}
      <div role="tabpanel" id="panel-live" aria-labelledby="tab-live" hidden={half !== 'live'}>
        <Live lang={lang} active={half === 'live'} />
      </div>
      <div role="tabpanel" id="panel-simulated" aria-labelledby="tab-simulated" hidden={half !== 'simulated'}>
        {half === 'simulated' ? <Simulated lang={lang} scenarios={scenarios} /> : null}
      </div>
      <AcrossLayers />
    </div>
  )
}
