'use client'
// E-mail and password, for an old account or a new one. What waits in this device's outbox is sent first, so that it
// is the guest's before the guest becomes somebody.
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import type { SessionView } from '#lib/server/web.ts'
import { callApi } from '../../../_ui/api.ts'
import { knownPeople } from '../../../_ui/known-people.ts'
import { flushOutbox, nobody } from '../../../_ui/outbox.ts'
import { useAlive } from '../../../_ui/when-alive.tsx'
import { fetchSession } from '../../../_ui/whoami.ts'

interface Props {
  readonly lang: Lang
  readonly session: SessionView
  readonly isNew: boolean
}

export function SignInForm({ lang, session, isNew }: Props) {
  const t = useTranslations('signIn')
  const alive = useAlive()
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [merging, setMerging] = useState<number | null>(session.email === null ? null : (session.guest?.reviews ?? null))
  const home = () => { window.location.assign(`/${lang}`) }

  const submit = async (form: FormData) => {
    setBusy(true)
    setError(null)
    const email = form.get('email') as string
    const password = form.get('password') as string
    await flushOutbox(session.person ?? nobody)
    const problem = isNew ? await signUp(email, password, lang) : await signIn(email, password)
    if (problem !== null) {
      setError(problem === 'failed' || problem === 'tooMany' || problem === 'offline' ? t(problem) : problem)
      setBusy(false)
      return
    }
    const now = await fetchSession()
    if (now?.guest == null) {
      home()
      return
    }
    setMerging(now.guest.reviews)
    setBusy(false)
  }
  const decide = async (bring: boolean) => {
    setBusy(true)
    const answer = await callApi('POST', '/account/merge', { bring }, lang)
    if (answer.kind === 'ok') {
      if (bring) for (const owner of knownPeople()) await flushOutbox(owner)
      home()
    } else {
      setError(answer.kind === 'problem' ? answer.problem.detail : t('offline'))
      setBusy(false)
    }
  }

  if (merging !== null) {
    return (
      <>
        <h1>{t('mergeTitle', { count: merging })}</h1>
        <p>{t('mergeText')}</p>
        {error === null ? null : <p className="alert" role="alert">{error}</p>}
        <p className="actions">
          <button className="button" disabled={busy} onClick={() => void decide(true)}>{t('mergeYes')}</button>
          <button className="button quiet" disabled={busy} onClick={() => void decide(false)}>{t('mergeNo')}</button>
        </p>
      </>
    )
  }
  return (
    <>
      <h1>{t(isNew ? 'upTitle' : 'title')}</h1>
      {isNew && session.person !== null ? <p className="muted">{t('keepsWork')}</p> : null}
      {error === null ? null : <p className="alert" role="alert">{error}</p>}
      {/* By POST: sent before the page is alive, a password must not stand in an address. */}
      <form
        method="post"
        onSubmit={(event) => {
          event.preventDefault()
          void submit(new FormData(event.currentTarget))
        }}
      >
        <div className="field">
          <label htmlFor="email">{t('email')}</label>
          <input id="email" name="email" type="email" required autoComplete="username" maxLength={254} />
        </div>
        <div className="field">
          <label htmlFor="password">{t('password')}</label>
          <input id="password" name="password" type="password" required minLength={isNew ? 8 : 1} maxLength={200} autoComplete={isNew ? 'new-password' : 'current-password'}
            aria-describedby={isNew ? 'password-hint' : undefined} />
          {isNew ? <p id="password-hint" className="hint">{t('passwordHint')}</p> : null}
        </div>
        <p className="actions">
          <button className="button" disabled={busy || !alive}>{t(isNew ? 'signUp' : 'signIn')}</button>
        </p>
      </form>
      <p>
        <a href={isNew ? `/${lang}/sign-in` : `/${lang}/sign-in?new`}>{t(isNew ? 'toSignIn' : 'toSignUp')}</a>
      </p>
    </>
  )
}

type Complaint = 'failed' | 'tooMany' | 'offline'

async function signUp(email: string, password: string, lang: Lang): Promise<string | null> {
  const answer = await callApi('POST', '/account', { email, password }, lang)
  return answer.kind === 'ok' ? null : answer.kind === 'problem' ? answer.problem.detail : 'offline'
}

/** By next-auth: its token against forged requests, then its credentials call. */
async function signIn(email: string, password: string): Promise<Complaint | null> {
  try {
    const { csrfToken } = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string }
    const response = await fetch('/api/auth/callback/credentials', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ csrfToken, email, password, json: 'true', callbackUrl: window.location.origin }),
    })
    const { url } = (await response.json()) as { url?: string }
    if (response.ok && !(url ?? '').includes('error=')) return null
    return (url ?? '').includes('too-many-requests') ? 'tooMany' : 'failed'
  } catch {
    return 'offline'
  }
}
