// A lab's scenarios under their headings. They come sorted by heading, as one learns them.
import type { ScenarioSource } from '#lib/server/web.ts'

interface Group {
  readonly group: ScenarioSource['group']
  readonly scenarios: readonly ScenarioSource[]
}

export function groupScenarios(scenarios: readonly ScenarioSource[]): readonly Group[] {
  return [...new Set(scenarios.map(({ group }) => group))].map((group) => ({ group, scenarios: scenarios.filter((each) => each.group === group) }))
}
