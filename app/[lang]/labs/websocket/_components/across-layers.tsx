'use client'
// "What happens when you open wss://…": an opening stepped through over all layers, its round trips counted, one thing
// changed and counted again. The engine runs here, in the browser.
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { timelineOf } from '#lib/core/engine/log.ts'
import type { Lang } from '#lib/core/notes/card.ts'
import { describeProblem } from '#lib/core/problem.ts'
import type { ZoneFile } from '#lib/core/protocols/dns/internet.ts'
import { findCriticalPath } from '#lib/core/protocols/layers/critical-path.ts'
import { connections, dnsCaches, printSettings, type Settings } from '#lib/core/protocols/layers/settings.ts'
import type { Milestone } from '#lib/core/protocols/layers/simulation.ts'
import { tlsKinds } from '#lib/core/protocols/layers/tls-model.ts'
import { layersTrace } from '#lib/core/protocols/layers/trace-codec.ts'
import { parseTrace, readLog } from '#lib/core/protocols/trace.ts'
import type { ScenarioSource } from '#lib/server/web.ts'
import { ChooseScenario } from '../../_components/choose-scenario.tsx'
import { Controls } from '../../_components/controls.tsx'
import { Forked } from '../../_components/forked.tsx'
import { RunTable } from '../../_components/run-table.tsx'
import { Sentences, type Sentence } from '../../_components/sentences.tsx'
import { Share } from '../../_components/share.tsx'
import { useLab } from '../../_components/use-lab.ts'
import { useStepping } from '../../_components/use-stepping.ts'
import { LayersDiagram } from './layers-diagram.tsx'
import { narrateLayersEvent, narrateLayersStep, type LayersRun } from './narrate-layers.ts'
import { OpeningsTable, TripsSoFar, type CountedOpening } from './round-trips.tsx'

/** As they are explained: the first visit, what is known, what TLS it is, what else. */
const order = [
  'wss-first', 'wss-resolver-knows', 'wss-browser-knows', 'wss-tls12', 'wss-tls12-resumed', 'wss-tls13-resumed', 'wss-0rtt',
  'wss-reused', 'wss-big-certificate', 'ws-plain',
]
const delays = [5, 40, 120] as const
const certificates = [3000, 20_000] as const

export default function AcrossLayers({ lang, scenarios, zones }: { lang: Lang; scenarios: readonly ScenarioSource[]; zones: readonly ZoneFile[] }) {
  const t = useTranslations('labs')
  const own = useTranslations('websocketLab.across')
  const codec = useMemo(() => layersTrace(zones), [zones])
  const lab = useLab(codec, scenarios)
  const { source, run, step, steps } = lab
  const stepping = useStepping(lab)
  const [ahead, setAhead] = useState(false)
  const [picked, setPicked] = useState<string | null>(null)
  const counted = useMemo(() => scenarios.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name)).map((scenario): CountedOpening => {
    const { log } = readLog(codec, parseTrace(scenario.text).file)
    return { name: scenario.name, title: scenario.title, path: findCriticalPath(timelineOf(codec.machine, log)) }
  }), [codec, scenarios])
  const first = counted.find(({ name }) => name === 'wss-first') ?? counted[0]!
  const whole = useMemo(() => findCriticalPath(run.timeline), [run])
  const soFar = useMemo(() => findCriticalPath(run.timeline, step), [run, step])

  const texts = { labs: t, own }
  const { points } = run.timeline
  const timeAt = (at: number) => points[at]!.entry?.at ?? 0
  const narrate = (at: number): readonly Sentence[] => narrateLayersStep(run, at, texts)
  const reached = (what: Milestone, text: string) => own(`marks.${what}`, { text })
  const settings = points.at(-1)!.state.config.settings
  const change = (changed: Partial<Settings>) => {
    const edits = printSettings({ ...settings, ...changed }, run.log.config.settings).map((pair) => `set ${pair}`)
    stepping.setPlaying(false)
    setPicked(null)
    if (edits.length === 0) lab.open(source.name)
    else lab.begin(source.name, edits)
  }
  const open = (name: string) => { stepping.setPlaying(false); setPicked(null); lab.open(name) }
  const { inFlight } = points[step]!.state
  return (
    <section className="across" aria-labelledby="across">
      <h2 id="across">{own('title')}</h2>
      <p className="muted">{own('text')}</p>
      {lab.refused === null ? null : <p className="alert" role="alert">{describeProblem(lab.refused, lang)}</p>}
      <ChooseScenario scenarios={scenarios} chosen={source} onChoose={open} />
      <ChangeOne settings={settings} onChange={change} />
      <Controls stepping={stepping} at={timeAt(step)} />
      <Forked edits={run.edits} problems={run.problems} lang={lang} narrate={(text) => narrateLayersEvent(text, texts)}
        onRestore={() => { stepping.setPlaying(false); lab.restore() }} />

      <div className="columns">
        <div className="picture">
          <div className="happens" aria-live="polite" aria-atomic="true">
            {step === 0 ? <p>{t('start')}</p> : <Sentences sentences={narrate(step)} />}
            {step === steps && !stepping.playing ? <p className="small muted">{t('ended')}</p> : null}
          </div>
          <LayersDiagram run={run} step={step} path={whole.ids} reached={reached} selected={picked} onSelect={setPicked} ahead={ahead} />
          <label className="small">
            <input type="checkbox" checked={ahead} onChange={(event) => { setAhead(event.target.checked) }} /> {t('ahead')}
          </label>
        </div>
        <div className="sides">
          <TripsSoFar soFar={soFar} whole={whole} first={first.path} ended={step === steps} />
          {picked === null ? null : <Carried run={run} arrow={picked} />}
          <section aria-labelledby="disturb">
            <h3 id="disturb">{own('lose')}</h3>
            <p className="small muted">{own('loseText')}</p>
            {inFlight.length === 0 ? <p className="small">{own('nothingUnderWay')}</p> : (
              <ul className="plain">
                {inFlight.map(({ id, text }) => (
                  <li key={id}><button type="button" className="button quiet" onClick={() => { lab.edit(`drop #${id}`) }}>{own('loseThis', { what: `#${id} ${text.length > 40 ? `${text.slice(0, 39)}…` : text}` })}</button></li>
                ))}
              </ul>
            )}
          </section>
        </div>
      </div>

      <OpeningsTable openings={counted} first={first.path} chosen={source.name} onChoose={open} />
      <div className="notice">
        <h3>{own('modelTitle')}</h3>
        <ul>{(['ran', 'tls', 'http2', 'not'] as const).map((each) => <li key={each}>{own(`model.${each}`)}</li>)}</ul>
      </div>

      <section aria-labelledby="as-table">
        <h2 id="as-table">{t('asTable')}</h2>
        {step === 0 ? <p className="muted">{t('start')}</p> : <RunTable step={step} timeAt={timeAt} narrate={narrate} onGo={lab.goTo} />}
      </section>
      <Share files={[]} />
    </section>
  )
}

