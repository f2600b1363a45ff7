'use client'
// The run as a table: what the diagram shows, for those who do not look at pictures. Each row leads to its step.
import { useTranslations } from 'next-intl'
import type { Millis } from '#lib/core/engine/machine.ts'
import { formatMillis } from '#lib/core/protocols/trace.ts'
import { Sentences, type Sentence } from './sentences.tsx'

interface Props {
  readonly step: number
  readonly timeAt: (step: number) => Millis
  /** What the entry before a step says. */
  readonly narrate: (step: number) => readonly Sentence[]
  readonly onGo: (step: number) => void
}

export function RunTable({ step, timeAt, narrate, onGo }: Props) {
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
              <td>{formatMillis(timeAt(at))} ms</td>
              <td>
                <Sentences sentences={narrate(at)} as="div" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
