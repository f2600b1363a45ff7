'use client'
// Links to an interview for others: made, shown once, listed and withdrawn. The token is known here only until the page
// is left.
import { useFormatter, useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import type { InterviewLink, LinkKind, MadeLink } from '#lib/server/web.ts'
import { callApi, type ApiAnswer } from '../../../../_ui/api.ts'
import { browserZone } from '../../../../_ui/whoami.ts'

const days = [1, 7, 30] as const

interface Props {
  readonly lang: Lang
  readonly interview: string
  /** What may be made here. */
  readonly kinds: readonly LinkKind[]
  readonly first: readonly InterviewLink[]
  readonly onMade?: () => void
}

export function Links({ lang, interview, kinds, first, onMade }: Props) {
  const t = useTranslations('interviews')
  const format = useFormatter()
  const id = useId()
  const [links, setLinks] = useState(() => first.filter(({ kind }) => kinds.includes(kind)))
  const [lasts, setLasts] = useState<number>(7)
  const [withAnswers, setWithAnswers] = useState(false)
  const [made, setMade] = useState<MadeLink | null>(null)
  const [said, setSaid] = useState('')
  const [alert, setAlert] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const path = `/interviews/${interview}/links`
  const address = made === null ? '' : `${window.location.origin}/${lang}/shared#${made.token}`

  const send = async <T,>(call: Promise<ApiAnswer<T>>, done: (value: T) => void) => {
    setBusy(true)
    setAlert(null)
    const answer = await call
    setBusy(false)
    if (answer.kind === 'ok') done(answer.value)
    else setAlert(answer.kind === 'problem' ? t('failed', { reason: answer.problem.detail }) : t('noNetwork'))
  }
  const make = (kind: LinkKind) =>
    send(callApi<MadeLink>('POST', path, { kind, days: lasts, withAnswers: kind === 'report' && withAnswers }, lang), (link) => {
      setMade(link)
      setLinks((now) => [link, ...now])
      setSaid(t('linkMade'))
      onMade?.()
    })
  const withdraw = (link: string) =>
    send(callApi('DELETE', path, { link }, lang), () => {
      setLinks((now) => now.filter((each) => each.id !== link))
      if (made?.id === link) setMade(null)
      setSaid(t('linkWithdrawn'))
    })
  const copy = () => { navigator.clipboard.writeText(address).then(() => { setSaid(t('linkCopied')) }, () => { setSaid(t('linkCopyByHand')) }) }

  return (
    <div className="links">
      <div className="field">
        <label htmlFor={`${id}-days`}>{t('linkLasts')}</label>
        <select id={`${id}-days`} value={lasts} onChange={(event) => { setLasts(Number(event.target.value)) }}>
          {days.map((count) => <option key={count} value={count}>{t('linkDays', { count })}</option>)}
        </select>
      </div>
      {kinds.includes('report') ? (
        <ul className="checks"><li><label><input type="checkbox" checked={withAnswers} onChange={(event) => { setWithAnswers(event.target.checked) }} />{t('linkWithAnswers')}</label></li></ul>
      ) : null}
      <p className="other-actions">
        {kinds.map((kind) => <button key={kind} type="button" className="button quiet" disabled={busy} onClick={() => void make(kind)}>{t(`linkMake.${kind}`)}</button>)}
      </p>
      {alert === null ? null : <p role="alert" className="alert">{alert}</p>}
      <p role="status" className="small">{said}</p>
      {made === null ? null : (
        <div className="field made-link">
          <label htmlFor={`${id}-address`}>{t(`linkKinds.${made.kind}`)}</label>
          <input id={`${id}-address`} readOnly value={address} aria-describedby={`${id}-once`} onFocus={(event) => { event.target.select() }} />
          <p className="hint" id={`${id}-once`}>{t('linkOnce')}</p>
          <p><button type="button" className="button quiet" onClick={copy}>{t('linkCopy')}</button></p>
        </div>
      )}
      {links.length === 0 ? null : (
        <ul className="made-links" aria-label={t('linksOpen')}>
          {links.map((link) => {
            const until = format.dateTime(link.expiresAtMs, { dateStyle: 'medium', timeStyle: 'short', timeZone: browserZone() })
            return (
              <li key={link.id}>
                <span>{t(`linkKinds.${link.kind}`)}{link.withAnswers ? ` · ${t('linkShowsAnswers')}` : ''} <span className="muted small">{t('linkUntil', { until })}</span></span>
                <button type="button" className="button quiet" disabled={busy} onClick={() => void withdraw(link.id)}>{t('linkWithdraw')}</button>
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}
