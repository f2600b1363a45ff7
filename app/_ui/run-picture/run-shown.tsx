'use client'
// A run as an exercise shows it: the lab's picture, drawn from the trace's own lines, and the lines themselves for
// those who do not look at pictures. The lines stand alone until the picture has come, and where it cannot.
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import { describeScenario } from '#lib/core/protocols/scenario.ts'
import { readFacts } from '#lib/core/protocols/trace-facts.ts'
import { formatMillis, type HeaderLine, type TraceEntry } from '#lib/core/protocols/trace.ts'
import { usePicture } from './load-picture.ts'
import './run-shown.css'

interface Props {
  readonly protocol: string
  /** Names of the hosts. */
  readonly header: readonly HeaderLine[]
  readonly entries: readonly TraceEntry[]
  /** The first of `entries` that the lines begin with: what came before has been read. */
  readonly from?: number
  readonly label: string
  readonly lang: Lang
  /** False: lines alone, where a picture would give the answer away. */
  readonly pictured?: boolean
}

export function RunShown({ protocol, header, entries, from = 0, label, lang, pictured = true }: Props) {
  const t = useTranslations('exercise')
  const picture = usePicture(protocol)
  const names = useMemo(() => {
    const [A = 'A', B = 'B'] = describeScenario(header).description[lang].names
    return { A, B }
  }, [header, lang])
  const facts = useMemo(() => (picture == null ? [] : readFacts(picture.reader, entries)), [picture, entries])
  const lines = <TraceLines entries={entries.slice(from)} label={label} />
  if (entries.length === 0 || !pictured || picture === null) {
    return (
      <figure className="run-shown">
        <figcaption className="small muted">{label}</figcaption>
        {entries.length === 0 ? <p className="small">{t('nothingYet')}</p> : lines}
      </figure>
    )
  }
  return (
    <figure className="run-shown">
      <figcaption className="small muted">{label}</figcaption>
      {picture === undefined ? <div className="waiting">{lines}</div> : (
        <>
          <picture.Picture facts={facts} names={names} step={entries.length} {...(from > 0 ? { cut: from } : {})} />
          <details>
            <summary className="small">{t('asLines')}</summary>
            {lines}
          </details>
        </>
      )}
    </figure>
  )
}

/** A trace's entries as lines, under each what came of it. */
function TraceLines({ entries, label }: { readonly entries: readonly TraceEntry[]; readonly label: string }) {
  return (
    <ol className="trace-lines" tabIndex={0} role="list" aria-label={label}>
      {entries.map((entry, i) => (
        <li key={i}>
          <span className="at">{formatMillis(entry.at)} ms</span> <code>{entry.text}</code>
          {entry.effects.map((effect) => (
            <code key={effect} className="effect">{effect.split(' | ')[0]}</code>
          ))}
        </li>
      ))}
    </ol>
  )
}
