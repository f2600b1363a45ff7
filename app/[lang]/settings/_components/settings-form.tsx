'use client'
// One form: what is changed is saved with one button. The theme is this browser's and applies at once.
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { settingRanges, type Settings } from '#lib/core/memory/settings.ts'
import type { Lang, Level, TopicId } from '#lib/core/notes/card.ts'
import type { SessionView } from '#lib/server/web.ts'
import { callApi } from '../../../_ui/api.ts'
import { countOutbox, flushOutbox, nobody } from '../../../_ui/outbox.ts'
import { browserZone, fetchSession } from '../../../_ui/whoami.ts'

interface Props {
  readonly lang: Lang
  readonly session: SessionView
  readonly topics: readonly { readonly id: TopicId; readonly title: string }[]
  readonly zones: readonly string[]
}

const levels = [1, 2, 3] as const satisfies readonly Level[]

export function SettingsForm({ lang, session, topics, zones }: Props) {
  const t = useTranslations('settings')
  const [settings, setSettings] = useState<Settings>(session.settings)
  const [zone, setZone] = useState<string | null>(null)
  const [status, setStatus] = useState<{ kind: 'saved' | 'failed'; text: string } | null>(null)
  useEffect(() => {
    const here = browserZone()
    setZone(here)
    // Nothing chosen yet: what the browser says is the best guess.
    if (!session.settings.zoneChosen) setSettings((now) => ({ ...now, timeZone: here }))
  }, [session.settings.zoneChosen])

  const change = (part: Partial<Settings>) => {
    setStatus(null)
    setSettings((now) => ({ ...now, ...part }))
  }
  const save = async () => {
    const { timeZone, rolloverHour, newPerDay, reviewsPerDay, retention, maximumIntervalDays, learn } = settings
    const body = { timeZone, rolloverHour, newPerDay, reviewsPerDay, retention, maximumIntervalDays, learn, lang }
    const answer = await callApi('PUT', '/settings', body, lang)
    if (answer.kind === 'ok') {
      await fetchSession()
      setStatus({ kind: 'saved', text: t('saved') })
    } else setStatus({ kind: 'failed', text: t('failed', { reason: answer.kind === 'problem' ? answer.problem.detail : t('noNetwork') }) })
  }
  const { learn } = settings
  const chosen = learn.topics ?? topics.map(({ id }) => id)
  const numberField = (name: 'newPerDay' | 'reviewsPerDay' | 'maximumIntervalDays', label: 'newPerDay' | 'reviewsPerDay' | 'maximumInterval', hint?: 'reviewsPerDayHint') => (
    <div className="field">
      <label htmlFor={name}>{t(label)}</label>
      <input id={name} type="number" inputMode="numeric" required min={settingRanges[name].least} max={settingRanges[name].most} value={Number.isNaN(settings[name]) ? '' : settings[name]}
        aria-describedby={hint === undefined ? undefined : `${name}-hint`} onChange={(event) => { change({ [name]: event.target.valueAsNumber }) }} />
      {hint === undefined ? null : <p id={`${name}-hint`} className="hint">{t(hint)}</p>}
    </div>
  )
  return (
    <>
      <Account lang={lang} session={session} />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <fieldset>
          <legend>{t('day')}</legend>
          <div className="field">
            <label htmlFor="zone">{t('timeZone')}</label>
            <select id="zone" value={settings.timeZone} aria-describedby="zone-hint" onChange={(event) => { change({ timeZone: event.target.value }) }}>
              {[...new Set([settings.timeZone, ...zones])].map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
            <p id="zone-hint" className="hint">
              {t('timeZoneHint', { zone: zone ?? '…' })}{' '}
              {zone !== null && zone !== settings.timeZone ? (
                <button type="button" className="link" onClick={() => { change({ timeZone: zone }) }}>
                  {t('timeZoneUse', { zone })}
                </button>
              ) : null}
            </p>
          </div>
          <div className="field">
            <label htmlFor="rollover">{t('rollover')}</label>
            <select id="rollover" value={settings.rolloverHour} aria-describedby="rollover-hint" onChange={(event) => { change({ rolloverHour: Number(event.target.value) }) }}>
              {Array.from({ length: 24 }, (_, hour) => (
                <option key={hour} value={hour}>{`${String(hour).padStart(2, '0')}:00`}</option>
              ))}
            </select>
            <p id="rollover-hint" className="hint">{t('rolloverHint')}</p>
          </div>
        </fieldset>
        <fieldset>
          <legend>{t('pace')}</legend>
          {numberField('newPerDay', 'newPerDay')}
          {numberField('reviewsPerDay', 'reviewsPerDay', 'reviewsPerDayHint')}
          <div className="field">
            <label htmlFor="retention">
              {t('retention')}: {Math.round(settings.retention * 100)} %
            </label>
            <input id="retention" type="range" min={0.7} max={0.97} step={0.01} value={settings.retention} aria-describedby="retention-hint"
              aria-valuetext={`${Math.round(settings.retention * 100)} %`} onChange={(event) => { change({ retention: event.target.valueAsNumber }) }} />
            <p id="retention-hint" className="hint">{t('retentionHint')}</p>
          </div>
          {numberField('maximumIntervalDays', 'maximumInterval')}
        </fieldset>
        <fieldset>
          <legend>{t('learn')}</legend>
          <p className="muted small">{t('learnHint')}</p>
          <ul className="checks">
            <li>
              <label>
                <input type="checkbox" checked={learn.topics === null} onChange={(event) => { change({ learn: { ...learn, topics: event.target.checked ? null : chosen } }) }} />
                {t('allTopics')}
              </label>
            </li>
            {learn.topics === null
              ? null
              : topics.map(({ id, title }) => (
                  <li key={id}>
                    <label>
                      <input type="checkbox" checked={chosen.includes(id)}
                        onChange={(event) => { change({ learn: { ...learn, topics: event.target.checked ? [...chosen, id] : chosen.filter((other) => other !== id) } }) }} />
                      {title}
                    </label>
                  </li>
                ))}
          </ul>
          <p className="levels-title">{t('levels')}</p>
          <ul className="checks">
            {levels.map((level) => (
              <li key={level}>
                <label>
                  <input type="checkbox" checked={learn.levels.includes(level)} disabled={learn.levels.length === 1 && learn.levels[0] === level}
                    onChange={(event) => { change({ learn: { ...learn, levels: levels.filter((other) => (other === level ? event.target.checked : learn.levels.includes(other))) } }) }} />
                  {t(`level${level}`)}
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
        <Theme />
        <p className="actions">
          <button className="button">{t('save')}</button>
        </p>
        <p role="status" className={status === null ? '' : status.kind === 'saved' ? 'notice' : 'alert'}>
          {status?.text}
        </p>
      </form>
    </>
  )
}

function Account({ lang, session }: { lang: Lang; session: SessionView }) {
  const t = useTranslations('settings')
  const [unsent, setUnsent] = useState(0)
  const signOut = async () => {
    const person = session.person ?? nobody
    await flushOutbox(person)
    const { waiting } = await countOutbox(person)
    // Said once; the second press means it.
    if (waiting > 0 && unsent === 0) {
      setUnsent(waiting)
      return
    }
    const answer = await callApi('DELETE', '/session', {})
    if (answer.kind === 'ok') {
      await fetchSession()
      window.location.assign(`/${lang}`)
    }
  }
  return (
    <section className="panel account">
      <h2>{t('account')}</h2>
      <p>{session.email !== null ? t('signedInAs', { email: session.email }) : session.person === null ? t('nobody') : t('guest')}</p>
      {unsent > 0 ? <p className="alert" role="alert">{t('signOutUnsent', { count: unsent })}</p> : null}
      <p className="actions">
        {session.email === null ? (
          <>
            <a className="button" href={`/${lang}/sign-in?new`}>{t('signUp')}</a>
            <a className="button quiet" href={`/${lang}/sign-in`}>{t('signIn')}</a>
          </>
        ) : (
          <button className="button quiet" onClick={() => void signOut()}>{t('signOut')}</button>
        )}
      </p>
    </section>
  )
}

function Theme() {
  const t = useTranslations('settings')
  const [theme, setTheme] = useState('system')
  useEffect(() => {
    try {
      setTheme(localStorage.getItem('theme') ?? 'system')
    } catch {
      // Storage is closed to us: the system's theme it is.
    }
  }, [])
  const choose = (value: string) => {
    setTheme(value)
    try {
      if (value === 'system') {
        localStorage.removeItem('theme')
        delete document.documentElement.dataset['theme']
      } else {
        localStorage.setItem('theme', value)
        document.documentElement.dataset['theme'] = value
      }
    } catch {
      // The same.
    }
  }
  return (
    <fieldset>
      <legend>{t('appearance')}</legend>
      <div className="field">
        <label htmlFor="theme">{t('theme')}</label>
        <select id="theme" value={theme} onChange={(event) => { choose(event.target.value) }}>
          <option value="system">{t('themeSystem')}</option>
          <option value="light">{t('themeLight')}</option>
          <option value="dark">{t('themeDark')}</option>
        </select>
      </div>
    </fieldset>
  )
}
