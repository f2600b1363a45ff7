'use client'
// One scenario twice, under two settings, side by side: what a rule is for shows best where it is missing.
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import { describeScenario } from '#lib/core/protocols/scenario.ts'
import { comparisons, runVariant } from '#lib/core/protocols/tcp/comparisons.ts'
import { shownState } from '#lib/core/protocols/tcp/exercises/state-after.ts'
import { runFacts } from '#lib/core/protocols/tcp/run-diagram.ts'
import { parseTrace } from '#lib/core/protocols/trace.ts'
import type { ScenarioSource } from '#lib/server/web.ts'
import { TcpPicture } from '../../../../_ui/run-picture/tcp-picture.tsx'
import { Sentences } from '../../_components/sentences.tsx'
import { narrateStep, type Names } from './narrate.ts'
import type { TcpRun } from './tcp-run.ts'

export function TwoRuns({ lang, scenarios }: { lang: Lang; scenarios: readonly ScenarioSource[] }) {
  const t = useTranslations('labs.twoRuns')
  const [name, setName] = useState<string | null>(null)
  const comparison = comparisons.find((one) => one.name === name) ?? null
  const source = scenarios.find((one) => one.name === comparison?.scenario) ?? null
  const compared = useMemo(() => {
    if (comparison === null || source === null) return null
    const { file } = parseTrace(source.text)
    const [A = 'A', B = 'B'] = describeScenario(file.header).description[lang].names
    return { names: { A, B }, runs: comparison.variants.map((variant) => ({ variant, run: runVariant(file, variant) })) }
  }, [comparison, source, lang])
  return (
    <section aria-labelledby="two-runs">
      <h2 id="two-runs">{t('title')}</h2>
      <p className="muted">{t('text')}</p>
      <p>
        <label>
          {t('choose')}{' '}
          <select value={name ?? ''} onChange={(event) => { setName(event.target.value === '' ? null : event.target.value) }}>
            <option value="">{t('none')}</option>
            {comparisons.map((one) => <option key={one.name} value={one.name}>{one.title[lang]}</option>)}
          </select>
        </label>
      </p>
      {comparison === null || compared === null ? null : (
        <>
          <p role="status">{comparison.look[lang]}</p>
          <div className="two-runs">
            {compared.runs.map(({ variant, run }, i) => (
              <OneRun key={`${comparison.name} ${i}`} title={variant.title[lang]} run={run} names={compared.names} lang={lang} />
            ))}
          </div>
        </>
      )}
    </section>
  )
}

function OneRun({ title, run, names, lang }: { title: string; run: TcpRun; names: Names; lang: Lang }) {
  const t = useTranslations('labs')
  const [picked, setPicked] = useState<string | null>(null)
  const facts = useMemo(() => runFacts(run.timeline), [run])
  const { points } = run.timeline
  const end = points.length - 1
  const { state } = points[end]!
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <p>{t('twoRuns.ends', { a: names.A, stateA: shownState(state, 'A'), b: names.B, stateB: shownState(state, 'B') })}</p>
      <TcpPicture facts={facts} step={end} names={names} selected={picked} onSelect={setPicked} />
      <details>
        <summary>{t('twoRuns.steps')}</summary>
        <ol>
          {points.slice(1).map((_, i) => <li key={i}><Sentences sentences={narrateStep(run, i + 1, names, lang, t)} as="div" /></li>)}
        </ol>
      </details>
    </section>
  )
}
