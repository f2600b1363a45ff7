'use client'
// One scenario twice, under two settings, side by side and stepped through by one clock: what a rule is for shows best
// where it is missing. Which two, and the moment, are kept by the lab, so that a link carries them.
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import { describeScenario } from '#lib/core/protocols/scenario.ts'
import type { Compared } from '#lib/core/protocols/share-link.ts'
import { compareRuns, comparisons, stepAfter, type ComparedRuns, type Comparison } from '#lib/core/protocols/tcp/comparisons.ts'
import { shownState } from '#lib/core/protocols/tcp/exercises/state-after.ts'
import { runFacts } from '#lib/core/protocols/tcp/run-diagram.ts'
import { formatMillis, parseTrace } from '#lib/core/protocols/trace.ts'
import type { ScenarioSource } from '#lib/server/web.ts'
import { TcpPicture } from '../../../../_ui/run-picture/tcp-picture.tsx'
import { Sentences } from '../../_components/sentences.tsx'
import { narrateStep, type Names } from './narrate.ts'
import type { TcpRun } from './tcp-run.ts'

interface Found extends ComparedRuns {
  readonly comparison: Comparison
  readonly source: ScenarioSource
}

/** What a link or the list names; null: no such comparison, or it has no such moment. */
export function findComparison(scenarios: readonly ScenarioSource[], { name, at }: Compared): Found | null {
  const comparison = comparisons.find((one) => one.name === name)
  const source = scenarios.find((one) => one.name === comparison?.scenario)
  if (comparison === undefined || source === undefined) return null
  const compared = compareRuns(parseTrace(source.text).file, comparison)
  return at !== null && at > compared.moments.length ? null : { comparison, source, ...compared }
}

interface Props {
  readonly lang: Lang
  readonly scenarios: readonly ScenarioSource[]
  readonly compared: Compared | null
  /** Another number: `compared` came by a link. */
  readonly linksOpened: number
  readonly onCompare: (compared: Compared | null) => void
}

export function TwoRuns({ lang, scenarios, compared, linksOpened, onCompare }: Props) {
  const t = useTranslations('labs')
  const heading = useRef<HTMLHeadingElement>(null)
  const name = compared?.name ?? null
  const found = useMemo(() => (name === null ? null : findComparison(scenarios, { name, at: null })), [scenarios, name])
  // Whoever opens a link to a comparison finds it before them, not below everything else.
  const seen = useRef(0)
  useEffect(() => {
    if (linksOpened === seen.current) return
    seen.current = linksOpened
    if (found === null) return
    heading.current?.focus({ preventScroll: true })
    heading.current?.scrollIntoView()
  }, [linksOpened, found])
  return (
    <section aria-labelledby="two-runs">
      <h2 id="two-runs" ref={heading} tabIndex={-1}>{t('twoRuns.title')}</h2>
      <p className="muted">{t('twoRuns.text')}</p>
      <p>
        <label>
          {t('twoRuns.choose')}{' '}
          <select value={name ?? ''} onChange={({ target: { value } }) => { onCompare(value === '' ? null : { name: value, at: null }) }}>
            <option value="">{t('twoRuns.none')}</option>
            {comparisons.map((one) => <option key={one.name} value={one.name}>{one.title[lang]}</option>)}
          </select>
        </label>
      </p>
      {found === null ? null : <BothRuns key={found.comparison.name} found={found} at={compared?.at ?? null} lang={lang} onCompare={onCompare} />}
    </section>
  )
}

function BothRuns({ found, at, lang, onCompare }: { found: Found; at: number | null; lang: Lang; onCompare: Props['onCompare'] }) {
  const t = useTranslations('labs')
  const { comparison, source, runs, moments } = found
  const [A = 'A', B = 'B'] = describeScenario(parseTrace(source.text).file.header).description[lang].names
  const steps = moments.length
  const step = at ?? steps
  const goTo = (to: number) => { onCompare({ name: comparison.name, at: to >= steps ? null : Math.max(0, to) }) }
  const count = t('twoRuns.momentOf', { step, steps })
  // In here the keys of the lab step through these two runs; a field keeps its own.
  const onKey = (event: KeyboardEvent) => {
    const to = { ArrowLeft: step - 1, ArrowRight: step + 1, Home: 0, End: steps }[event.key]
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return
    event.preventDefault()
    event.stopPropagation()
    goTo(to)
  }
  return (
    <div onKeyDown={onKey}>
      <p role="status">{comparison.look[lang]}</p>
      {/* Not disabled at the ends: a button that is loses the keyboard, and the keys would step the lab. */}
      <div className="moments" role="group" aria-label={t('twoRuns.stepping')}>
        <button type="button" className="button quiet" onClick={() => { goTo(step - 1) }} aria-disabled={step === 0}>{t('back')}</button>
        <button type="button" className="button quiet" onClick={() => { goTo(step + 1) }} aria-disabled={step === steps}>{t('step')}</button>
        <input type="range" min={0} max={steps} value={step} aria-label={t('twoRuns.position')} aria-valuetext={count}
          onChange={(event) => { goTo(Number(event.target.value)) }} />
        <span className="count small muted">{count} · {formatMillis(moments[step - 1] ?? 0)} ms</span>
      </div>
      <div className="two-runs">
        {comparison.variants.map(({ title }, i) => {
          const run = runs[i]!
          return <OneRun key={title.en} title={title[lang]} run={run} step={stepAfter(run, moments, step)} names={{ A, B }} lang={lang} />
        })}
      </div>
    </div>
  )
}

function OneRun({ title, run, step, names, lang }: { title: string; run: TcpRun; step: number; names: Names; lang: Lang }) {
  const t = useTranslations('labs')
  const [picked, setPicked] = useState<string | null>(null)
  const facts = useMemo(() => runFacts(run.timeline), [run])
  const { points } = run.timeline
  const { state } = points[step]!
  const where = { a: names.A, stateA: shownState(state, 'A'), b: names.B, stateB: shownState(state, 'B') }
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <p aria-live="polite">{step === points.length - 1 ? t('twoRuns.ends', where) : t('twoRuns.now', where)}</p>
      <TcpPicture facts={facts} step={step} names={names} selected={picked} onSelect={setPicked} />
      {step === 0 ? null : (
        <details>
          <summary>{t('twoRuns.steps')}</summary>
          <ol>
            {points.slice(1, step + 1).map((_, i) => <li key={i}><Sentences sentences={narrateStep(run, i + 1, names, lang, t)} as="div" /></li>)}
          </ol>
        </details>
      )}
    </section>
  )
}
