'use client'
// The TCP lab: a scenario to step through, to disturb, to fork and to be asked about. The engine runs here, in the
// browser; nothing goes over the network.
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useState } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import { describeProblem } from '#lib/core/problem.ts'
import { cutText } from '#lib/core/protocols/lab-run.ts'
import { encodePcapng } from '#lib/core/protocols/pcapng.ts'
import { describeScenario } from '#lib/core/protocols/scenario.ts'
import { captureRun, encodePacket } from '#lib/core/protocols/tcp/capture.ts'
import { otherHost } from '#lib/core/protocols/tcp/link.ts'
import { formatMillis, parseTrace } from '#lib/core/protocols/trace.ts'
import type { ScenarioSource } from '#lib/server/web.ts'
import { Clause } from '../../../../_ui/clause.tsx'
import { AskMe } from './ask-me.tsx'
import { Diagram } from './diagram.tsx'
import { HostPanel } from './host-panel.tsx'
import { Inspector } from './inspector.tsx'
import { useLab, type TcpRun } from './lab-state.ts'
import { narrateEvent, narrateStep, type Names } from './narrate.ts'
import { RunTable } from './run-table.tsx'
import { CallTools, FaultTools } from './tools.tsx'
import './lab.css'

const speeds = [0.5, 1, 2, 4] as const

