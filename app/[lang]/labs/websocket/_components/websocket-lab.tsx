'use client'
// The parts of the lab: live, over real sockets; simulated, with scenarios to step through; and the way from a name to
// the first echo, across the layers. A link to a scenario opens the part that has it.
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import type { ZoneFile } from '#lib/core/protocols/dns/internet.ts'
import { parseSharedRun } from '#lib/core/protocols/share-link.ts'
import type { ScenarioSource } from '#lib/server/web.ts'
import { Live } from './live.tsx'
import '../../_components/lab.css'
import './websocket-lab.css'

// The simulation is as heavy as the rest together, and half of the visitors never step.
const Simulated = dynamic(() => import('./simulated.tsx'))
const AcrossLayers = dynamic(() => import('./across-layers.tsx'))

const parts = ['live', 'simulated', 'across'] as const
type Part = (typeof parts)[number]

interface Props {
  readonly lang: Lang
  readonly scenarios: readonly ScenarioSource[]
  /** Scenarios across the layers, and the zones in which their name is looked up. */
  readonly openings: readonly ScenarioSource[]
  readonly zones: readonly ZoneFile[]
}

export function WebSocketLab({ lang, scenarios, openings, zones }: Props) {
  const t = useTranslations('websocketLab')
  const [part, setPart] = useState<Part>('live')
  const tabs = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const read = () => {
      if (!window.location.hash.includes('scenario=')) return
      const shared = parseSharedRun(window.location.hash)
      setPart(shared.ok && openings.some(({ name }) => name === shared.value.scenario) ? 'across' : 'simulated')
    }
    read()
    window.addEventListener('hashchange', read)
    return () => { window.removeEventListener('hashchange', read) }
  }, [openings])

  const choose = (next: Part) => {
    setPart(next)
    // Each part reads the address when it opens, and knows its own scenarios alone.
    if (next !== part) window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return
    event.preventDefault()
    event.stopPropagation()
    const next = parts[(parts.indexOf(part) + (event.key === 'ArrowRight' ? 1 : parts.length - 1)) % parts.length]!
    choose(next)
    tabs.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus()
  }
  return (
    <div className="lab-frame">
      <div className="tabs" role="tablist" aria-label={t('halves')} ref={tabs} onKeyDown={onKey}>
        {parts.map((one) => (
          <button key={one} type="button" role="tab" id={`tab-${one}`} aria-selected={one === part} aria-controls={`panel-${one}`} tabIndex={one === part ? 0 : -1}
            onClick={() => { choose(one) }}>
            {t(`${one}.tab`)}
          </button>
        ))}
      </div>
      {/* The live part stays: its connections go on while scenarios are stepped through. */}
      <div role="tabpanel" id="panel-live" aria-labelledby="tab-live" hidden={part !== 'live'}>
        <Live lang={lang} active={part === 'live'} />
      </div>
      <div role="tabpanel" id="panel-simulated" aria-labelledby="tab-simulated" hidden={part !== 'simulated'}>
        {part === 'simulated' ? <Simulated lang={lang} scenarios={scenarios} /> : null}
      </div>
      <div role="tabpanel" id="panel-across" aria-labelledby="tab-across" hidden={part !== 'across'}>
        {part === 'across' ? <AcrossLayers lang={lang} scenarios={openings} zones={zones} /> : null}
      </div>
    </div>
  )
}
