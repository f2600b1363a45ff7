// A lab whose protocol exists but whose scenario does not shows an error instead of a wire.
import type { Rule } from '#lib/core/notes/rule.ts'

export const labScenarioMissing: Rule = {
  code: 'lab-scenario-missing',
  *checkCollection({ outlines, scenarios }) {
    // A protocol without any scenario has no lab yet; its labs show their text.
    const protocols = new Set([...scenarios].map((scenario) => scenario.split('/')[0]))
    for (const { file, labs } of outlines) {
      for (const { scenario, at } of labs) {
        if (protocols.has(scenario.split('/')[0]) && !scenarios.has(scenario))
          yield { at, file, params: { scenario } }
      }
    }
  },
}