export function Lab({ lang, scenarios }: { lang: Lang; scenarios: readonly ScenarioSource[] }) {
  const t = useTranslations('labs')
  const lab = useLab(scenarios)
  const { source, run, step, steps, goTo } = lab
  const [playing, setPlaying] = useState(false)
  const [speed, setSpeed] = useState<number>(1)
  const [ahead, setAhead] = useState(false)
  const [picked, setPicked] = useState<string | null>(null)
  const [copied, setCopied] = useState('')
  const names = useMemo((): Names => {
    const [A = 'A', B = 'B'] = describeScenario(parseTrace(source.text).file.header).description[lang].names
    return { A, B }
  }, [source, lang])

  useEffect(() => {
    if (!playing) return
    const timer = setTimeout(() => {
      if (step < steps) goTo(step + 1)
      else setPlaying(false)
    }, 1000 / speed)
    return () => { clearTimeout(timer) }
  }, [playing, step, steps, speed, goTo])

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { tagName } = event.target as HTMLElement
      if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(tagName)) return
      if (event.key === 'ArrowRight') goTo(step + 1)
      else if (event.key === 'ArrowLeft') goTo(step - 1)
      else if (event.key === 'Home') goTo(0)
      else if (event.key === 'End') goTo(steps)
      else if (event.key === ' ' && !/^(BUTTON|A|SUMMARY)$/.test(tagName)) setPlaying((now) => !now)
      else return
      if (event.key !== ' ') setPlaying(false)
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => { window.removeEventListener('keydown', onKey) }
  }, [goTo, step, steps])

  const segments = useMemo(() => findSegments(run), [run])
  const seen = segments.filter(({ entry }) => entry < step)
  const segment = seen.find(({ id }) => picked !== null && id === Number(/^#(\d+)/.exec(picked)?.[1])) ?? seen.at(-1) ?? null
  const state = run.timeline.points[step]!.state
  const sentences = narrateStep(run, step, names, lang, t)
  const at = run.timeline.points[step]!.entry?.at ?? 0

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(window.location.href)
      setCopied(t('copied'))
    } catch {
      // No permission, or no secure context: the address bar has the same link.
      setCopied(t('notCopied'))
    }
  }
  const download = () => {
    const bytes = encodePcapng(captureRun(run.timeline, 'A'))
    const url = URL.createObjectURL(new Blob([bytes as BlobPart], { type: 'application/x-pcapng' }))
    const link = document.createElement('a')
    link.href = url
    link.download = `${source.name}.pcapng`
    link.click()
    URL.revokeObjectURL(url)
  }

  return (
    <div className="lab-frame">
      {lab.refused === null ? null : <p className="alert" role="alert">{describeProblem(lab.refused, lang)}</p>}
      <div className="choose">
        <label>
          {t('scenario')}{' '}
          <select value={source.name} onChange={(event) => { setPlaying(false); setPicked(null); lab.open(event.target.value) }}>
            {scenarios.map(({ name, title }) => <option key={name} value={name}>{title}</option>)}
          </select>
        </label>
        <details className="look" open>
          <summary>{t('lookFor')}</summary>
          <ul>{source.look.map((text) => <li key={text}>{text}</li>)}</ul>
        </details>
      </div>

      <div className="controls" role="group" aria-label={t('controls')}>
        <button type="button" className="button quiet" onClick={() => { setPlaying(false); goTo(step - 1) }} disabled={step === 0}>
          {t('back')} <kbd aria-hidden="true">←</kbd>
        </button>
        <button type="button" className="button" onClick={() => { setPlaying(false); goTo(step + 1) }} disabled={step === steps}>
          {t('step')} <kbd aria-hidden="true">→</kbd>
        </button>
        <button type="button" className="button quiet" onClick={() => { setPlaying(!playing) }} disabled={!playing && step === steps}>
          {playing ? t('pause') : t('play')} <kbd aria-hidden="true">{t('space')}</kbd>
        </button>
        <label className="speed">
          {t('speed')}{' '}
          <select value={speed} onChange={(event) => { setSpeed(Number(event.target.value)) }}>
            {speeds.map((one) => <option key={one} value={one}>{one}×</option>)}
          </select>
        </label>
        <input type="range" min={0} max={steps} value={step} aria-label={t('position')} aria-valuetext={t('stepOf', { step, steps })}
          onChange={(event) => { setPlaying(false); goTo(Number(event.target.value)) }} />
        <span className="count small muted">{t('stepOf', { step, steps })} · {formatMillis(at)} ms</span>
      </div>

      {run.edits.length === 0 ? null : (
        <div className="notice fork">
          <p>{t('forked', { changes: run.edits.map((edit) => `${edit.step}: ${edit.text === cutText ? t('cutHere') : narrateEvent(edit.text, names, t)}`).join(' · ') })}</p>
          <button type="button" className="button quiet" onClick={() => { setPlaying(false); lab.restore() }}>{t('original')}</button>
        </div>
      )}
      {run.problems.map((problem, i) => <p key={i} className="alert">{describeProblem(problem, lang)}</p>)}

      <div className="columns">
        <div className="picture">
          <div className="happens" aria-live="polite" aria-atomic="true">
            {step === 0 ? <p>{t('start')}</p> : sentences.map(({ text, clause }, i) => (
              <p key={i} className={i === 0 ? 'event' : 'effect'}>{text}{clause === null ? null : <span className="small"> · <Clause text={clause} /></span>}</p>
            ))}
            {step === steps && !playing ? <p className="small muted">{t('ended')}</p> : null}
          </div>
          <Diagram run={run} step={step} names={names} selected={segment === null ? null : `#${segment.id}`} onSelect={setPicked} ahead={ahead} />
          <label className="small">
            <input type="checkbox" checked={ahead} onChange={(event) => { setAhead(event.target.checked) }} /> {t('ahead')}
          </label>
        </div>
        <div className="sides">
          <div className="hosts">
            <HostPanel run={run} step={step} host="A" name={names.A} />
            <HostPanel run={run} step={step} host="B" name={names.B} />
          </div>
          <section aria-labelledby="disturb">
            <h2 id="disturb">{t('whatIf')}</h2>
            <p className="small muted">{t('whatIfText')}</p>
            <FaultTools state={state} names={names} selected={segment?.id ?? null} onEdit={lab.edit} />
            <CallTools state={state} names={names} onEdit={lab.edit} />
            <button type="button" className="button quiet" onClick={() => { lab.edit(cutText) }}>{t('fork')}</button>
          </section>
        </div>
      </div>

      <AskMe key={source.name} source={source} lang={lang} />

      <section aria-labelledby="bytes">
        <h2 id="bytes">{t('bytes')}</h2>
        {segment === null ? <p>{t('noSegment')}</p> : (
          <>
            <p>
              <label>
                {t('segment')}{' '}
                <select value={segment.id} onChange={(event) => { setPicked(`#${event.target.value}`) }}>
                  {seen.map(({ id, title }) => <option key={id} value={id}>{title}</option>)}
                </select>
              </label>
            </p>
            <Inspector key={segment.title} bytes={segment.bytes} lang={lang} title={segment.title} />
          </>
        )}
      </section>

      <section aria-labelledby="as-table">
        <h2 id="as-table">{t('asTable')}</h2>
        {step === 0 ? <p className="muted">{t('start')}</p> : <RunTable run={run} step={step} names={names} lang={lang} onGo={goTo} />}
      </section>

      <p className="actions">
        <button type="button" className="button quiet" onClick={() => { void copy() }}>{t('copyLink')}</button>
        <button type="button" className="button quiet" onClick={download}>{t('pcapng')}</button>
        <span role="status" className="small">{copied}</span>
      </p>
    </div>
  )
}

interface SentSegment {
  readonly id: number
  readonly entry: number
  readonly title: string
  readonly bytes: Uint8Array
}

/** Every segment of the run with the bytes that it is on the wire. */
function findSegments({ timeline }: TcpRun): SentSegment[] {
  return timeline.points.flatMap(({ entry, state, effects }, at) =>
    effects.flatMap((effect): SentSegment[] => {
      if (effect.kind !== 'sent' || entry === null) return []
      const source = entry.event.kind === 'inject' ? entry.event.source : state.config.hosts[effect.host].address
      const bytes = encodePacket(effect.SEG, source, state.config.hosts[otherHost(effect.host)].address, effect.id)
      return [{ id: effect.id, entry: at - 1, title: `#${effect.id} ${effect.host} → ${otherHost(effect.host)}`, bytes }]
    }),
  )
}
