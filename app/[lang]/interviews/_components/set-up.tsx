'use client'
// What the interview should be. What cannot be filled says what is missing, and offers the nearest that can.
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { v7 } from 'uuid'
import { interviewMinutes, interviewModes, interviewRoles, type BlueprintRequest, type InterviewScope } from '#lib/core/interview/blueprint.ts'
import { langs, type Lang, type Level, type TopicId } from '#lib/core/notes/card.ts'
import { callApi, type ApiProblem } from '../../../_ui/api.ts'

type Wanted = Omit<BlueprintRequest, 'seed'>
const levels = [1, 2, 3] as const satisfies readonly Level[]

export function SetUp({ lang, topics }: { readonly lang: Lang; readonly topics: readonly { readonly id: TopicId; readonly title: string }[] }) {
  const t = useTranslations('interviews')
  const [wanted, setWanted] = useState<Wanted>({ minutes: 20, level: 2, scope: { kind: 'all' }, lang, mode: 'mixed', mayPause: false, personal: true })
  const [seed, setSeed] = useState('')
  const [busy, setBusy] = useState(false)
  const [alert, setAlert] = useState<string | null>(null)
  const [nearest, setNearest] = useState<BlueprintRequest | null>(null)
  const change = (some: Partial<Wanted>) => {
    setWanted((now) => ({ ...now, ...some }))
    setNearest(null)
    setAlert(null)
  }
  const { scope } = wanted

  const make = async (request: Wanted) => {
    if (busy) return
    if (request.scope.kind === 'topics' && request.scope.topics.length === 0) {
      setAlert(t('noTopic'))
      return
    }
    setBusy(true)
    setAlert(null)
    const id = v7()
    const name = seed.trim()
    const answer = await callApi('POST', '/interviews', { ...request, ...(name === '' ? {} : { seed: name }), id }, lang)
    if (answer.kind === 'ok') {
      window.location.assign(`/${lang}/interviews/${id}`)
      return
    }
    setBusy(false)
    const problem = answer.kind === 'problem' ? (answer.problem as ApiProblem & { nearest?: BlueprintRequest | null }) : null
    setAlert(problem === null ? t('noNetwork') : t('failed', { reason: problem.detail }))
    setNearest(problem?.nearest ?? null)
  }

  const describe = (request: BlueprintRequest) =>
    t('nearest', { minutes: request.minutes, mode: t(`modes.${request.mode}`), level: request.level, scope: t(`scopes.${request.scope.kind}`) })
  return (
    <form className="set-up" onSubmit={(event) => { event.preventDefault(); void make(wanted) }}>
      <Radios legend={t('length')} name="minutes" values={interviewMinutes} chosen={wanted.minutes} onChoose={(minutes) => { change({ minutes }) }} label={(minutes) => t('minutes', { minutes })} />
      <Radios legend={t('level')} name="level" values={levels} chosen={wanted.level} onChoose={(level) => { change({ level }) }} label={(level) => `${level} · ${t(`levels.${level}`)}`} />
      <Radios legend={t('mode')} name="mode" values={interviewModes} chosen={wanted.mode} onChoose={(mode) => { change({ mode }) }} label={(mode) => t(`modes.${mode}`)} />
      <p className="muted small mode-hint">{t(`modeHints.${wanted.mode}`)}</p>
      <Radios legend={t('scope')} name="scope" values={['all', 'role', 'topics'] as const} chosen={scope.kind} onChoose={(kind) => { change({ scope: emptyScope(kind) }) }} label={(kind) => t(`scopes.${kind}`)} />
      {scope.kind === 'role' ? (
        <Radios legend={t('role')} name="role" values={interviewRoles} chosen={scope.role} onChoose={(role) => { change({ scope: { kind: 'role', role } }) }} label={(role) => t(`roles.${role}`)} />
      ) : null}
      {scope.kind === 'topics' ? (
        <fieldset>
          <legend>{t('topics')}</legend>
          <ul className="checks">
            {topics.map(({ id, title }) => (
              <li key={id}>
                <label>
                  <input type="checkbox" checked={scope.topics.includes(id)}
                    onChange={(event) => { change({ scope: { kind: 'topics', topics: event.target.checked ? [...scope.topics, id] : scope.topics.filter((other) => other !== id) } }) }} />
                  {title}
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
      ) : null}
      <details>
        <summary>{t('more')}</summary>
        <Radios legend={t('language')} name="lang" values={langs} chosen={wanted.lang} onChoose={(other) => { change({ lang: other }) }} label={(other) => t(`languages.${other}`)} />
        <ul className="checks">
          <li><label><input type="checkbox" checked={wanted.mayPause} onChange={(event) => { change({ mayPause: event.target.checked }) }} />{t('mayPause')}</label></li>
          <li><label><input type="checkbox" checked={wanted.personal} onChange={(event) => { change({ personal: event.target.checked }) }} />{t('personal')}</label></li>
        </ul>
        <div className="field">
          <label htmlFor="seed">{t('seed')}</label>
          <input id="seed" value={seed} maxLength={64} autoComplete="off" aria-describedby="seed-hint" onChange={(event) => { setSeed(event.target.value) }} />
          <p className="hint" id="seed-hint">{t('seedHint')}</p>
        </div>
      </details>
      {alert === null ? null : (
        <div role="alert" className="alert">
          <p>{alert}</p>
          {nearest === null ? null : (
            <>
              <p>{describe(nearest)}</p>
              <p><button type="button" className="button" onClick={() => { setWanted(nearest); void make(nearest) }}>{t('takeNearest')}</button></p>
            </>
          )}
        </div>
      )}
      <p className="actions">
        <button className="button" disabled={busy}>{busy ? t('making') : t('make')}</button>
      </p>
    </form>
  )
}

const emptyScope = (kind: InterviewScope['kind']): InterviewScope =>
  kind === 'role' ? { kind, role: 'backend' } : kind === 'topics' ? { kind, topics: [] } : { kind }

interface RadiosProps<T extends string | number> {
  readonly legend: string
  readonly name: string
  readonly values: readonly T[]
  readonly chosen: T
  readonly onChoose: (value: T) => void
  readonly label: (value: T) => string
}

/** A row of choices, one of them taken; arrow keys go between them, as the browser has it. */
function Radios<T extends string | number>({ legend, name, values, chosen, onChoose, label }: RadiosProps<T>) {
  return (
    <fieldset className="pills">
      <legend>{legend}</legend>
      <div>
        {values.map((value) => (
          <label key={value}>
            <input type="radio" name={name} checked={chosen === value} onChange={() => { onChoose(value) }} />
            <span>{label(value)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
