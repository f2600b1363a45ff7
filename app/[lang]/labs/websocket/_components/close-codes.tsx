'use client'
// The close codes with what they mean and who may send them, and, for those that a peer's fault brings about, a button
// that commits the fault and shows what came back.
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import { describeProblem } from '#lib/core/problem.ts'
import { closeCodes } from '#lib/core/protocols/websocket/close-code.ts'
import type { LiveRecord } from '#lib/core/protocols/websocket/live.ts'
import { Clause } from '../../../../_ui/clause.tsx'
import { presets, type Preset } from './presets.ts'

export interface Provoked {
  /** The code that our client was told. */
  readonly code: number
  readonly failed: Extract<LiveRecord, { type: 'failed' }> | null
}

interface Props {
  readonly lang: Lang
  /** Commits the fault; null when nothing came back. */
  readonly onProvoke: (preset: Preset) => Promise<Provoked | null>
}

export function CloseCodes({ lang, onProvoke }: Props) {
  const t = useTranslations('websocketLab')
  const [busy, setBusy] = useState(false)
  const [results, setResults] = useState<Readonly<Record<string, Provoked | null>>>({})
  const provoke = async (preset: Preset) => {
    setBusy(true)
    const result = await onProvoke(preset)
    setResults((now) => ({ ...now, [preset.name]: result }))
    setBusy(false)
  }
  return (
    <div className="table" tabIndex={0} role="group" aria-label={t('closeCodes')}>
      <table className="close-codes">
        <caption className="visually-hidden">{t('closeCodes')}</caption>
        <thead>
          <tr><th scope="col">{t('code')}</th><th scope="col">{t('codeMeaning')}</th><th scope="col">{t('onTheWireColumn')}</th><th scope="col">{t('provoke')}</th></tr>
        </thead>
        <tbody>
          {closeCodes.map(({ code, name, sendable, by, clause }) => (
            <tr key={code} className={sendable ? '' : 'never'}>
              <th scope="row">{code}</th>
              <td>
                <b>{name}</b> · <Clause text={clause} />
                <div>{t(`codes.${code}`)}</div>
              </td>
              <td>{sendable ? t(`by.${by}`) : t('never')}</td>
              <td>
                {presets.filter((preset) => preset.code === code).map((preset) => (
                  <div key={preset.name} className="provoke">
                    <button type="button" className="button quiet small" disabled={busy} onClick={() => { void provoke(preset) }}>{t(`presets.${preset.name}`)}</button>
                    <Result result={results[preset.name]} lang={lang} />
                  </div>
                ))}
              </td>
            </tr>
          ))}
          <tr><th scope="row">3000–3999</th><td><b>Registered</b> · <Clause text="RFC 6455 §7.4.2" /><div>{t('codes.3000')}</div></td><td>{t('by.both')}</td><td /></tr>
          <tr><th scope="row">4000–4999</th><td><b>Private Use</b> · <Clause text="RFC 6455 §7.4.2" /><div>{t('codes.4000')}</div></td><td>{t('by.both')}</td><td /></tr>
        </tbody>
      </table>
    </div>
  )
}

function Result({ result, lang }: { result: Provoked | null | undefined; lang: Lang }) {
  const t = useTranslations('websocketLab')
  if (result === undefined) return <span role="status" />
  const [violation] = result?.failed?.violations ?? []
  return (
    <span role="status" className="small">
      {result === null ? t('nothingCame') : <>→ <b>{result.code}</b>{violation === undefined ? null : <> {describeProblem(violation.problem, lang)} <Clause text={violation.clause} /></>}</>}
    </span>
  )
}