function ChangeOne({ settings, onChange }: { settings: Settings; onChange: (changed: Partial<Settings>) => void }) {
  const t = useTranslations('websocketLab.across')
  const reused = settings.connection === 'reused'
  return (
    <fieldset className="change-one">
      <legend>{t('change')}</legend>
      <label>
        {t('settings.connection')}{' '}
        <select value={settings.connection} onChange={(event) => { onChange({ connection: event.target.value as Settings['connection'] }) }}>
          {connections.map((each) => <option key={each} value={each}>{t(`connections.${each}`)}</option>)}
        </select>
      </label>
      <label>
        {t('settings.dns')}{' '}
        <select value={settings.dns} disabled={reused} onChange={(event) => { onChange({ dns: event.target.value as Settings['dns'] }) }}>
          {dnsCaches.map((each) => <option key={each} value={each}>{t(`caches.${each}`)}</option>)}
        </select>
      </label>
      <label>
        {t('settings.tls')}{' '}
        <select value={settings.tls} disabled={reused} onChange={(event) => { onChange({ tls: event.target.value as Settings['tls'] }) }}>
          {tlsKinds.map((each) => <option key={each} value={each}>{t(`tls.${each.replaceAll('.', '')}`)}</option>)}
        </select>
      </label>
      <label>
        {t('settings.certificate')}{' '}
        <select value={settings.certificate} disabled={reused} onChange={(event) => { onChange({ certificate: Number(event.target.value) }) }}>
          {[...new Set([...certificates, settings.certificate])].map((each) => <option key={each} value={each}>{t('octets', { octets: each })}</option>)}
        </select>
      </label>
      <label>
        {t('settings.delay')}{' '}
        <select value={settings.delay} onChange={(event) => { onChange({ delay: Number(event.target.value) }) }}>
          {[...new Set([...delays, settings.delay])].map((each) => <option key={each} value={each}>{t('ms', { ms: each })}</option>)}
        </select>
      </label>
    </fieldset>
  )
}

/** What one thing on the wire is, layer upon layer. */
function Carried({ run, arrow }: { run: LayersRun; arrow: string }) {
  const t = useTranslations('websocketLab.across')
  const sent = run.timeline.points.flatMap(({ effects }) => effects.flatMap((effect) => (effect.kind === 'sent' && `#${effect.id}` === arrow ? [effect] : [])))[0]
  if (sent === undefined) return null
  const isDatagram = sent.layer === 'DNS'
  return (
    <section aria-labelledby="carried">
      <h3 id="carried">{t('carried', { id: sent.id })}</h3>
      <dl className="stack">
        <dt>{sent.layer}</dt>
        <dd><code>{sent.text}</code> · {t(sent.ran ? 'ran' : 'modelled')}</dd>
        {sent.layer === 'TCP' || isDatagram ? null : <><dt>TCP</dt><dd><code>{sent.below.replace(/^TCP /, '')}</code> · {t('ran')}</dd></>}
        {sent.layer === 'TCP' ? <><dt /><dd><code>{sent.below.replace(/^TCP /, '')}</code></dd></> : null}
        {isDatagram ? <><dt>UDP</dt><dd>{sent.host === '' ? t('port53') : `${sent.host}, ${t('port53')}`}</dd></> : null}
      </dl>
    </section>
  )
}
