'use client'
// The run as a table: what the diagram shows, for those who do not look at pictures. Each row leads to its step.
import { useTranslations } from 'next-intl'
import type { Lang } from '#lib/core/notes/card.ts'
import { formatMillis } from '#lib/core/protocols/trace.ts'
import { Clause } from '../../../../_ui/clause.tsx'
import type { TcpRun } from './lab-state.ts'
import { narrateStep, type Names } from './narrate.ts'

interface Props {
  readonly run: TcpRun
  readonly step: number
  readonly names: Names
  readonly lang: Lang
  readonly onGo: (step: number) => void
}

export function RunTable({ run, step, names, lang, onGo }: Props) {
  const t = useTranslations('labs')
  // As far as the picture goes: what comes is not given away.
  const rows = Array.from({ length: step }, (_, i) => i + 1)
  return (
    <div className="table" tabIndex={0} role="group" aria-label={t('asTable')}>
      <table className="run">
        <caption className="visually-hidden">{t('asTable')}</caption>
        <thead>
          <tr><th scope="col">{t('stepColumn')}</th><th scope="col">{t('time')}</th><th scope="col">{t('whatHappens')}</th></tr>
        </thead>
        <tbody>
          {rows.map((at) => (
            <tr key={at} aria-current={at === step ? 'step' : undefined}>
              <td><button type="button" className="link" aria-label={t('goTo', { step: at })} onClick={() => { onGo(at) }}>{at}</button></td>
              <td>{formatMillis(run.timeline.points[at]!.entry?.at ?? 0)} ms</td>
              <td>
                {narrateStep(run, at, names, lang, t).map(({ text, clause }, i) => (
                  <div key={i} className={i > 0 ? 'effect' : ''}>{text}{clause === null ? null : <> · <Clause text={clause} /></>}</div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
