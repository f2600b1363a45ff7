'use client'
// "Ask me": a question on this scenario, with numbers of its own, which the engine answers and marks.
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import { describeProblem, type Result } from '#lib/core/problem.ts'
import type { Bilingual, Exercise, ExerciseMark } from '#lib/core/protocols/exercise.ts'
import type { ScenarioSource } from '#lib/server/web.ts'
import { ExerciseForm } from '../../../_ui/exercise-form.tsx'

interface Props {
  readonly source: ScenarioSource
  readonly lang: Lang
  /** The protocol's kinds of exercise; `scenarios` null: of any scenario. */
  readonly kinds: readonly { readonly name: string; readonly title: Bilingual; readonly scenarios: readonly string[] | null }[]
  /** The same kind, scenario and seed: the same question. */
  readonly ask: (kind: string, source: ScenarioSource, seed: string) => Result<Exercise>
}

export function AskMe({ source, lang, kinds: all, ask: draw }: Props) {
  const t = useTranslations('labs')
  const kinds = all.filter(({ scenarios }) => scenarios === null || scenarios.includes(source.name))
  // What is only of this scenario comes first.
  const ordered = [...kinds].sort((a, b) => Number(a.scenarios === null) - Number(b.scenarios === null))
  const [chosen, setChosen] = useState<string | null>(null)
  const [round, setRound] = useState<{ seed: string; mark: ExerciseMark | null } | null>(null)
  const kind = ordered.find(({ name }) => name === chosen) ?? ordered[0]!
  const ask = () => { setRound({ seed: drawSeed(), mark: null }) }
  const asked = useMemo(
    () => (round === null ? null : draw(kind.name, source, round.seed)),
    // The marks come and go without another question.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [kind.name, source, round?.seed],
  )
  return (
    <section className="ask panel" aria-labelledby="ask-me">
      <h2 id="ask-me">{t('askMe')}</h2>
      <p className="small muted">{t('askMeText')}</p>
      <div className="row">
        <label>
          {t('askKind')}{' '}
          <select value={kind.name} onChange={(event) => { setChosen(event.target.value); setRound(null) }}>
            {ordered.map(({ name, title }) => <option key={name} value={name}>{title[lang]}</option>)}
          </select>
        </label>
        <button type="button" className="button" onClick={ask}>{round === null ? t('ask') : t('askAnother')}</button>
      </div>
      {asked === null || round === null ? null : asked.ok ? (
        <ExerciseForm key={`${kind.name} ${round.seed}`} exercise={asked.value} lang={lang} mark={round.mark}
          onMark={(mark) => { setRound({ ...round, mark }) }} />
      ) : (
        <p className="alert" role="alert">{describeProblem(asked.problem, lang)}</p>
      )}
    </section>
  )
}

function drawSeed(): string {
  return `lab:${String(crypto.getRandomValues(new Uint32Array(1))[0])}`
}
