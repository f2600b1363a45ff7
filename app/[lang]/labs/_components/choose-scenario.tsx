'use client'
// The list of scenarios, and what to look for in the chosen one.
import { useTranslations } from 'next-intl'
import type { ScenarioSource } from '#lib/server/web.ts'
import { groupScenarios } from './group-scenarios.ts'

interface Props {
  readonly scenarios: readonly ScenarioSource[]
  readonly chosen: ScenarioSource
  readonly onChoose: (name: string) => void
}

export function ChooseScenario({ scenarios, chosen, onChoose }: Props) {
  const t = useTranslations('labs')
  return (
    <div className="choose">
      <label>
        {t('scenario')}{' '}
        <select value={chosen.name} onChange={(event) => { onChoose(event.target.value) }}>
          {groupScenarios(scenarios).map((each) => (
            <optgroup key={each.group} label={t(`groups.${each.group}`)}>
              {each.scenarios.map(({ name, title }) => <option key={name} value={name}>{title}</option>)}
            </optgroup>
          ))}
        </select>
      </label>
      <details className="look" open>
        <summary>{t('lookFor')}</summary>
        <ul>{chosen.look.map((text) => <li key={text}>{text}</li>)}</ul>
      </details>
    </div>
  )
}
