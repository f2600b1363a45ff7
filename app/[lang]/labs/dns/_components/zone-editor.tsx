'use client'
// A zone's master file, to be read, changed and run again; every fault at its line. And zones that somebody broke, to be
// repaired: whether one is, a resolver with an empty cache says.
import { useTranslations } from 'next-intl'
import { useMemo, useRef, useState } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import { describeProblem } from '#lib/core/problem.ts'
import { editZones, mostZoneCharacters } from '#lib/core/protocols/dns/edit-zones.ts'
import type { ZoneFile } from '#lib/core/protocols/dns/internet.ts'
import { changeZone, plantedFaults, resolves, type PlantedFault } from '#lib/core/protocols/dns/zone-faults.ts'
import type { DnsQuestion } from './dns-run.ts'

interface Props {
  readonly lang: Lang
  /** As they are written, and as the run has them. */
  readonly original: readonly ZoneFile[]
  readonly zones: readonly ZoneFile[]
  /** Makes the run again with these zones changed; a question takes the place of the one that it had. */
  readonly onRun: (edited: readonly ZoneFile[], question: DnsQuestion | null) => void
}

const textOf = (zones: readonly ZoneFile[], zone: string) => zones.find(({ name }) => name === zone)?.text ?? ''

/** Faults shown at once: a file of another kind has one a line. */
const mostFaults = 20

export function ZoneEditor({ lang, original, zones, onRun }: Props) {
  const t = useTranslations('dns')
  const [chosen, setChosen] = useState('example.com')
  /** What is written and not run yet, by zone: looking at another zone loses nothing. */
  const [drafts, setDrafts] = useState<Readonly<Record<string, string>>>({})
  const [fault, setFault] = useState<PlantedFault | null>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  const text = drafts[chosen] ?? textOf(zones, chosen)
  const written = Object.entries({ ...drafts, [chosen]: text }).map(([name, zoneText]): ZoneFile => ({ name, text: zoneText }))
  const { faults, remarks } = editZones(zones, written)
  const own = remarks.filter(({ place }) => place?.file === chosen)
  /** What an edit is measured by: in a repair the broken zones, or the list would say where to look. */
  const base = useMemo(() => (fault === null ? original : changeZone(original, fault.breaks)), [original, fault])
  const isEdited = (name: string) => name in drafts || textOf(zones, name) !== textOf(base, name)
  const changed = zones.filter((zone) => textOf(original, zone.name) !== zone.text)
  const mended = fault !== null && resolves(zones, fault.question)
  const write = (next: string) => { setDrafts({ ...drafts, [chosen]: next }) }
  /** Marks a line, and brings it into sight. */
  const goToLine = (zone: string, line: number) => {
    if (zone !== chosen) {
      setChosen(zone)
      return
    }
    const lines = text.split('\n')
    const from = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0)
    const box = area.current
    if (box === null) return
    box.focus()
    box.setSelectionRange(from, from + (lines[line - 1]?.length ?? 0))
    box.scrollTop = (box.scrollHeight / lines.length) * Math.max(0, line - 4)
  }
  const plant = () => {
    const next = plantedFaults[(crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % plantedFaults.length]!
    const broken = changeZone(original, next.breaks).filter((zone, at) => zone !== original[at])
    setFault(next)
    setDrafts({})
    // Where to look is part of the question.
    onRun(broken, { name: next.question.name, type: next.question.type })
  }
  const run = () => {
    const others = changed.filter(({ name }) => !written.some((one) => one.name === name))
    const edited = written.filter((one) => textOf(original, one.name) !== one.text)
    setDrafts({})
    onRun([...others, ...edited], fault?.question ?? null)
  }
  return (
    <section aria-labelledby="zones" className="zone-editor">
      <h2 id="zones">{t('zones')}</h2>
      <p className="small muted">{t('zonesText')}</p>
      <div className="row">
        <label>
          {t('zone')}{' '}
          <select value={chosen} onChange={(event) => { setChosen(event.target.value) }}>
            {zones.map(({ name }) => <option key={name} value={name}>{name}{isEdited(name) ? ` (${t('edited')})` : ''}</option>)}
          </select>
        </label>
        <button type="button" className="button quiet" onClick={plant}>{t(fault === null ? 'breakZone' : 'breakAnother')}</button>
      </div>
      {fault === null ? null : (
        <p className="notice" role="status">
          {mended ? `${t('repaired', { name: fault.question.name })} ${fault.why[lang]} (${fault.clause})` : t('repairGoal', { name: fault.question.name, type: fault.question.type })}
        </p>
      )}
      {fault === null || mended ? null : (
        <details key={fault.why.en}>
          <summary>{t('showFault')}</summary>
          <p>{fault.why[lang]} ({fault.clause})</p>
        </details>
      )}
      <label className="zone-text">
        <span>{t('zoneFile', { zone: chosen })}</span>
        <textarea ref={area} value={text} rows={Math.min(24, text.split('\n').length + 1)} maxLength={mostZoneCharacters} spellCheck={false} autoCapitalize="off" autoComplete="off"
          aria-describedby="zone-faults" onChange={(event) => { write(event.target.value) }} />
      </label>
      <div id="zone-faults" aria-live="polite">
        {faults.length === 0 ? null : (
          <ul className="faults">
            {faults.slice(0, mostFaults).map((problem, at) => (
              <li key={at}>
                <button type="button" className="link" onClick={() => { goToLine(problem.place?.file ?? chosen, problem.place?.line ?? 1) }}>
                  {t('atLine', { zone: problem.place?.file ?? chosen, line: problem.place?.line ?? 1 })}
                </button>{' '}
                {describeProblem(problem, lang)}
              </li>
            ))}
            {faults.length > mostFaults ? <li>{t('moreFaults', { count: faults.length - mostFaults })}</li> : null}
          </ul>
        )}
        {own.slice(0, mostFaults).map((problem, at) => (
          <p key={at} className="small muted">{t('atLine', { zone: chosen, line: problem.place?.line ?? 1 })} {describeProblem(problem, lang)}</p>
        ))}
      </div>
      <div className="row">
        <button type="button" className="button" disabled={faults.length > 0} onClick={run}>{t('runZones')}</button>
        <button type="button" className="button quiet" disabled={text === textOf(base, chosen)} onClick={() => { write(textOf(base, chosen)) }}>{t('zoneOriginal')}</button>
      </div>
    </section>
  )
}
