'use client'
// The question: a name, a type, and where it is resolved: in this page on virtual time, or live on real sockets.
import { useTranslations } from 'next-intl'
import { readableName } from '#lib/core/protocols/dns/u-label.ts'
import type { DnsQuestion, Where } from './dns-run.ts'
import { questionTypes, toAscii } from './dns-run.ts'

export interface Draft {
  readonly name: string
  readonly type: string
  readonly where: Where
  readonly keep: boolean
}

interface Props {
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
  readonly onAsk: (question: DnsQuestion) => void
  readonly running: boolean
  readonly onStop: () => void
  /** Whether there is a live run whose cache can be kept. */
  readonly canKeep: boolean
  /** Whether the administrator lets the real Internet be asked. */
  readonly mayAskInternet: boolean
}

/** Names that the embedded Internet knows something interesting about. */
const suggestions = ['www.example.com', 'api.example.com', 'www.eng.example.com', 'www.shop.com', 'www.half.org', 'www.broken.org', 'nope.example.com', 'www.example.org']

export function AskForm({ draft, onChange, onAsk, running, onStop, canKeep, mayAskInternet }: Props) {
  const t = useTranslations('dns')
  const ascii = toAscii(draft.name)
  const readable = readableName(ascii)
  const wheres: readonly Where[] = mayAskInternet || draft.where === 'internet' ? ['page', 'live', 'internet'] : ['page', 'live']
  return (
    <form className="ask-form" aria-label={t('question')}
      onSubmit={(event) => {
        event.preventDefault()
        if (ascii !== '') onAsk({ name: ascii, type: draft.type })
      }}>
      <label className="name">
        <span>{t('name')}</span>
        <input type="text" value={draft.name} maxLength={300} required list="dns-names" autoComplete="off" autoCapitalize="off" spellCheck={false} inputMode="url"
          onChange={(event) => { onChange({ ...draft, name: event.target.value }) }} />
      </label>
      <datalist id="dns-names">{suggestions.map((name) => <option key={name} value={name} />)}</datalist>
      <label>
        <span>{t('type')}</span>
        <select value={draft.type} onChange={(event) => { onChange({ ...draft, type: event.target.value }) }}>
          {questionTypes.map((type) => <option key={type} value={type}>{type}</option>)}
        </select>
      </label>
      <fieldset className="where">
        <legend className="visually-hidden">{t('where')}</legend>
        {wheres.map((where) => (
          <label key={where}>
            <input type="radio" name="where" checked={draft.where === where} onChange={() => { onChange({ ...draft, where }) }} /> {t(`wheres.${where}`)}
          </label>
        ))}
        {draft.where === 'live' && canKeep ? (
          <label>
            <input type="checkbox" checked={draft.keep} onChange={(event) => { onChange({ ...draft, keep: event.target.checked }) }} /> {t('keepCache')}
          </label>
        ) : null}
      </fieldset>
      {running
        ? <button type="button" className="button" onClick={onStop}>{t('stop')}</button>
        : <button className="button">{t('resolve')}</button>}
      {ascii === draft.name.trim() ? null : <p className="small muted ascii">{t('sentAs', { ascii })}</p>}
      {readable === null || readable === draft.name.trim() ? null : <p className="small muted ascii">{t('readAs', { name: readable })}</p>}
    </form>
  )
}
